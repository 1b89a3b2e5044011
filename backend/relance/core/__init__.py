"""What every part needs: settings, database, Redis, errors, logs, clock."""
