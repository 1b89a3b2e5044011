"""What contacts did: which campaign it answers, what follows from it."""
