"""Templates: kept in step with Meta by lists and by webhooks."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from relance.core.db import Pool, transaction
from relance.core.errors import AppError
from relance.templates.events import TemplateChanges, apply_template_events
from relance.templates.service import (
    Template,
    block_template,
    find_template,
    get_template,
    list_templates,
)
from relance.templates.sync import TemplateSync, sync_templates
from relance.whatsapp.client import GraphUnreachable
from relance.whatsapp.events import TemplateEvent

WABA = "102290129340398"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
AT = int(NOW.timestamp())


class Graph:
    """Lists templates as Meta would; fails at the end when told so."""

    def __init__(self, *items: dict[str, Any], fails: bool = False) -> None:
        self._items = items
        self._fails = fails

    async def list_templates(self, waba_id: str) -> AsyncIterator[dict[str, Any]]:
        assert waba_id == WABA
        for item in self._items:
            yield item
        if self._fails:
            raise GraphUnreachable("no answer")


def item(name: str = "hello", status: str = "APPROVED", **fields: Any) -> dict[str, Any]:
    return {
        "id": f"id-{name}",
        "name": name,
        "language": "en_US",
        "status": status,
        "category": "MARKETING",
        "components": [{"type": "BODY", "text": "Hello {{1}}"}],
        **fields,
    }


async def sync(pool: Pool, *items: dict[str, Any], at: datetime = NOW, **options: Any) -> TemplateSync:
    with time_machine.travel(at, tick=False):
        return await sync_templates(pool, Graph(*items), WABA, **options)


async def template(pool: Pool, name: str = "hello") -> Template:
    async with transaction(pool) as conn:
        found = await find_template(conn, waba_id=WABA, name=name, language="en-US")
    assert found is not None
    return found


def event(word: str, **fields: Any) -> TemplateEvent:
    known = {"waba_id": WABA, "template_id": "id-hello", "name": "hello", "language": "en_US", "at": AT + 100}
    return TemplateEvent(event=word, **{**known, **fields})


async def apply(pool: Pool, *events: TemplateEvent) -> TemplateChanges:
    async with transaction(pool) as conn:
        return await apply_template_events(conn, events=events)


async def block(pool: Pool, code: int) -> None:
    found = await template(pool)
    async with transaction(pool) as conn:
        assert await block_template(conn, template_id=found.id, until=None, code=code, reason="why")


async def test_sync_stores_templates(pool: Pool) -> None:
    result = await sync(
        pool,
        item(
            parameter_format="NAMED",
            quality_score={"score": "GREEN"},
            rejected_reason="NONE",
            language="en-US",
        ),
        item("other", "pending"),
        {"name": "without status"},
    )
    assert result == TemplateSync(listed=2, vanished=0)
    found = await template(pool)
    assert (found.meta_id, found.category, found.status) == ("id-hello", "MARKETING", "APPROVED")
    assert (found.parameter_format, found.quality, found.rejected_reason) == ("NAMED", "GREEN", None)
    assert found.components == [{"type": "BODY", "text": "Hello {{1}}"}]
    assert found.synced_at == NOW
    assert (await template(pool, "other")).status == "PENDING"
    async with transaction(pool) as conn:
        assert await get_template(conn, template_id=found.id) == found
        assert [entry.name for entry in await list_templates(conn)] == ["hello", "other"]
        with pytest.raises(AppError):
            await get_template(conn, template_id=404)
        assert await find_template(conn, waba_id=WABA, name="hello", language="fr") is None


async def test_sync_again_updates_and_marks_what_vanished(pool: Pool) -> None:
    await sync(pool, item(), item("other"))
    before = await template(pool)
    assert await sync(pool, item(components=[], category="UTILITY")) == TemplateSync(listed=1, vanished=1)
    after = await template(pool)
    assert (after.id, after.components, after.category) == (before.id, [], "UTILITY")
    assert (await template(pool, "other")).status == "DELETED"
    assert await sync(pool) == TemplateSync(listed=0, vanished=1)
    await sync(pool, item(), item("other"))
    assert (await template(pool, "other")).status == "APPROVED"


async def test_list_that_breaks_off_changes_nothing(pool: Pool) -> None:
    await sync(pool, item(), item("other"))
    with pytest.raises(GraphUnreachable):
        await sync_templates(pool, Graph(item(status="REJECTED"), fails=True), WABA)
    assert {(await template(pool, name)).status for name in ("hello", "other")} == {"APPROVED"}


@pytest.mark.parametrize(("code", "freed"), [(132015, True), (132001, True), (132007, False)])
async def test_approved_list_frees_what_the_status_explains(pool: Pool, code: int, freed: bool) -> None:
    await sync(pool, item())
    await block(pool, code)
    await sync(pool, item())
    assert ((await template(pool)).blocked_at is None) is freed
    await sync(pool, item(), lift_blocks=True)
    assert (await template(pool)).blocked_at is None


async def test_approval_after_a_pause_frees_any_block(pool: Pool) -> None:
    await sync(pool, item())
    await block(pool, 132007)
    await sync(pool, item(status="PAUSED"))
    assert (await template(pool)).blocked_code == 132007
    await sync(pool, item())
    assert (await template(pool)).blocked_at is None


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("PAUSED", "PAUSED"),
        ("paused", "PAUSED"),
        ("DISABLED", "DISABLED"),
        ("REJECTED", "REJECTED"),
        ("PENDING_DELETION", "PENDING_DELETION"),
        ("FLAGGED", "APPROVED"),
        ("LOCKED", "APPROVED"),
        ("SOMETHING_NEW", "APPROVED"),
    ],
)
async def test_status_event(pool: Pool, word: str, status: str) -> None:
    await sync(pool, item())
    changes = await apply(pool, event(word, reason="WHY"))
    found = await template(pool)
    assert changes == TemplateChanges((found.id,), needs_sync=False)
    assert found.status == status
    assert found.rejected_reason == ("WHY" if status != "APPROVED" else None)


@pytest.mark.parametrize("word", ["APPROVED", "REINSTATED"])
async def test_approval_event_frees_the_template(pool: Pool, word: str) -> None:
    await sync(pool, item(status="PAUSED"))
    await block(pool, 132007)
    await apply(pool, event(word))
    found = await template(pool)
    assert (found.status, found.blocked_at, found.blocked_code) == ("APPROVED", None, None)


async def test_events_of_one_template_apply_in_the_order_of_their_times(pool: Pool) -> None:
    await sync(pool, item())
    await apply(
        pool,
        event("PAUSED", at=AT + 200),
        event("APPROVED", at=AT + 100),
        event("QUALITY_UPDATE", quality="RED", at=AT + 50),
        event("CATEGORY_UPDATE", category_new="UTILITY", at=AT + 60),
    )
    found = await template(pool)
    assert (found.status, found.quality, found.category) == ("PAUSED", "RED", "UTILITY")


async def test_late_event_does_not_turn_the_status_back(pool: Pool) -> None:
    await sync(pool, item())
    changes = await apply(pool, event("PAUSED", at=AT - 3600))
    assert changes == TemplateChanges((), needs_sync=False)
    assert (await template(pool)).status == "APPROVED"


async def test_list_read_before_an_event_does_not_turn_it_back(pool: Pool) -> None:
    await sync(pool, item())
    await apply(pool, event("PAUSED", at=AT + 100))
    await sync(pool, item())
    assert (await template(pool)).status == "PAUSED"
    assert await sync(pool) == TemplateSync(listed=0, vanished=0)


async def test_event_is_matched_by_id_or_by_name(pool: Pool) -> None:
    await sync(pool, item())
    await apply(pool, event("PAUSED", name=None, language=None))
    assert (await template(pool)).status == "PAUSED"
    await apply(pool, event("APPROVED", template_id="other", waba_id=None))
    assert (await template(pool)).status == "APPROVED"
    await apply(pool, event("DISABLED", waba_id="404"))
    assert (await template(pool)).status == "APPROVED"


async def test_unknown_template_and_new_components_ask_for_a_list(pool: Pool) -> None:
    await sync(pool, item())
    assert (await apply(pool, event("APPROVED", template_id="new", name="new"))).needs_sync
    assert await apply(pool, event("COMPONENTS_UPDATE")) == TemplateChanges((), needs_sync=True)
    assert await apply(pool, event("UNARCHIVED")) == TemplateChanges((), needs_sync=True)
    assert await apply(pool) == TemplateChanges((), needs_sync=False)


async def test_announced_category_is_not_yet_in_force(pool: Pool) -> None:
    await sync(pool, item())
    changes = await apply(pool, event("CATEGORY_UPDATE_IMPENDING", category_new="UTILITY"))
    assert not changes.needs_sync
    assert (await template(pool)).category == "MARKETING"


async def test_repeated_event_changes_nothing_more(pool: Pool) -> None:
    await sync(pool, item())
    await apply(pool, event("PAUSED"))
    before = await template(pool)
    await apply(pool, event("PAUSED"))
    assert await template(pool) == before
