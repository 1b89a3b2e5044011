"""From what people write to one number, and back to all ways of writing it."""
