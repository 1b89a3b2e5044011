"""Message templates, kept in step with Meta."""
