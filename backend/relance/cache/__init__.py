"""Finished JSON kept in Redis for a while; a helper, never a need."""
