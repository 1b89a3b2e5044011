"""Which installation a database belongs to, and what happens when it went back: a backup that woke up in
another place, or in place.

The id of the installation stands in every echo and every line of the sent logs. A database that went back
takes a new one, so that what left and was heard before is told from what leaves now; the former ids are kept.
Nothing leaves until a person has said whether this is a copy or the restored original.
"""

from dataclasses import dataclass
from datetime import datetime

from relance.core.db import Connection, Row
from relance.core.errors import AppError
from relance.core.log import get_logger
from relance.installation import sql

log = get_logger(__name__)

SEQUENCES_JUMP = 10_000_000
"""How many ids are left out after a halt: more than anybody gives out between two backups."""

LOG_KEPT_DAYS = 7
"""How long sent logs are kept."""

MOVED = "moved"
CLAIM = "claim"
ECHO_BEYOND = "echo_beyond"
ECHO_OF_WAITING = "echo_of_waiting"


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows of claims: the newest one's id and time, and how many there were."""

    claim: int
    claims: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Trip:
    """What showed that the database of `installation` went back.

    `reason`: `moved`, `claim`, `echo_beyond` or `echo_of_waiting`. Of a claim that showed it: `seen_claim` is
    the newest that others had seen confirmed, `known` what the database knew before it.
    """

    installation: str
    reason: str
    seen_claim: int | None = None
    known: Known | None = None


async def settle_installation(conn: Connection, timezone: str) -> str:
    """Note the time zone that cuts days; return the installation's id. Call it in a transaction.

    A database in another place than it was born in (another cluster, another name) was restored or copied:
    it is halted.
    """
    row = await conn.fetchrow(sql.LOCK_INSTALLATION)
    assert row is not None, "0001 inserts the one row"
    if row["timezone"] != timezone:
        await conn.execute(sql.SET_TIMEZONE, timezone)
    installation: str = row["id"]
    if not row["birthplace"]:  # a template of databases: born where it is started first
        return str(await conn.fetchval(sql.RENEW_INSTALLATION, row["here"]))
    if row["birthplace"] != row["here"]:
        return await halt(conn, Trip(installation, MOVED))
    return installation


async def halt(conn: Connection, trip: Trip) -> str:
    """Stop everything until a person answered; returns the new id. Call it in a transaction.

    New id, the former one kept, ids moved up, leases taken, campaigns paused. When another process was first,
    nothing changes. A database without any campaign gets its new id and no question.
    """
    row = await conn.fetchrow(sql.LOCK_INSTALLATION)
    assert row is not None, "0001 inserts the one row"
    if row["id"] != trip.installation:
        return str(row["id"])
    held = await conn.fetchrow(sql.HOLD_CAMPAIGNS)
    assert held is not None
    if await conn.fetchval(sql.HAS_CAMPAIGNS):
        await _ask(conn, trip, held)
    await conn.execute(sql.TAKE_LEASES)
    installation: str = await conn.fetchval(sql.RENEW_INSTALLATION, row["here"])
    details = {"paused": held["paused"], "unscheduled": held["unscheduled"], "reason": trip.reason}
    await conn.execute(sql.RAISE_RESTORED, details)
    log.warning(
        "restored_database_found",
        **details,
        installation=installation,
        former=trip.installation,
        seen_claim=trip.seen_claim,
    )
    return installation


async def _ask(conn: Connection, trip: Trip, held: Row) -> None:
    known = trip.known
    if known is None:
        row = await conn.fetchrow(sql.KNOWN_CLAIMS)
        assert row is not None
        known = Known(**row)
    await conn.execute(
        sql.KEEP_FORMER,
        trip.installation,
        trip.reason,
        trip.seen_claim,
        held["paused"],
        held["unscheduled"],
        known.claim,
        known.claims,
        known.at,
    )
    await conn.execute(sql.NOTE_LOST_TIME, LOG_KEPT_DAYS)
    await conn.execute(sql.MOVE_SEQUENCES, SEQUENCES_JUMP)


async def refuse_while_halted(conn: Connection) -> None:
    """Raises AppError (409) `restored_unanswered` or `restored_settling` while nothing may leave."""
    answered = await conn.fetchval(sql.OPEN_QUESTION)
    if answered is not None:
        raise _halted(answered)


def _halted(answered: bool) -> AppError:
    if answered:
        return AppError("restored_settling")
    return AppError("restored_unanswered")
