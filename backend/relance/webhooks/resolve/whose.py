"""Which message does a status speak of, and which contact sent an interaction: unlocked reads, ids only."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from relance.core.clock import from_unix
from relance.core.db import Connection
from relance.interactions.arrival import Arrival
from relance.interactions.attribute import Quoted, find_quoted
from relance.interactions.keywords.match import Wish, Wishes
from relance.messages.store import resolve_wamids
from relance.webhooks import sql
from relance.webhooks.resolve.context import Former
from relance.webhooks.resolve.find_contacts import People, Person
from relance.whatsapp.events import InboundMessage, StatusEvent

_NO_FORMERS: Mapping[str, Former] = {}
_MOST_ATTEMPTS = 32_767  # smallint: a larger one in an echo was never ours


@dataclass(slots=True)
class Hit:
    """A status and the message it seems to speak of; `attempt` None when found by its present wamid."""

    status: StatusEvent
    sender_id: int
    message_id: int
    attempt: int | None
    by_echo: bool
    # Sent under an id that this database had before it went back.
    former: bool = False


@dataclass(slots=True)
class StatusHits:
    """Statuses with a message, statuses of nobody we know (yet), what is kept, and what was dropped."""

    hits: list[Hit] = field(default_factory=list)
    kept: list[StatusEvent] = field(default_factory=list)
    lost: list[StatusEvent] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


async def resolve_statuses(
    conn: Connection,
    statuses: Iterable[StatusEvent],
    *,
    numbers: Mapping[str, int],
    installation: str,
    formers: Mapping[str, Former] = _NO_FORMERS,
    distrusted: frozenset[int] = frozenset(),
) -> StatusHits:
    """Find the message of every status: by our echo, else by its wamid.

    `distrusted` are message ids whose echo turned out not to fit: their statuses are looked up by wamid. The
    echo of another installation, or another system's callback data, says whose it is: counted and dropped.
    """
    found = StatusHits()
    hits, dropped = found.hits, found.dropped
    by_wamid: list[tuple[StatusEvent, int]] = []
    of_former: list[Hit] = []
    for status in statuses:
        sender_id = numbers.get(status.phone_number_id or "")
        if sender_id is None:
            dropped["unknown_number"] += 1
            continue
        echo = status.echo
        if echo is None:
            if status.has_callback_data:
                dropped["foreign_echo"] += 1
            else:
                by_wamid.append((status, sender_id))
        elif not 0 < echo.attempt <= _MOST_ATTEMPTS:
            dropped["foreign_echo"] += 1
        elif echo.installation != installation:
            former = formers.get(echo.installation)
            if former is None or former.state == "copy":
                dropped["foreign_echo"] += 1
            elif former.state == "open":
                found.kept.append(status)
            elif echo.message_id <= former.highest_message_id and echo.message_id not in distrusted:
                of_former.append(Hit(status, sender_id, echo.message_id, None, by_echo=True, former=True))
            else:
                by_wamid.append((status, sender_id))
        elif echo.message_id in distrusted:
            by_wamid.append((status, sender_id))
        else:
            hits.append(Hit(status, sender_id, echo.message_id, echo.attempt, by_echo=True))
    if of_former:
        by_wamid += await _sort_former(conn, of_former, hits)
    if by_wamid:
        await _resolve_by_wamid(conn, by_wamid, found)
    return found


async def _sort_former(
    conn: Connection, of_former: list[Hit], hits: list[Hit]
) -> list[tuple[StatusEvent, int]]:
    """Add those that went to the person of their row to `hits`; returns the others.

    Ids given out between the backup and the halt may be another person's here.
    """
    rows = await conn.fetch(sql.FIND_RECIPIENTS, [hit.message_id for hit in of_former])
    names = {
        row["id"]: {row["wa_id"], row["bsuid"], row["parent_bsuid"], (row["phone"] or "")[1:]} - {None, ""}
        for row in rows
    }
    others = []
    for hit in of_former:
        status = hit.status
        said = {status.recipient_wa_id, status.recipient_bsuid, status.recipient_parent_bsuid} - {None, ""}
        if said & names.get(hit.message_id, set()):
            hits.append(hit)
        else:
            others.append((status, hit.sender_id))
    return others


async def _resolve_by_wamid(
    conn: Connection, statuses: list[tuple[StatusEvent, int]], found: StatusHits
) -> None:
    known = await resolve_wamids(conn, (status.wamid for status, _ in statuses))
    for status, sender_id in statuses:
        message = known.get(status.wamid)
        if message is None:
            found.lost.append(status)
        else:
            found.hits.append(Hit(status, sender_id, message[0], message[1], by_echo=False))


def person_of(message: InboundMessage) -> Person:
    """The person who sent it."""
    return Person(message.wa_id, message.bsuid, message.from_phone, message.parent_bsuid)


@dataclass(slots=True)
class Heard:
    """An inbound message and the arrival made of it; `other_id`: the contact that its ids name instead."""

    message: InboundMessage
    arrival: Arrival
    other_id: int | None = None


@dataclass(slots=True)
class InboundHits:
    """Interactions of contacts, messages of strangers, and what was dropped."""

    heard: list[Heard] = field(default_factory=list)
    strangers: list[InboundMessage] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


async def resolve_inbound(
    conn: Connection,
    inbound: Iterable[InboundMessage],
    people: People,
    *,
    numbers: Mapping[str, int],
    wishes: Wishes,
) -> InboundHits:
    """Find the contact, and the quoted message, of every interaction; each wamid once.

    A quote says for sure in whose chat it was made, so its contact comes before the ids: they may be those of
    another record of the same person.
    """
    found = InboundHits()
    fresh: dict[str, tuple[InboundMessage, int]] = {}
    for message in inbound:
        sender_id = numbers.get(message.phone_number_id or "")
        if sender_id is None:
            found.dropped["unknown_number"] += 1
        elif not message.is_interaction:
            found.dropped["reaction_removed"] += 1
        else:
            fresh.setdefault(message.wamid, (message, sender_id))
    contexts = {context for message, _ in fresh.values() if (context := _context_of(message)) is not None}
    quoted = await find_quoted(conn, list(contexts))
    for message, sender_id in fresh.values():
        context = _context_of(message)
        quote = quoted.get(context) if context is not None else None
        if quote is not None and quote.sender_id != sender_id:
            quote = None
        named_id = people.find(person_of(message))
        contact_id = named_id if quote is None else quote.contact_id
        if contact_id is None:
            found.strangers.append(message)
            continue
        other_id = named_id if named_id != contact_id else None
        wish = wishes.read(message.kind, message.text, message.payload)
        arrival = _arrival(message, contact_id, sender_id, context, quote, wish)
        found.heard.append(Heard(message, arrival, other_id))
    return found


def _context_of(message: InboundMessage) -> str | None:
    return message.context_wamid or message.reaction_to


def _arrival(
    message: InboundMessage,
    contact_id: int,
    sender_id: int,
    context: str | None,
    quote: Quoted | None,
    wish: Wish | None,
) -> Arrival:
    # What a person says after being deleted still counts, and is not kept.
    kept = quote is None or not quote.contact_deleted
    return Arrival(
        message.wamid,
        contact_id,
        sender_id,
        message.kind,
        from_unix(message.at),
        context_wamid=context,
        text=message.text if kept else None,
        payload=message.payload if kept else None,
        content=message.content if kept else None,
        wish=wish,
        quoted_id=None if quote is None else quote.message_1_id,
    )
