"""A database that went back."""
