"""Nothing Meta, or somebody with the app secret, sends may make the reading of a webhook raise."""

import dataclasses
import json
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relance.whatsapp.webhook import ParsedWebhook, UnreadableBody, parse_webhook

from .webhook_bodies import SAMPLES, encode, inbound, message, status, statuses, template_event, wrap

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)


def list_paths(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    paths = [path] if path else []
    if isinstance(node, dict):
        for key, inner in node.items():
            paths += list_paths(inner, (*path, key))
    elif isinstance(node, list):
        for index, inner in enumerate(node):
            paths += list_paths(inner, (*path, index))
    return paths


MUTATIONS = [(number, path) for number, sample in enumerate(SAMPLES) for path in list_paths(sample)]


def assert_storable(parsed: ParsedWebhook) -> None:
    """Everything read can be written as JSON of PostgreSQL: no NUL, valid Unicode, numbers JSON can hold."""
    encoded = orjson.dumps(parsed, default=dataclasses.asdict)
    assert b"\\u0000" not in encoded


@given(JSON)
@settings(max_examples=300, deadline=None)
def test_any_json_is_read_or_refused_as_a_whole(document: Any) -> None:
    body = json.dumps(document).encode()
    if isinstance(document, dict) and isinstance(document.get("entry"), list):
        assert_storable(parse_webhook(body))
        return
    with pytest.raises(UnreadableBody, match=r"^not_an_object$|^not_a_whatsapp_webhook$"):
        parse_webhook(body)


@given(JSON, JSON, st.sampled_from(["messages", "user_preferences", "account_update", "account_alerts"]))
@settings(max_examples=300, deadline=None)
def test_any_json_inside_the_envelope_never_raises(value: Any, items: Any, field: str) -> None:
    parts = {"statuses": items, "messages": [items], "errors": items, "user_preferences": [items]}
    for inner in (value, {**parts, "contacts": value, "metadata": value}):
        body = json.dumps(wrap({"field": field, "value": inner})).encode()
        assert_storable(parse_webhook(body))


@given(st.sampled_from(MUTATIONS), JSON, st.booleans())
@settings(max_examples=1500, deadline=None)
def test_sample_with_any_part_replaced_or_missing_never_raises(
    mutation: tuple[int, tuple[Any, ...]], replacement: Any, remove: bool
) -> None:
    number, path = mutation
    document = orjson.loads(orjson.dumps(SAMPLES[number]))
    node = document
    for step in path[:-1]:
        node = node[step]
    if remove:
        del node[path[-1]]
    else:
        node[path[-1]] = replacement
    try:
        assert_storable(parse_webhook(json.dumps(document).encode()))
    except UnreadableBody:
        assert path[0] in ("object", "entry")


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_refused_by_one_exception_only(body: bytes) -> None:
    with pytest.raises(UnreadableBody):
        parse_webhook(body)


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_every_sample_becomes_a_value_or_a_named_reason(number: int) -> None:
    parsed = parse_webhook(encode(SAMPLES[number]))
    assert not parsed.unreadable
    assert any(getattr(parsed, field.name) for field in dataclasses.fields(parsed))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"hub.mode=subscribe", "not_json"),
        (b"[]", "not_an_object"),
        (b"null", "not_an_object"),
        (b"{}", "not_a_whatsapp_webhook"),
        (b'{"object":"page","entry":[]}', "not_a_whatsapp_webhook"),
        (b'{"object":"whatsapp_business_account","entry":{}}', "not_a_whatsapp_webhook"),
        (b"[" * 100_000, "nested_too_deeply"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested_too_deeply"),
    ],
)
def test_body_that_is_no_webhook(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadableBody) as caught:
        parse_webhook(body)
    assert caught.value.reason == reason


@pytest.mark.parametrize("entry", [None, 7, {}, {"changes": None}, {"changes": [None]}, {"changes": [{}]}])
def test_bad_entry_is_set_apart_and_the_next_one_is_read(entry: Any) -> None:
    body = statuses(status("read"))
    body["entry"].insert(0, entry)
    parsed = parse_webhook(encode(body))
    assert len(parsed.unreadable) == 1
    assert [event.status for event in parsed.statuses] == ["read"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"a\\u0000b", "a\ufffdb"),
        (b"a\\ud83db", "a\ufffdb"),
        (b"a\\udc00", "a\ufffd"),
        (b"a\xffb", "a\ufffdb"),
        (b"\\ud83d\\ude00", "\U0001f600"),
        (b"\\\\u0000", "\\u0000"),
    ],
)
def test_text_that_postgresql_refuses_is_made_storable(written: bytes, read: str) -> None:
    body = encode(
        inbound(message("text", {"body": "TEXT", "TEXT": ["TEXT"]}), message("button", {"text": "ok"}))
    )
    parsed = parse_webhook(body.replace(b"TEXT", written))
    assert [event.text for event in parsed.inbound] == [read, "ok"]
    assert parsed.inbound[0].content == {"body": read, read: [read]}


def test_text_in_utf8_beyond_ascii_is_untouched() -> None:
    text = "Été à Cotonou 👍🏽 \ufffd שלום"
    (event,) = parse_webhook(encode(inbound(message("text", {"body": text})))).inbound
    assert event.text == text


@pytest.mark.parametrize("number", [b"1e999", b"NaN", b"-Infinity", b"9" * 400])
def test_number_json_cannot_store_is_replaced(number: bytes) -> None:
    body = encode(inbound(message("location", {"latitude": "LAT", "name": "Harbour"})))
    (event,) = parse_webhook(body.replace(b'"LAT"', number)).inbound
    assert event.text == "Harbour"
    orjson.dumps(event.content)
    assert b"Infinity" not in orjson.dumps(event.content)


@pytest.mark.parametrize(
    "body",
    [
        statuses(status("read", timestamp="never"), status("read")),
        inbound(message("text", "no object"), message("text", {"body": "good"})),
        template_event("message_template_status_update", event=None),
        wrap({"field": "messages", "value": None}),
    ],
)
def test_replaying_what_was_set_apart_gives_the_same_item_alone(body: dict[str, Any]) -> None:
    (unreadable,) = parse_webhook(encode(body)).unreadable
    again = parse_webhook(encode(unreadable.item))
    assert again.unreadable == [unreadable]
    assert not again.statuses
    assert not again.inbound


def test_item_set_apart_can_be_read_once_it_is_mended() -> None:
    (unreadable,) = parse_webhook(
        encode(inbound(message("text", {"body": "x"}, timestamp="never")))
    ).unreadable
    mended = encode(unreadable.item).replace(b'"never"', b'"1790000000"')
    (event,) = parse_webhook(mended).inbound
    assert (event.text, event.profile_name, event.phone_number_id) == ("x", "Awa D.", "201000000000001")


def test_huge_item_set_apart_is_bounded() -> None:
    (unreadable,) = parse_webhook(encode(statuses({"status": "read", "junk": "x" * 1_000_000}))).unreadable
    assert len(orjson.dumps(unreadable.item)) < 300_000


def test_deeply_nested_content_can_still_be_stored() -> None:
    nested: Any = "x"
    for _ in range(400):
        nested = [nested]
    body = json.dumps(inbound(message("text", {"body": "deep", "nested": nested}))).encode()
    (event,) = parse_webhook(body).inbound
    assert event.content == {"truncated": True, "body": "deep"}
