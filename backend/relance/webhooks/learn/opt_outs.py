"""Who asked for no more messages, or for messages again: STOP words, buttons, WhatsApp's own preferences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from relance.contacts.consents.service import Consent, How, note_consents
from relance.contacts.identities import identities_of
from relance.contacts.suppressions import WHATSAPP_PREFERENCE, Choice, record_choices
from relance.core.clock import from_unix
from relance.core.db import Connection
from relance.interactions.arrival import Arrival
from relance.interactions.keywords.match import Wish, Wishes
from relance.messages.store import raise_incident
from relance.webhooks.group import Group
from relance.webhooks.learn.learnt_ids import Lessons
from relance.webhooks.resolve.find_contacts import People, Person
from relance.webhooks.resolve.whose import InboundHits
from relance.whatsapp.events import InboundMessage, MarketingPreference
from relance.whatsapp.interaction_kinds import TAPS

REASONS: dict[Wish, str] = {"stop": "replied_stop", "start": "replied_start"}


@dataclass(slots=True)
class Choices:
    """Choices to record, and contacts of which one person has two (kept apart, put before the operator)."""

    choices: Sequence[Choice]
    conflicts: Sequence[tuple[int, int]]
    consents: Sequence[Consent]

    async def record(self, conn: Connection) -> None:
        """Record them; ordered by Meta's time inside."""
        if self.choices:
            await record_choices(conn, choices=self.choices)
            await note_consents(conn, self.consents)
        for quoted_id, named_id in self.conflicts:
            await raise_incident(
                conn,
                "identity_conflict",
                f"contact:{quoted_id}",
                {"contact_ids": sorted((quoted_id, named_id)), "seen_in": "quote"},
            )


def collect_choices(
    group: Group, inbound: InboundHits, people: People, lessons: Lessons, wishes: Wishes
) -> Choices:
    """Collect the choices of a group; adds to `lessons` what inbound messages teach and whom to lock."""
    choices: list[Choice] = []
    conflicts: list[tuple[int, int]] = []
    consents: list[Consent] = []
    for heard in inbound.heard:
        message, arrival = heard.message, heard.arrival
        lessons.hear(
            # Ids that belong to another contact are not taught to the quoted one.
            arrival.contact_id if heard.other_id is None else heard.other_id,
            wa_id=message.wa_id,
            bsuid=message.bsuid,
            parent_bsuid=message.parent_bsuid,
            seen_at=arrival.at,
        )
        if message.shared_phone is not None:
            lessons.about(arrival.contact_id).must_lock = True
        if heard.other_id is not None:
            conflicts.append((arrival.contact_id, heard.other_id))
        if arrival.wish is not None:
            for contact_id in (arrival.contact_id, heard.other_id):
                if contact_id is not None:
                    lessons.about(contact_id).must_lock = True
                    choices.append(_choice(arrival.wish, message, contact_id))
                    consents.append(_consent(arrival, contact_id))
    # A stranger's text is not stored, their STOP and START are: they must hold for a later import.
    for message in inbound.strangers:
        wish = wishes.read(message.kind, message.text, message.payload)
        if wish is not None and _ids(message):
            choices.append(_choice(wish, message))
    for preference in group.preferences:
        contact_id = people.find(person_of_preference(preference))
        if contact_id is not None:
            lessons.about(contact_id).must_lock = True
            given = preference.value != "stop"
            consents.append(Consent(contact_id, given, from_unix(preference.at), "whatsapp"))
        choices.append(_preferred(preference, contact_id))
    choices += [
        Choice(True, WHATSAPP_PREFERENCE, at, contact_id=contact_id) for contact_id, at in _refusals(lessons)
    ]
    consents += [Consent(contact_id, False, at, "whatsapp") for contact_id, at in _refusals(lessons)]
    return Choices(choices, conflicts, consents)


def person_of_preference(preference: MarketingPreference) -> Person:
    """Who told Meta."""
    return Person(preference.wa_id, preference.bsuid, parent_bsuid=preference.parent_bsuid)


def _preferred(preference: MarketingPreference, contact_id: int | None) -> Choice:
    return Choice(
        preference.value == "stop",
        WHATSAPP_PREFERENCE,
        from_unix(preference.at),
        contact_id=contact_id,
        identities=(
            *_identities(preference.wa_id, preference.bsuid),
            *identities_of(parent_bsuid=preference.parent_bsuid),
        ),
    )


def _refusals(lessons: Lessons) -> list[tuple[int, datetime]]:
    """Who takes no marketing any more, as Meta's refusals say (131050), and since when."""
    return [
        (contact_id, lesson.refused_marketing_at)
        for contact_id, lesson in lessons.by_contact.items()
        if lesson.refused_marketing_at is not None
    ]


def _consent(arrival: Arrival, contact_id: int) -> Consent:
    how: How = "button" if arrival.kind in TAPS else "keyword"
    return Consent(contact_id, arrival.wish == "start", arrival.at, how, arrival.text)


def _choice(wish: Wish, message: InboundMessage, contact_id: int | None = None) -> Choice:
    at, identities = from_unix(message.at), _ids(message)
    return Choice(wish == "stop", REASONS[wish], at, contact_id=contact_id, identities=identities)


def _ids(message: InboundMessage) -> tuple[str, ...]:
    numbers = [number for number in (message.wa_id, message.from_phone) if number is not None]
    by_id = identities_of(bsuid=message.bsuid, parent_bsuid=message.parent_bsuid)
    return (*by_id, *(identity for number in numbers for identity in _identities(number, None)))


def _identities(wa_id: str | None, bsuid: str | None) -> tuple[str, ...]:
    return tuple(identities_of(phone=f"+{wa_id}" if wa_id else None, wa_id=wa_id, bsuid=bsuid))
