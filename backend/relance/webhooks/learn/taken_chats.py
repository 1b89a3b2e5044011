"""Chats that somebody else answers: a person in the phone app, or another app. No Message 2 goes there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from relance.core.clock import from_unix
from relance.core.db import Connection
from relance.messages.store import raise_incident
from relance.webhooks import sql
from relance.webhooks.resolve.find_contacts import People, Person
from relance.webhooks.resolve.whose import Heard
from relance.whatsapp.events import PhoneAppAnswer

ANOTHER_APP = "another_app"
PHONE_APP = "phone_app"

_Taken = dict[tuple[int, int], tuple[datetime, str]]


def persons_of_answers(answers: Iterable[PhoneAppAnswer]) -> list[Person]:
    """Who was answered, to be looked up with everybody else."""
    return [_person_of(answer) for answer in answers]


async def note_taken_chats(
    conn: Connection,
    answers: Sequence[PhoneAppAnswer],
    heard: Iterable[Heard],
    people: People,
    *,
    numbers: Mapping[str, int],
) -> Counter[str]:
    """Remember who was answered by whom, and tell a person where another app holds chats. Returns drops."""
    taken: _Taken = {}
    dropped: Counter[str] = Counter()
    for answer in answers:
        contact_id = people.find(_person_of(answer))
        sender_id = numbers.get(answer.phone_number_id or "")
        if contact_id is None or sender_id is None:
            dropped["sent_from_the_phone_app"] += 1
        else:
            _take(taken, (contact_id, sender_id), from_unix(answer.at), PHONE_APP)
    held = [one.arrival for one in heard if one.message.in_standby]
    for arrival in held:
        _take(taken, (arrival.contact_id, arrival.sender_id), arrival.at, ANOTHER_APP)
    if taken:
        keys = sorted(taken)
        await conn.execute(
            sql.TAKE_CHATS,
            [contact_id for contact_id, _ in keys],
            [sender_id for _, sender_id in keys],
            [taken[key][1] for key in keys],
            [taken[key][0] for key in keys],
        )
    if held:
        for row in await conn.fetch(sql.NAME_SENDERS, sorted({arrival.sender_id for arrival in held})):
            details: dict[str, object] = {"number": row["number"]}
            await raise_incident(conn, "another_app_answers", f"sender:{row['id']}", details)
    return dropped


def _person_of(answer: PhoneAppAnswer) -> Person:
    return Person(answer.wa_id, answer.bsuid, parent_bsuid=answer.parent_bsuid)


def _take(taken: _Taken, chat: tuple[int, int], at: datetime, by: str) -> None:
    if chat not in taken or taken[chat][0] < at:
        taken[chat] = (at, by)
