"""Named, coloured groups of contacts."""
