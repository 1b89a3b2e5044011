"""Do messages leave, when there are some that may? A heart that beats does not tell.

What senders have done comes with their heartbeats, what waits from the queue: only batches that nothing known
to the database keeps from leaving count as due. A database that was restored or copied lets nothing leave
and says so itself.
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
Code = Literal[
    "pace_elsewhere", "line_lost", "line_held", "sent_log", "restored_unanswered", "restored_settling"
]

_RESTORED: dict[bool, tuple[Code, str]] = {
    False: ("restored_unanswered", "the database was restored or copied, and nobody has said yet which"),
    True: ("restored_settling", "what left before the database was restored is being taken over"),
}


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why nothing is sent, as a sender itself or the database says. `number`: Meta's id of it, None: all."""

    code: Code
    reason: str
    number: str | None = None
    for_s: float | None = None


@dataclass(frozen=True, slots=True)
class SendingState:
    """`stuck`: a live sender does not poll, or work is due and nobody takes any, or takes it and nothing
    leaves. `waits`: they say why, or the database was restored."""

    word: Word
    due_age_s: float | None
    taken_age_s: float | None
    """Since a sender last took work, or found that there is none to take yet."""
    hindrances: list[Hindrance]


def judge_sending(
    processes: Sequence[Process], *, due_age_s: float | None, restored: Hindrance | None
) -> SendingState:
    """`due_age_s`: of the oldest batch that may leave, None without one. `restored`: see `find_restored`."""
    senders = [process for process in processes if process.name == SENDER and process.state == "alive"]
    taken_age_s = _least_age_s(senders, "lanes")
    moved_age_s = max(taken_age_s or 0.0, _least_age_s(senders, "departures") or 0.0)
    hindrances = find_hindrances(senders)
    word = _find_word(senders, due_age_s, moved_age_s, hindrances)
    if restored is not None:
        hindrances.insert(0, restored)
        # Even where nothing is due, for its campaigns are held; and no sender can be blamed for what is.
        word = word if word == "no_sender" or _all_overdue(senders) else "waits"
    return SendingState(word, due_age_s, taken_age_s, hindrances)


def find_restored(question: Row) -> Hindrance | None:
    """Of the row of `RESTORED`: a database that went back lets nothing leave until that is answered."""
    if question["since"] is None:
        return None
    code, reason = _RESTORED[question["answered"]]
    return Hindrance(code, reason, for_s=question["for_s"])


def _find_word(
    senders: Sequence[Process],
    due_age_s: float | None,
    moved_age_s: float,
    hindrances: Sequence[Hindrance],
) -> Word:
    if not senders:
        return "no_sender"
    if _all_overdue(senders):
        return "stuck"
    if due_age_s is None or due_age_s < DUE_PATIENCE_S:
        return "ok"
    if hindrances:
        return "waits"
    # Older versions of Relance tell no ages.
    return "stuck" if moved_age_s > DUE_PATIENCE_S else "ok"


def _all_overdue(senders: Sequence[Process]) -> bool:
    return all(sender.overdue for sender in senders)


def _least_age_s(senders: Sequence[Process], work: str) -> float | None:
    return min((age for sender in senders if (age := sender.age_s(work)) is not None), default=None)


def find_hindrances(senders: Sequence[Process]) -> list[Hindrance]:
    """What keeps them from sending, as they tell it; where several say the same of a number, the first."""
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
            code: Code = "line_lost" if line["state"] == "lost" else "line_held"
            found.append(Hindrance(code, str(line.get("reason")), number, line.get("for_s")))
    return found


def oldest_age_s(queue: Row) -> float | None:
    """Of a row of `QUEUE` or `OLDEST_DUE`."""
    ages = [age for age in (queue["bulk_age_s"], queue["reply_age_s"]) if age is not None]
    return max(ages, default=None)


async def read_sending(conn: Connection) -> SendingState:
    """Ask the database; three statements."""
    due, question = await conn.fetchrow(sql.OLDEST_DUE), await conn.fetchrow(sql.RESTORED)
    assert due is not None and question is not None
    return judge_sending(
        await list_processes(conn), due_age_s=oldest_age_s(due), restored=find_restored(question)
    )


async def ask_sending(pool: Pool) -> str:
    """The word for `/readyz`; `unknown` while the database does not say."""
    try:
        async with pool.acquire() as conn:
            return (await read_sending(conn)).word
    except Exception as error:
        if not is_passing(error):
            raise
        return "unknown"
