"""From lines to people: each read, or refused with its reason; nobody twice."""
