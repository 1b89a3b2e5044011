"""What webhooks tell of people, numbers and accounts besides their messages."""
