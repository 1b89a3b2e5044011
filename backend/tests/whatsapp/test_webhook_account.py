from typing import Any

import pytest

from relance.whatsapp.errors import MetaError
from relance.whatsapp.webhook import (
    AccountEvent,
    Ignored,
    MarketingPreference,
    TemplateEvent,
    parse_webhook,
)

from .webhook_bodies import (
    AT,
    BSUID,
    NUMBER_ID,
    WA_ID,
    WABA_ID,
    account_event,
    change,
    contact,
    encode,
    messages_value,
    preference,
    template_event,
    wrap,
)


def read_template(field: str, **value: Any) -> TemplateEvent:
    (event,) = parse_webhook(encode(template_event(field, **value))).template_events
    assert (event.waba_id, event.template_id, event.name, event.language) == (
        WABA_ID,
        "701",
        "welcome",
        "en_US",
    )
    return event


@pytest.mark.parametrize("word", ["paused", "PAUSED"])
def test_template_status_in_any_case(word: str) -> None:
    event = read_template(
        "message_template_status_update",
        event=word,
        reason="NONE",
        message_template_category="MARKETING",
        other_info={"title": "FIRST_PAUSE", "description": "Paused for 3 hours."},
    )
    assert (event.event, event.reason, event.detail) == ("PAUSED", "FIRST_PAUSE", "Paused for 3 hours.")
    assert (event.category_new, event.at) == ("MARKETING", AT)


def test_rejected_template_tells_why() -> None:
    event = read_template(
        "message_template_status_update",
        event="REJECTED",
        reason=None,
        rejection_info={"reason": "Variables touch.", "recommendation": "Put words between them."},
    )
    assert (event.event, event.reason, event.detail) == (
        "REJECTED",
        "Variables touch.",
        "Put words between them.",
    )


def test_template_quality_and_components() -> None:
    quality = read_template(
        "message_template_quality_update", previous_quality_score="GREEN", new_quality_score="RED"
    )
    assert (quality.event, quality.quality) == ("QUALITY_UPDATE", "RED")
    assert read_template("message_template_components_update").event == "COMPONENTS_UPDATE"


def test_announced_category_is_the_correct_one_not_the_one_called_new() -> None:
    impending = read_template(
        "template_category_update",
        new_category="UTILITY",
        correct_category="MARKETING",
        category_update_timestamp=AT + 86_400,
    )
    assert (impending.event, impending.category_new) == ("CATEGORY_UPDATE_IMPENDING", "MARKETING")
    assert impending.effective_at == AT + 86_400
    done = read_template("template_category_update", previous_category="UTILITY", new_category="MARKETING")
    assert (done.event, done.category_new, done.effective_at) == ("CATEGORY_UPDATE", "MARKETING", None)


def test_template_event_without_template_is_set_apart() -> None:
    body = wrap(change("message_template_status_update", {"event": "APPROVED"}))
    parsed = parse_webhook(encode(body))
    assert [item.reason for item in parsed.unreadable] == ["template_event_without_template"]


