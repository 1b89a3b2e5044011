"""Which database this is, and what happens when it went back to an earlier state."""
