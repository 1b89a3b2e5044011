"""A file before it is imported: what it is, how it would be read, and whether that is doubted."""
