"""The first user: made once, by who can read the code."""

import asyncio

import pytest

from relance.auth.setup import setup_code
from relance.core.db import Pool, transaction
from relance.core.settings import Settings
from tests.auth.fixtures import office
from tests.auth.office import PASSWORD, Office, code_of

__all__ = ["office"]


@pytest.fixture
async def code(pool: Pool, settings: Settings) -> str:
    async with transaction(pool) as conn:
        code = await setup_code(conn, settings)
    assert code is not None
    return code


def first(code: str, username: str = "awa", password: str = PASSWORD) -> dict[str, str]:
    return {"code": code, "username": username, "password": password}


async def test_setup_makes_the_super_admin_and_logs_in(
    office: Office, pool: Pool, settings: Settings, code: str
) -> None:
    browser = office.browser()
    assert (await browser.get("/api/auth/setup")).json() == {"needed": True}
    answer = await browser.post("/api/auth/setup", json=first(code))
    assert answer.status_code == 201
    assert answer.json()["username"] == "awa" and answer.json()["role"] == "super_admin"
    assert (await browser.get("/api/users")).json()["total"] == 1
    assert (await office.browser().get("/api/auth/setup")).json() == {"needed": False}
    async with transaction(pool) as conn:
        assert await setup_code(conn, settings) is None
    await office.logged_in("awa")


async def test_setup_is_over_with_the_first_user(office: Office, code: str) -> None:
    await office.add_user("binta", "admin")
    answer = await office.browser().post("/api/auth/setup", json=first(code))
    assert code_of(answer) == (409, "setup_done")


async def test_two_setups_at_once_make_one_user(office: Office, pool: Pool, code: str) -> None:
    answers = await asyncio.gather(
        *(office.browser().post("/api/auth/setup", json=first(code, f"user{n}")) for n in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert await pool.fetchval("SELECT count(*) FROM users") == 1


async def test_code_may_be_typed_in_small_letters_without_dashes(office: Office, code: str) -> None:
    typed = code.replace("-", " ").lower()
    assert (await office.browser().post("/api/auth/setup", json=first(typed))).status_code == 201


@pytest.mark.parametrize("wrong", ["", "ABCD-EFGH-IJKL-MNOP", "é", "\x00"])
async def test_wrong_code_makes_nobody(office: Office, pool: Pool, wrong: str) -> None:
    answer = await office.browser().post("/api/auth/setup", json=first(wrong))
    assert code_of(answer) == (403, "setup_code_wrong")
    assert await pool.fetchval("SELECT count(*) FROM users") == 0


async def test_codes_cannot_be_guessed_for_long(office: Office, code: str) -> None:
    browser = office.browser()
    answers = [await browser.post("/api/auth/setup", json=first("x")) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [403] * 10 + [429]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"username": "a b"}, "username_refused"),
        ({"username": "a\x00"}, "username_refused"),
        ({"password": "short"}, "password_refused"),
        ({"username": ""}, "malformed"),
        ({"role": "admin"}, "malformed"),
    ],
)
async def test_first_user_must_be_right(
    office: Office, pool: Pool, code: str, fields: dict[str, str], refusal: str
) -> None:
    answer = await office.browser().post("/api/auth/setup", json=first(code) | fields)
    assert code_of(answer) == (422, refusal)
    assert await pool.fetchval("SELECT count(*) FROM users") == 0


async def test_code_is_of_this_installation_and_this_secret(
    pool: Pool, settings: Settings, code: str
) -> None:
    other = settings.model_copy(update={"secret_key": "another-secret-key"})
    async with transaction(pool) as conn:
        assert await setup_code(conn, settings) == code
        assert await setup_code(conn, other) != code
        await conn.execute("UPDATE installation SET id = 'restored'")
        assert await setup_code(conn, settings) != code