@pytest.mark.parametrize(
    ("field", "value", "event", "severity"),
    [
        ("account_update", {"event": "ACCOUNT_DELETED"}, "ACCOUNT_DELETED", "stop"),
        ("account_update", {"event": "account_offboarded"}, "ACCOUNT_OFFBOARDED", "stop"),
        ("account_update", {"event": "ACCOUNT_RECONNECTED"}, "ACCOUNT_RECONNECTED", "resume"),
        (
            "account_update",
            {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "DISABLE"}},
            "DISABLED_UPDATE",
            "stop",
        ),
        (
            "account_update",
            {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "REINSTATE"}},
            "DISABLED_UPDATE",
            "resume",
        ),
        ("account_update", {"event": "DISABLED_UPDATE"}, "DISABLED_UPDATE", "stop"),
        (
            "account_update",
            {
                "event": "ACCOUNT_RESTRICTION",
                "restriction_info": [{"restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING"}],
            },
            "ACCOUNT_RESTRICTION",
            "stop",
        ),
        (
            "account_update",
            {"event": "ACCOUNT_RESTRICTION", "restriction_info": [7]},
            "ACCOUNT_RESTRICTION",
            "warning",
        ),
        ("account_update", {"event": "PARTNER_APP_INSTALLED"}, "PARTNER_APP_INSTALLED", "info"),
        (
            "account_alerts",
            {"entity_type": "WABA", "alert_info": {"alert_type": "SOME_LIMIT", "alert_severity": "CRITICAL"}},
            "SOME_LIMIT",
            "warning",
        ),
        ("phone_number_quality_update", {"event": "THROUGHPUT_UPGRADE"}, "THROUGHPUT_UPGRADE", "info"),
        (
            "business_capability_update",
            {"max_daily_conversations_per_business": 2000},
            "BUSINESS_CAPABILITY_UPDATE",
            "info",
        ),
        ("security", {"event": "PIN_RESET_REQUEST", "requester": "1"}, "PIN_RESET_REQUEST", "warning"),
    ],
)
def test_account_event(field: str, value: dict[str, Any], event: str, severity: str) -> None:
    (read,) = parse_webhook(encode(account_event(field, **value))).account_events
    assert (read.kind, read.event, read.severity) == (field, event, severity)
    assert (read.waba_id, read.at, read.content) == (WABA_ID, AT, value)


@pytest.mark.parametrize(
    ("code", "severity"), [(130429, "warning"), (131000, "warning"), (131031, "stop"), (133010, "stop")]
)
def test_errors_of_the_number_itself(code: int, severity: str) -> None:
    item = {"code": code, "title": "T", "error_data": {"details": "D"}}
    (event,) = parse_webhook(encode(wrap(change("messages", messages_value(errors=[item]))))).account_events
    assert event == AccountEvent(
        "errors", str(code), severity, WABA_ID, NUMBER_ID, None, None, MetaError(code, "T", "D"), item
    )


@pytest.mark.parametrize(("word", "value"), [("stop", "stop"), ("resume", "resume"), ("signup", "resume")])
def test_marketing_preference(word: str, value: str) -> None:
    parsed = parse_webhook(encode(preference(word)))
    assert parsed.preferences == [MarketingPreference(WA_ID, BSUID, value, AT)]


def test_marketing_preference_of_a_person_without_phone() -> None:
    parsed = parse_webhook(encode(preference("stop", wa_id=None)))
    assert parsed.preferences == [MarketingPreference(None, BSUID, "stop", AT)]


def test_marketing_preference_takes_the_person_from_the_only_contact() -> None:
    item = {"category": "marketing_messages", "value": "stop", "timestamp": AT}
    value = messages_value(contacts=[contact()], user_preferences=[item])
    parsed = parse_webhook(encode(wrap(change("user_preferences", value))))
    assert parsed.preferences == [MarketingPreference(WA_ID, BSUID, "stop", AT)]


def test_preference_of_another_category_is_ignored_and_unknown_words_are_set_apart() -> None:
    parsed = parse_webhook(encode(preference("stop", category="reminders")))
    assert parsed.ignored == [Ignored("preference_of_other_category", "reminders")]
    parsed = parse_webhook(encode(preference("perhaps")))
    assert [item.reason for item in parsed.unreadable] == ["preference_with_unknown_value"]


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("smb_message_echoes", "sent_from_the_phone_app"),
        ("standby", "handled_by_another_app"),
        ("group_lifecycle_update", "group_update"),
        ("history", "phone_app_sync"),
        ("calls", "call"),
        ("field_of_2030", "unknown_field"),
    ],
)
def test_field_of_no_use_is_ignored_by_name(field: str, reason: str) -> None:
    assert parse_webhook(encode(wrap(change(field, {"x": 1})))).ignored == [Ignored(reason, field)]


def test_value_with_nothing_in_it_is_ignored_by_name() -> None:
    parsed = parse_webhook(encode(wrap(change("messages", messages_value()))))
    assert parsed.ignored == [Ignored("empty_value", "messages")]
