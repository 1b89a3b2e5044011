"""Erasing a person: nothing that says who they were is left, every count stays, nobody comes back."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from relance.contacts.consents.service import Consent, note_consents
from relance.contacts.copy import copy_contact
from relance.contacts.erasure.afterwards import WAMIDS_KEPT_FOR, look_after_erased
from relance.contacts.erasure.service import erase_contact, erase_contacts
from relance.contacts.search_index import write_index
from relance.contacts.service import (
    ContactChange,
    create_contact,
    delete_contact,
    get_contact,
    update_contact,
)
from relance.contacts.suppressions import opt_out
from relance.contacts.upsert import ContactRow, upsert_contacts
from relance.core.db import Pool
from relance.core.errors import AppError
from relance.core.settings import Settings
from relance.sending.sql import READ_CLAIMED
from tests.webhooks.bodies import inbound_body, text
from tests.webhooks.scene import Scene, assert_no_drift, open_scene

PHONE = "+2290197456789"
TRACES = ("97456789", "Moussa", "Zinsou", "Parakou", "secret-words", "BJ.4711", "BJ.0815", "BJ.0816")


@pytest.fixture
async def scene(pool: Pool, settings: Settings) -> AsyncIterator[Scene]:
    async with open_scene(pool, settings) as scene:
        yield scene
    await assert_no_drift(pool)


async def everything(scene: Scene) -> tuple[int, int]:
    """A contact of whom everything is known that can be; returns it and a message that waits."""
    contact = await scene.contact(
        PHONE, first_name="Moussa", last_name="Zinsou", attributes={"city": "Parakou"}, wa_id=PHONE[1:],
        bsuid="BJ.4711", parent_bsuid="BJ.0815",
    )  # fmt: skip
    await scene.pool.execute(
        "INSERT INTO contact_aliases (bsuid, contact_id) VALUES ('BJ.0816', $1)", contact
    )
    await scene.pool.execute("INSERT INTO contact_usernames VALUES ($1, 'Moussa.Zinsou', now())", contact)
    campaign = await scene.campaign()
    sent = await scene.message(campaign, contact, parameters={"1": "Moussa"}, wamid="wamid.M1")
    waiting = await scene.message(
        await scene.campaign(), contact, "pending", parameters={"1": "Moussa"}, error_details=f"of {PHONE}"
    )
    body = inbound_body(text("secret-words", "wamid.97456789", scene.ago(minutes=5), PHONE[1:]))
    await scene.take(body)
    assert (await scene.row(sent))["interacted_at"] is not None
    async with scene.pool.acquire() as conn, conn.transaction():
        await note_consents(conn, [Consent(contact, True, scene.now, "paper", "secret-words", "Parakou")])
        await opt_out(conn, contact_ids=[contact], reason="operator", at=scene.now)
    await scene.pool.execute(
        "INSERT INTO webhook_parked (digest, reason, body) VALUES ('x', 'not_json', $1)", b"{" + body
    )
    job = await scene.pool.fetchval(
        "INSERT INTO import_jobs (filename, size_bytes, category_name, update_existing) "
        "VALUES ('f.csv', 1, 'c', true) RETURNING id"
    )
    await scene.pool.execute(
        "INSERT INTO import_lines (job_id, rejected, line, raw, reason, reason_code, reason_values, "
        "cells) VALUES ($1, true, 2, 'Moussa;01 97 45 67 89;x', 'cells', 'cells', '{\"cells\": 3}', "
        '\'["Moussa", "01 97 45 67 89"]\')',
        job,
    )
    await scene.pool.execute(
        "INSERT INTO kept_replies (wamid, sender_id, bsuid, at, message, ends_at) "
        "VALUES ('wamid.K', $1, 'BJ.0816', now(), '{\"text\": \"secret-words\"}', now())",
        scene.sender_id,
    )
    await write_index(scene.pool)
    return contact, waiting


async def whole_database(pool: Pool) -> dict[str, str]:
    """Every row of every table as text."""
    tables = [row["t"] for row in await pool.fetch(
        "SELECT c.oid::regclass::text AS t FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public'"
    )]  # fmt: skip
    whole = {}
    for table in tables:
        rows = await pool.fetch(f"SELECT * FROM {table}")
        whole[table] = "\n".join(
            part.decode("utf-8", "replace") if isinstance(part, bytes) else str(part)
            for row in rows for part in row.values()
        )  # fmt: skip
    return whole


def traces(whole: dict[str, str]) -> dict[str, list[str]]:
    found = {table: [trace for trace in TRACES if trace in content] for table, content in whole.items()}
    return {table: some for table, some in found.items() if some}


async def erase(pool: Pool, contact: int) -> None:
    async with pool.acquire() as conn, conn.transaction():
        await erase_contact(conn, contact_id=contact)


async def test_nothing_that_says_who_they_were_is_left_in_any_table(scene: Scene) -> None:
    contact, _ = await everything(scene)
    expected = {
        "contacts", "contact_aliases", "contact_usernames", "contact_search", "messages", "interactions",
        "consents", "suppressions", "webhook_parked", "import_lines", "kept_replies",
    }  # fmt: skip
    assert traces(await whole_database(scene.pool)).keys() >= expected
    await erase(scene.pool, contact)
    await write_index(scene.pool)
    assert traces(await whole_database(scene.pool)) == {}


async def test_rows_states_times_and_every_count_stay(scene: Scene) -> None:
    contact, waiting = await everything(scene)
    count = "SELECT (SELECT count(*) FROM messages), (SELECT count(*) FROM interactions), (SELECT sum(n) FROM message_counts), (SELECT count(*) FROM consents)"  # noqa: E501
    before = await scene.pool.fetchrow(count)
    await erase(scene.pool, contact)
    assert await scene.pool.fetchrow(count) == before
    [claimed] = await scene.pool.fetch(READ_CLAIMED, [waiting])
    assert claimed["deleted"]
    async with scene.pool.acquire() as conn:
        with pytest.raises(AppError):
            await get_contact(conn, contact_id=contact)


@pytest.mark.parametrize("phone", [PHONE, "+22997456789"])
async def test_no_import_and_no_request_makes_them_a_contact_again(scene: Scene, phone: str) -> None:
    contact, _ = await everything(scene)
    await erase(scene.pool, contact)
    async with scene.pool.acquire() as conn, conn.transaction():
        made = await upsert_contacts(conn, rows=[ContactRow(phone), ContactRow("+2290197000002")])
        assert (set(made.erased), list(made.ids)) == ({phone}, ["+2290197000002"])
        assert made.created == {"+2290197000002"} and not made.unchanged
    async with scene.pool.acquire() as conn:
        other = made.ids["+2290197000002"]
        for attempt in (
            create_contact(conn, phone=phone),
            update_contact(conn, contact_id=other, change=ContactChange(phone=phone)),
        ):
            with pytest.raises(AppError) as refused:
                await attempt
            assert refused.value.code == "contact_erased"


async def test_who_was_deleted_before_is_erased_too_and_twice_is_once(scene: Scene) -> None:
    contact, _ = await everything(scene)
    async with scene.pool.acquire() as conn, conn.transaction():
        await delete_contact(conn, contact_id=contact)
        assert await erase_contacts(conn, contact_ids=[contact]) == [contact]
        assert await erase_contacts(conn, contact_ids=[contact]) == []
        await erase_contact(conn, contact_id=contact)
        with pytest.raises(AppError):
            await erase_contact(conn, contact_id=contact + 1000)
    assert (await scene.row(1))["parameters"] == {}


async def test_what_a_launch_writes_late_is_cleared_and_metas_ids_go_in_the_end(scene: Scene) -> None:
    contact, waiting = await everything(scene)
    await erase(scene.pool, contact)
    await scene.pool.execute('UPDATE messages SET parameters = \'{"1": "Moussa"}\'')
    await look_after_erased(scene.pool)
    assert traces(await whole_database(scene.pool)) == {}
    await scene.pool.execute(
        "UPDATE erasures SET erased_at = now() - $1::interval", WAMIDS_KEPT_FOR + timedelta(minutes=1)
    )
    await look_after_erased(scene.pool)
    assert await scene.pool.fetch("SELECT * FROM erasures") == []
    wamids = await scene.pool.fetch("SELECT wamid FROM messages ORDER BY id")
    assert [row["wamid"] for row in wamids] == ["erased:1", None, None]
    assert waiting == 2


async def test_what_is_left_is_an_hmac_with_the_key_of_the_installation(scene: Scene) -> None:
    contact, _ = await everything(scene)
    await erase(scene.pool, contact)
    key: bytes = await scene.pool.fetchval("SELECT erasure_key FROM installation")
    hashes = {row["hash"] for row in await scene.pool.fetch("SELECT hash FROM erased_identities")}
    expected = {
        hmac.digest(key, name.encode(), hashlib.sha256)
        for name in (
            f"phone:{PHONE}",
            f"wa:{PHONE[1:]}",
            "phone:+22997456789",
            "bsuid:BJ.4711",
            "bsuid:BJ.0816",
        )
    }
    assert len(key) == 32 and expected <= hashes


async def test_a_copy_holds_everything_that_is_known(scene: Scene) -> None:
    contact, _ = await everything(scene)
    async with scene.pool.acquire() as conn, conn.transaction():
        copy = await copy_contact(conn, contact_id=contact)
    told = json.dumps(copy)
    assert [trace for trace in TRACES if trace not in told] == []
    parts: dict[str, Any] = {name: len(part) for name, part in copy.items() if isinstance(part, list)}
    assert parts == {
        "consents": 1, "opt_outs": 5, "messages": 3, "interactions": 1, "opt_out_answers": 0,
        "chats_answered_elsewhere": 0, "replies_not_attributed": 1,
    }  # fmt: skip
    assert copy["contact"]["aliases"] == ["BJ.0816"]
    body = '[{"type": "BODY", "text": "Bonjour {{1}} !"}]'
    await scene.pool.execute("UPDATE templates SET components = $1::text::jsonb", body)
    async with scene.pool.acquire() as conn, conn.transaction():
        [said, *_] = (await copy_contact(conn, contact_id=contact))["messages"]
    assert said["text"] == "Bonjour Moussa !"


@pytest.mark.parametrize(
    ("line", "is_of_them"),
    [
        ("Moussa;+229 01-97-45-67-89;x", True),
        ("Moussa,(+229) 97.45.67.89,x", True),
        ("97456789 / 96000000", True),
        ("00229\u00a001\u00a097\u00a045\u00a067\u00a089", True),
        ("97456780;97 45 67;89", False),
        ("Moussa;97456;789", False),
    ],
)
async def test_a_line_is_found_by_its_numbers_however_they_are_written(
    scene: Scene, line: str, is_of_them: bool
) -> None:
    contact = await scene.contact(PHONE)
    job = await scene.pool.fetchval(
        "INSERT INTO import_jobs (filename, size_bytes, category_name, update_existing) "
        "VALUES ('f.csv', 1, 'c', true) RETURNING id"
    )
    await scene.pool.execute(
        "INSERT INTO import_lines (job_id, rejected, line, raw, reason, cells) "
        "VALUES ($1, true, 2, $2, '', $3)", job, line, line.split(";"),
    )  # fmt: skip
    await erase(scene.pool, contact)
    left = await scene.pool.fetchrow("SELECT raw, cells FROM import_lines")
    assert left is not None and tuple(left) == (("", None) if is_of_them else (line, line.split(";")))


async def test_of_many_people_at_once_nothing_is_left_in_what_was_parked(scene: Scene) -> None:
    people = [
        await scene.contact(f"+22901974567{n:02}", bsuid=f"BJ.77{n:02}", wa_id=f"22901974567{n:02}")
        for n in range(30)
    ]
    bodies = [
        b'{"from":"2290197456703","text":"\xff\xc3"}',
        b'{"from_user_id":"BJ.7729"}',
        b'{"from":"22901974567031"}',
        inbound_body(text("h\u00e9", "wamid.P", scene.ago(minutes=1), "2290197456710")),
    ]  # fmt: skip
    for n, body in enumerate(bodies):
        await scene.pool.execute(
            "INSERT INTO webhook_parked (digest, reason, body) VALUES ($1, 'not_json', $2)", bytes([n]), body
        )
    async with scene.pool.acquire() as conn, conn.transaction():
        assert len(await erase_contacts(conn, contact_ids=people)) == 30
    left = await scene.pool.fetch("SELECT body FROM webhook_parked ORDER BY digest")
    assert [row["body"] for row in left] == [b"{}", b"{}", bodies[2], b"{}"]
