"""Which column of a file is what: guessed, or as a person says."""
