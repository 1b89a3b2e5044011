"""Migrations of databases that are in use."""
