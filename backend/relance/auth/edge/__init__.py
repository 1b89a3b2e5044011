"""What of access knows the framework: who calls, from where, how much at once."""
