"""Doctor's look at PostgreSQL, at the processes that sign in there, and at Redis."""

import asyncpg
from redis.exceptions import ResponseError

from relance.cli import checks_sql as sql
from relance.cli.findings import ANSWER_WITHIN_S, Finding, bad, ok, warn
from relance.core.db import CONNECTION_LOST, Connection, connect, expect_writable, hang_up
from relance.core.errors import SettingsError
from relance.core.redis import REDIS_DOWN, create_redis
from relance.core.settings import Settings
from relance.migrations.apply import newest_revision
from relance.monitoring.processes import list_processes
from relance.monitoring.sending import DUE_PATIENCE_S, Hindrance, read_sending

_OLDEST_POSTGRES = 150_000
_PROCESSES = ("api", "sender", "worker", "beat")
_SILENT_AFTER_S = 60
"""They sign in every two seconds."""
_TRY = "relance:doctor"
_START = "start Relance: relance up"


async def check_database(settings: Settings) -> list[Finding]:
    """Reachable, new enough, migrated; then what it knows."""
    try:
        connection = await connect(
            settings.require_database_url(), name="doctor", command_timeout_s=ANSWER_WITHIN_S
        )
    except SettingsError as error:
        return [bad("database", str(error), "start `relance up`, or set RELANCE_DATABASE_URL")]
    except (*CONNECTION_LOST, asyncpg.PostgresError) as error:
        return [bad("database", f"not reachable: {error}", "check RELANCE_DATABASE_URL and the server")]
    try:
        await expect_writable(connection)
        return await _check_schema(connection)
    except asyncpg.ReadOnlySQLTransactionError:
        mend = "let RELANCE_DATABASE_URL lead to the primary, or lift default_transaction_read_only"
        return [bad("database", "it takes no writes: a standby, or set to read only", mend)]
    except TimeoutError:
        fact = f"it takes connections, and has not answered for {ANSWER_WITHIN_S:g} s"
        return [bad("database", fact, "look at the server: its disk, its locks (pg_stat_activity)")]
    except (*CONNECTION_LOST, asyncpg.PostgresError) as error:
        return [bad("database", f"a question failed: {error}", "run relance migrate, then this again")]
    finally:
        await hang_up(connection)


async def _check_schema(connection: Connection) -> list[Finding]:
    number = int(await connection.fetchval(sql.SERVER_VERSION))
    if number < _OLDEST_POSTGRES:
        return [bad("database", f"PostgreSQL {number // 10_000} is too old", "use PostgreSQL 15 or newer")]
    encoding = await connection.fetchval(sql.ENCODING)
    if encoding != "UTF8":
        mend = "restore a backup into a database made with TEMPLATE template0 ENCODING 'UTF8'"
        return [bad("database", f"its encoding is {encoding}: many names have no place in it", mend)]
    findings = [ok("database", f"reachable, PostgreSQL {number // 10_000}.{number % 10_000}")]
    there = await connection.fetchval(sql.HAS_SCHEMA)
    revision = await connection.fetchval(sql.REVISION) if there else None
    if revision != newest_revision():
        fact = f"schema {revision or 'none'}, this version needs {newest_revision()}"
        return [*findings, bad("schema", fact, "run relance migrate")]
    return [
        *findings,
        ok("schema", f"{revision}, the newest"),
        await _check_users(connection),
        await _check_templates(connection),
        *await _check_processes(connection),
        await _check_parked(connection),
    ]


async def _check_users(connection: Connection) -> Finding:
    if not await connection.fetchval(sql.HAS_SUPER_ADMIN):
        mend = (
            "open the web app and enter the code that `relance up` prints at its start, "
            "or run relance create-user NAME --role super_admin"
        )
        return warn("users", "no super admin yet", mend)
    return ok("users", "there is a super admin")


async def _check_templates(connection: Connection) -> Finding:
    row = await connection.fetchrow(sql.TEMPLATES)
    assert row is not None
    fact = f"{row['approved']} approved of {row['known']} known"
    if row["approved"] == 0:
        return warn("templates", fact, "run relance sync; approve templates in WhatsApp Manager")
    return ok("templates", fact)


async def _check_processes(connection: Connection) -> list[Finding]:
    rows = await connection.fetch(sql.PROCESSES, float(_SILENT_AFTER_S))
    known = {row["name"]: row for row in rows}
    findings: list[Finding] = []
    for name in _PROCESSES:
        if name not in known:  # never started, or ended in good order
            findings.append(warn(name, "none is running", _START))
        elif alive := known[name]["alive"]:
            findings.append(ok(name, f"{alive} running"))
        else:
            findings.append(warn(name, f"no sign of life for {known[name]['silent_s']:.0f} s", _START))
    return [*findings, *await _check_work(connection)]


async def _check_work(connection: Connection) -> list[Finding]:
    """Whether they do what they live for: a heart that beats does not tell."""
    mend = "see its log and restart it"
    findings = [
        bad(process.name, f"process {process.pid} lives, but {work} has stood still for {age_s:.0f} s", mend)
        for process in await list_processes(connection)
        for work, age_s in process.overdue.items()
    ]
    sending = await read_sending(connection)
    if restored := [one for one in sending.hindrances if one.code.startswith("restored_")]:
        return [*findings, _explain_restored(restored[0])]
    due = f"messages that may leave have been waiting for {sending.due_age_s or 0:.0f} s"
    if sending.word == "waits":
        reasons = "; ".join(sorted({hindrance.reason for hindrance in sending.hindrances}))
        findings.append(warn("sending", f"{due}: {reasons}", "it goes on by itself when the cause is gone"))
    elif sending.word == "stuck" and (sending.due_age_s or 0) > DUE_PATIENCE_S:
        findings.append(
            bad("sending", f"{due}, and no sender takes them", "see the senders' logs, restart them")
        )
    elif sending.word == "ok":
        findings.append(ok("sending", "what may leave leaves"))
    return findings


def _explain_restored(hindrance: Hindrance) -> Finding:
    fact = f"nothing leaves: {hindrance.reason}"
    if hindrance.code == "restored_settling":
        return warn("sending", fact, "wait for its end (`relance restored` tells), then resume the campaigns")
    return bad("sending", fact, "run `relance restored`: it says what is known, and how to answer")


async def _check_parked(connection: Connection) -> Finding:
    count = await connection.fetchval(sql.PARKED)
    if count:
        return warn("webhooks", f"{count} could not be read and are parked", "run relance webhooks parked")
    return ok("webhooks", "none parked")


async def check_redis(settings: Settings) -> list[Finding]:
    """Reachable, and told to evict nothing that must stay."""
    try:
        client = create_redis(settings.require_redis_url(), timeout_s=3)
    except (SettingsError, ValueError) as error:
        return [bad("redis", str(error), "start `relance up`, or set RELANCE_REDIS_URL")]
    try:
        await client.set(_TRY, 1, ex=5)
        policy = (await client.info("memory")).get("maxmemory_policy", "unknown")
    except ResponseError as error:  # it answers: a replica, no memory or disk left, a right that lacks
        return [bad("redis", f"takes no writes: {error}", "look at that server: nothing is kept there now")]
    except REDIS_DOWN as error:
        return [bad("redis", f"not reachable: {error}", "check RELANCE_REDIS_URL and the server")]
    finally:
        await client.aclose()
    if str(policy).startswith("allkeys"):
        mend = "set maxmemory-policy volatile-lru: the queue of jobs lives there beside the cache"
        return [bad("redis", f"may evict jobs (maxmemory-policy {policy})", mend)]
    return [ok("redis", "reachable")]
