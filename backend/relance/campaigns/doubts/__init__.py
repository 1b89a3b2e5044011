"""Messages of which nobody knows whether Meta took them: shown, and decided by a person."""
