"""Lists of messages against a plain reading of all rows, however short the walks are."""

import itertools
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from relance.core.db import Pool
from relance.messages import list_sql, listing
from relance.messages.filters import MessageFilter
from relance.messages.listing import Place, list_messages
from relance.messages.state import MessageType, Milestone, State
from tests.campaigns.scene import Scene
from tests.support.statements import count_statements

START = datetime(2026, 11, 1, tzinfo=UTC)
_ACCEPTED = {"sent", "delivered", "read", "no_interaction"}


@pytest.fixture
async def scene(pool: Pool) -> Scene:
    return await Scene(pool).furnish()


async def _add_messages(scene: Scene, campaign: int, states: list[str], first: int = 0) -> None:
    """A row each, to new contacts, with the milestones of its state; what is pending stands in a batch."""
    contacts = [
        await scene.pool.fetchval("INSERT INTO contacts (phone) VALUES ($1) RETURNING id", f"+2299{number}")
        for number in range(10**6 * abs(campaign) + first, 10**6 * abs(campaign) + first + len(states))
    ]
    for place, (contact, state) in enumerate(zip(contacts, states, strict=True)):
        at = START + timedelta(seconds=37 * (place + first) % 11)
        id_ = await scene.pool.fetchval(
            "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, sent_at,"
            " delivered_at, read_at, interacted_at, no_interaction_at, failed_at, unknown_at, cancel_reason,"
            " error_code) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id",
            campaign, contact, scene.sender_id, ("message_1", "message_2")[place % 3 == 2], state,
            at if state in _ACCEPTED else None,
            at if state in ("delivered", "read") else None,
            at if state == "read" else None,
            at if state == "read" and place % 2 else None,
            at if state == "no_interaction" else None,
            at if state == "failed" else None,
            at if state == "unknown" else None,
            "opted_out" if state == "cancelled" else None,
            (131026, 131049)[place % 2] if state == "failed" else None,
        )  # fmt: skip
        if state == "pending":
            await scene.pool.execute(
                "INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids, leased_by, lease_until)"
                " VALUES ($1, $2, 'bulk', ARRAY[$3::bigint], CASE WHEN $4 THEN 'a' END,"
                " CASE WHEN $4 THEN now() + interval '1 h' END)",
                campaign, scene.sender_id, id_, place % 2 == 0,
            )  # fmt: skip


def _filters(campaigns: list[int], contact: int) -> list[MessageFilter]:
    found = [MessageFilter(contact_id=contact), MessageFilter(sent_until=START + timedelta(seconds=6))]
    for campaign in (None, *campaigns):
        for state, kind in itertools.product((None, *State), (None, *MessageType)):
            found.append(MessageFilter(campaign_id=campaign, state=state, message_type=kind))
        for reached in Milestone:
            found.append(MessageFilter(campaign_id=campaign, reached=reached))
            found.append(MessageFilter(campaign_id=campaign, reached=reached, state=State.READ))
        found.append(MessageFilter(campaign_id=campaign, error_code=131026))
        found.append(
            MessageFilter(campaign_id=campaign, sent_from=START + timedelta(seconds=3), state=State.SENT)
        )
        states = (None, State.SENDING, State.PENDING, State.FAILED)
        found += [MessageFilter(campaign_id=campaign, state=state, q="olaiya") for state in states]
    found.append(MessageFilter(q="OLÁÌYÁ +229 9", sent_until=START + timedelta(seconds=6)))
    found += [MessageFilter(q="nobody"), MessageFilter(q="olaiya", contact_id=contact)]
    return found


def _fits(row: Any, wanted: MessageFilter) -> bool:
    at = row["sent_at"]
    return all((
        row["shown"],
        wanted.campaign_id in (None, row["campaign_id"]),
        wanted.contact_id in (None, row["contact_id"]),
        wanted.message_type in (None, row["message_type"]),
        wanted.state in (None, row["state"]),
        wanted.reached is None or row[f"{wanted.reached}_at"] is not None,
        wanted.error_code is None or (row["error_code"], row["state"]) == (wanted.error_code, "failed"),
        wanted.sent_from is None or (at is not None and at >= wanted.sent_from),
        wanted.sent_until is None or (at is not None and at < wanted.sent_until),
        wanted.q is None or (wanted.q != "nobody" and row["first_name"] is not None),
    ))  # fmt: skip


async def _read_all(pool: Pool) -> list[Any]:
    return await pool.fetch(
        "SELECT m.*, p.first_name, k.id > 0 AND k.deleted_at IS NULL AS shown,"
        " CASE WHEN m.status = 'pending' AND EXISTS ("
        " SELECT FROM send_batches b WHERE m.id = ANY (b.message_ids) AND b.lease_until IS NOT NULL)"
        " THEN 'sending' ELSE m.status END AS state"
        " FROM messages m JOIN campaigns k ON k.id = m.campaign_id"
        " JOIN contacts p ON p.id = m.contact_id ORDER BY m.id DESC"
    )


