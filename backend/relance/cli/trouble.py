"""What keeps a command from the database, in a sentence that says what to do."""

import asyncpg

from relance.core.db import is_database_away

_CHECK = "check RELANCE_DATABASE_URL"
_BY_CLASS: tuple[tuple[type[BaseException], str], ...] = (
    (asyncpg.InvalidAuthorizationSpecificationError, f"the database refuses us: {{error}}: {_CHECK}"),
    (asyncpg.InvalidCatalogNameError, f"the server has no such database: {{error}}: {_CHECK}"),
    (
        asyncpg.ReadOnlySQLTransactionError,
        f"the database takes no writes ({{error}}), as a standby does: {_CHECK}",
    ),
    (
        asyncpg.TooManyConnectionsError,
        "the server takes no more connections: {error}: try again, or raise max_connections",
    ),
    (asyncpg.DiskFullError, "the disk of the database is full: {error}: make room there"),
)


def explain_trouble(error: BaseException) -> str:
    """Of an error that `is_passing`."""
    for kind, words in _BY_CLASS:
        if isinstance(error, kind):
            return words.format(error=error)
    if is_database_away(error):
        return f"the database or the network is away: {error}: see that it runs, {_CHECK}"
    return f"the database could not do it now: {error}: try again"
