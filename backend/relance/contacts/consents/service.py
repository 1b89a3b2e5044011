"""Writing consents down, and reading them.

A consent that is withdrawn, by whomever and however it became known, is an opt-out too: nobody who withdrew
is written to. One that is given takes no opt-out back, unless the person, or an operator with their word,
says so (`START`, *opt in again*): a file with an old yes must not undo a STOP.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from relance.activity.actor import current_actor
from relance.contacts.consents import sql
from relance.contacts.suppressions import Choice, record_choices
from relance.core.db import Connection, Row

How = Literal["form", "paper", "import", "keyword", "button", "operator", "whatsapp", "other"]

WITHDRAWN = "consent_withdrawn"
"""The reason of an opt-out that came as a withdrawn consent."""

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Consent:
    """One word of one contact. `words` are what was shown or said, `source` where."""

    contact_id: int
    given: bool
    at: datetime
    how: How
    words: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class SaidConsent:
    """What a file of somebody else's says of one person. `at` None: at some time before it was imported."""

    given: bool
    at: datetime | None
    how: How = "import"
    words: str | None = None
    source: str | None = None


async def note_consents(conn: Connection, consents: Sequence[Consent]) -> None:
    """Write them down, and nothing else: the opt-out or opt-in that belongs to them is the caller's."""
    if not consents:
        return
    who = current_actor()
    await conn.execute(
        sql.NOTE,
        [consent.contact_id for consent in consents],
        [consent.given for consent in consents],
        [consent.at for consent in consents],
        [consent.how for consent in consents],
        [consent.words for consent in consents],
        [consent.source for consent in consents],
        who.id if who.kind == "user" else None,
        who.id if who.kind == "api_key" else None,
    )


async def record_consents(conn: Connection, consents: Sequence[Consent]) -> None:
    """Write them down; who withdrew is opted out as of then. The caller holds the contacts' locks."""
    withdrawn = [
        Choice(True, WITHDRAWN, consent.at, contact_id=consent.contact_id)
        for consent in consents
        if not consent.given
    ]
    await record_choices(conn, choices=withdrawn)
    await note_consents(conn, consents)


async def import_consents(conn: Connection, *, consents: Mapping[int, datetime]) -> list[int]:
    """Write down consents that a file tells of, by contact. Returns whose newest word it was not yet."""
    if not consents:
        return []
    rows = await conn.fetch(sql.NOT_KNOWN_YET, list(consents), list(consents.values()))
    found: list[int] = [row["id"] for row in rows]
    await note_consents(conn, [Consent(id_, True, consents[id_], "import") for id_ in found])
    return found


async def import_said(
    conn: Connection, *, said: Mapping[int, SaidConsent], source: str, now: datetime
) -> list[int]:
    """Write down what a file says of contacts, by id. Returns whose newest word it is.

    `source` is the file. What has no date is as of `now`, and only where it is news: a yes where there is no
    word of the person at all, a no where the newest is none. So an old list undoes no STOP, and the same file
    again says nothing new. The caller holds the contacts' locks.
    """
    if not said:
        return []
    rows = await conn.fetch(sql.NEWEST, list(said))
    newest = {row["contact_id"]: row for row in rows}
    consents: list[Consent] = []
    changed: list[int] = []
    for id_, one in said.items():
        last = newest.get(id_)
        if one.at is None and last is not None and (one.given or not last["given"]):
            continue
        at = one.at or now
        consents.append(Consent(id_, one.given, at, one.how, one.words, one.source or source))
        if last is None or at > last["at"]:
            changed.append(id_)
    await record_consents(conn, consents)
    return changed


async def list_consents(conn: Connection, *, contact_id: int, limit: int = MOST_SHOWN) -> list[Row]:
    """Those of a contact, newest first."""
    return await conn.fetch(sql.LIST, contact_id, limit)
