"""How claims stand, in the database: what both writers bring up to date after they wrote."""
