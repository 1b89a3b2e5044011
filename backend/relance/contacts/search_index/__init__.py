"""Which contacts a search and a filter may mean: sets of ids as bitmaps."""
