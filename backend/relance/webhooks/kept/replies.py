"""Replies by an id that nobody is known under yet.

A username's owner replies under a business-scoped id alone, and we learn whose that is from a status or an
answer, which may come later. Such a reply is kept while its number has somebody without a known id in an open
window, and looked at again when something is learnt. What is never claimed is deleted when the longest window
that it can lie in has ended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from relance.core.clock import from_unix
from relance.core.db import Connection
from relance.interactions.arrival import CUSTOMER_SERVICE_WINDOW, RETRY_FOR, SLACK
from relance.webhooks.kept import sql
from relance.webhooks.resolve.find_contacts import find_people
from relance.webhooks.resolve.whose import person_of
from relance.webhooks.resolve.windows import OpenWindows
from relance.whatsapp.events import InboundMessage

MOST_KEPT = 100_000

FIRST_LOOK_AFTER = timedelta(milliseconds=200)
"""Whoever learns an id at this very moment may not see the reply yet, nor the reply's transaction the id."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many replies are kept now, those that were before among them, and how many made room for them."""

    replies: int = 0
    given_up: int = 0


async def keep(
    conn: Connection,
    strangers: Sequence[InboundMessage],
    windows: OpenWindows,
    *,
    numbers: Mapping[str, int],
) -> Kept:
    """Keep the replies that may be somebody's.

    The window that a reply lies in began before it, so it ends at most its length after the reply; a reply
    that Meta brings late is given as long as one of a known contact.
    """
    lasting = await _find_windows(conn, strangers, windows, numbers)
    kept = [
        (message, numbers[message.phone_number_id or ""], lasts)
        for message, lasts in zip(strangers, lasting, strict=True)
        if lasts is not None
    ]
    if not kept:
        return Kept()
    await conn.execute(
        sql.KEEP,
        [message.wamid for message, _, _ in kept],
        [sender_id for _, sender_id, _ in kept],
        [message.bsuid for message, _, _ in kept],
        [message.wa_id for message, _, _ in kept],
        [message.from_phone for message, _, _ in kept],
        [message.context_wamid or message.reaction_to for message, _, _ in kept],
        [from_unix(message.at) for message, _, _ in kept],
        [asdict(message) for message, _, _ in kept],
        FIRST_LOOK_AFTER,
        RETRY_FOR,
        [lasts for _, _, lasts in kept],
    )
    given_up = await conn.fetch(sql.TRIM, MOST_KEPT)
    return Kept(len(kept), len(given_up))


async def _find_windows(
    conn: Connection, strangers: Sequence[InboundMessage], windows: OpenWindows, numbers: Mapping[str, int]
) -> list[timedelta | None]:
    """How long each may be somebody's; None: never."""
    lasting: list[timedelta | None] = []
    for message in strangers:
        sender_id = numbers[message.phone_number_id or ""]
        longest = await windows.longest(conn, sender_id, at=from_unix(message.at))
        lasting.append(None if longest is None else longest + SLACK)
    if None in lasting:
        # The last one without an id may have been this very person, and its id learnt since we looked.
        people = await find_people(conn, map(person_of, strangers))
        for place, message in enumerate(strangers):
            if lasting[place] is None and people.find(person_of(message)) is not None:
                lasting[place] = CUSTOMER_SERVICE_WINDOW
    return lasting
