"""Apply a group of webhooks in one transaction, with set statements only.

Lock order of everybody: messages, contacts, interactions, Message 2 rows, batches, counts; what is rare
(identities, accounts, templates, parked, drops) comes last. A completed campaign whose late reply makes a new
Message 2 is reopened by the tick, which sees its batch within two seconds: locking the campaign here would be
a second order of locks, for a rare case that nobody waits for.

Four steps: resolve (whose is it? reads without locks), lock, decide (pure), write.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from relance.core.clock import utc_now
from relance.core.db import Connection
from relance.installation.identity import halt
from relance.interactions.answer import answer_messages, insert_interactions
from relance.interactions.arrival import Arrival
from relance.interactions.attribute import find_candidates
from relance.interactions.follow_up import FollowUp, make_message_2
from relance.interactions.keywords.match import Wishes
from relance.interactions.look_again import look_again
from relance.interactions.revive import revive_overtaken
from relance.messages.evidence import Effects
from relance.messages.row import MessageRow
from relance.messages.state import ACCEPTED_STATES, HELD, UNKNOWN
from relance.messages.store import lock_messages, resolve_wamids, write_effects, write_messages
from relance.webhooks.group import Group
from relance.webhooks.kept.replies import Kept, keep
from relance.webhooks.kept.statuses import keep_statuses
from relance.webhooks.learn.accounts import apply_account_events, apply_templates
from relance.webhooks.learn.identity_changes import apply_identity_changes, persons_of_changes
from relance.webhooks.learn.learnt_ids import Lessons, learn
from relance.webhooks.learn.opt_out_answers import note_answers
from relance.webhooks.learn.opt_outs import Choices, collect_choices, person_of_preference
from relance.webhooks.learn.shared_phones import learn_shared_phones, wait_for_erasures
from relance.webhooks.learn.stops import stop_by_statuses
from relance.webhooks.learn.taken_chats import note_taken_chats, persons_of_answers
from relance.webhooks.learn.usernames import learn_usernames
from relance.webhooks.learn.went_back import DatabaseWentBackError, look_for_signs
from relance.webhooks.parked.store import count_drops, park
from relance.webhooks.resolve.context import IntakeContext
from relance.webhooks.resolve.find_contacts import People, find_people
from relance.webhooks.resolve.whose import (
    Hit,
    InboundHits,
    StatusHits,
    person_of,
    resolve_inbound,
    resolve_statuses,
)
from relance.webhooks.statuses import see_statuses
from relance.whatsapp.events import StatusEvent

_MOST_DISTRUST = 5
_TAKEN = ACCEPTED_STATES - {HELD}


@dataclass(slots=True)
class Applied:
    """What a group came to. `lost`: statuses of messages unknown so far; `waiting`: interactions to retry.

    `campaign_ids`: whose messages moved; `contacts`: whether anything was learnt about people; `kept`:
    replies of nobody known yet; `again`: whether something is to be looked at again at once.
    """

    lost: list[StatusEvent]
    queued_message_2: int
    waiting: int
    parked: int
    campaign_ids: frozenset[int]
    contacts: bool
    kept: int = 0
    again: bool = False


class _EchoDoesNotFitError(Exception):
    def __init__(self, message_ids: frozenset[int]) -> None:
        super().__init__()
        self.message_ids = message_ids


async def apply_group(conn: Connection, group: Group, context: IntakeContext) -> Applied:
    """Apply the group in a transaction of its own; all or nothing. Raises what asyncpg raises."""
    distrusted: frozenset[int] = frozenset()
    for _ in range(_MOST_DISTRUST):
        try:
            async with conn.transaction():
                return await apply_in_transaction(conn, group, context, distrusted)
        except _EchoDoesNotFitError as unfit:
            # Their wamids name other messages, which could only be locked out of order: begin again.
            distrusted |= unfit.message_ids
        except DatabaseWentBackError as found:
            async with conn.transaction():
                await halt(conn, found.trip)
            await context.read(conn)
    raise RuntimeError("echoes keep naming other messages than their wamids")


async def apply_in_transaction(
    conn: Connection, group: Group, context: IntakeContext, distrusted: frozenset[int] = frozenset()
) -> Applied:
    """As `apply_group`, in the caller's transaction; `distrusted`: messages whose echoes do not fit."""
    now = utc_now()
    await wait_for_erasures(conn, group.inbound)
    resolved = await _resolve(conn, group, context, distrusted)
    locked = await _lock(conn, resolved, context)
    decided = _decide(group, resolved, locked, context.hearing().wishes, now)
    return await _write(conn, group, context, resolved, locked, decided, now)


