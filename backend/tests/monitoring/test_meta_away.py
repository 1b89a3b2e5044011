"""Meta out of reach is an alert on the first day too: nothing was sent yet, and its numbers are not known."""

import asyncio
from typing import Any

import pytest

from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.essential import Essential
from relance.core.settings import Settings
from relance.embedded.ports import pick_port
from relance.monitoring.alerts import Alert, read_alerts
from relance.templates.in_step import OutOfStep, keep_in_step
from tests.monitoring.test_sending import WORKING, running
from tests.support.waiting import eventually

__all__ = ["running"]


async def alerts(pool: Pool) -> list[Alert]:
    async with pool.acquire() as conn:
        return await read_alerts(conn, now=utc_now(), daily_limit=None, redis_answers=True)


@pytest.mark.parametrize(
    ("name", "work", "code"),
    [
        ("api", {"meta": {"code": None, "for_s": 41.0}}, "meta_unreachable"),
        ("api", {"meta": {"code": 190, "for_s": 41.0}}, "meta_refuses"),
        (
            "sender",
            WORKING | {"numbers": {"106": {"state": "lost", "reason": "no answer", "for_s": 41.0}}},
            "meta_unreachable",
        ),
    ],
)
async def test_it_is_told_with_its_age(running: Pool, name: str, work: dict[str, Any], code: str) -> None:
    await running.execute("UPDATE processes SET work = $2 WHERE name = $1", name, work)
    [alert] = await alerts(running)
    assert (alert.code, alert.severity) == (code, "critical")
    assert alert.since is not None and 35 < (utc_now() - alert.since).total_seconds() < 60
    assert alert.values == ({"meta_code": 190} if code == "meta_refuses" else {"age_s": 41})


@pytest.mark.parametrize(
    "work",
    [{"meta": None}, {"meta": {"code": None, "for_s": 3.0}}, {}, None],
)
async def test_all_is_well(running: Pool, work: dict[str, Any] | None) -> None:
    """Also where it has just broken, or an older version tells nothing."""
    await running.execute("UPDATE processes SET work = $1 WHERE name = 'api'", work)
    assert await alerts(running) == []


async def test_it_is_one_alert_however_many_tell_it(running: Pool) -> None:
    await running.execute(
        "UPDATE processes SET work = $1 WHERE name = 'api'", {"meta": {"code": None, "for_s": 90.0}}
    )
    lost = {"numbers": {"106": {"state": "lost", "for_s": 41.0}, "107": {"state": "lost", "for_s": 20.0}}}
    await running.execute("UPDATE processes SET work = $1 WHERE name = 'sender'", WORKING | lost)
    [alert] = await alerts(running)
    assert alert.values == {"age_s": 90}


async def test_an_api_that_cannot_ask_meta_tells_so(pool: Pool, settings: Settings) -> None:
    away = settings.model_copy(update={"whatsapp_api_url": f"http://127.0.0.1:{pick_port(None)}"})
    out = OutOfStep()
    assert out.describe() is None
    asking = asyncio.create_task(keep_in_step(pool, away, Essential(), out))
    try:

        async def find() -> dict[str, Any] | None:
            return out.describe()

        told = await eventually(find)
        assert told is not None and told["code"] is None
    finally:
        asking.cancel()
    out.end()
    assert out.describe() is None
