"""What may belong to somebody later: kept until it is known."""
