from typing import Any

import pytest

from relance.whatsapp.echo import Echo
from relance.whatsapp.errors import NO_CODE, MetaError
from relance.whatsapp.webhook import Ignored, StatusEvent, parse_webhook

from .webhook_bodies import (
    AT,
    BSUID,
    NUMBER_ID,
    OUR_WAMID,
    PARENT_BSUID,
    WA_ID,
    change,
    contact,
    encode,
    messages_value,
    status,
    statuses,
    wrap,
)


def read_one(**more: Any) -> StatusEvent:
    word = more.pop("status", "delivered")
    parsed = parse_webhook(encode(statuses(status(word, **more))))
    assert not parsed.unreadable
    (event,) = parsed.statuses
    return event


def test_status_is_read_with_all_it_says() -> None:
    event = read_one(
        recipient_user_id=BSUID,
        recipient_parent_user_id=PARENT_BSUID,
        biz_opaque_callback_data="inst1.42.2",
        pricing={"billable": True, "pricing_model": "PMP", "type": "regular", "category": "marketing"},
    )
    assert event == StatusEvent(
        phone_number_id=NUMBER_ID,
        wamid=OUR_WAMID,
        status="delivered",
        at=AT,
        recipient_wa_id=WA_ID,
        recipient_bsuid=BSUID,
        recipient_parent_bsuid=PARENT_BSUID,
        echo=Echo("inst1", 42, 2),
        has_callback_data=True,
        pricing_category="marketing",
        pricing_type="regular",
        billable=True,
        error=None,
    )


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("sent", "sent"),
        ("delivered", "delivered"),
        ("read", "read"),
        ("failed", "failed"),
        ("played", "read"),
    ],
)
def test_status_words(word: str, read: str) -> None:
    assert read_one(status=word).status == read


def test_unknown_status_is_ignored_by_name_and_the_others_are_kept() -> None:
    parsed = parse_webhook(encode(statuses(status("deleted"), status("read"))))
    assert parsed.ignored == [Ignored("unknown_status", "deleted")]
    assert [event.status for event in parsed.statuses] == ["read"]


@pytest.mark.parametrize(
    "more", [{"recipient_type": "group"}, {"recipient_participant_id": WA_ID}, {"group_id": "g"}]
)
def test_status_of_a_group_is_ignored(more: dict[str, str]) -> None:
    parsed = parse_webhook(encode(statuses(status("read", **more))))
    assert parsed.ignored == [Ignored("group_status", "read")]
    assert not parsed.statuses


@pytest.mark.parametrize(
    "given", [str(AT), AT, float(AT), str(AT * 1000), AT * 1000 + 999, str(AT * 1_000_000)]
)
def test_time_in_seconds_milliseconds_string_or_number(given: object) -> None:
    assert read_one(timestamp=given).at == AT


@pytest.mark.parametrize(
    "given", [None, "", "soon", "-5", -5, 0, True, "1_790_000_000", "٣٣", [], 1e400, 9e15, "9" * 5000]
)
def test_status_without_a_readable_time_is_set_apart(given: object) -> None:
    parsed = parse_webhook(encode(statuses(status("read", timestamp=given), status("sent"))))
    assert [item.reason for item in parsed.unreadable] == ["status_without_time"]
    assert [event.status for event in parsed.statuses] == ["sent"]


def test_status_of_a_person_without_phone() -> None:
    item = status("delivered", recipient_user_id=BSUID)
    del item["recipient_id"]
    (event,) = parse_webhook(encode(statuses(item))).statuses
    assert (event.recipient_wa_id, event.recipient_bsuid) == (None, BSUID)


def test_bsuid_in_the_place_of_the_phone_is_recognised() -> None:
    event = read_one(recipient_id=BSUID)
    assert (event.recipient_wa_id, event.recipient_bsuid) == (None, BSUID)


def test_bsuid_is_learnt_from_the_contact_with_the_same_phone_only() -> None:
    other = contact(wa_id="33700000009", user_id="FR.9")
    value = messages_value(contacts=[other, contact()], statuses=[status("delivered")])
    (event,) = parse_webhook(encode(wrap(change("messages", value)))).statuses
    assert event.recipient_bsuid == BSUID
    value = messages_value(contacts=[other], statuses=[status("delivered")])
    (event,) = parse_webhook(encode(wrap(change("messages", value)))).statuses
    assert event.recipient_bsuid is None


@pytest.mark.parametrize("billable", ["true", 1, None, {}])
def test_billable_is_true_false_or_not_known(billable: object) -> None:
    assert read_one(pricing={"billable": False}).billable is False
    assert read_one(pricing={"billable": billable}).billable is None
    assert read_one(pricing="free").billable is None


@pytest.mark.parametrize("data", ["{{foreign}}", "crm-4711", "x" * 512])
def test_callback_data_of_another_system_is_told_from_none(data: str) -> None:
    event = read_one(biz_opaque_callback_data=data)
    assert (event.echo, event.has_callback_data) == (None, True)
    assert read_one().has_callback_data is False


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        (
            [{"code": 131049, "title": "T", "message": "M", "error_data": {"details": "D"}, "href": "/x"}],
            MetaError(131049, "T", "D"),
        ),
        ([{"code": 131026, "message": "M", "error_data": "plain"}], MetaError(131026, "M", "plain")),
        ([{"code": "131047", "title": "T"}], MetaError(131047, "T", "")),
        ([{"code": None, "title": "T"}], MetaError(NO_CODE, "T", "")),
        ([], MetaError(NO_CODE, "Failed without a reason", "")),
        (None, MetaError(NO_CODE, "Failed without a reason", "")),
    ],
)
def test_failed_status_always_has_an_error(errors: object, expected: MetaError) -> None:
    assert read_one(status="failed", errors=errors).error == expected


@pytest.mark.parametrize("wamid", [None, "", 7, [], "w" * 513])
def test_status_without_a_usable_wamid_is_set_apart(wamid: object) -> None:
    parsed = parse_webhook(encode(statuses(status("read", id=wamid))))
    assert [item.reason for item in parsed.unreadable] == ["status_without_wamid"]


def test_thousand_statuses_of_two_accounts_in_one_body() -> None:
    first = statuses(*[status("sent", id=f"wamid.{n}") for n in range(999)])
    metadata = {"phone_number_id": "202"}
    other = change("messages", {"metadata": metadata, "statuses": [status("read", id="wamid.999")]})
    first["entry"] += wrap(other, waba_id="302")["entry"]
    parsed = parse_webhook(encode(first))
    assert [event.wamid for event in parsed.statuses] == [f"wamid.{n}" for n in range(1000)]
    assert [parsed.statuses[0].phone_number_id, parsed.statuses[-1].phone_number_id] == [NUMBER_ID, "202"]
