"""A road between two programs that can be cut in every way a network has."""

import asyncio
import ctypes
import random
import socket
import struct
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from tests.faults.rig.loop_thread import LoopThread

Mode = Literal[
    "pass", "refuse", "hold", "blackhole", "reset", "close_early", "cut_answers", "mute_answers", "answer"
]

_CHUNK = 65_536
_KEEP_PEAKS_S = 30.0
_SO_ATTACH_FILTER = 26
_BPF_RETURN = 0x06


@dataclass(slots=True, eq=False)
class _Road:
    """One connection: what the client writes goes `out`, what the server writes comes `back`."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter | None = None
    waiting: bool = False
    """The client has asked and nothing has come back yet."""
    dead: bool = False
    """Bytes of it were lost: as in a real outage it never speaks again."""
    pumps: set[asyncio.Task[None]] = field(default_factory=set)


class Proxy:
    """Listens on a port of its own and forwards to `target_port`; every method may be called from any thread.

    The modes, until `mend`: `refuse` (nobody listens, open connections break), `hold` (bytes wait and arrive
    later), `blackhole` (bytes vanish, such connections stay silent for ever, new ones too), `reset`,
    `close_early` (requests are read and not forwarded), `cut_answers` (forwarded, and the answer is cut after
    `keep` bytes), `mute_answers` (forwarded, no answer ever), `answer` (not forwarded, `words` come back).
    """

    def __init__(self, loop: LoopThread, target_port: int, *, seed: int = 1) -> None:
        self._loop = loop
        self._target_port = target_port
        self._random = random.Random(seed)
        self._mode: Mode = "pass"
        self._share = 1.0
        self._keep = 0
        self._words = b""
        self._delay_s = 0.0
        self._server: asyncio.Server | None = None
        self._roads: set[_Road] = set()
        self._mended = asyncio.Event()
        self._waiting = 0
        self._seen: deque[tuple[float, int]] = deque()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        loop.run(self._listen())

    def close(self) -> None:
        """Everything ends."""
        self._loop.run(self._end())

    def set_mode(self, mode: Mode, *, share: float = 1.0, keep: int = 0, words: bytes = b"") -> None:
        """From now on, for this share of the requests (of the connections where it is not about answers)."""
        self._loop.run(self._change(mode, share, keep, words))

    def set_delay(self, delay_s: float) -> None:
        """Everything that is forwarded waits so long first."""
        self._delay_s = delay_s

    def mend(self) -> None:
        """As if nothing had happened; connections that lost bytes stay dead."""
        self._delay_s = 0.0
        self.set_mode("pass")

    def break_open(self) -> None:
        """Every open connection ends with a reset; new ones are as before."""
        self._loop.run(self._break_open())

    def silence_open(self) -> None:
        """Whatever travels on the open connections vanishes, at both ends, and nobody is told; new ones are
        as before."""
        self._loop.run(self._silence_open())

    def in_flight(self, last_s: float = 1.0) -> int:
        """The most requests that were without an answer at one time in the last seconds."""
        since = time.monotonic() - last_s
        seen = list(self._seen)
        before = [count for at, count in seen if at < since]
        return max([count for at, count in seen if at >= since] + before[-1:] + [self._waiting], default=0)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(
            self._accept, "127.0.0.1", self.port, reuse_address=True, backlog=1024
        )
        self._mended.set()

    async def _change(self, mode: Mode, share: float, keep: int, words: bytes) -> None:
        self._mode, self._share, self._keep, self._words = mode, share, keep, words
        if mode == "hold":
            self._mended.clear()
        else:
            self._mended.set()
        if mode == "refuse":
            if self._server is not None:
                self._server.close()
                self._server = None
            await self._break_open()
        elif self._server is None:
            await self._listen()
        if mode == "reset":
            await self._break_open()

    async def _break_open(self) -> None:
        for road in list(self._roads):
            self._break(road)

    async def _silence_open(self) -> None:
        for road in self._roads:
            road.dead = True
            for end in (road.client, road.server):
                if end is not None:
                    _drop_what_arrives(end)

    def _break(self, road: _Road) -> None:
        for writer in (road.client, road.server):
            if writer is not None:
                _reset(writer)
        for pump in road.pumps:
            pump.cancel()

    async def _end(self) -> None:
        if self._server is not None:
            self._server.close()
        pumps = [pump for road in self._roads for pump in road.pumps]
        await self._break_open()
        await asyncio.gather(*pumps, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._mode == "reset" and self._hits():
            _reset(writer)
            return
        road = _Road(writer)
        self._roads.add(road)
        task = asyncio.current_task()
        assert task is not None
        road.pumps.add(task)
        try:
            if self._mode == "hold":
                await self._mended.wait()
            there, road.server = await asyncio.open_connection("127.0.0.1", self._target_port)
            back = asyncio.create_task(self._pump_back(road, there))
            road.pumps.add(back)
            with suppress(asyncio.CancelledError):
                await self._pump_out(road, reader)
                await back
        except (OSError, asyncio.CancelledError):
            _reset(writer)
        finally:
            self._note(road, waiting=False)
            for pump in road.pumps:
                if pump is not task:
                    pump.cancel()
            for end in (road.client, road.server):
                if end is not None:
                    end.transport.abort()
            self._roads.discard(road)

    async def _pump_out(self, road: _Road, reader: asyncio.StreamReader) -> None:
        assert road.server is not None
        while data := await reader.read(_CHUNK):
            self._note(road, waiting=True)
            if not await self._may_pass(road, request=True):
                continue
            if self._mode == "close_early" and self._hits():
                road.client.close()
                return
            if self._mode == "answer" and self._hits():
                self._note(road, waiting=False)
                road.client.write(self._words)
                continue
            with suppress(OSError):
                road.server.write(data)
        if not road.dead:
            road.server.write_eof()

    async def _pump_back(self, road: _Road, there: asyncio.StreamReader) -> None:
        while data := await there.read(_CHUNK):
            if not await self._may_pass(road, request=False):
                continue
            if self._mode == "mute_answers" and self._hits():
                road.dead = True
                continue
            self._note(road, waiting=False)
            if self._mode == "cut_answers" and self._hits():
                road.client.write(self._words or data[: self._keep])
                road.client.close()
                return
            with suppress(OSError):
                road.client.write(data)
        if not road.dead:
            road.client.close()

    async def _may_pass(self, road: _Road, *, request: bool) -> bool:
        """Whether these bytes arrive; returns when it is time."""
        if self._mode == "hold":
            await self._mended.wait()
        if self._delay_s:
            await asyncio.sleep(self._delay_s)
        if self._mode == "blackhole" and self._hits():
            road.dead = True
        return not road.dead

    def _hits(self) -> bool:
        return self._share >= 1.0 or self._random.random() < self._share

    def _note(self, road: _Road, *, waiting: bool) -> None:
        if road.waiting == waiting:
            return
        road.waiting = waiting
        self._waiting += 1 if waiting else -1
        now = time.monotonic()
        self._seen.append((now, self._waiting))
        while self._seen[0][0] < now - _KEEP_PEAKS_S:
            self._seen.popleft()


def _drop_what_arrives(writer: asyncio.StreamWriter) -> None:
    """Before the kernel sees it, so that it is not acknowledged either: a filter that lets nothing in."""
    nothing = ctypes.create_string_buffer(struct.pack("HBBI", _BPF_RETURN, 0, 0, 0))
    program = struct.pack("HP", 1, ctypes.addressof(nothing))
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, program)


def _reset(writer: asyncio.StreamWriter) -> None:
    """A real RST, not a goodbye."""
    with suppress(OSError, AttributeError):
        connection = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    writer.transport.abort()
