import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.whatsapp.errors import RULES, UNUSABLE_ANSWER, MetaError
from relance.whatsapp.outcome import Outcome, read_answer, read_date

DATE = "Sun, 22 Nov 2026 19:27:13 GMT"
AT = 1_795_375_633


def taken(**message: Any) -> bytes:
    return orjson.dumps(
        {
            "messaging_product": "whatsapp",
            "contacts": [{"input": "+33755501001", "wa_id": "33755501001"}],
            "messages": [{"id": "wamid.A", **message}],
        }
    )


def refused(code: object, **more: object) -> bytes:
    return orjson.dumps(
        {"error": {"message": f"(#{code}) words", "type": "OAuthException", "code": code, **more}}
    )


@pytest.mark.parametrize("more", [{}, {"message_status": "accepted"}, {"message_status": "word_of_2028"}])
def test_answer_with_a_wamid_is_accepted_at_metas_time(more: dict[str, str]) -> None:
    assert read_answer(200, DATE, taken(**more)) == Outcome(
        "accepted", "row", wamid="wamid.A", at=AT, wa_id="33755501001"
    )


@pytest.mark.parametrize("word", ["held_for_quality_assessment", "paused"])
def test_held_template_is_not_taken_for_sent(word: str) -> None:
    outcome = read_answer(200, DATE, taken(message_status=word))
    assert (outcome.action, outcome.wamid) == ("held", "wamid.A")


@pytest.mark.parametrize(
    ("contacts", "wa_id", "bsuid"),
    [
        (None, None, None),
        ([], None, None),
        ([{"input": "+5541987654321", "wa_id": "554187654321"}], "554187654321", None),
        ([{"input": "FR.7", "user_id": "FR.7"}], None, "FR.7"),
        ([{"wa_id": "FR.7"}], None, "FR.7"),
        ([{"wa_id": "33755501001", "user_id": "FR.7"}], "33755501001", "FR.7"),
        ([7], None, None),
    ],
)
def test_ids_of_the_person_are_learnt_where_given(
    contacts: object, wa_id: str | None, bsuid: str | None
) -> None:
    body = orjson.dumps({"contacts": contacts, "messages": [{"id": "wamid.A"}]})
    outcome = read_answer(200, None, body)
    assert (outcome.action, outcome.wa_id, outcome.bsuid, outcome.at) == ("accepted", wa_id, bsuid, None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"ok",
        b"{}",
        b"[]",
        b'{"messages":[]}',
        b'{"messages":[{}]}',
        b'{"messages":[{"id":""}]}',
        b'{"messages":[{"id":7}]}',
        b'{"messages":[{"id":"a\\u0000"}]}',
        b'{"messages":{"id":"wamid.A"}}',
        taken()[:-3],
        orjson.dumps({"messages": [{"id": "w" * 513}]}),
    ],
)
def test_success_without_a_usable_wamid_is_unknown(body: bytes) -> None:
    outcome = read_answer(200, DATE, body)
    assert (outcome.action, outcome.scope, outcome.wamid) == ("unknown", "row", None)
    assert outcome.error is not None
    assert outcome.error.code == UNUSABLE_ANSWER


@pytest.mark.parametrize("code", [code for code in RULES if code >= 0])
@pytest.mark.parametrize("status", [400, 500, 200])
def test_metas_error_decides_whatever_the_http_status(code: int, status: int) -> None:
    rule = RULES[code]
    outcome = read_answer(status, DATE, refused(code, error_data={"details": "D"}, fbtrace_id="F"))
    assert outcome == Outcome(
        rule.action,
        rule.scope,
        at=AT,
        delay_s=rule.delay_s,
        error=MetaError(code, f"(#{code}) words", "D", "F"),
        waits_s=rule.waits_s,
        is_outage=code in (1, 2, 131000, 131016, 133004),
    )


@pytest.mark.parametrize(
    ("more", "details"),
    [
        ({"error_data": "plain"}, "plain"),
        ({"error_data": {"details": None}, "error_user_msg": "For you"}, "For you"),
        ({"error_user_msg": "For you"}, "For you"),
        ({"error_data": 7}, ""),
        ({}, ""),
    ],
)
def test_details_of_an_error_in_every_place_they_come_in(more: dict[str, object], details: str) -> None:
    error = read_answer(400, None, refused(131008, **more)).error
    assert error is not None
    assert error.details == details


def test_unknown_code_is_tried_again_only_when_meta_calls_it_passing() -> None:
    assert read_answer(400, None, refused(999_999)).action == "rejected"
    assert read_answer(400, None, refused(999_999, is_transient=True)).action == "retry_at"
    answer = read_answer(503, None, refused(999_999))
    assert (answer.action, answer.is_outage) == ("retry_at", True)
    assert answer.waits_s == RULES[131000].waits_s
    # The table knows better than the flag: this one multiplies the harm when it is tried again.
    assert read_answer(400, None, refused(131049, is_transient=True)).action == "rejected"


def test_number_id_meta_does_not_know_stops_the_sender() -> None:
    words = "Unsupported post request. Object with ID '1' does not exist, cannot be loaded due to ..."
    body = orjson.dumps({"error": {"code": 100, "error_subcode": 33, "message": words}})
    assert read_answer(400, None, body).action == "stop_sender"


@pytest.mark.parametrize(
    ("status", "action", "scope"),
    [
        (301, "stop_sender", "number"),
        (307, "stop_sender", "number"),
        (400, "rejected", "row"),
        (401, "stop_sender", "number"),
        (403, "stop_sender", "number"),
        (404, "stop_sender", "number"),
        (407, "stop_sender", "number"),
        (408, "unknown", "row"),
        (413, "rejected", "row"),
        (429, "retry_at", "number"),
        (500, "unknown", "row"),
        (502, "unknown", "row"),
        (503, "unknown", "row"),
        (504, "unknown", "row"),
        (599, "unknown", "row"),
    ],
)
@pytest.mark.parametrize(
    "body", [b"", b"<html>Bad Gateway</html>", b'{"error":"no"}', b'{"error":{"code":"4"}}']
)
def test_answer_without_metas_error(status: int, action: str, scope: str, body: bytes) -> None:
    outcome = read_answer(status, DATE, body)
    assert (outcome.action, outcome.scope, outcome.wamid) == (action, scope, None)
    assert outcome.error is not None
    assert outcome.error.code == -status
    assert (outcome.delay_s is not None) == (action == "retry_at")


@given(st.integers(100, 599), st.none() | st.text(), st.binary())
def test_no_answer_makes_the_reading_raise(status: int, date: str | None, body: bytes) -> None:
    assert read_answer(status, date, body).wamid is None


@given(
    st.integers(100, 599),
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["error", "messages", "id", "code"]), inner)
        ),
    ),
)
def test_no_json_answer_makes_the_reading_raise(status: int, answer: object) -> None:
    outcome = read_answer(status, None, json.dumps(answer).encode())
    assert (outcome.wamid is not None) == (outcome.action in ("accepted", "held"))


@pytest.mark.parametrize("header", [None, "", "yesterday", "Sun, 99 Nov 2026 19:27:13 GMT", "1795375633"])
def test_unreadable_date_is_none(header: str | None) -> None:
    assert read_date(header) is None
