"""Running an import: chunk by chunk, foreseen by a dry run, taken back for a day."""