async def _walk(pool: Pool, wanted: MessageFilter, limit: int) -> tuple[list[int], int]:
    """All ids page by page, and how many pages it took."""
    ids: list[int] = []
    place: Place | None = Place()
    pages = 0
    async with pool.acquire() as conn:
        while place is not None:
            page = await list_messages(conn, wanted=wanted, after=place, limit=limit)
            assert len(page.rows) <= limit
            ids += [row["id"] for row in page.rows]
            place, pages = page.following, pages + 1
    return ids, pages


@pytest.fixture
async def crowd(scene: Scene) -> list[int]:
    """Messages of all states: of two campaigns that take turns, and a hidden one."""
    chance = random.Random(3)
    old = await scene.add_campaign(status="sending")
    new = await scene.add_campaign(status="sending")
    hidden = await scene.add_campaign(status="completed")
    states = [state for state in State if state not in (State.SENDING, State.HELD)]
    for turn, campaign in enumerate((old, hidden, new, old, new)):
        drawn = [str(chance.choice(states)) for _ in range(12)]
        await _add_messages(scene, campaign, drawn, first=100 * turn)
    await _add_messages(scene, old, ["held"], first=900)
    await _add_messages(scene, new, ["pending"] * 9, first=900)
    await scene.pool.execute("UPDATE campaigns SET deleted_at = now() WHERE id = $1", hidden)
    return [old, new]


@pytest.mark.parametrize(
    ("walk", "seconds", "short_queue", "few"),
    [(3, 0.0, 40, 0), (3, 1.0, 0, 1_000), (2, 0.0, 0, 1_000), (1_000, 0.006, 40, 0), (1_000, 0.006, 40, 99)],
)
async def test_every_filter_gives_each_message_once_in_order(
    scene: Scene,
    crowd: list[int],
    monkeypatch: pytest.MonkeyPatch,
    walk: int,
    seconds: float,
    short_queue: int,
    few: int,
) -> None:
    await scene.pool.execute("UPDATE contacts SET first_name = 'Ọláìyá' WHERE id % 3 > 0")
    monkeypatch.setattr(listing, "FEW_CONTACTS", few)
    monkeypatch.setattr(list_sql, "WALK", walk)
    monkeypatch.setattr(list_sql, "SHORT_QUEUE", short_queue)
    monkeypatch.setattr(listing, "WALK_S", seconds)
    rows = await _read_all(scene.pool)
    for wanted in _filters(crowd, rows[7]["contact_id"]):
        expected = [row for row in rows if _fits(row, wanted)]
        if wanted.by_time:
            expected.sort(key=lambda row: (row["sent_at"], row["id"]), reverse=True)
        for limit in (1, 4, 50):
            found, _ = await _walk(scene.pool, wanted, limit)
            assert found == [row["id"] for row in expected], (wanted, limit)


async def test_what_the_counts_do_not_know_is_not_looked_for(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_sql, "WALK", 2)
    monkeypatch.setattr(listing, "WALK_S", 0)
    campaign = await scene.add_campaign(status="sending")
    await _add_messages(scene, campaign, ["sent"] * 30 + ["held"])
    for wanted, n in ((State.UNKNOWN, 0), (State.HELD, 1)):
        for campaign_id in (None, campaign):
            found, pages = await _walk(scene.pool, MessageFilter(campaign_id, state=wanted), 50)
            assert (len(found), pages) == (n, 1), (wanted, campaign_id)


async def test_campaigns_without_any_are_jumped_over(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_sql, "WALK", 2)
    monkeypatch.setattr(list_sql, "SHORT_QUEUE", 0)
    monkeypatch.setattr(listing, "WALK_S", 0)
    monkeypatch.setattr(listing, "LOOK_AROUND_S", 0)
    old, new = [await scene.add_campaign(status="sending") for _ in range(2)]
    await _add_messages(scene, old, ["delivered"] * 3 + ["held", "no_interaction", "pending", "pending"])
    await _add_messages(scene, new, ["sent"] * 30)
    for state in (State.HELD, State.NO_INTERACTION, State.PENDING, State.DELIVERED):
        _, pages = await _walk(scene.pool, MessageFilter(state=state), 50)
        assert pages <= 6, f"the 30 of the new campaign alone are 15 walks: {state}"


async def test_a_page_takes_one_statement_where_messages_lie_together(scene: Scene) -> None:
    campaign = await scene.add_campaign(status="sending")
    await _add_messages(scene, campaign, ["sent", "delivered", "read"] * 7)
    for wanted in (MessageFilter(), MessageFilter(campaign), MessageFilter(state=State.READ)):
        async with count_statements(scene.pool) as statements:
            await _walk(scene.pool, wanted, 50)
        assert statements.count == 1, wanted
