"""Failed sign-ins: told with the account, never with what was typed; a flood is a few lines and an alert."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from relance.activity.acts import Act
from relance.auth import gate
from relance.auth.failures import (
    FIRST_SUM,
    OF_ALL,
    OF_ONE_ACCOUNT,
    OF_ONE_ADDRESS,
    WINDOW_S,
    Line,
    Thinned,
)
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.monitoring.alerts import read_alerts
from tests.activity.lines import lines
from tests.auth.office import PASSWORD, Office, make_hashes_cheap


@pytest.fixture
async def office(
    settings: Settings, pool: Pool, redis: RedisClient, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    make_hashes_cheap(monkeypatch)
    async with Office(settings, pool, redis) as office:
        await office.add_user("awa")
        yield office


async def fail(office: Office, username: str, *, address: str = "192.0.2.1", times: int = 1) -> None:
    browser = office.browser(address=address)
    for _ in range(times):
        answer = await browser.post("/api/auth/login", json={"username": username, "password": "wrong horse"})
        assert answer.status_code == 401


async def codes(pool: Pool, *, later: timedelta = timedelta(0)) -> set[str]:
    async with pool.acquire() as conn:
        found = await read_alerts(conn, now=utc_now() + later, daily_limit=None, redis_answers=True)
    return {alert.code for alert in found}


async def test_a_failure_names_the_account_and_where_it_came_from(office: Office, pool: Pool) -> None:
    await fail(office, "AWA")
    [line] = await lines(pool, Act.SIGN_IN_FAILED)
    assert (line["actor_kind"], line["actor_id"], line["actor_name"]) == ("nobody", None, None)
    assert (line["subject_kind"], line["subject_name"], line["address"]) == ("user", "awa", "192.0.2.1")
    assert line["details"] == {"place": "login", "failures": 1, "addresses": 1}
    assert line["user_agent"].startswith("python-httpx2")


async def test_a_password_typed_into_the_name_is_not_kept(office: Office, pool: Pool) -> None:
    await fail(office, PASSWORD)
    await fail(office, "hunter2-is-my-password")
    found = await lines(pool, Act.SIGN_IN_FAILED)
    assert [line["subject_kind"] for line in found] == [None, None]
    assert "hunter2" not in str(found) and PASSWORD not in str(found)


async def test_ones_own_wrong_password_is_told_as_ones_own(office: Office, pool: Pool) -> None:
    browser = await office.logged_in("awa")
    change = {"current_password": "wrong horse", "new_password": "another good password"}
    assert (await browser.post("/api/auth/password", json=change)).status_code == 403
    [line] = await lines(pool, Act.SIGN_IN_FAILED)
    assert (line["actor_kind"], line["actor_name"], line["details"]["place"]) == ("user", "awa", "password")


async def test_a_filled_limit_is_told_once_and_who_is_refused_by_it_leaves_no_line(
    office: Office, pool: Pool
) -> None:
    await fail(office, "awa", times=gate.PER_ACCOUNT_AND_ADDRESS.amount)
    browser = office.browser(address="192.0.2.1")
    before = len(await lines(pool))
    for _ in range(3):
        answer = await browser.post("/api/auth/login", json={"username": "awa", "password": PASSWORD})
        assert answer.status_code == 429
    [line] = await lines(pool, Act.SIGN_INS_LOCKED)
    assert line["subject_name"] == "awa" and line["details"]["limit"] == "pair"
    assert len(await lines(pool)) == before


async def test_many_failures_are_a_few_lines_and_an_alert_that_ends(office: Office, pool: Pool) -> None:
    await fail(office, "awa", times=9)
    assert "sign_ins_failing" not in await codes(pool)
    for n in range(16):
        await fail(office, f"nobody{n}")
    found = await lines(pool, Act.SIGN_IN_FAILED)
    of_awa = [line["details"]["failures"] for line in found if line["subject_name"] == "awa"]
    of_nobody = [line["details"]["failures"] for line in found if line["subject_name"] is None]
    assert of_awa == [1] * OF_ONE_ADDRESS + [FIRST_SUM, FIRST_SUM]
    assert of_nobody == [1] * OF_ONE_ADDRESS + [FIRST_SUM, FIRST_SUM, 2 * FIRST_SUM]
    assert {line["address"] for line in found} == {"192.0.2.1"}
    assert "sign_ins_failing" in await codes(pool)
    assert "sign_ins_failing" not in await codes(pool, later=timedelta(minutes=16))


async def test_failures_beyond_the_bound_tell_the_account_and_how_many_addresses(
    office: Office, pool: Pool
) -> None:
    for n in range(OF_ONE_ACCOUNT + FIRST_SUM):
        await fail(office, "awa", address=f"198.51.100.{n}")
    *single, last = await lines(pool, Act.SIGN_IN_FAILED)
    assert len(single) == OF_ONE_ACCOUNT and {line["subject_name"] for line in single} == {"awa"}
    assert last["details"] == {"place": "login", "failures": FIRST_SUM, "addresses": FIRST_SUM}
    assert (last["address"], last["user_agent"], last["subject_name"]) == (None, None, "awa")


async def test_noise_hides_no_attack_on_somebody(office: Office, pool: Pool) -> None:
    """From the same address, and with a session's own wrong password too."""
    browser = await office.logged_in("awa")
    for n in range(OF_ALL + 2):
        await fail(office, f"nobody{n}", address=f"198.51.100.{n}")
    before = len(await lines(pool, Act.SIGN_IN_FAILED))
    await fail(office, "awa", address="198.51.100.1")
    assert (await browser.post("/api/auth/confirm", json={"password": "wrong horse"})).status_code == 403
    failed, confirmed = (await lines(pool, Act.SIGN_IN_FAILED))[before:]
    assert (failed["subject_name"], failed["address"]) == ("awa", "198.51.100.1")
    assert failed["details"] == {"place": "login", "failures": 1, "addresses": 1}
    assert (confirmed["subject_name"], confirmed["details"]["place"]) == ("awa", "password")


def test_of_more_accounts_than_there_are_books_the_rest_is_told_together() -> None:
    thinned = Thinned(clock_s=lambda: 0.0)
    told = [
        line
        for account in range(100_000)
        for place in ("login", "password")
        if (line := thinned.note("10.0.0.1", place, account)) is not None
    ]
    assert len(told) < 1_000 + 20 and 0 < sum(line.is_mixed for line in told) < 20
    assert sum(line.n for line in told) > 100_000
    assert thinned.note("10.0.0.1", "login") == Line(1), "names of nobody have their own book"


def test_a_million_failures_are_some_fifty_lines_that_stand_for_most_of_them() -> None:
    now_s = 0.0
    thinned = Thinned(clock_s=lambda: now_s)
    told = [line for n in range(1_000_000) if (line := thinned.note(f"10.{n % 5000}", "login")) is not None]
    assert len(told) < OF_ALL + 20
    assert 500_000 < sum(line.n for line in told) <= 1_000_000
    now_s = WINDOW_S
    assert thinned.note("10.1", "login") == Line(1), "the next quarter of an hour begins again"
