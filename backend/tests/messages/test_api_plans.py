"""EXPLAIN of the lists of messages: none reads a large table from end to end."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from relance.core.db import Connection, Pool
from relance.messages import list_sql
from relance.messages.filters import MessageFilter
from relance.messages.state import MessageType, Milestone, State
from tests.messages.large import database_url, many_messages
from tests.messages.test_indexes import _list_scans

__all__ = ["database_url", "many_messages"]

_LAST = 2**63 - 1
_END = datetime(9999, 1, 1, tzinfo=UTC)


def _filters() -> list[MessageFilter]:
    period = {"sent_from": datetime(2020, 1, 1, tzinfo=UTC), "sent_until": _END}
    found = [MessageFilter(contact_id=77), MessageFilter(**period), MessageFilter(**period, state=State.HELD)]  # type: ignore[arg-type]
    for campaign_id in (None, 3):
        found += [MessageFilter(campaign_id=campaign_id, state=state) for state in (None, *State)]
        found += [MessageFilter(campaign_id=campaign_id, reached=reached) for reached in Milestone]
        found.append(MessageFilter(campaign_id=campaign_id, error_code=131000))
        found.append(MessageFilter(campaign_id=campaign_id, message_type=MessageType.MESSAGE_2))
        found.append(MessageFilter(campaign_id=campaign_id, q="awa"))
    found.append(MessageFilter(**period, q="awa"))  # type: ignore[arg-type]
    return found


@pytest.mark.timeout(300)
async def test_no_list_reads_all_messages(many_messages: Pool) -> None:
    for wanted in _filters():
        for few in {False, wanted.q is not None}:
            plan = await _explain(many_messages, wanted, few=few)
            scans = list(_list_scans(plan))
            for table in ("messages", "contacts", "contact_search"):
                assert ("Seq Scan", table) not in scans, (wanted, few)


@pytest.mark.timeout(300)
async def test_no_jump_reads_all_messages(many_messages: Pool) -> None:
    jumps = [jump for wanted in _filters() if (jump := list_sql.jump(wanted)) is not None]
    assert len(jumps) > 15
    for jump in jumps:
        (plan,) = await many_messages.fetchval(f"EXPLAIN (FORMAT JSON) {jump}", _LAST, None)
        assert ("Seq Scan", "messages") not in list(_list_scans(plan["Plan"])), jump


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", ["force_custom_plan", "force_generic_plan"])
async def test_messages_of_a_campaign_are_walked_in_order(many_messages: Pool, mode: str) -> None:
    """Not all messages from the newest down, nor the whole campaign to be sorted; known or not."""
    async with many_messages.acquire() as conn:
        for campaign_id in (1, 10, 999):
            async with conn.transaction():
                await conn.execute(f"SET LOCAL plan_cache_mode = {mode}")
                plan = await _explain_on(conn, MessageFilter(campaign_id=campaign_id))
            (walked,) = (part for part in _parts(plan) if part.get("Subplan Name") == "CTE walked")
            (scan,) = (part for part in _parts(walked) if "Index Name" in part)
            assert scan["Index Name"] == "idx_messages_campaign"
            assert not [part for part in _parts(walked) if "Sort" in part["Node Type"]]


def _parts(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _parts(part)


async def _explain(pool: Pool, wanted: MessageFilter, *, few: bool) -> dict[str, Any]:
    async with pool.acquire() as conn:
        return await _explain_on(conn, wanted, few=few)


async def _explain_on(conn: Connection, wanted: MessageFilter, *, few: bool = False) -> dict[str, Any]:
    found = await conn.fetchval(
        f"EXPLAIN (FORMAT JSON) {list_sql.page(wanted, few=few)}",
        wanted.campaign_id, wanted.contact_id, wanted.message_type, wanted.state, wanted.error_code,
        wanted.sent_from, wanted.sent_until, _LAST, _END, 51, ["%awa%"], list(range(1, 900)),
    )  # fmt: skip
    plan: dict[str, Any] = found[0]["Plan"]
    return plan
