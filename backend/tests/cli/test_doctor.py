"""`relance doctor` and `relance sync` against a simulated Graph API."""

from typing import Any

import pytest

from relance.cli import checks_servers
from relance.cli.doctor import examine
from relance.cli.findings import Finding
from relance.cli.sync import read_everything
from relance.core.db import Pool, transaction
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.sending.pace import REDIS_ID
from tests.support.read_only import read_only


@pytest.fixture
def rehearsal(settings: Settings, simulator: Any) -> Settings:
    """Settings whose Graph API is the simulator."""
    return settings.model_copy(update={"whatsapp_api_url": simulator.url})


def by_subject(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.subject: finding for finding in findings}


async def test_all_is_well_except_that_nothing_runs(rehearsal: Settings) -> None:
    findings = by_subject(await examine(rehearsal))
    # Nobody told this simulator where webhooks go.
    assert [subject for subject, finding in findings.items() if finding.level == "bad"] == [
        "subscribed app",
        "webhook",
    ]
    for subject in ("settings", "database", "schema", "redis", "Graph API", "phone number", "webhooks"):
        assert findings[subject].level == "ok", findings[subject]
    for process in ("api", "sender", "worker", "beat"):
        assert findings[process].level == "warn"
        assert findings[process].mend == "start Relance: relance up"
    assert findings["templates at Meta"].level == "ok"


async def test_process_that_signs_in_is_alive_and_a_silent_one_is_not(
    rehearsal: Settings, pool: Pool
) -> None:
    await pool.execute(
        "INSERT INTO processes (name, host, pid, heartbeat_at) VALUES"
        " ('api', 'here', 1, now()), ('sender', 'here', 2, now() - interval '2 minutes')"
    )
    findings = by_subject(await examine(rehearsal))
    assert findings["api"].level == "ok"
    assert findings["sender"].level == "warn"


async def test_refused_token_is_named_and_not_shown(rehearsal: Settings) -> None:
    settings = rehearsal.model_copy(update={"whatsapp_token": "a-token-that-is-wrong"})
    findings = await examine(settings)
    assert by_subject(findings)["token"].level == "bad"
    assert "a-token-that-is-wrong" not in repr(findings)


async def test_database_without_schema_says_what_to_run(rehearsal: Settings, pool: Pool) -> None:
    await pool.execute("UPDATE alembic_version SET version_num = '0001'")
    findings = by_subject(await examine(rehearsal))
    assert findings["schema"].level == "bad"
    assert findings["schema"].mend == "run relance migrate"


async def test_redis_that_may_evict_jobs_is_bad(rehearsal: Settings, redis: RedisClient) -> None:
    await redis.config_set("maxmemory-policy", "allkeys-lru")
    try:
        findings = by_subject(await examine(rehearsal))
    finally:
        await redis.config_set("maxmemory-policy", "volatile-lru")
    assert findings["redis"].level == "bad"


async def test_redis_that_takes_no_writes_is_bad(rehearsal: Settings, redis: RedisClient) -> None:
    await redis.config_set("maxmemory-policy", "noeviction")
    await redis.config_set("maxmemory", "1")
    try:
        findings = by_subject(await examine(rehearsal))
    finally:
        await redis.config_set("maxmemory", "512mb")
        await redis.config_set("maxmemory-policy", "volatile-lru")
    assert findings["redis"].level == "bad"
    assert findings["redis"].fact.startswith("takes no writes: ")


async def test_database_that_takes_no_writes_is_bad(rehearsal: Settings, database_url: str) -> None:
    async with read_only(database_url):
        findings = by_subject(await examine(rehearsal))
    assert findings["database"].level == "bad"
    assert findings["database"].fact == "it takes no writes: a standby, or set to read only"


async def test_database_that_does_not_answer_is_not_waited_for(
    rehearsal: Settings, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks_servers, "ANSWER_WITHIN_S", 0.5)
    async with transaction(pool) as conn:
        await conn.execute("LOCK TABLE templates IN ACCESS EXCLUSIVE MODE")
        findings = await checks_servers.check_database(rehearsal)
    assert [finding.fact for finding in findings] == ["it takes connections, and has not answered for 0.5 s"]


async def test_sync_reads_senders_and_templates(rehearsal: Settings, pool: Pool) -> None:
    senders, templates = await read_everything(rehearsal)
    assert senders == 1
    assert templates.listed == await pool.fetchval("SELECT count(*) FROM templates") > 0
    assert by_subject(await examine(rehearsal))["templates"].level == "ok"


async def test_a_redis_that_the_pace_does_not_belong_to_is_told(
    rehearsal: Settings, pool: Pool, redis: RedisClient
) -> None:
    assert by_subject(await examine(rehearsal))["pace"].fact == "no sender has run yet"
    await redis.set(REDIS_ID, "ours")
    await pool.execute("INSERT INTO pace_home VALUES (true, 'ours', now())")
    assert by_subject(await examine(rehearsal))["pace"].level == "ok"
    await pool.execute("UPDATE pace_home SET redis_id = 'theirs', confirmed_at = now() + interval '1 minute'")
    told = by_subject(await examine(rehearsal))["pace"]
    assert told.level == "bad"
    assert "refuse to send" in told.fact
    await pool.execute("UPDATE pace_home SET confirmed_at = now() - interval '1 minute'")
    assert by_subject(await examine(rehearsal))["pace"].level == "warn"
