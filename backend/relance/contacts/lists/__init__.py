"""Pages and files of contacts."""
