"""Every number that pages show: sums of deltas kept by triggers, never a count of rows."""
