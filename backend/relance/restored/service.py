"""The question "copy or restored?", with its numbers, and the answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from relance.activity import Act, Subject, record
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.core.log import get_logger
from relance.reasons.causes import CAUSES
from relance.restored import sql

log = get_logger(__name__)

Answer = Literal["copy", "restored"]
State = Literal["none", "reading", "asked", "settling", "settled"]

COPY: Answer = "copy"


@dataclass(frozen=True, slots=True)
class Question:
    """Where things stand. `left_unknown` and `covered` are None until the sent logs are read."""

    state: State
    reason: str | None = None
    noticed_at: datetime | None = None
    known_until: datetime | None = None
    campaigns_paused: int = 0
    messages_waiting: int = 0
    left_unknown: int | None = None
    covered: bool | None = None
    answer: Answer | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    in_doubt: int = 0
    senders_read: int | None = None
    """Whose logs were read just now; only for who had them read."""


async def read_question(conn: Connection) -> Question:
    """The open question, the last one if none is open, or state `none`."""
    open_ = await conn.fetch(sql.LIST_OPEN)
    former = open_[0] if open_ else await conn.fetchrow(sql.LAST)
    if former is None:
        return Question("none")
    waiting = await conn.fetchrow(sql.COUNT_WAITING)
    assert waiting is not None
    rows = open_ or [former]
    read = all(row["read_at"] is not None for row in rows)
    return Question(
        state=_state(bool(open_), all(row["answer"] is not None for row in rows), read),
        reason=former["reason"],
        noticed_at=former["halted_at"],
        known_until=former["known_at"],
        campaigns_paused=waiting["campaigns"],
        messages_waiting=waiting["messages"],
        left_unknown=former["left_unknown"] if read else None,
        covered=all(row["covered"] for row in rows) if read else None,
        answer=former["answer"],
        answered_at=former["answered_at"],
        answered_by=former["answered_by"],
        in_doubt=sum(row["in_doubt"] for row in rows),
    )


def _state(is_open: bool, answered: bool, read: bool) -> State:
    if not is_open:
        return "settled"
    if answered:
        return "settling"
    return "asked" if read else "reading"


async def answer_question(conn: Connection, *, answer: Answer, by: str) -> Question:
    """Take the answer down. A copy is done with at once; the caller lets `restored` be carried out.

    The same answer again changes nothing. Raises AppError (409) `restored_not_asked`, `restored_answered`.
    """
    formers = await conn.fetch(sql.LOCK_OPEN)
    ids = [former["id"] for former in formers]
    if not ids:
        last = await conn.fetchrow(sql.LAST)
        if last is None:
            raise AppError("restored_not_asked", why=CAUSES.make("restored_never"))
        if last["answer"] != answer:
            raise AppError(
                "restored_not_asked", why=CAUSES.make("restored_answered_before", answer=last["answer"])
            )
        return await read_question(conn)
    given = {former["answer"] for former in formers} - {None}
    if given - {answer}:
        raise AppError("restored_answered", answer=given.pop())
    await conn.execute(sql.ANSWER, answer, by)
    if answer == COPY:
        await keep_once(conn)
        await conn.execute(sql.FORGET_LEFT, ids)
        await conn.execute(sql.FORGET_KEPT, ids)
        await conn.execute(sql.NOTE_SETTLED, ids)
    if not given:
        await record(conn, Act.RESTORED_ANSWERED, Subject("installation"), after={"answer": answer})
    log.info("restored_answered", answer=answer, formers=ids)
    return await read_question(conn)


async def keep_once(conn: Connection) -> None:
    """Take out of the queue what does not wait, or waits in an earlier batch, while nothing is claimed."""
    shortened = [row["id"] for row in await conn.fetch(sql.KEEP_ONCE)]
    if shortened:
        await conn.execute(sql.DROP_EMPTY, shortened)
        log.warning("queue_put_in_order", batches=len(shortened))
