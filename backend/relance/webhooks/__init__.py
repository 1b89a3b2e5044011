"""Meta's webhooks: taken in, committed in groups, applied to messages and people."""
