"""Reading the webhooks about the business account, its numbers, its templates, and people's preferences."""

from typing import Any

from relance.whatsapp.contact_book import ContactBook
from relance.whatsapp.errors import find_rule
from relance.whatsapp.events import AccountEvent, Ignored, MarketingPreference, ParsedWebhook, TemplateEvent
from relance.whatsapp.identities import read_bsuid, read_wa_id
from relance.whatsapp.statuses import read_first_error
from relance.whatsapp.storable import bounded_content, storable_text
from relance.whatsapp.timestamps import read_time

_LONGEST_WORD = 64
_LONGEST_NAME = 512
_LONGEST_DETAIL = 1000
_MOST_CONTENT_BYTES = 8192

TEMPLATE_FIELDS = frozenset(
    {
        "message_template_status_update",
        "message_template_quality_update",
        "message_template_components_update",
        "template_category_update",
    }
)
ACCOUNT_FIELDS = frozenset(
    {
        "account_update",
        "account_alerts",
        "account_review_update",
        "business_capability_update",
        "phone_number_name_update",
        "phone_number_quality_update",
        "security",
    }
)

_SEVERITIES = {
    "ACCOUNT_DELETED": "stop",
    "ACCOUNT_OFFBOARDED": "stop",
    "ACCOUNT_RECONNECTED": "resume",
    "ACCOUNT_VIOLATION": "warning",
    "PARTNER_REMOVED": "warning",
    "FLAGGED": "warning",
    "DOWNGRADE": "warning",
    "THROUGHPUT_DOWNGRADE": "warning",
    "REJECTED": "warning",
    "PIN_RESET_REQUEST": "warning",
    "PIN_CHANGED": "warning",
}
_MESSAGING_RESTRICTIONS = ("RESTRICTED_BIZ_INITIATED_MESSAGING", "RESTRICTED_CUSTOMER_INITIATED_MESSAGING")

# What a signup link means is the reverse of a stop: the person asks this business for its marketing messages.
_PREFERENCES = {"stop": "stop", "resume": "resume", "signup": "resume"}


def read_template_event(
    field: str, value: dict[str, Any], waba_id: str | None, at: int | None, parsed: ParsedWebhook
) -> str | None:
    """Add one template event to `parsed`; return the reason when it cannot be read."""
    template_id = _word(value.get("message_template_id"))
    name = storable_text(value.get("message_template_name"), _LONGEST_NAME)
    if template_id is None and name is None:
        return "template_event_without_template"
    event = TemplateEvent(
        waba_id, template_id, name, read_language(value.get("message_template_language")), "", at=at
    )
    if field == "message_template_status_update":
        word = _word(value.get("event"))
        if word is None:
            return "template_event_without_event"
        event.event = word.upper()
        event.reason, event.detail = _read_reason(value)
        event.category_new = _upper(value.get("message_template_category"))
    elif field == "message_template_quality_update":
        event.event = "QUALITY_UPDATE"
        event.quality = _upper(value.get("new_quality_score"))
    elif field == "template_category_update":
        _read_category(value, event)
    else:
        event.event = "COMPONENTS_UPDATE"
    parsed.template_events.append(event)
    return None


def _read_category(value: dict[str, Any], event: TemplateEvent) -> None:
    correct = _upper(value.get("correct_category"))
    if correct is not None:
        # Here `new_category` is the one still in force: Meta announces a day ahead.
        event.event = "CATEGORY_UPDATE_IMPENDING"
        event.category_new = correct
        event.effective_at = read_time(value.get("category_update_timestamp"))
    else:
        event.event = "CATEGORY_UPDATE"
        event.category_new = _upper(value.get("new_category"))


def _read_reason(value: dict[str, Any]) -> tuple[str | None, str | None]:
    reason = _word(value.get("reason"))
    if reason is not None and reason.upper() == "NONE":
        reason = None
    detail = None
    for key, title, words in (
        ("other_info", "title", "description"),
        ("rejection_info", "reason", "recommendation"),
        ("disable_info", "disable_date", "disable_date"),
    ):
        info = value.get(key)
        if isinstance(info, dict):
            reason = reason or _word(info.get(title))
            detail = detail or storable_text(info.get(words), _LONGEST_DETAIL)
    return reason, detail