@dataclass(frozen=True, slots=True)
class _Resolved:
    """Whose all of it is, as read without locks."""

    statuses: StatusHits
    people: People
    inbound: InboundHits

    @property
    def arrivals(self) -> list[Arrival]:
        return [heard.arrival for heard in self.inbound.heard]


@dataclass(frozen=True, slots=True)
class _Locked:
    """The messages that may change. `unknown`: how many echoes name a message that is gone."""

    rows: dict[int, MessageRow]
    unknown: int
    doubtful: tuple[MessageRow, ...]


@dataclass(frozen=True, slots=True)
class _Decided:
    """What follows, beside the changed rows themselves."""

    effects: Effects
    lessons: Lessons
    follow_ups: list[FollowUp]
    choices: Choices


async def _resolve(
    conn: Connection, group: Group, context: IntakeContext, distrusted: frozenset[int]
) -> _Resolved:
    numbers = context.numbers.ids
    named = {status.phone_number_id for status in group.statuses}
    named.update(message.phone_number_id for message in group.inbound)
    named.update(answer.phone_number_id for answer in group.phone_app_answers)
    await context.numbers.learn(conn, named)
    statuses = await resolve_statuses(
        conn,
        group.statuses,
        numbers=numbers,
        installation=context.installation,
        formers=context.formers,
        distrusted=distrusted,
    )
    people = await _find_people(conn, group)
    inbound = await resolve_inbound(
        conn, group.inbound, people, numbers=numbers, wishes=context.hearing().wishes
    )
    resolved = _Resolved(statuses, people, inbound)
    await find_candidates(conn, resolved.arrivals)
    return resolved


async def _lock(conn: Connection, resolved: _Resolved, context: IntakeContext) -> _Locked:
    hits = resolved.statuses.hits
    ids = {hit.message_id for hit in hits}
    ids.update(id_ for arrival in resolved.arrivals for id_ in arrival.lock_ids())
    rows = await lock_messages(conn, ids) if ids else {}
    await look_for_signs(conn, hits, rows, context.installation)
    unknown = await _check_echoes(conn, hits, rows)
    return _Locked(rows, unknown, tuple(row for row in rows.values() if row.status in (UNKNOWN, HELD)))


def _decide(group: Group, resolved: _Resolved, locked: _Locked, wishes: Wishes, now: datetime) -> _Decided:
    effects, lessons = Effects(), Lessons()
    see_statuses(resolved.statuses.hits, locked.rows, effects, lessons)
    follow_ups = answer_messages(resolved.arrivals, locked.rows, effects, now=now)
    choices = collect_choices(group, resolved.inbound, resolved.people, lessons, wishes)
    return _Decided(effects, lessons, follow_ups, choices)


