"""Whose webhook is it? Reads without locks."""
