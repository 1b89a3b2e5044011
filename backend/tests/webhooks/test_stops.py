"""A `failed` status stops what its code means, once, and its message waits again; late ones do nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from relance.core.db import transaction
from relance.counts.recount import check_counts
from relance.senders.blocks import unblock_account, unblock_sender
from relance.senders.sql import unblock
from relance.whatsapp.errors import RULES
from tests.webhooks.bodies import inbound_body, status, status_body, text
from tests.webhooks.scene import Scene, assert_no_drift

UNPAID, LOCKED, SPAM, PAUSED = 131042, 131031, 131048, 132015
TABLES = {"account": "accounts", "number": "senders", "template": "templates"}


async def refuse(scene: Scene, *messages: int, code: int = UNPAID, at: datetime | None = None) -> None:
    items = []
    for message in messages:
        row = await scene.row(message)
        wamid = row["wamid"] or f"wamid.x{message}.{row['attempt']}"
        echo = scene.echo(message, row["attempt"])
        items.append(status("failed", wamid, at or scene.now, echo=echo, code=code))
    await scene.take(status_body(*items))


async def some_sent(scene: Scene, n: int = 1, **columns: Any) -> list[int]:
    campaign = await scene.campaign()
    return [
        await scene.message(campaign, await scene.contact(f"+2290197{n:06}"), **columns) for n in range(n)
    ]


async def block_of(scene: Scene, scope: str) -> Any:
    return await scene.pool.fetchrow(
        f"SELECT *, extract(epoch FROM blocked_until - now())::float8 AS rests_s FROM {TABLES[scope]}"
    )


async def mend(scene: Scene) -> None:
    async with transaction(scene.pool) as conn:
        await unblock_account(conn, waba_id="102290129340398")
        await unblock_sender(conn, sender_id=scene.sender_id)
        await conn.execute(unblock("templates", "id"), scene.template_id)


@pytest.mark.parametrize(
    "code", [code for code, rule in RULES.items() if rule.scope != "row" and code >= 0 and code != 130429]
)
async def test_a_status_stops_what_an_answer_with_its_code_would_stop(scene: Scene, code: int) -> None:
    [message] = await some_sent(scene)
    await refuse(scene, message, code=code)
    rule = RULES[code]
    block = await block_of(scene, rule.scope)
    assert (block["blocked_code"], block["blocked_reason"]) == (code, "Refused")
    if rule.delay_s is None:
        assert block["blocked_until"] is None
        assert await scene.incidents() == [f"{rule.scope}_stopped"]
    else:
        assert rule.delay_s - 60 < block["rests_s"] <= rule.delay_s
    others = [scope for scope in TABLES if scope != rule.scope]
    assert [(await block_of(scene, scope))["blocked_at"] for scope in others] == [None, None]
    row = await scene.row(message)
    assert (row["status"], row["attempt"], row["wamid"], row["sent_at"]) == ("pending", 2, None, None)
    assert row["first_status_at"] is None
    assert await scene.queued() == {"bulk": [message]}
    await assert_no_drift(scene.pool)


async def test_many_refusals_stop_once_and_all_wait_with_exact_counts(scene: Scene) -> None:
    messages = await some_sent(scene, 30)
    sent = "SELECT sum(n) FROM daily_counts WHERE word = 'sent'"
    assert await scene.pool.fetchval(sent) == 30
    wamids = {message: (await scene.row(message))["wamid"] for message in messages}
    items = [
        status("failed", wamids[message], scene.now, echo=scene.echo(message), code=UNPAID)
        for message in messages
    ]
    for part in (items[:20], items[20:], items):
        await scene.take(status_body(*part))
    assert await scene.pool.fetchval("SELECT n FROM incidents") == 1
    assert sorted((await scene.queued())["bulk"]) == sorted(messages)
    assert await scene.pool.fetchval(sent) == 0
    assert await scene.pool.fetchval("SELECT count(*) FROM messages WHERE expires_at IS NOT NULL") == 0
    assert await check_counts(scene.pool) == []


async def test_repeated_and_late_words_of_the_refused_attempt_do_nothing(scene: Scene) -> None:
    [message] = await some_sent(scene)
    wamid, echo = (await scene.row(message))["wamid"], scene.echo(message)
    await refuse(scene, message)
    for word in ("failed", "sent", "failed"):
        item = status(word, wamid, scene.now, echo=echo, code=UNPAID if word == "failed" else None)
        await scene.take(status_body(item))
        bare = status(word, wamid, scene.now, code=UNPAID if word == "failed" else None)
        await scene.take(status_body(bare))
    row = await scene.row(message)
    assert (row["status"], row["attempt"], row["wamid"]) == ("pending", 2, None)
    assert await scene.queued() == {"bulk": [message]}
    await assert_no_drift(scene.pool)


async def test_delivered_of_the_refused_attempt_wins(scene: Scene) -> None:
    [message] = await some_sent(scene)
    wamid, echo = (await scene.row(message))["wamid"], scene.echo(message)
    await refuse(scene, message)
    await scene.take(status_body(status("delivered", wamid, scene.now, echo=echo)))
    row = await scene.row(message)
    assert (row["status"], row["wamid"]) == ("delivered", wamid)
    assert row["expires_at"] is not None
    await assert_no_drift(scene.pool)


async def test_delivered_after_the_next_attempt_was_accepted_raises_the_double(scene: Scene) -> None:
    [message] = await some_sent(scene)
    wamid, echo = (await scene.row(message))["wamid"], scene.echo(message)
    await refuse(scene, message)
    await scene.pool.execute("UPDATE send_batches SET leased_by = 'x', lease_until = now() + interval '5 s'")
    await scene.take(status_body(status("sent", "wamid.B", scene.now, echo=scene.echo(message, 2))))
    body = status_body(status("delivered", wamid, scene.now, echo=echo))
    await scene.take(body)
    await scene.take(body)
    assert sorted(await scene.incidents()) == ["account_stopped", "double"]
    assert await scene.pool.fetchval("SELECT n FROM incidents WHERE kind = 'double'") == 1


@pytest.mark.parametrize(("code", "scope"), [(UNPAID, "account"), (SPAM, "number"), (PAUSED, "template")])
async def test_late_status_never_stops_again_what_was_mended(scene: Scene, code: int, scope: str) -> None:
    first, late, slow, new, newest = await some_sent(scene, 5, left_at=scene.ago(minutes=2))
    await refuse(scene, first, code=code)
    await mend(scene)
    freed_at = await scene.pool.fetchval(f"SELECT unblocked_at FROM {TABLES[scope]}")
    # Left before it was mended; Meta's time says the same, or not clearly another.
    await refuse(scene, late, code=code, at=scene.ago(minutes=1))
    await refuse(scene, slow, code=code, at=freed_at + timedelta(seconds=20))
    assert (await block_of(scene, scope))["blocked_at"] is None
    for message in (late, slow):
        assert (await scene.row(message))["status"] == "pending"
    # Left after it: that it is not mended is news, whatever Meta's clock says.
    await scene.pool.execute("UPDATE messages SET left_at = now() WHERE id = $1", new)
    await refuse(scene, new, code=code, at=scene.ago(seconds=20))
    assert (await block_of(scene, scope))["blocked_code"] == code
    await mend(scene)
    # Left before it and dropped long after.
    await refuse(scene, newest, code=code, at=freed_at + timedelta(minutes=5))
    assert (await block_of(scene, scope))["blocked_code"] == code


async def test_the_mark_of_an_unrecorded_answer_tells_when_it_left(scene: Scene) -> None:
    first, second = await some_sent(scene, 2)
    await refuse(scene, first)
    await mend(scene)
    await scene.pool.execute(
        "INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids, leased_by, lease_until,"
        " marked_ids, marked_at) SELECT campaign_id, sender_id, 'bulk', ARRAY[id], 'p', now() + '5 s',"
        " ARRAY[id], ARRAY[clock_timestamp()] FROM messages WHERE id = $1",
        second,
    )
    await refuse(scene, second)
    assert (await block_of(scene, "account"))["blocked_code"] == UNPAID


async def test_a_rest_counts_from_metas_time_and_one_that_is_over_is_none(scene: Scene) -> None:
    first, second = await some_sent(scene, 2)
    await refuse(scene, first, code=SPAM, at=scene.ago(hours=5))
    assert (await block_of(scene, "number"))["blocked_at"] is None
    await refuse(scene, second, code=SPAM, at=scene.ago(hours=1))
    assert 3 * 3600 - 60 < (await block_of(scene, "number"))["rests_s"] <= 3 * 3600


async def test_after_its_rest_a_number_is_not_stopped_by_what_came_before(scene: Scene) -> None:
    first, second = await some_sent(scene, 2, left_at=scene.ago(hours=4))
    await refuse(scene, first, code=SPAM, at=scene.ago(hours=3))
    await scene.pool.execute("UPDATE senders SET blocked_until = now()")
    await refuse(scene, second, code=SPAM, at=scene.ago(hours=2))
    assert (await block_of(scene, "number"))["rests_s"] <= 0


async def test_held_message_that_was_dropped_waits_for_its_template(scene: Scene) -> None:
    [message] = await some_sent(scene, status="held", wamid="wamid.H")
    await refuse(scene, message, code=PAUSED)
    assert (await scene.row(message))["status"] == "pending"
    assert (await block_of(scene, "template"))["blocked_code"] == PAUSED
    assert await scene.queued() == {"bulk": [message]}


async def test_message_2_waits_again_in_its_own_lane(scene: Scene) -> None:
    [message] = await some_sent(scene, message_type="message_2", expires_at=scene.now + timedelta(hours=20))
    await refuse(scene, message)
    assert await scene.queued() == {"reply": [message]}
    assert (await scene.row(message))["expires_at"] == scene.now + timedelta(hours=20)


async def test_whoever_answered_keeps_the_interaction_and_a_quote_proves_the_arrival(scene: Scene) -> None:
    answered, quoted = await some_sent(scene, 2)
    wamid = (await scene.row(quoted))["wamid"]
    await scene.take(inbound_body(text("hi", "wamid.I", scene.ago(minutes=9), "2290197000000")))
    await refuse(scene, answered, quoted)
    row = await scene.row(answered)
    assert (row["status"], row["interacted_at"]) == ("pending", scene.ago(minutes=9))
    assert len(await scene.message_2s()) == 1
    await scene.take(inbound_body(text("hi", "wamid.Q", scene.now, "2290197000001", quotes=wamid)))
    row = await scene.row(quoted)
    assert (row["status"], row["wamid"], row["interacted_at"]) == ("delivered", wamid, scene.now)
    await assert_no_drift(scene.pool)


async def test_outage_by_status_is_queued_for_later_and_stops_nothing(scene: Scene) -> None:
    [message] = await some_sent(scene)
    await refuse(scene, message, code=131000)
    assert (await scene.row(message))["retries"] == 1
    due_s = await scene.pool.fetchval(
        "SELECT extract(epoch FROM due_at - created_at)::float8 FROM send_batches"
    )
    assert 2.4 <= due_s <= 7.6
    assert await scene.incidents() == []
