"""What webhooks teach about people: their ids, and whether they are on WhatsApp."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from relance.contacts.suppressions import apply_suppressions
from relance.core.db import Connection
from relance.webhooks import sql


@dataclass(slots=True)
class Lesson:
    """About one contact. `seen_at`: Meta delivered to it, or heard from it; `failed_on`: 131026 that day.

    `refused_marketing_at`: 131050 at that time, the person takes no marketing of ours.
    """

    wa_id: str | None = None
    bsuid: str | None = None
    parent_bsuid: str | None = None
    seen_at: datetime | None = None
    failed_on: date | None = None
    refused_marketing_at: datetime | None = None
    # The name that they chose in WhatsApp, as of then.
    username: tuple[datetime, str] | None = None
    # Something else is written to this contact in the same transaction: lock it in its turn.
    must_lock: bool = False


@dataclass(slots=True)
class Lessons:
    """Lessons of a group, by contact."""

    by_contact: dict[int, Lesson] = field(default_factory=dict)

    def about(self, contact_id: int) -> Lesson:
        """The lesson about one contact, to add to."""
        lesson = self.by_contact.get(contact_id)
        if lesson is None:
            lesson = self.by_contact[contact_id] = Lesson()
        return lesson

    def hear(
        self,
        contact_id: int,
        *,
        wa_id: str | None,
        bsuid: str | None,
        parent_bsuid: str | None,
        seen_at: datetime | None,
        username: tuple[datetime, str] | None = None,
    ) -> None:
        """Add what one status or message says of its person."""
        lesson = self.about(contact_id)
        lesson.wa_id = lesson.wa_id or wa_id
        lesson.bsuid = lesson.bsuid or bsuid
        lesson.parent_bsuid = lesson.parent_bsuid or parent_bsuid
        if username is not None:
            lesson.username = username if lesson.username is None else max(lesson.username, username)
        if seen_at is not None and (lesson.seen_at is None or seen_at > lesson.seen_at):
            lesson.seen_at = seen_at


@dataclass(frozen=True, slots=True)
class Learnt:
    """Whether anything was new, and whose ids were; `some_kept`: a reply was kept under one of these."""

    anything: bool = False
    identities: tuple[int, ...] = ()
    some_kept: bool = False


async def learn(conn: Connection, lessons: Lessons) -> Learnt:
    """Write what is new, in one statement; opt-outs recorded for a newly learnt id take hold at once."""
    if not lessons.by_contact:
        return Learnt()
    ids = sorted(lessons.by_contact)
    items = [lessons.by_contact[id_] for id_ in ids]
    learnt = await conn.fetch(
        sql.LEARN_CONTACTS,
        ids,
        _once(item.wa_id for item in items),
        _once(item.bsuid for item in items),
        [item.parent_bsuid for item in items],
        [item.seen_at for item in items],
        [item.failed_on if item.seen_at is None else None for item in items],
        [item.must_lock for item in items],
    )
    meetings = [(row["id"], row["other_id"]) for row in learnt if row["other_id"] is not None]
    if meetings:
        await conn.execute(sql.NOTE_MEETINGS, *map(list, zip(*meetings, strict=True)))
    changed = tuple(row["id"] for row in learnt if row["identity_changed"])
    if changed:
        await apply_suppressions(conn, contact_ids=changed)
    return Learnt(any(row["changed"] for row in learnt), changed, any(row["kept"] for row in learnt))


def _once(identities: Iterable[str | None]) -> list[str | None]:
    """Two contacts of one group cannot both take the same id: the first one does."""
    seen: set[str] = set()
    once: list[str | None] = []
    for identity in identities:
        once.append(None if identity in seen else identity)
        if identity is not None:
            seen.add(identity)
    return once
