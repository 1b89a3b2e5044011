"""Changing settings by the API: all that are named or none, by whom, and what is told of it."""

import json
from typing import Any

import httpx2
import pytest

from relance.auth.users import ADMIN
from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool
from relance.core.settings import Settings
from tests.auth.office import Office, code_of
from tests.settings.conftest import find
from tests.support.services import change

PATH = "/api/settings"


@pytest.fixture
async def root(office: Office) -> httpx2.AsyncClient:
    return await office.person("root")


async def test_every_setting_is_told_with_what_a_page_needs(root: httpx2.AsyncClient) -> None:
    body = (await root.get(PATH)).json()
    assert body["version"] == 0
    assert find(body, "daily_limit") == {
        "name": "daily_limit", "group": "sending", "kind": "integer", "unit": "messages_per_day",
        "minimum": 1, "exclusive_minimum": None, "maximum": None, "exclusive_maximum": None,
        "max_length": None, "max_items": None, "choices": None, "default": None,
        "super_admins_only": False, "variable": "RELANCE_DAILY_LIMIT", "value": None, "locked": False,
        "changed_at": None, "changed_by": None,
    }  # fmt: skip
    rate = find(body, "sender_rate_per_s")
    assert (rate["kind"], rate["exclusive_minimum"], rate["maximum"], rate["value"]) == (
        "number", 0, 10_000, 75,
    )  # fmt: skip


async def test_a_change_is_kept_with_who_made_it_and_null_takes_it_back(root: httpx2.AsyncClient) -> None:
    changed = (await root.patch(PATH, json={"daily_limit": 500, "reply_share": 0.5})).json()
    assert changed == (await root.get(PATH)).json()
    limit = find(changed, "daily_limit")
    assert (changed["version"], limit["value"], limit["changed_by"]) == (1, 500, "root")
    assert limit["changed_at"] is not None
    back = (await root.patch(PATH, json={"daily_limit": None})).json()
    assert (back["version"], find(back, "daily_limit")["value"]) == (2, None)
    assert find(back, "reply_share")["value"] == 0.5


@pytest.mark.parametrize("words", [["résilier"], ["halte", "assez, merci"], []])
async def test_a_list_of_words_is_kept_as_it_is(root: httpx2.AsyncClient, words: list[str]) -> None:
    answer = await root.patch(PATH, json={"opt_out_words_removed": words, "opt_out_answer": "[1]"})
    assert answer.status_code == 200
    listed = (await root.get(PATH)).json()
    assert find(listed, "opt_out_words_removed")["value"] == words
    assert find(listed, "opt_out_answer")["value"] == "[1]"


@pytest.mark.parametrize(
    "written", ["Au revoir {{first_name}}", "Merci {{}}", "Merci {{first_name", "Merci }}"]
)
async def test_the_answer_to_stop_holds_no_placeholder(root: httpx2.AsyncClient, written: str) -> None:
    refused = await root.patch(PATH, json={"opt_out_answer": written})
    assert code_of(refused) == (422, "setting_refused")
    assert "{{" in refused.json()["error"]["message"] or "}}" in refused.json()["error"]["message"]
    assert (await root.patch(PATH, json={"opt_out_answer": "Fini {:-}"})).status_code == 200


async def test_the_log_tells_before_and_after_and_nothing_when_nothing_changed(
    root: httpx2.AsyncClient,
) -> None:
    for _ in range(2):
        assert (await root.patch(PATH, json={"daily_limit": 500, "lists_at_once": None})).status_code == 200
    await root.patch(PATH, json={"daily_limit": 700})
    lines = (await root.get("/api/activity", params={"what": "settings_changed"})).json()["items"]
    assert [(line["before"], line["after"]) for line in lines] == [
        ({"daily_limit": 500}, {"daily_limit": 700}),
        ({"daily_limit": None}, {"daily_limit": 500}),
    ]
    assert lines[0]["subject"] == {"kind": "settings", "id": None, "name": None}
    assert lines[0]["actor"]["name"] == "root"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"daily_limit": 0}, "daily_limit is not right: it must be at least 1."),
        ({"daily_limit": "5"}, "daily_limit is not right: it must be a whole number."),
        ({"daily_limit": 5.5}, "daily_limit is not right: it must be a whole number."),
        ({"daily_limit": True}, "daily_limit is not right: it must be a whole number."),
        ({"daily_limit": 10**30}, "daily_limit is not right: it is too large a number."),
        ({"reply_share": 1}, "reply_share is not right: it must be less than 1."),
        ({"reply_share": "\ud800"}, "reply_share is not right: it holds a character that no text may have."),
        ({"reply_share": "a\0"}, "reply_share is not right: it holds a character that no text may have."),
        ({"reply_share": {"a": 1}},
         "reply_share is not right: it must be a number, a text, true or false, or a list of texts."),
        ({"sender_rate_per_s": float("inf")}, "sender_rate_per_s is not right: it is too large a number."),
        ({"activity_kept_days": 29}, "activity_kept_days is not right: it must be at least 30."),
    ],
)  # fmt: skip
async def test_a_wrong_value_is_refused_in_a_sentence_and_nothing_is_changed(
    root: httpx2.AsyncClient, wanted: dict[str, Any], words: str
) -> None:
    body = json.dumps({"interaction_window_s": 3600} | wanted)
    answer = await root.patch(PATH, content=body, headers={"Content-Type": "application/json"})
    assert code_of(answer) == (422, "setting_refused")
    assert answer.json()["error"]["message"] == words
    assert answer.json()["error"]["details"] == {
        "problems": [{"name": next(iter(wanted)), "problem": words.removesuffix(".")}]
    }
    assert find((await root.get(PATH)).json(), "interaction_window_s")["value"] == 86_400


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"daily_limits": 5}, "There is no setting 'daily_limits': GET /api/settings lists those there are."),
        ({"port": 80}, "port is read at the start: set RELANCE_PORT in the environment, and start again."),
    ],
)
async def test_an_unknown_name_is_refused(
    root: httpx2.AsyncClient, wanted: dict[str, Any], words: str
) -> None:
    answer = await root.patch(PATH, json={"daily_limit": 5} | wanted)
    assert code_of(answer) == (422, "setting_unknown")
    assert answer.json()["error"]["message"] == words
    assert find((await root.get(PATH)).json(), "daily_limit")["value"] is None


