"""The lines of an import that were rejected or doubted: listed, and as files."""
