"""Do messages leave, when there are some that may? A heart that beats does not tell.

What senders have done comes with their heartbeats, what waits from the queue: only batches that nothing known
to the database keeps from leaving count as due.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from relance.core.db import Connection, Pool, Row, is_passing
from relance.monitoring import health_sql as sql
from relance.monitoring.processes import Process, list_processes

SENDER = "sender"

DUE_PATIENCE_S = 30.0
"""Work that may leave is taken within a second; after this, somebody should look."""

Word = Literal["ok", "waits", "stuck", "no_sender"]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What a sender itself says of why it sends nothing. `number`: Meta's id of it, None: all numbers."""

    code: Literal["pace_elsewhere", "line_lost", "line_held", "sent_log"]
    reason: str
    number: str | None = None
    for_s: float | None = None


@dataclass(frozen=True, slots=True)
class SendingState:
    """`stuck`: a live sender does not poll, or work is due and nobody takes any, or takes it and nothing
    leaves. `waits`: they say why."""

    word: Word
    due_age_s: float | None
    taken_age_s: float | None
    """Since a sender last took work, or found that there is none to take yet."""
    hindrances: list[Hindrance]


def judge_sending(processes: Sequence[Process], *, due_age_s: float | None) -> SendingState:
    """`due_age_s`: of the oldest batch that may leave, None without one."""
    senders = [process for process in processes if process.name == SENDER and process.state == "alive"]
    taken_age_s = _least_age_s(senders, "lanes")
    moved_age_s = max(taken_age_s or 0.0, _least_age_s(senders, "departures") or 0.0)
    hindrances = _find_hindrances(senders)
    return SendingState(
        _find_word(senders, due_age_s, moved_age_s, hindrances), due_age_s, taken_age_s, hindrances
    )


def _find_word(
    senders: Sequence[Process],
    due_age_s: float | None,
    moved_age_s: float,
    hindrances: Sequence[Hindrance],
) -> Word:
    if not senders:
        return "no_sender"
    if all(sender.overdue for sender in senders):
        return "stuck"
    if due_age_s is None or due_age_s < DUE_PATIENCE_S:
        return "ok"
    if hindrances:
        return "waits"
    # Older versions of Relance tell no ages.
    return "stuck" if moved_age_s > DUE_PATIENCE_S else "ok"


def _least_age_s(senders: Sequence[Process], work: str) -> float | None:
    return min((age for sender in senders if (age := sender.age_s(work)) is not None), default=None)


def _find_hindrances(senders: Sequence[Process]) -> list[Hindrance]:
    """Of the first sender only where all of them say the same; each number once."""
    found: dict[tuple[str, str | None], Hindrance] = {}
    for sender in senders:
        for hindrance in _read_hindrances(sender.work or {}):
            found.setdefault((hindrance.code, hindrance.number), hindrance)
    return list(found.values())


def _read_hindrances(work: dict[str, Any]) -> list[Hindrance]:
    found = []
    pace = work.get("pace")
    if isinstance(pace, dict) and not pace.get("here", True):
        found.append(Hindrance("pace_elsewhere", str(pace.get("reason"))))
    if isinstance(trouble := work.get("sent_log"), str):
        found.append(Hindrance("sent_log", trouble))
    numbers = work.get("numbers")
    for number, line in numbers.items() if isinstance(numbers, dict) else ():
        if line.get("state") in ("lost", "held"):
            code: Literal["line_lost", "line_held"] = "line_lost" if line["state"] == "lost" else "line_held"
            found.append(Hindrance(code, str(line.get("reason")), number, line.get("for_s")))
    return found


def oldest_age_s(queue: Row) -> float | None:
    """Of a row of `QUEUE` or `OLDEST_DUE`."""
    ages = [age for age in (queue["bulk_age_s"], queue["reply_age_s"]) if age is not None]
    return max(ages, default=None)


async def read_sending(conn: Connection) -> SendingState:
    """Ask the database; two statements."""
    due = await conn.fetchrow(sql.OLDEST_DUE)
    assert due is not None
    return judge_sending(await list_processes(conn), due_age_s=oldest_age_s(due))


async def ask_sending(pool: Pool) -> str:
    """The word for `/readyz`; `unknown` while the database does not say."""
    try:
        async with pool.acquire() as conn:
            return (await read_sending(conn)).word
    except Exception as error:
        if not is_passing(error):
            raise
        return "unknown"