async def test_a_body_without_any_setting_is_refused(root: httpx2.AsyncClient) -> None:
    for body in ({}, {"version": 0}):
        assert code_of(await root.patch(PATH, json=body)) == (422, "setting_missing")
    for content in (b"[]", b"null", b'{"version": "1", "daily_limit": 1}', b"{"):
        answer = await root.patch(PATH, content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422, answer.text


async def test_what_the_environment_sets_is_locked(office: Office, settings: Settings, pool: Pool) -> None:
    set_there = settings.model_copy(update={"daily_limit": 40})
    change(office.app, current=CurrentSettings(set_there))
    await pool.execute("INSERT INTO settings (name, value, version) VALUES ('daily_limit', '90', 1)")
    root = await office.person("root")
    shown = find((await root.get(PATH)).json(), "daily_limit")
    assert (shown["value"], shown["locked"], shown["variable"]) == (40, True, "RELANCE_DAILY_LIMIT")
    for value in (50, None):
        answer = await root.patch(PATH, json={"reply_share": 0.5, "daily_limit": value})
        assert code_of(answer) == (409, "setting_locked")
        assert "RELANCE_DAILY_LIMIT" in answer.json()["error"]["message"]
    assert find((await root.get(PATH)).json(), "reply_share")["value"] == 0.2


async def test_two_who_change_the_same_setting_do_not_overwrite_each_other(office: Office) -> None:
    one, other = await office.person("awa"), await office.person("binta")
    version = (await one.get(PATH)).json()["version"]
    assert (await other.patch(PATH, json={"daily_limit": 10, "version": version})).status_code == 200
    # Another setting may be changed all the same.
    assert (await one.patch(PATH, json={"reply_share": 0.1, "version": version})).status_code == 200
    answer = await one.patch(PATH, json={"daily_limit": 20, "version": version})
    assert code_of(answer) == (409, "settings_changed")
    error = answer.json()["error"]
    assert error["details"] == {"version": 2, "values": {"daily_limit": 10}}
    assert "daily_limit" in error["message"] and "binta" in error["message"]
    assert (await one.patch(PATH, json={"daily_limit": 20, "version": 2})).status_code == 200
    assert (await one.patch(PATH, json={"daily_limit": 30})).status_code == 200


async def test_a_version_from_before_a_restore_counts_for_nothing(root: httpx2.AsyncClient) -> None:
    answer = await root.patch(PATH, json={"daily_limit": 20, "version": 9})
    assert code_of(answer) == (409, "settings_changed")


async def test_admins_and_keys_change_what_does_not_hold_themselves(office: Office) -> None:
    for who in (await office.person("awa", ADMIN), await office.program()):
        body = (await who.get(PATH)).json()
        assert (await who.patch(PATH, json={"daily_limit": 500, "reply_share": 0.1})).status_code == 200
        kept = [item["name"] for item in body["items"] if item["super_admins_only"]]
        assert "key_rate_per_s" in kept and "activity_kept_days" in kept
        for name in kept:
            answer = await who.patch(PATH, json={"daily_limit": 600, name: None})
            assert code_of(answer) == (403, "super_admin_only")
            assert name in answer.json()["error"]["message"]
        assert find((await who.get(PATH)).json(), "daily_limit")["value"] == 500
    assert find((await who.get(PATH)).json(), "daily_limit")["changed_by"] == "awa"


async def test_a_stranger_neither_reads_nor_changes(office: Office) -> None:
    nobody = office.browser()
    assert (await nobody.get(PATH)).status_code == 401
    assert (await nobody.patch(PATH, json={"daily_limit": 1})).status_code == 401
