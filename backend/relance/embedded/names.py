"""Names of the embedded database and of its roles."""

DATABASE = "relance"
SUPERUSER = "relance"
APPLICATION = "relance_app"
"""Whom all programs sign in as."""

KEEPER = "relance_keeper"
"""Whose the activity log is; nobody can become it."""
