"""One row per campaign, contact and message type: its states, its evidence, its counts."""
