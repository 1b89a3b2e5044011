"""What could not be applied: kept, shown, replayed."""
