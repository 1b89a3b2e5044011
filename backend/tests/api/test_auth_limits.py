"""Failed logins are limited per account and address, in all processes together."""

import asyncio
from pathlib import Path

import httpx2
import pytest

from relance.auth import gate
from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from tests.auth.limited import office, store
from tests.auth.office import PASSWORD, Office, code_of, make_hashes_cheap
from tests.cache.valkey import OwnValkey

__all__ = ["office", "store"]

PAIR = gate.PER_ACCOUNT_AND_ADDRESS.amount
ACCOUNT = gate.PER_ACCOUNT.amount
ADDRESS = gate.PER_ADDRESS.amount


async def fail(browser: httpx2.AsyncClient, username: str = "awa", times: int = 1) -> set[int]:
    return {(await log_in(browser, username, "wrong horse")).status_code for _ in range(times)}


async def log_in(
    browser: httpx2.AsyncClient, username: str = "awa", password: str = PASSWORD
) -> httpx2.Response:
    return await browser.post("/api/auth/login", json={"username": username, "password": password})


async def test_account_is_closed_to_an_address_that_guesses(office: Office) -> None:
    guesser, owner = office.browser(address="192.0.2.1"), office.browser(address="198.51.100.1")
    assert await fail(guesser, times=PAIR) == {401}
    refused = await log_in(guesser)
    assert code_of(refused) == (429, "too_many_logins")
    assert 0 < int(refused.headers["retry-after"]) <= gate.MINUTES * 60 + 1
    assert refused.json()["error"]["details"]["retry_after_s"] == int(refused.headers["retry-after"])
    assert code_of(await log_in(guesser, "AWA")) == (429, "too_many_logins"), "the same account"
    assert (await log_in(guesser, "binta")).status_code == 200
    assert (await log_in(owner)).status_code == 200, "its owner is not locked out"


async def test_account_is_the_same_however_its_name_is_spelled(office: Office) -> None:
    """As Django's CVE-2019-19844: PostgreSQL makes an `i` of what Python makes an `i` with a dot."""
    guesser = office.browser(address="192.0.2.1")
    assert (await log_in(guesser, "B\u0130nta")).status_code == 200, "a spelling of hers"
    assert await fail(guesser, "binta", times=PAIR) == {401}
    for spelled in ("b\u0130nta", "BINTA", "BiNT\uff21"):
        assert code_of(await log_in(guesser, spelled)) == (429, "too_many_logins")


async def test_unknown_account_is_limited_alike(office: Office) -> None:
    guesser = office.browser()
    assert await fail(guesser, "nobody", times=PAIR) == {401}
    assert code_of(await log_in(guesser, "nobody")) == (429, "too_many_logins")


async def test_success_forgives_the_failures_before(office: Office) -> None:
    browser = office.browser()
    for _ in range(3):
        assert await fail(browser, times=PAIR - 1) == {401}
        assert (await log_in(browser)).status_code == 200


async def test_address_that_tries_many_accounts_is_closed(office: Office) -> None:
    sprayer = office.browser(address="192.0.2.1")
    for number in range(ADDRESS):
        assert await fail(sprayer, f"user{number}") == {401}
    assert code_of(await log_in(sprayer)) == (429, "too_many_logins")
    assert (await log_in(office.browser(address="192.0.2.2"))).status_code == 200


async def test_ipv6_network_is_one_address(office: Office) -> None:
    for number in range(PAIR):
        assert await fail(office.browser(address=f"2001:db8::{number + 1:x}")) == {401}
    assert await fail(office.browser(address="2001:db8::ffff")) == {429}
    assert await fail(office.browser(address="2001:db8:0:1::1")) == {401}


async def test_account_that_many_addresses_guess_is_closed_to_those_only(office: Office) -> None:
    for number in range(ACCOUNT):
        assert await fail(office.browser(address=f"10.0.0.{number % 50}")) == {401}
    assert code_of(await log_in(office.browser(address="10.0.0.7"))) == (429, "too_many_logins")
    assert (await log_in(office.browser(address="10.1.0.1"))).status_code == 200


async def test_guesses_at_once_are_no_more_than_one_after_another(office: Office) -> None:
    browser = office.browser()
    answers = await asyncio.gather(*(log_in(browser, password="wrong horse") for _ in range(31)))
    guessed = sum(answer.status_code == 401 for answer in answers)
    assert PAIR <= guessed <= PAIR + 1, "two are worked on at a time"
    assert {answer.status_code for answer in answers} == {401, 429}


async def test_password_change_counts_as_a_login(office: Office) -> None:
    browser = await office.logged_in("awa")
    change = {"current_password": "wrong horse", "new_password": "another horse"}
    answers = [await browser.post("/api/auth/password", json=change) for _ in range(PAIR + 1)]
    assert [answer.status_code for answer in answers] == [403] * PAIR + [429]


async def test_too_many_waiting_are_turned_away(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_WAITING", 2)
    answers = await asyncio.gather(*(log_in(office.browser()) for _ in range(6)))
    statuses = [answer.status_code for answer in answers]
    assert statuses.count(200) >= 2 and set(statuses) <= {200, 429}


async def test_a_redis_that_answers_and_takes_nothing_gives_no_guess_more(
    settings: Settings, pool: Pool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is full, or the replica of one that died: reads find no failure, and none can be written."""
    make_hashes_cheap(monkeypatch)
    monkeypatch.setattr(gate, "_REDIS_AGAIN_S", 0.0)
    valkey = OwnValkey(tmp_path)
    await valkey.start()
    try:
        async with valkey.client() as redis, Office(settings, pool, redis) as office:
            await office.add_user("awa")
            await redis.config_set("min-replicas-to-write", 1)
            browser = office.browser()
            assert await fail(browser, times=PAIR) == {401}
            assert code_of(await log_in(browser)) == (429, "too_many_logins")
            await redis.config_set("min-replicas-to-write", 0)
    finally:
        valkey.kill()


async def test_two_processes_count_together(
    settings: Settings, pool: Pool, redis: RedisClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_hashes_cheap(monkeypatch)
    async with Office(settings, pool, redis) as one, Office(settings, pool, redis) as other:
        await one.add_user("awa")
        assert await fail(one.browser(), times=PAIR) == {401}
        assert code_of(await log_in(other.browser())) == (429, "too_many_logins")
    assert await redis.keys() == await redis.keys("relance:logins*") != []
