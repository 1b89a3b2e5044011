"""Contacts from files: CSV as it is found in the wild, and workbooks."""
