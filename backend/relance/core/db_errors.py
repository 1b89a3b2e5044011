"""What an error of the driver means: is its connection still of use, and may the work be repeated?

The one place that knows the driver's exceptions. Everybody else asks `is_database_away`, `may_repeat` or
`is_passing`. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
"""

from enum import Enum, auto

import asyncpg


class Meaning(Enum):
    """The answers to both questions."""

    AWAY = auto()
    """The connection is of no use any more; on another one, perhaps later, the same work may succeed."""

    UNDONE = auto()
    """The transaction was taken back, the connection is well; the same may well succeed when repeated."""

    OTHER = auto()
    """Repeating changes nothing: the data, the statement or the schema is the trouble."""


class DatabaseBusyError(TimeoutError):
    """All connections of the pool were in use for as long as one may wait for one."""


_BY_SQLSTATE = {
    # The longest that fits counts: a code before its class.
    "03": Meaning.OTHER,
    "08": Meaning.AWAY,
    "09": Meaning.OTHER,
    "0A": Meaning.OTHER,
    "0B": Meaning.OTHER,
    "0F": Meaning.OTHER,
    "0L": Meaning.OTHER,
    "0P": Meaning.OTHER,
    "0Z": Meaning.OTHER,
    "10": Meaning.OTHER,
    "20": Meaning.OTHER,
    "21": Meaning.OTHER,
    "22": Meaning.OTHER,
    "23": Meaning.OTHER,
    "24": Meaning.OTHER,
    "25": Meaning.OTHER,
    "25006": Meaning.AWAY,  # read-only: a server that stands by since a failover, or one that ran full
    "25P03": Meaning.AWAY,  # idle in a transaction for too long
    "25P04": Meaning.AWAY,
    "26": Meaning.UNDONE,  # a prepared statement that a pooler in between has forgotten
    "27": Meaning.OTHER,
    "28": Meaning.AWAY,  # pg_hba.conf shuts everybody out during maintenance
    "2B": Meaning.OTHER,
    "2D": Meaning.OTHER,
    "2F": Meaning.OTHER,
    "34": Meaning.OTHER,
    "38": Meaning.OTHER,
    "39": Meaning.OTHER,
    "3B": Meaning.OTHER,
    "3D": Meaning.AWAY,  # the database is not there: it is being restored
    "3F": Meaning.OTHER,
    "40": Meaning.UNDONE,
    "42": Meaning.OTHER,
    "44": Meaning.OTHER,
    "53": Meaning.UNDONE,  # memory, disk: until there is some again
    "53300": Meaning.AWAY,  # too many connections: said when connecting
    "54": Meaning.OTHER,
    "55": Meaning.OTHER,
    "55006": Meaning.UNDONE,
    "55P03": Meaning.UNDONE,
    "57": Meaning.AWAY,
    "57014": Meaning.UNDONE,  # cancelled by a person or a timeout
    "58": Meaning.UNDONE,  # the server's disk or system had trouble
    "72": Meaning.UNDONE,
    "F0": Meaning.OTHER,
    "HV": Meaning.OTHER,
    "P0": Meaning.OTHER,
    "XX": Meaning.OTHER,
    "XX000": Meaning.UNDONE,  # mostly a race with a change of the schema
}

_BY_CLASS: tuple[tuple[type[BaseException], Meaning], ...] = (
    # The first that fits counts: what is special before what is general.
    (asyncpg.OutdatedSchemaCacheError, Meaning.UNDONE),
    (asyncpg.InvalidCachedStatementError, Meaning.UNDONE),
    # A value that does not fit its parameter, a malformed URL: complaints about us, not about the server.
    (asyncpg.exceptions.DataError, Meaning.OTHER),
    (asyncpg.UnsupportedClientFeatureError, Meaning.OTHER),
    (asyncpg.UnsupportedServerFeatureError, Meaning.OTHER),
    # "connection is closed", "another operation is in progress", "cannot switch to state …": a connection
    # that was cut at a bad moment says any of them.
    (asyncpg.InterfaceError, Meaning.AWAY),
    (asyncpg.InternalClientError, Meaning.AWAY),
    (FileNotFoundError, Meaning.OTHER),
    (PermissionError, Meaning.OTHER),
    (OSError, Meaning.AWAY),  # TimeoutError is one
)


def find_meaning(error: BaseException) -> Meaning:
    """What `error` means; errors that are not the driver's or the network's are OTHER."""
    if isinstance(error, asyncpg.PostgresError):
        if getattr(error, "severity_en", None) in ("FATAL", "PANIC"):
            return Meaning.AWAY  # whatever it was about, the server has ended the session
        if not isinstance(error, asyncpg.InvalidCachedStatementError):
            return find_meaning_of_code(error.sqlstate or "") or Meaning.OTHER
    for kind, meaning in _BY_CLASS:
        if isinstance(error, kind):
            # The driver's complaint about an argument is an InterfaceError too, and a ValueError.
            return Meaning.OTHER if isinstance(error, ValueError) else meaning
    return Meaning.OTHER


def find_meaning_of_code(sqlstate: str) -> Meaning | None:
    """By the code, else by its class of two letters; None for a class that nobody has judged."""
    return _BY_SQLSTATE.get(sqlstate) or _BY_SQLSTATE.get(sqlstate[:2])


def is_database_away(error: BaseException) -> bool:
    """PostgreSQL cannot be reached, or this connection to it not any more: try again later."""
    return find_meaning(error) is Meaning.AWAY


def may_repeat(error: BaseException) -> bool:
    """PostgreSQL took the transaction back (a deadlock, a lock, no room): it may succeed when repeated."""
    return find_meaning(error) is Meaning.UNDONE


def is_passing(error: BaseException) -> bool:
    """Either of both: what waits and tries again, goes on by itself."""
    return find_meaning(error) is not Meaning.OTHER


def is_data_trouble(error: Exception) -> bool:
    """Whether repeating cannot help, because what was sent is the trouble."""
    if isinstance(error, asyncpg.PostgresError):
        return (error.sqlstate or "")[:2] in ("22", "23")
    if isinstance(error, ValueError):
        return True  # asyncpg's own refusal of a parameter is both this and an InterfaceError
    return not is_passing(error)


def is_connection_usable(error: BaseException) -> bool:
    """Whether the connection that raised `error` may be used again.

    A timeout says nothing of it (the driver cancels the statement), nor does an error of another thing.
    """
    if isinstance(error, OSError):
        return True
    return find_meaning(error) is not Meaning.AWAY


CONNECTION_LOST = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TransactionTimeoutError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.TooManyConnectionsError,
)
"""For `except`, where `is_database_away` would be awkward: a little wider than that."""

RETRYABLE = (
    asyncpg.TransactionRollbackError,
    asyncpg.LockNotAvailableError,
    asyncpg.ObjectInUseError,
    asyncpg.InsufficientResourcesError,
    asyncpg.QueryCanceledError,
    asyncpg.PostgresSystemError,
    asyncpg.SnapshotTooOldError,
    asyncpg.InvalidSQLStatementNameError,
    asyncpg.InternalServerError,
    asyncpg.OutdatedSchemaCacheError,
    asyncpg.InvalidCachedStatementError,
)
"""The same for `may_repeat`."""
