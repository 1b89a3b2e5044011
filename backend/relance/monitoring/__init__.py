"""Are we well: heartbeats of the processes, gaps of the intake."""
