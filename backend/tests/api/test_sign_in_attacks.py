"""What strangers may do to signing in, and to whom: the attacks, each with whom it must not reach."""

import asyncio

import httpx2
import pytest

from relance.auth import gate
from relance.auth.gate import LoginGate
from relance.auth.passwords import AT_ONCE, verify_password
from relance.auth.setup import setup_code
from relance.auth.waiting_room import MOST_OF_ONE
from relance.core.db import Pool, transaction
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.door.forwarded import Forwarded
from relance.http.services import services_of
from tests.auth.limited import office, store
from tests.auth.office import PASSWORD, Office, code_of, make_hashes_cheap
from tests.support.waiting import eventually

__all__ = ["office", "store"]

HOME = "198.51.100.1"
ELSEWHERE = "203.0.113.77"
ACCOUNT = gate.PER_ACCOUNT.amount
PAIR = gate.PER_ACCOUNT_AND_ADDRESS.amount


async def log_in(
    office: Office, address: str, username: str = "awa", password: str = PASSWORD
) -> httpx2.Response:
    body = {"username": username, "password": password}
    return await office.browser(address=address).post("/api/auth/login", json=body)


async def fail(office: Office, address: str, username: str = "awa") -> int:
    return (await log_in(office, address, username, "wrong horse")).status_code


