"""The first page: everything it needs in one answer."""