def read_account_event(
    field: str, value: dict[str, Any], waba_id: str | None, at: int | None, parsed: ParsedWebhook
) -> None:
    """Add one account event to `parsed`."""
    word = _word(value.get("event")) or _word(value.get("decision")) or field
    alert = value.get("alert_info")
    severity = None
    if isinstance(alert, dict):
        word = _word(alert.get("alert_type")) or word
        severity = "info" if _upper(alert.get("alert_severity")) == "INFORMATIONAL" else "warning"
    parsed.account_events.append(
        AccountEvent(
            field,
            word.upper(),
            severity or _read_severity(word.upper(), value),
            waba_id,
            None,
            storable_text(value.get("display_phone_number"), _LONGEST_WORD),
            at,
            None,
            bounded_content(value, _MOST_CONTENT_BYTES),
        )
    )


def _read_severity(event: str, value: dict[str, Any]) -> str:
    if event == "DISABLED_UPDATE":
        ban = value.get("ban_info")
        state = _upper(ban.get("waba_ban_state")) if isinstance(ban, dict) else None
        return {"REINSTATE": "resume", "SCHEDULE_FOR_DISABLE": "warning"}.get(state or "", "stop")
    if event == "ACCOUNT_RESTRICTION":
        restrictions = value.get("restriction_info")
        for restriction in restrictions if isinstance(restrictions, list) else ():
            if (
                isinstance(restriction, dict)
                and restriction.get("restriction_type") in _MESSAGING_RESTRICTIONS
            ):
                return "stop"
        return "warning"
    return _SEVERITIES.get(event, "info")


def read_value_errors(
    errors: object, waba_id: str | None, phone_number_id: str | None, parsed: ParsedWebhook
) -> str | None:
    """Add `value.errors[]` (trouble of the number or account) to `parsed`; return the reason if
    unreadable."""
    if not isinstance(errors, list):
        return "errors_is_not_a_list"
    for item in errors:
        error = read_first_error([item])
        if error is None:
            return "error_is_not_an_object"
        rule = find_rule(error.code, f"{error.title} {error.details}")
        severity = "stop" if rule.action in ("stop_sender", "stop_account") else "warning"
        content = bounded_content(item, _MOST_CONTENT_BYTES)
        parsed.account_events.append(
            AccountEvent(
                "errors", str(error.code), severity, waba_id, phone_number_id, None, None, error, content
            )
        )
    return None


def read_preference(item: object, book: ContactBook, parsed: ParsedWebhook) -> str | None:
    """Add one of `user_preferences[]` to `parsed`; return the reason when it cannot be read."""
    if not isinstance(item, dict):
        return "preference_is_not_an_object"
    category = _word(item.get("category"))
    if category != "marketing_messages":
        parsed.ignored.append(Ignored("preference_of_other_category", category or ""))
        return None
    word = _word(item.get("value"))
    value = _PREFERENCES.get((word or "").lower())
    if value is None:
        return "preference_with_unknown_value"
    at = read_time(item.get("timestamp"))
    if at is None:
        return "preference_without_time"
    given = item.get("wa_id")
    wa_id = read_wa_id(given)
    bsuid = read_bsuid(item.get("user_id")) or read_bsuid(given)
    if wa_id is None and bsuid is None:
        only = book.find_only()
        wa_id, bsuid = read_wa_id(only.get("wa_id")), read_bsuid(only.get("user_id"))
    if wa_id is None and bsuid is None:
        return "preference_without_person"
    if bsuid is None:
        bsuid = book.find_bsuid(wa_id)
    parent = read_bsuid(item.get("parent_user_id")) or read_bsuid(
        book.find(wa_id, bsuid).get("parent_user_id")
    )
    parsed.preferences.append(MarketingPreference(wa_id, bsuid, value, at, parent))
    return None


def read_language(value: object) -> str | None:
    """Return a language code as templates are listed: `en_US`, whether Meta wrote `en-US` or `en_US`."""
    text = storable_text(value, 20)
    return text.replace("-", "_") if text else None


def _word(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return storable_text(value, _LONGEST_WORD) or None


def _upper(value: object) -> str | None:
    word = _word(value)
    return word.upper() if word else None
