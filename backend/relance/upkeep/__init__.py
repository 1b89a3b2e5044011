"""Everything that runs by itself: what, how often, and what it mends."""
