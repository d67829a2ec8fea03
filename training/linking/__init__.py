"""How the model of relations between claims is made."""
