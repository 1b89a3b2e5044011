"""From start to close: launch, silence, retries, ends, and what a tick repairs."""
