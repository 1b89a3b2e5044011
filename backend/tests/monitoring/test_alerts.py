"""Alerts: each is raised by its cause alone, says what to do, and ends with its cause."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from relance.core.clock import utc_now
from relance.messages.evidence import Accepted, Lost
from relance.messages.store import raise_incident
from relance.monitoring.alerts import Alert, read_alerts
from relance.monitoring.processes import NAMES
from relance.reasons.alerts import ALERT_WORDS
from tests.campaigns.scene import NUMBER, WABA, Scene
from tests.monitoring.test_totals import launched

TODAY = "(now() AT TIME ZONE 'UTC')::date"


@pytest.fixture
async def well(scene: Scene) -> Scene:
    """Everything runs: no alert."""
    for name in NAMES:
        await scene.pool.execute("INSERT INTO processes (name, host, pid) VALUES ($1, 'a', 1)", name)
    assert await alerts_of(scene) == []
    return scene


async def alerts_of(
    scene: Scene, *, limit: int | None = None, redis_answers: bool = True, now: datetime | None = None
) -> list[Alert]:
    async with scene.pool.acquire() as conn:
        return await read_alerts(conn, now=now or utc_now(), daily_limit=limit, redis_answers=redis_answers)


async def only_alert(scene: Scene, **arguments: Any) -> Alert:
    found = await alerts_of(scene, **arguments)
    assert [alert.code for alert in found] == [found[0].code], found
    alert = found[0]
    # Every place is filled, in both sentences.
    for sentence in (alert.message, alert.what_to_do):
        assert sentence and "{" not in sentence
    assert alert.severity == ALERT_WORDS[alert.code].severity
    return alert


async def test_process_silent_for_five_minutes(well: Scene) -> None:
    silence = "UPDATE processes SET heartbeat_at = now() - make_interval(secs => $1) WHERE name = 'sender'"
    await well.pool.execute(silence, 290)
    assert await alerts_of(well) == []
    await well.pool.execute(silence, 310)
    alert = await only_alert(well)
    assert (alert.code, alert.subject, alert.severity) == ("process_silent", "process:sender@a:1", "critical")
    assert alert.since == await well.pool.fetchval("SELECT heartbeat_at FROM processes WHERE name = 'sender'")


async def test_a_process_that_was_replaced_is_not_missed(well: Scene) -> None:
    await well.pool.execute(
        "UPDATE processes SET heartbeat_at = now() - interval '1 hour' WHERE name = 'worker'"
    )
    await well.pool.execute("INSERT INTO processes (name, host, pid) VALUES ('worker', 'a', 2)")
    assert await alerts_of(well) == []


async def test_a_silent_process_beside_an_older_living_one_is_told(well: Scene) -> None:
    await well.pool.execute(
        "INSERT INTO processes (name, host, pid, heartbeat_at, started_at)"
        " VALUES ('sender', 'a', 2, now() - interval '6 minutes', now() - interval '7 minutes')"
    )
    await well.pool.execute("UPDATE processes SET started_at = now() - interval '1 day' WHERE pid = 1")
    assert (await only_alert(well)).subject == "process:sender@a:2"


async def test_no_process_of_a_kind_at_all(well: Scene) -> None:
    await well.pool.execute("DELETE FROM processes WHERE name = 'beat'")
    alert = await only_alert(well)
    assert (alert.code, alert.subject, alert.since) == ("process_missing", "process:beat", None)
    assert "relance beat" in alert.what_to_do


async def test_redis_down(well: Scene) -> None:
    assert (await only_alert(well, redis_answers=False)).code == "redis_down"


@pytest.mark.parametrize(("code", "alert_code"), [(190, "token_refused"), (131031, "account_blocked")])
async def test_token_refused_and_account_locked(well: Scene, code: int, alert_code: str) -> None:
    await well.pool.execute(
        "UPDATE accounts SET blocked_at = now(), blocked_code = $1, blocked_reason = 'so'", code
    )
    alert = await only_alert(well)
    assert (alert.code, alert.subject, alert.details["meta_code"]) == (alert_code, f"account:{WABA}", code)
    await well.pool.execute("UPDATE accounts SET blocked_at = NULL")
    assert await alerts_of(well) == []


async def test_number_blocked_gives_metas_reason_and_our_advice(well: Scene) -> None:
    await well.pool.execute(
        "UPDATE senders SET blocked_at = now(), blocked_code = 133010, blocked_reason = 'Not registered'"
    )
    alert = await only_alert(well)
    assert alert.code == "number_blocked" and NUMBER in alert.message and "Not registered" in alert.message
    assert alert.what_to_do == "Register the number with the Cloud API."


async def test_everyday_pacing_is_no_alert_and_a_long_rest_is(well: Scene) -> None:
    block = "UPDATE senders SET blocked_at = now(), blocked_until = now() + $1, blocked_code = 131048"
    await well.pool.execute(block, timedelta(seconds=60))
    assert await alerts_of(well) == []
    await well.pool.execute(block, timedelta(hours=4))
    assert (await only_alert(well)).code == "number_resting"
    assert await alerts_of(well, now=utc_now() + timedelta(hours=5)) == []


async def test_template_blocked(well: Scene) -> None:
    await well.pool.execute(
        "UPDATE templates SET blocked_at = now(), blocked_code = 132015, blocked_reason = 'Paused'"
    )
    alert = await only_alert(well)
    assert alert.code == "template_blocked" and alert.subject == f"template:{well.template_id}"


async def test_unapproved_template_alarms_only_while_a_campaign_needs_it(well: Scene) -> None:
    await well.pool.execute("UPDATE templates SET status = 'PAUSED'")
    assert await alerts_of(well) == []
    await well.add_campaign(status="sending")
    assert "PAUSED" in (await only_alert(well)).message


async def test_limit_near_and_reached(well: Scene) -> None:
    await well.pool.execute(
        f"INSERT INTO daily_counts VALUES ({TODAY}, $1, 'message_1', 'sent', 89)", well.sender_id
    )
    assert await alerts_of(well, limit=100) == []
    assert (await only_alert(well, limit=95)).code == "limit_near"
    alert = await only_alert(well, limit=89)
    assert (alert.code, alert.details["limit"]) == ("limit_reached", 89)
    assert alert.since == datetime.combine(utc_now().date(), datetime.min.time(), UTC)


@pytest.mark.parametrize(
    ("delivered", "failed", "raised"), [(90, 10, False), (89, 11, True), (5, 14, False), (0, 20, True)]
)
async def test_error_rate_over_ten_per_cent(well: Scene, delivered: int, failed: int, raised: bool) -> None:
    for word, n in (("delivered", delivered), ("failed", failed)):
        await well.pool.execute(
            f"INSERT INTO daily_counts VALUES ({TODAY}, $1, 'message_1', $2, $3)", well.sender_id, word, n
        )
    if raised:
        alert = await only_alert(well)
        assert alert.code == "error_rate_high" and alert.details["failed"] == failed
    else:
        assert await alerts_of(well) == []


async def test_accepted_messages_without_any_echo(well: Scene) -> None:
    ids = await launched(well, 30)
    recently, long_ago = utc_now() - timedelta(minutes=5), utc_now() - timedelta(minutes=20)
    await well.apply(*(Accepted(id_, 1, f"wamid.{id_}", recently) for id_ in ids[:5]))
    assert await alerts_of(well) == []
    await well.apply(*(Accepted(id_, 1, f"wamid.{id_}", long_ago) for id_ in ids[5:30]))
    alert = await only_alert(well)
    assert (alert.code, alert.details["sent"], alert.since) == ("no_echo", 25, long_ago)
    # One echo: webhooks do arrive, though too few of them.
    await well.see("sent", ids[5], at=long_ago)
    alert = await only_alert(well)
    assert (alert.code, alert.details["silent"]) == ("echoes_missing", 24)
    await well.see("sent", *ids[6:12], at=long_ago)
    assert await alerts_of(well) == []


async def test_refused_webhooks_are_told_for_a_while(well: Scene) -> None:
    gap = (
        "INSERT INTO intake_gaps (began_at, ended_at, reason)"
        " VALUES (now() - $1::interval, now() - $2::interval, $3)"
    )
    zero, minute = timedelta(0), timedelta(minutes=1)
    await well.pool.execute(gap, zero, zero, "api_stopped")
    await well.pool.execute(gap, minute / 2, zero, "api_away")
    await well.pool.execute(gap, minute * 20, minute * 16, "overloaded")
    assert await alerts_of(well) == []
    await well.pool.execute(gap, minute, minute, "overloaded")
    alert = await only_alert(well)
    assert (alert.code, alert.details) == ("webhooks_refused", {"reason": "overloaded"})


async def test_parked_webhooks_until_replayed(well: Scene) -> None:
    await well.pool.execute("INSERT INTO webhook_parked (digest, reason, body) VALUES ('x', 'odd', 'x')")
    assert (await only_alert(well)).details == {"waiting": 1}
    await well.pool.execute("UPDATE webhook_parked SET replayed_at = now()")
    assert await alerts_of(well) == []


async def test_replies_that_wait_although_they_may_go(well: Scene) -> None:
    campaign = await well.add_campaign(status="sending")
    await well.pool.execute(
        "INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids, due_at)"
        " VALUES ($1, $2, 'reply', '{1}', now() - interval '2 minutes')",
        campaign, well.sender_id,
    )  # fmt: skip
    assert (await only_alert(well)).code == "replies_late"
    await well.pool.execute("UPDATE campaigns SET status = 'paused'")
    assert await alerts_of(well) == []


async def test_messages_unknown_for_a_day(well: Scene) -> None:
    ids = await launched(well, 3)
    await well.apply(*(Lost(id_, 1, utc_now()) for id_ in ids[:2]))
    assert await alerts_of(well) == []
    alert = await only_alert(well, now=utc_now() + timedelta(hours=25))
    assert (alert.code, alert.details) == ("unknown_for_a_day", {"messages": 2})
    await well.see("sent", *ids[:2])
    later = await alerts_of(well, now=utc_now() + timedelta(hours=25))
    assert "unknown_for_a_day" not in {alert.code for alert in later}


@pytest.mark.parametrize(
    ("kind", "subject", "details", "place", "days"),
    [
        ("double", "message:7", {"wamids": ["a", "b"]}, "message 7", 30),
        ("identity_conflict", "contact:3", {"contact_ids": [3, 9], "seen_in": "quote"}, "3, 9", 30),
        ("another_app_answers", "sender:1", {"number": "+229 01 97"}, "+229 01 97", 1),
        ("undecided_messages", "campaign:2", {"messages": 4}, "4 messages", 7),
        ("pending_without_batch", "campaign:2", {"messages": 5}, "5 pending", 2),
    ],
)
async def test_incidents_are_shown_for_a_while(
    well: Scene, kind: str, subject: str, details: dict[str, Any], place: str, days: int
) -> None:
    async with well.pool.acquire() as conn:
        await raise_incident(conn, kind, subject, details)
        await raise_incident(conn, kind, subject, details)
    alert = await only_alert(well)
    assert (alert.code, alert.subject, alert.details["times"]) == (kind, subject, 2)
    assert place in alert.message
    assert await alerts_of(well, now=utc_now() + timedelta(days=days, minutes=1)) == []


async def test_news_of_the_account_alarm_when_they_are_warnings(well: Scene) -> None:
    async with well.pool.acquire() as conn:
        for event, severity in (("FLAGGED", "warning"), ("ACCOUNT_DELETED", "stop"), ("BACK", "resume")):
            await raise_incident(
                conn, "whatsapp_account_update", f"{event}:{WABA}", {"severity": severity, "code": 1}
            )
        await raise_incident(conn, "sender_stopped", "sender:1", {"code": 190, "reason": "x"})
    alert = await only_alert(well)
    assert (alert.code, alert.details["event"]) == ("account_event", "FLAGGED")


async def test_campaigns_that_wait_for_a_person(well: Scene) -> None:
    await well.add_campaign(status="scheduled", scheduled_at=utc_now() + timedelta(minutes=5))
    await well.add_campaign(status="paused")
    assert await alerts_of(well) == []
    await well.add_campaign(status="scheduled", scheduled_at=utc_now() - timedelta(minutes=5))
    await well.add_campaign(status="paused", status_reason="restored")
    assert {alert.code for alert in await alerts_of(well)} == {"campaign_overdue", "campaign_restored"}


async def test_a_database_that_went_back_is_told_until_it_is_settled(well: Scene) -> None:
    await well.pool.execute(
        "INSERT INTO former_installations (id, reason, highest_message_id, known_claim, known_claims, paused,"
        " unscheduled) VALUES ('before', 'moved', 0, 0, 0, 0, 0)"
    )
    alert = await only_alert(well)
    assert alert.code == "restored_unanswered" and "Settings, Database" in alert.what_to_do
    await well.pool.execute("UPDATE former_installations SET answer = 'restored', answered_at = now()")
    assert (await only_alert(well)).code == "restored_settling"
    await well.pool.execute("UPDATE former_installations SET settled_at = now()")
    assert await alerts_of(well) == []


async def test_campaign_that_was_braked_says_why(well: Scene) -> None:
    reason = "failing: 43 of 60 messages that finished within 5 minutes failed with code 131008: Missing."
    await well.add_campaign(status="paused", status_reason=reason)
    alert = await only_alert(well)
    assert (alert.code, alert.severity) == ("campaign_braked", "critical")
    assert "43 of 60 messages" in alert.message
    assert alert.message.endswith("Missing.")


async def test_the_worst_comes_first_and_then_the_youngest(well: Scene) -> None:
    await well.pool.execute("INSERT INTO webhook_parked (digest, reason, body) VALUES ('x', 'odd', 'x')")
    async with well.pool.acquire() as conn:
        await raise_incident(conn, "undecided_messages", "campaign:2", {"messages": 4})
        await raise_incident(conn, "double", "message:1", {})
        await raise_incident(conn, "double", "message:2", {})
    await well.pool.execute(
        "UPDATE incidents SET first_at = now() - interval '1 hour' WHERE subject = 'message:1'"
    )
    found = await alerts_of(well, redis_answers=False)
    assert [alert.subject for alert in found] == [
        "redis", "message:2", "message:1", "intake:parked", "campaign:2",
    ]  # fmt: skip


def test_every_alert_has_words_and_advice() -> None:
    for code, words in ALERT_WORDS.items():
        assert code.isidentifier() and words.message.template.endswith("."), code
        advice = words.what_to_do.template
        assert advice == "{advice:reason}" or advice.endswith("."), code
