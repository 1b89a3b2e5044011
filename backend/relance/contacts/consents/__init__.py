"""Consent as a record: each time somebody gave or withdrew it, and what it came from."""
