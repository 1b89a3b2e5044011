"""Whatever comes to the real endpoint and the real intake: stored or refused, and the next one is served."""

import asyncio
import json
import re
from contextlib import AsyncExitStack
from typing import Any

import hypothesis
import orjson
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st

from relance.core.db import create_pool
from relance.core.settings import Settings
from relance.webhooks.endpoint import WebhookEndpoint
from relance.webhooks.parked.store import because, word_of
from tests.webhooks.bodies import NUMBER, WABA, inbound_body, signature_of, status, status_body, text
from tests.webhooks.scene import Scene, assert_no_drift, open_scene
from tests.webhooks.test_endpoint import app, call
from tests.whatsapp.test_webhook_robustness import JSON, MUTATIONS
from tests.whatsapp.webhook_bodies import BSUID, NUMBER_ID, OUR_WAMID, SAMPLES, WA_ID, WABA_ID

_ODD: st.SearchStrategy[Any] = st.sampled_from(
    ["\0", "\ud800", "", 0, -1, 1e300, 2**70, "9" * 400, "-1", "1e99", None, True, [], {}, [None], "🙂" * 99]
)


@st.composite
def altered_samples(draw: st.DrawFn) -> bytes:
    """A webhook of Meta's with one or two parts replaced or missing."""
    number, path = draw(st.sampled_from(MUTATIONS))
    document = orjson.loads(orjson.dumps(SAMPLES[number]))
    paths = [path, draw(st.sampled_from([path for n, path in MUTATIONS if n == number]))]
    for path in paths[: draw(st.integers(1, 2))]:
        _alter(document, path, draw(_ODD | JSON), draw(st.booleans()))
    body = json.dumps(document).encode()
    # Of the number and the account that there are, so that what can be applied is.
    return body.replace(NUMBER_ID.encode(), NUMBER.encode()).replace(WABA_ID.encode(), WABA.encode())


def _alter(document: Any, path: tuple[Any, ...], replacement: Any, remove: bool) -> None:
    try:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = replacement
        if remove:
            del document[path[-1]]
    except (LookupError, TypeError):
        return  # the first alteration has taken it away


bodies = st.one_of(
    altered_samples(),
    altered_samples(),
    st.binary(max_size=200),
    JSON.map(lambda document: json.dumps(document).encode()),
    st.tuples(altered_samples(), st.integers(0, 400)).map(lambda pair: pair[0][: pair[1]]),
)
signatures = st.one_of(st.none(), st.text("0123456789abcdef=sha ,\xff", max_size=80).map("sha256=".__add__))


class Meta:
    """Speaks to the endpoint of one scene."""

    def __init__(self, scene: Scene, settings: Settings) -> None:
        self.scene = scene
        self.endpoint = WebhookEndpoint(app, scene.intake, settings)

    async def say(self, body: bytes, cut: int) -> None:
        """A signed body, in two pieces: it is stored, or kept apart with one of the reasons there are."""
        answer = await call(self.endpoint, parts=(body[:cut], body[cut:]), signature=signature_of(body))
        assert answer == (200, b"{}"), body
        for row in await self.scene.parked():
            assert re.fullmatch("[a-z_]+", row["reason"]), (row["reason"], body)
            assert word_of(because(row["reason"])) == row["reason"]

    async def lie(self, body: bytes, signature: str | None) -> None:
        """The same from somebody who does not know the secret."""
        seen = await self._everything()
        assert (await call(self.endpoint, parts=(body,), signature=signature))[0] == 401
        assert await self._everything() == seen

    async def _everything(self) -> list[int]:
        tables = ("webhook_parked", "interactions", "webhook_drops", "kept_replies", "incidents")
        return [await self.scene.pool.fetchval(f"SELECT count(*) FROM {table}") for table in tables]


async def _meet(stack: AsyncExitStack, database_url: str, settings: Settings) -> Meta:
    pool = await create_pool(database_url, name="test", max_size=4)
    stack.push_async_callback(pool.close)
    scene = await stack.enter_async_context(open_scene(pool, settings))
    contact = await scene.contact(f"+{WA_ID}", wa_id=WA_ID, bsuid=BSUID)
    await scene.message(await scene.campaign(), contact, wamid=OUR_WAMID, sent_at=scene.now)
    return Meta(scene, settings)


async def _is_served(meta: Meta) -> None:
    """An ordinary status and an ordinary reply still do what they do, and the counts fit."""
    scene = meta.scene
    contact = await scene.contact("+22901970001")
    message = await scene.message(await scene.campaign(), contact)
    wamid = (await scene.row(message))["wamid"]
    await meta.say(status_body(status("read", wamid, scene.now)), 9)
    await meta.say(inbound_body(text("hi", "wamid.hi", scene.now, "22901970001")), 9)
    row = await scene.row(message)
    assert row["read_at"] == scene.now and row["interacted_at"] is not None
    await assert_no_drift(scene.pool)


def _few(examples: int) -> hypothesis.settings:
    return hypothesis.settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def test_any_body_is_stored_or_refused_and_the_next_one_is_served(
    database_url: str, settings: Settings
) -> None:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        meta = runner.run(_meet(stack, database_url, settings))

        @_few(60)
        @given(bodies, st.integers(0, 300))
        def say(body: bytes, cut: int) -> None:
            runner.run(meta.say(body, cut))

        @_few(15)
        @given(bodies, signatures)
        def lie(body: bytes, signature: str | None) -> None:
            runner.run(meta.lie(body, signature))

        try:
            say()
            lie()
            runner.run(_is_served(meta))
        finally:
            runner.run(stack.aclose())
