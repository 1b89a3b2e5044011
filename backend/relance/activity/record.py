"""Writing a line: one INSERT in the transaction of the act, so that what is undone leaves none."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from relance.activity import sql
from relance.activity.actor import Actor, current_actor
from relance.activity.acts import Act
from relance.core.db import Connection

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SubjectKind = Literal[
    "user", "api_key", "session", "sender", "image", "contact", "category", "import", "campaign",
    "parked_webhook", "installation", "settings",
]  # fmt: skip

MOST_IDS = 100
"""Of a change in bulk so many ids stand in its line, and how many there were in all."""

HIDDEN = "changed"
"""What stands in the place of a value that is a secret, a text or somebody's own data."""

GIVEN = "given"
"""The same for what somebody searched for."""

_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """What was acted on. `id` is None for many at once; `name` as it was then, never a contact's."""

    kind: SubjectKind
    id: int | None = None
    name: str | None = None


async def record(
    conn: Connection,
    act: Act,
    subject: Subject | None = None,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
    actor: Actor | None = None,
) -> None:
    """Add a line to the log, in the caller's transaction.

    `before` and `after` hold only what changed (JSON values, see `differences`), `details` what else there is
    to say: numbers, ids, filters. None of them a password, token, phone number, name of a contact or text of
    a message: the log outlives the deletion of a person. `actor` is whoever acts unless given.
    """
    who = actor or current_actor()
    on = subject or _NOTHING
    await conn.execute(
        sql.RECORD,
        who.kind,
        who.id,
        _trim(who.name),
        who.address,
        who.user_agent,
        act.value,
        on.kind,
        on.id,
        _trim(on.name),
        None if before is None else dict(before),
        None if after is None else dict(after),
        None if details is None else dict(details),
    )


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], *, hidden: Collection[str] = ()
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What `after` has that `before` has not, before and after; of `hidden` fields only that they changed."""
    names = [name for name, value in after.items() if before.get(name) != value]
    was = {name: _plain(before.get(name)) for name in names if name not in hidden}
    now = {name: HIDDEN if name in hidden else _plain(after[name]) for name in names}
    return was, now


def asked_of(wanted: "DataclassInstance", *, hidden: Collection[str] = ()) -> dict[str, Any]:
    """What a filter (a dataclass) asks for; of `hidden` fields, such as a search, only that it does."""
    asked = {name: value for name, value in asdict(wanted).items() if value is not None}
    return {name: GIVEN if name in hidden else _plain(value) for name, value in asked.items()}


def sample_of(ids: Sequence[int]) -> dict[str, Any]:
    """`{"n", "ids"}` for the details of a change in bulk, with `MOST_IDS` ids at most."""
    return {"n": len(ids), "ids": list(ids[:MOST_IDS])}


class _Nothing:
    kind = id = name = None


_NOTHING = _Nothing()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _trim(name: str | None) -> str | None:
    return None if name is None else name[:_NAME_LENGTH]
