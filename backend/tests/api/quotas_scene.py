"""A real server, callers with keys of their own, and requests that last as long as the test wants."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from fastapi import FastAPI

from relance.auth.api_keys import create_api_key
from relance.auth.edge.access import API_KEY, Principal
from relance.auth.edge.quotas import Quotas
from relance.auth.users import ADMIN
from relance.core.db import Pool, transaction
from relance.core.settings import Settings
from relance.http.services import services_of
from relance.main import create_app
from tests.api.conftest import api_of, running
from tests.door.scene import Caller, Door, door_of
from tests.support.waiting import eventually


@dataclass
class Answer:
    """The beginning of an answer; of one with a length also its body."""

    status: int
    headers: dict[str, str]
    body: Any = None

    @property
    def error(self) -> dict[str, Any]:
        found: dict[str, Any] = self.body["error"]
        return found


@dataclass
class Key:
    """An API key, as a caller."""

    id: int
    secret: str

    @property
    def principal(self) -> Principal:
        return Principal(kind=API_KEY, id=self.id, role=ADMIN, name="")


@dataclass
class Office:
    """The server and its application."""

    door: Door
    api: FastAPI
    pool: Pool

    async def key(self) -> Key:
        """A new one."""
        async with transaction(self.pool) as conn:
            secret = await create_api_key(conn, name="test", created_by=None)
        return Key(await self.pool.fetchval("SELECT max(id) FROM api_keys"), secret)

    async def begin(self, key: Key, request: str, *, body: bytes = b"", **headers: str) -> Caller:
        """Ask on a connection of its own; `body` may be less than is announced."""
        lines = [f"{request} HTTP/1.1", "Host: test", f"Authorization: Bearer {key.secret}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        return await self.door.call("\r\n".join([*lines, "", ""]).encode() + body)

    async def upload(self, key: Key, path: str, content: bytes, *, whole: bool = True) -> Caller:
        """A file, or (not `whole`) all of the request but its last byte."""
        body = (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
            + content
            + b"\r\n--x--\r\n"
        )
        return await self.begin(
            key,
            f"POST {path}",
            body=body if whole else body[:-1],
            content_type="multipart/form-data; boundary=x",
            content_length=str(len(body)),
        )

    async def ask(self, key: Key, request: str) -> Answer:
        """Ask, and hear the answer."""
        return await hear(await self.begin(key, request))

    async def has_under_way(self, key: Key, kind: Any, number: int) -> None:
        """Wait until so many are counted."""

        async def is_so() -> bool:
            return services_of(self.api).of(Quotas).taken(kind, key.principal) == number

        await eventually(is_so)

    @asynccontextmanager
    async def contacts_locked(self) -> AsyncIterator[None]:
        """Nobody reads contacts meanwhile: whoever wants to waits, on a connection."""
        async with transaction(self.pool) as conn:
            await conn.execute("LOCK TABLE contacts IN ACCESS EXCLUSIVE MODE")
            yield

    async def are_waiting_for_contacts(self, number: int) -> None:
        """Wait until so many statements wait for the lock."""

        async def are() -> bool:
            waiting = await self.pool.fetchval(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND wait_event_type = 'Lock'"
            )
            return bool(waiting >= number)

        await eventually(are)


async def hear(caller: Caller) -> Answer:
    """Status and headers; the body where it is JSON."""
    async with asyncio.timeout(20):
        head = (await caller.reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines if line)
        body = None
        if headers.get("content-type") == "application/json":
            body = orjson.loads(await caller.reader.readexactly(int(headers["content-length"])))
        return Answer(int(first.split()[1]), headers, body)


def hang_up(caller: Caller) -> None:
    """At once, in the middle of whatever it is."""
    caller.writer.transport.abort()


@asynccontextmanager
async def open_office(settings: Settings, pool: Pool) -> AsyncIterator[Office]:
    """Started, with a server in front."""
    async with running(create_app(settings)) as app, door_of(app) as door:
        yield Office(door, api_of(app), pool)
