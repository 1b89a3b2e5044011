"""A Redis that takes connections and answers nothing: nobody waits for it behind others who have."""

import asyncio

from relance.auth.gate import _ASKING_AT_ONCE, LoginGate
from relance.core.redis import create_redis
from tests.support.listener import listening


async def test_those_in_line_do_not_wait_one_after_another() -> None:
    asked = 0

    async def say_nothing(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        nonlocal asked
        asked += 1
        await reader.read()

    async def prove() -> bool:
        return True

    async with listening(say_nothing) as port:
        redis = create_redis(f"redis://127.0.0.1:{port}/0", timeout_s=0.2)
        gate = LoginGate(redis)
        attempts = (gate.attempt(account=f"user-{n}", address=f"192.0.2.{n}", prove=prove) for n in range(64))
        assert all(await asyncio.gather(*attempts))
        await redis.aclose()
    assert 0 < asked <= _ASKING_AT_ONCE
