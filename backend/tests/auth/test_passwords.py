"""Hashes of passwords: argon2id, and never on the event loop."""

import threading

import pytest

from relance.auth import passwords
from relance.auth.passwords import hash_password, verify_password


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
