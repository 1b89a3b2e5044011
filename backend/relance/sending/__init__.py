"""The sender process: what is due, claim, pace, send, record, settle."""
