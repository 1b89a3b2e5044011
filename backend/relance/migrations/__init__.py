"""Database migrations, forward only, in plain SQL."""
