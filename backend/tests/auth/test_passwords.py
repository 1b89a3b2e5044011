"""Hashes of passwords: argon2id, and never on the event loop."""

import threading

import pytest
from argon2 import PasswordHasher, extract_parameters

from relance.auth import passwords
from relance.auth.gate import LoginGate
from relance.auth.login import change_password, prove_login
from relance.auth.passwords import check_password_rules, hash_of_nobody, hash_password, verify_password
from relance.auth.users import create_user, set_password, update_user
from relance.core.db import Pool
from relance.core.errors import AppError
from relance.core.redis import RedisClient


async def test_hash_is_argon2id_and_fits_its_password_only() -> None:
    stored = await hash_password("correct horse")
    assert stored.startswith("$argon2id$")
    assert await verify_password(stored, "correct horse")
    assert not await verify_password(stored, "correct horsé")


async def test_hashing_and_verifying_leave_the_event_loop_free(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []

    class Hasher:
        def hash(self, _: str) -> str:
            threads.append(threading.current_thread())
            return ""

        def verify(self, *_: str) -> bool:
            threads.append(threading.current_thread())
            return True

    monkeypatch.setattr(passwords, "_HASHER", Hasher())
    await hash_password("correct horse")
    await verify_password("", "correct horse")
    assert len(threads) == 2
    assert threading.current_thread() not in threads


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("x7#kQ2m!vR9", "password_refused"),
        ("ééééééééééé", "password_refused"),
        ("x" * 1001, "password_refused"),
        (" " * 12, "password_refused"),
        ("\u200b\xa0\u3000" * 4, "password_refused"),
        ("\u2003" * 6 + "x7#kQ2m!" + "\ufeff" * 6, "password_refused"),
        ("ｐａｓｓｗｏｒｄ１２３４", "password_common"),
        ("password1234\u200b\u2003", "password_common"),
        ("password1234", "password_common"),
        ("Password1234", "password_common"),
        ("PASSWORD1234", "password_common"),
        ("qwertyuiop!!", "password_common"),
        ("  qwertyuiop", "password_common"),
        ("administrator2026", "password_common"),
        ("motdepasse2026", "password_common"),
        ("123456789012", "password_common"),
        ("aaaaaaaaaaaa", "password_common"),
        ("\0" * 12, "password_refused"),
        ("\U0001f40e" * 12, "password_common"),
        ("xyxyxyxyxyxyxy", "password_common"),
        ("password!!!!", "password_common"),
        ("!!!!password", "password_common"),
        ("--<password>--", "password_common"),
        ("p@ssw0rd!2024", "password_common"),
        ("P@$$w0rd2026!", "password_common"),
        ("passwordpassword", "password_common"),
        ("s0leil!!!!!!", "password_common"),
        ("bonjour-2026", "password_common"),
        ("1234Marseille", "password_common"),
        ("relancerelance", "password_common"),
        ("Relance-2026!", "password_common"),
        ("r3lance_whatsapp", "password_common"),
        ("kossi.relance.2026", "password_common"),
        ("Kossi-1987-1987", "password_common"),
        ("k0ss1-1987-1987", "password_common"),
    ],
)
def test_password_that_may_not_be_set(password: str, code: str) -> None:
    with pytest.raises(AppError) as refused:
        check_password_rules(password, "Kossi")
    assert (refused.value.code, refused.value.status) == (code, 422)


@pytest.mark.parametrize(
    "password",
    [
        "x7#kQ2m!vR9_",
        "correct horse",
        "une phrase facile",
        "漢字かな交じり文の長い合言葉",
        "\U0001f40e\U0001f404\U0001f401\U0001f402" * 3,
        "xyzé" * 250,
        "my horse likes passwords",
        "relance les retardataires",
        "kossi aime les mangues mures",
        "rappelle kossi avant midi",
        "7Kq!-relance-zT4m",
        "492817365028",
        "8302-4471-9956",
        "Xk9!mQ2#vR7$",
        "trombone pluie 42",
        "le chat dort le chat mange",
        "Ouagadougou sous la pluie",
        "f3a9c17be2d4",
        "tr0ub4dor&3-xkcd",
    ],
)
def test_password_that_may_be_set(password: str) -> None:
    check_password_rules(password, "kossi")
    check_password_rules(password, "a")


@pytest.mark.parametrize("name", [None, "kossi"])
async def test_own_name_is_no_password_wherever_it_is_set(
    pool: Pool, redis: RedisClient, name: str | None
) -> None:
    """Also where the name is known only when the row is there; then nothing is changed."""
    with pytest.raises(AppError, match="tried first"):
        await create_user(pool, username="amivi", password="Amivi-2026-2026")
    user_id = await create_user(pool, username="amivi", password="une phrase facile")
    with pytest.raises(AppError, match="tried first"):
        await update_user(pool, user_id=user_id, username=name, password=f"{name or 'amivi'}-1987-1987")
    with pytest.raises(AppError, match="tried first"):
        await set_password(pool, username="amivi", password="!!!!!!!amivi")
    with pytest.raises(AppError, match="tried first"):
        await change_password(
            pool,
            LoginGate(redis),
            user_id=user_id,
            session_id=0,
            current="une phrase facile",
            new="amivi-amivi-1",
            address=None,
        )
    assert (await prove_login(pool, username="amivi", password="une phrase facile")).username == "amivi"


async def test_password_of_before_the_rules_goes_on(pool: Pool) -> None:
    old = await hash_password("12345678")
    await pool.execute("INSERT INTO users (username, password_hash, role) VALUES ('awa', $1, 'admin')", old)
    assert (await prove_login(pool, username="awa", password="12345678")).username == "awa"


async def test_login_of_nobody_costs_what_one_of_somebody_does(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where all hashes are of an older version, only somebody who is there would cost so much."""
    old = PasswordHasher(time_cost=1, memory_cost=64, parallelism=2).hash("correct horse")
    await pool.execute("INSERT INTO users (username, password_hash, role) VALUES ('awa', $1, 'admin')", old)
    verified: list[str] = []

    async def verify(password_hash: str, _: str) -> bool:
        verified.append(password_hash)
        return False

    monkeypatch.setattr("relance.auth.login.verify_password", verify)
    for username in ("awa", "nobody", "not a name"):
        with pytest.raises(AppError):
            await prove_login(pool, username=username, password="wrong horse")
    somebody, *nobody = (extract_parameters(password_hash) for password_hash in verified)
    assert nobody == [somebody, somebody]
    assert verified[1] != old
    assert extract_parameters(hash_of_nobody()) == extract_parameters(await hash_password("correct horse"))
