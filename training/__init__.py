"""How each shipped model is made, from data to card; nothing here runs in the application."""