async def _write(
    conn: Connection,
    group: Group,
    context: IntakeContext,
    resolved: _Resolved,
    locked: _Locked,
    decided: _Decided,
    now: datetime,
) -> Applied:
    rows, effects, inbound = locked.rows.values(), decided.effects, resolved.inbound
    await revive_overtaken(conn, rows, resolved.arrivals, effects, now=now)
    await write_messages(conn, rows)
    learnt = await learn(conn, decided.lessons)
    shared = await learn_shared_phones(conn, inbound.heard)
    renamed = await learn_usernames(conn, inbound.heard, decided.lessons)
    await note_answers(conn, inbound.heard, context.hearing().answer, now=now)
    await decided.choices.record(conn)
    queued = await _write_interactions(conn, inbound, decided.follow_ups, now)
    await write_effects(conn, effects, unknown_grace_s=context.unknown_grace_s)
    moved = await _apply_rare(conn, group, resolved.people)
    inbound.dropped += await note_taken_chats(
        conn, group.phone_app_answers, inbound.heard, resolved.people, numbers=context.numbers.ids
    )
    kept = await keep(conn, inbound.strangers, context.windows, numbers=context.numbers.ids)
    again = {*moved, *shared, *_settled(locked.doubtful)}
    if kept.replies or learnt.some_kept:
        again.update(learnt.identities)
    await look_again(conn, again)
    if effects.stops:
        await stop_by_statuses(conn, effects.stops)
    await park(conn, group.parked)
    await keep_statuses(conn, resolved.statuses.kept)
    await count_drops(conn, _drops(group, resolved.statuses, inbound, locked.unknown, kept))
    return Applied(
        lost=resolved.statuses.lost,
        queued_message_2=queued + len(effects.requeue),
        waiting=sum(1 for arrival in resolved.arrivals if arrival.retry_until is not None),
        parked=len(group.parked),
        campaign_ids=frozenset(row.campaign_id for row in rows if row.changed or row.changed_wide),
        # The first interaction of a contact marks it, in the database; identities may join two persons.
        contacts=learnt.anything
        or renamed
        or bool(inbound.heard or decided.choices.choices or group.identity_changes),
        kept=kept.replies,
        again=bool(again),
    )


def _settled(doubtful: Iterable[MessageRow]) -> Iterable[int]:
    """Contacts whose message is known by now to have reached Meta: their reply may have been given up."""
    return (row.contact_id for row in doubtful if row.wamid is not None and row.status in _TAKEN)


async def _find_people(conn: Connection, group: Group) -> People:
    persons = [person_of(message) for message in group.inbound]
    persons += map(person_of_preference, group.preferences)
    persons += persons_of_changes(group.identity_changes)
    persons += persons_of_answers(group.phone_app_answers)
    return await find_people(conn, persons) if persons else People()


async def _check_echoes(conn: Connection, hits: list[Hit], rows: dict[int, MessageRow]) -> int:
    """Count echoes whose message is gone; begin again when a wamid names another message than its echo."""
    unfit = []
    for hit in hits:
        if hit.by_echo:
            row = rows.get(hit.message_id)
            if row is None or row.sender_id != hit.sender_id:
                unfit.append(hit)
    if not unfit:
        return 0
    known = await resolve_wamids(conn, (hit.status.wamid for hit in unfit))
    doubtful = frozenset(
        hit.message_id for hit in unfit if hit.status.wamid in known or hit.message_id in rows
    )
    if doubtful:
        raise _EchoDoesNotFitError(doubtful)
    return len(unfit)


async def _write_interactions(
    conn: Connection, inbound: InboundHits, follow_ups: list[FollowUp], now: datetime
) -> int:
    if not inbound.heard:
        return 0
    await insert_interactions(conn, [heard.arrival for heard in inbound.heard])
    return await make_message_2(conn, follow_ups, now=now) if follow_ups else 0


async def _apply_rare(conn: Connection, group: Group, people: People) -> list[int]:
    """Returns the contacts that have other ids now."""
    moved = []
    if group.identity_changes:
        moved = await apply_identity_changes(conn, group.identity_changes, people)
    if group.template_events:
        await apply_templates(conn, group.template_events)
    if group.account_events:
        await apply_account_events(conn, group.account_events)
    return moved


def _drops(
    group: Group, statuses: StatusHits, inbound: InboundHits, unknown: int, kept: Kept
) -> Counter[str]:
    drops = group.dropped + statuses.dropped + inbound.dropped
    drops["stranger"] += len(inbound.strangers) - kept.replies + kept.given_up
    drops["unknown_message"] += unknown
    drops["account_news"] += sum(1 for event in group.account_events if event.severity == "info")
    return +drops
