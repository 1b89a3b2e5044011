"""Erasing people: what goes, what stays, and what is done afterwards."""
