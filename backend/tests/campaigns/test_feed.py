"""Live streams: what they send, when, how they resume, and that many listeners are one reader.

The loop's clock jumps: seconds of a stream cost nothing, and a busy machine changes none of them.
"""

import asyncio
import json
from collections.abc import Mapping
from itertools import count

import pytest

from relance.campaigns.reading.live import CampaignFeed
from relance.core.db import Pool
from relance.http.feed import EVERY_S, Events, Feed
from tests.support.jumping_clock import on_jumping_clock

STREAM_S = 4.5
"""Rounds at 0, 1, 2, 3 and 4 s, none at the very end."""


class Source:
    """Counts its readings; `events` is what it reads."""

    def __init__(self) -> None:
        self.events: dict[int, Events] = {1: {"stats": b"0"}}
        self.readings = 0

    async def read(self, keys: frozenset[int]) -> Mapping[int, Events]:
        self.readings += 1
        return {key: self.events[key] for key in keys if key in self.events}


def _clock_s() -> float:
    return asyncio.get_running_loop().time()


async def _listen(feed: Feed[int], key: int = 1, last: str | None = None) -> list[str]:
    return [chunk.decode() async for chunk in feed.stream(key, last_event_id=last)]


def _data(chunks: list[str]) -> list[str]:
    """Of all events but the beats."""
    told = [chunk for chunk in chunks if not chunk.startswith("event: beat")]
    return [line[6:] for chunk in told for line in chunk.splitlines() if line.startswith("data: ")]


@on_jumping_clock
async def test_only_changes_are_sent_and_the_stream_ends_in_time() -> None:
    source = Source()
    feed = Feed(source.read, stream_s=STREAM_S)
    listening = asyncio.create_task(_listen(feed))
    await asyncio.sleep(2.2)
    source.events[1] = {"stats": b"1"}
    assert _data(await listening) == ["0", "1"]
    assert _clock_s() == pytest.approx(STREAM_S)
    assert source.readings == 5


@on_jumping_clock
async def test_a_silent_stream_says_every_5_s_that_it_lives() -> None:
    beats_s = [
        _clock_s() async for chunk in Feed(Source().read).stream(1, last_event_id=None) if _is_beat(chunk)
    ]
    assert beats_s == pytest.approx([0, 5, 10, 15, 20, 25])


@on_jumping_clock
async def test_a_stream_whose_source_hangs_says_that_the_server_lives() -> None:
    async def hang(_: frozenset[int]) -> Mapping[int, Events]:
        await asyncio.sleep(3600)
        return {}

    chunks = [chunk async for chunk in Feed(hang).stream(1, last_event_id=None)]
    assert sum(map(_is_beat, chunks)) == 6
    assert json.loads(chunks[-1].partition(b"data: ")[2])["at"].endswith("Z")


def _is_beat(chunk: bytes) -> bool:
    return chunk.startswith(b"event: beat\n")


@on_jumping_clock
async def test_who_comes_back_hears_only_what_is_new() -> None:
    source = Source()
    feed = Feed(source.read, stream_s=STREAM_S)
    chunks = await _listen(feed)
    last = next(line[4:] for chunk in chunks for line in chunk.splitlines() if line.startswith("id: "))
    assert _data(await _listen(feed, last=last)) == []
    source.events[1] = {"stats": b"1"}
    assert _data(await _listen(feed, last=last)) == ["1"]
    assert _data(await _listen(feed, last="nonsense;=;a=b")) == ["1"]


@on_jumping_clock
async def test_a_hundred_listeners_are_one_reader() -> None:
    source = Source()
    feed = Feed(source.read, stream_s=STREAM_S)
    heard = await asyncio.gather(*(_listen(feed) for _ in range(100)))
    assert source.readings == 5
    assert all(_data(chunks) == ["0"] for chunks in heard)


@on_jumping_clock
async def test_who_joins_between_two_rounds_hears_at_most_one_event_a_second() -> None:
    """The first one comes at once, with what others heard; the next round is near, and may change it."""
    source = Source()
    feed = Feed(source.read, stream_s=STREAM_S)
    first = asyncio.create_task(_listen(feed))
    await asyncio.sleep(0.8)
    change = asyncio.create_task(_keep_changing(source))
    stream = feed.stream(1, last_event_id=None)
    heard_s = [_clock_s() async for chunk in stream if b"stats" in chunk]
    change.cancel()
    await first
    assert heard_s == pytest.approx([0.8 + second for second in range(5)])


async def _keep_changing(source: Source) -> None:
    for number in count(1):
        source.events[1] = {"stats": b"%d" % number}
        await asyncio.sleep(0.01)


async def test_rounds_are_a_second_and_streams_25(pool: Pool) -> None:
    feed = CampaignFeed(pool)
    assert (feed._every_s, feed._stream_s) == (1.0, 25.0)


@on_jumping_clock
async def test_nobody_listens_nobody_reads() -> None:
    source = Source()
    await _listen(Feed(source.read))
    readings = source.readings
    await asyncio.sleep(5)
    assert source.readings == readings and len(asyncio.all_tasks()) == 1


@on_jumping_clock
async def test_the_stream_of_what_is_gone_ends() -> None:
    assert _data(await _listen(Feed(Source().read), key=2)) == []
    assert _clock_s() < EVERY_S


@on_jumping_clock
async def test_a_reader_that_fails_goes_on() -> None:
    source = Source()
    failures = iter([OSError("away")])

    async def read(keys: frozenset[int]) -> Mapping[int, Events]:
        if (error := next(failures, None)) is not None:
            raise error
        return await source.read(keys)

    assert _data(await _listen(Feed(read, stream_s=STREAM_S))) == ["0"]
    assert source.readings == 4
