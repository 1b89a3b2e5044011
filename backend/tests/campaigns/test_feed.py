"""Live streams: what they send, how they resume, and that many listeners are one reader."""

import asyncio
import time
from collections.abc import Mapping
from itertools import count, pairwise

from relance.campaigns.feed import Events, Feed
from relance.campaigns.live import make_campaign_feed
from relance.core.db import Pool


class Source:
    """Counts its readings; `events` is what it reads."""

    def __init__(self) -> None:
        self.events: dict[int, Events] = {1: {"stats": b"0"}}
        self.readings = 0

    async def read(self, keys: frozenset[int]) -> Mapping[int, Events]:
        self.readings += 1
        return {key: self.events[key] for key in keys if key in self.events}


async def _listen(feed: Feed[int], key: int = 1, last: str | None = None) -> list[str]:
    return [chunk.decode() async for chunk in feed.stream(key, last_event_id=last)]


def _data(chunks: list[str]) -> list[str]:
    return [line[6:] for chunk in chunks for line in chunk.splitlines() if line.startswith("data: ")]


async def test_only_changes_are_sent_and_the_stream_ends() -> None:
    source = Source()
    feed = Feed(source.read, every_s=0.01, stream_s=1.0)
    listening = asyncio.create_task(_listen(feed))
    while source.readings < 5:
        await asyncio.sleep(0.01)
    source.events[1] = {"stats": b"1"}
    assert _data(await listening) == ["0", "1"]


async def test_who_comes_back_hears_only_what_is_new() -> None:
    source = Source()
    feed = Feed(source.read, every_s=0.01, stream_s=0.3)
    chunks = await _listen(feed)
    last = next(line[4:] for chunk in chunks for line in chunk.splitlines() if line.startswith("id: "))
    assert _data(await _listen(feed, last=last)) == []
    source.events[1] = {"stats": b"1"}
    assert _data(await _listen(feed, last=last)) == ["1"]
    assert _data(await _listen(feed, last="nonsense;=;a=b")) == ["1"]


async def test_a_hundred_listeners_are_one_reader() -> None:
    source = Source()
    feed = Feed(source.read, every_s=10, stream_s=0.2)
    heard = await asyncio.gather(*(_listen(feed) for _ in range(100)))
    assert source.readings == 1
    assert all(_data(chunks) == ["0"] for chunks in heard)


async def test_who_joins_between_two_rounds_hears_at_most_one_event_in_a_round() -> None:
    """The first one comes at once, with what others heard; the next round is near, and may change it."""
    source, every_s = Source(), 0.3
    feed = Feed(source.read, every_s=every_s, stream_s=2.0)
    first = asyncio.create_task(_listen(feed))
    while not source.readings:
        await asyncio.sleep(0.01)
    await asyncio.sleep(every_s * 0.8)
    change = asyncio.create_task(_keep_changing(source))
    stream = feed.stream(1, last_event_id=None)
    heard_s = [time.monotonic() async for chunk in stream if b"data: " in chunk]
    change.cancel()
    await first
    assert len(heard_s) >= 2
    # The next round was a fifth of `every_s` away; half of it leaves room for a machine that stands still.
    assert min(later - earlier for earlier, later in pairwise(heard_s)) >= every_s * 0.5


async def _keep_changing(source: Source) -> None:
    for number in count(1):
        source.events[1] = {"stats": b"%d" % number}
        await asyncio.sleep(0.01)


async def test_rounds_are_a_second_and_streams_25(pool: Pool) -> None:
    feed = make_campaign_feed(pool)
    assert (feed._every_s, feed._stream_s) == (1.0, 25.0)


async def test_nobody_listens_nobody_reads() -> None:
    source = Source()
    feed = Feed(source.read, every_s=0.01, stream_s=0.05)
    await _listen(feed)
    readings = source.readings
    await asyncio.sleep(0.05)
    assert source.readings == readings and len(asyncio.all_tasks()) == 1


async def test_the_stream_of_what_is_gone_ends() -> None:
    feed = Feed(Source().read, every_s=0.01, stream_s=30)
    assert _data(await _listen(feed, key=2)) == []


async def test_a_reader_that_fails_goes_on() -> None:
    source = Source()
    failures = iter([OSError("away")])

    async def read(keys: frozenset[int]) -> Mapping[int, Events]:
        if (error := next(failures, None)) is not None:
            raise error
        return await source.read(keys)

    assert _data(await _listen(Feed(read, every_s=0.01, stream_s=0.3))) == ["0"]