class Hashing:
    """Each hash takes until `go_on` is set, or until it is among those that may `finish`; counts them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go_on = asyncio.Event()
        self.asked: list[str] = []
        self._finishing = asyncio.Semaphore(0)

        async def verify_later(password_hash: str, password: str) -> bool:
            self.asked.append(password)
            waits = [asyncio.create_task(one) for one in (self.go_on.wait(), self._finishing.acquire())]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for task in waits:
                task.cancel()
            return await verify_password(password_hash, password)

        monkeypatch.setattr("relance.auth.login.verify_password", verify_later)

    def finish(self, number: int) -> None:
        """So many, those that were asked first; all others go on waiting."""
        for _ in range(number):
            self._finishing.release()


def line(office: Office, number: int) -> int:
    """How many wait: 0 with a good past, 1 strangers."""
    return len(services_of(office.app).of(LoginGate)._room._lines[number])


async def test_eighty_connections_of_one_address_keep_nobody_out(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashing = Hashing(monkeypatch)
    flood = [asyncio.create_task(fail(office, "192.0.2.1", f"user{number}")) for number in range(80)]
    done = 80 - AT_ONCE - MOST_OF_ONE
    await eventually(lambda: _is(sum(task.done() for task in flood) == done))
    owner = asyncio.create_task(log_in(office, HOME))
    await eventually(lambda: _is(line(office, 1) == MOST_OF_ONE + 1))
    hashing.go_on.set()
    assert (await owner).status_code == 200, "never seen from there, and let in"
    statuses = [await task for task in flood]
    assert sorted(statuses) == [401] * (80 - done) + [429] * done


async def test_thousands_of_addresses_keep_nobody_out_who_was_in_before(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await log_in(office, HOME)).status_code == 200
    hashing = Hashing(monkeypatch)
    flood = [asyncio.create_task(fail(office, f"10.0.{n // 250}.{n % 250}", f"user{n}")) for n in range(300)]
    full = AT_ONCE + gate.MOST_WAITING
    await eventually(lambda: _is(sum(task.done() for task in flood) == 300 - full))
    owner = asyncio.create_task(log_in(office, HOME))
    await eventually(lambda: _is(line(office, 0) == 1))
    assert code_of(await log_in(office, ELSEWHERE)) == (429, "too_many_logins")
    hashing.finish(AT_ONCE)
    await eventually(lambda: _is(len(hashing.asked) == 2 * AT_ONCE))
    assert hashing.asked.index(PASSWORD) <= AT_ONCE + 1, "the two lines are served in turn"
    hashing.go_on.set()
    assert (await owner).status_code == 200
    assert sorted([await task for task in flood]) == [401] * full + [429] * (300 - full)


async def test_who_is_over_a_limit_costs_no_hash_and_no_place(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(PAIR):
        assert await fail(office, "192.0.2.1") == 401
    hashing = Hashing(monkeypatch)
    flood = await asyncio.gather(*(fail(office, "192.0.2.1") for _ in range(40)))
    assert set(flood) == {429}
    assert hashing.asked == []


async def test_one_network_of_ipv6_closes_itself_and_not_the_account(office: Office) -> None:
    answers = [await fail(office, f"2001:db8:0:{n % 10}::{n + 1:x}") for n in range(ACCOUNT)]
    assert answers.count(401) == gate.PER_ACCOUNT_AND_WIDE.amount
    assert await fail(office, "2001:db8:0:ffff::1") == 429, "the /48 waits, for this account"
    assert (await log_in(office, "2001:db8:0:ffff::1", "binta")).status_code == 200
    assert (await log_in(office, ELSEWHERE)).status_code == 200
    assert (await log_in(office, "2001:db8:1::1")).status_code == 200, "another /48"


async def test_one_network_of_ipv6_that_tries_many_accounts_is_closed(office: Office) -> None:
    most = gate.PER_WIDE.amount
    answers = [await fail(office, f"2001:db8:0:{n:x}::1", f"user{n}") for n in range(most + 1)]
    assert answers == [401] * most + [429]
    assert await fail(office, "2001:db8:1::1", "user1") == 401


async def test_account_under_attack_is_open_where_it_was_used_before(office: Office) -> None:
    for number in range(PAIR):
        assert (await log_in(office, "2001:db8::7" if number % 2 else HOME)).status_code == 200
    for number in range(ACCOUNT):
        assert await fail(office, f"10.0.0.{number}") == 401
    assert (await log_in(office, ELSEWHERE)).status_code == 200, "on the road, and let in"
    assert await fail(office, HOME) == 401, "a slip"
    for address in (HOME, "2001:db8::abcd"):
        assert (await log_in(office, address)).status_code == 200
    assert (await log_in(office, HOME, "binta")).status_code == 200, "only that account is under attack"


async def test_each_stranger_has_two_tries_at_an_account_under_attack(office: Office) -> None:
    for number in range(ACCOUNT):
        assert await fail(office, f"10.0.{number // 2}.1") == 401
    answers = [await fail(office, f"2001:db8:7:{n:x}::1") for n in range(3)]
    assert answers == [401, 401, 429], "a /48 is one stranger"
    assert code_of(await log_in(office, "10.0.1.1")) == (429, "too_many_logins"), "one of those that attacked"
    assert (await log_in(office, ELSEWHERE)).status_code == 200


async def test_good_past_is_of_one_account_and_no_leave_to_guess(office: Office) -> None:
    assert (await log_in(office, HOME, "binta")).status_code == 200
    for number in range(ACCOUNT):
        await fail(office, f"10.0.0.{number}")
    assert [await fail(office, HOME) for _ in range(3)] == [401, 401, 429], (
        "binta's address is strange to awa"
    )
    answers = [await fail(office, HOME, "binta") for _ in range(PAIR + 1)]
    assert answers == [401] * PAIR + [429]


async def test_neighbour_behind_the_same_address_closes_it_to_strangers_only(office: Office) -> None:
    """As behind a proxy that is not named: all people have one address."""
    assert (await log_in(office, HOME)).status_code == 200
    for number in range(gate.PER_ADDRESS.amount):
        assert await fail(office, HOME, f"user{number}") == 401
    assert code_of(await log_in(office, HOME, "binta")) == (429, "too_many_logins")
    assert (await log_in(office, HOME)).status_code == 200


async def test_attack_does_not_reach_who_is_signed_in(office: Office) -> None:
    browser = office.browser(address=HOME)
    body = {"username": "awa", "password": PASSWORD}
    assert (await browser.post("/api/auth/login", json=body)).status_code == 200
    for _ in range(PAIR):
        assert await fail(office, HOME) == 401
    assert (await browser.post("/api/auth/confirm", json={"password": PASSWORD})).status_code == 204
    wrong = [await browser.post("/api/auth/confirm", json={"password": "x"}) for _ in range(PAIR + 1)]
    assert [answer.status_code for answer in wrong] == [403] * PAIR + [429]


async def test_people_behind_a_proxy_have_addresses_of_their_own(office: Office) -> None:
    app = Forwarded(office.app, trusted="10.1.0.0/16")

    async def fail_from(forwarded: str, peer: str = "10.1.0.9") -> int:
        transport = httpx2.ASGITransport(app=app, client=(peer, 5000))
        headers = {"X-Forwarded-For": forwarded}
        async with httpx2.AsyncClient(
            transport=transport, base_url="http://relance.test", headers=headers
        ) as client:
            body = {"username": "awa", "password": "wrong horse"}
            return (await client.post("/api/auth/login", json=body)).status_code

    assert [await fail_from("192.0.2.1") for _ in range(PAIR + 1)] == [401] * PAIR + [429]
    assert await fail_from("192.0.2.2") == 401
    assert await fail_from("192.0.2.99, 192.0.2.1") == 429, "what the client says of itself is not believed"
    assert await fail_from("192.0.2.1, 10.1.7.7") == 429, "one proxy behind another"
    answers = [await fail_from(f"192.0.2.{n}", peer="192.0.2.200") for n in range(PAIR + 1)]
    assert answers == [401] * PAIR + [429], "a stranger is no proxy"


async def test_set_up_needs_no_lock(
    settings: Settings, pool: Pool, store: RedisClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_hashes_cheap(monkeypatch)
    async with transaction(pool) as conn:
        code = await setup_code(conn, settings)
    async with Office(settings, pool, store) as office:

        async def set_up(address: str, code: str | None) -> int:
            body = {"code": code, "username": "awa", "password": PASSWORD}
            return (await office.browser(address=address).post("/api/auth/setup", json=body)).status_code

        most = gate.PER_SETUP.amount
        assert [await set_up(HOME, "x") for _ in range(most + 1)] == [403] * most + [429]
        assert {await set_up(f"10.0.0.{n}", "x") for n in range(ACCOUNT)} == {403}
        assert await set_up(HOME, code) == 201, "the right one is let in, from there too"


async def _is(what: bool) -> bool:
    return what
