"""Reading `statuses[]`: what became of the messages we sent. The hottest path of the whole intake."""

from typing import Any

from relance.whatsapp.contact_book import ContactBook
from relance.whatsapp.echo import OPT_OUT_ANSWER, Echo, parse_echo
from relance.whatsapp.errors import NO_CODE, MetaError
from relance.whatsapp.events import Ignored, ParsedWebhook, StatusEvent
from relance.whatsapp.identities import read_bsuid, read_wa_id
from relance.whatsapp.storable import storable_text
from relance.whatsapp.timestamps import read_time

LONGEST_WAMID = 512  # seen: 60 to 100; a longer one would not fit an index row
_LONGEST_WORD = 64
_LONGEST_WORDS = 1000

# `played` (a voice message was listened to) says nothing more for us than that it was read.
_STATUSES = {"sent": "sent", "delivered": "delivered", "read": "read", "failed": "failed", "played": "read"}

_NO_REASON = MetaError(NO_CODE, "Failed without a reason", "")


def read_status(
    item: object, phone_number_id: str | None, book: ContactBook, parsed: ParsedWebhook
) -> str | None:
    """Add one status to `parsed`; return the reason when it cannot be read."""
    if not isinstance(item, dict):
        return "status_is_not_an_object"
    get = item.get
    word = get("status")
    if not isinstance(word, str):
        return "status_without_word"
    status = _STATUSES.get(word)
    if status is None:
        parsed.ignored.append(Ignored("unknown_status", storable_text(word, _LONGEST_WORD) or ""))
        return None
    if (reason := _reason_to_ignore(item)) is not None:
        parsed.ignored.append(Ignored(reason, status))
        return None
    wamid = get("id")
    if not isinstance(wamid, str) or not 0 < len(wamid) <= LONGEST_WAMID:
        return "status_without_wamid"
    at = read_time(get("timestamp"))
    if at is None:
        return "status_without_time"
    callback_data = get("biz_opaque_callback_data")
    echo: Echo | None = parse_echo(callback_data) if callback_data else None
    recipient = get("recipient_id")
    wa_id = read_wa_id(recipient)
    bsuid = read_bsuid(get("recipient_user_id")) or read_bsuid(recipient) or book.find_bsuid(wa_id)
    parent = get("recipient_parent_user_id")
    category, type_, billable = _read_pricing(get("pricing"))
    parsed.statuses.append(
        StatusEvent(
            phone_number_id,
            wamid,
            status,
            at,
            wa_id,
            bsuid,
            read_bsuid(parent) if parent is not None else None,
            echo,
            bool(callback_data),
            category,
            type_,
            billable,
            (read_first_error(get("errors")) or _NO_REASON) if status == "failed" else None,
            book.find_username(wa_id, bsuid),
        )
    )
    return None


def _read_pricing(pricing: object) -> tuple[str | None, str | None, bool | None]:
    if not isinstance(pricing, dict):
        return None, None, None
    billable = pricing.get("billable")
    return (
        storable_text(pricing.get("category"), _LONGEST_WORD),
        storable_text(pricing.get("type"), _LONGEST_WORD),
        billable if isinstance(billable, bool) else None,
    )


def read_first_error(errors: object) -> MetaError | None:
    """Read the first of `errors[]`; None when there is none. A code that is no number becomes `NO_CODE`."""
    if not isinstance(errors, list):
        return None
    for error in errors:
        if isinstance(error, dict):
            return _read_error(error)
    return None


def _read_error(error: dict[str, Any]) -> MetaError:
    code = error.get("code")
    if isinstance(code, str) and code.isdigit() and code.isascii() and len(code) <= 9:
        code = int(code)
    if isinstance(code, bool) or not isinstance(code, int) or abs(code) >= 2**31:
        code = NO_CODE
    data = error.get("error_data")
    details = data.get("details") if isinstance(data, dict) else data
    return MetaError(
        code,
        storable_text(error.get("title") or error.get("message"), _LONGEST_WORDS) or "",
        storable_text(details, _LONGEST_WORDS) or "",
        storable_text(error.get("fbtrace_id"), 128),
    )


def _reason_to_ignore(item: dict[str, Any]) -> str | None:
    if item.get("recipient_type") == "group" or "recipient_participant_id" in item or "group_id" in item:
        # Campaigns go to persons; one status of a group speaks of several people at once.
        return "group_status"
    return "opt_out_answer" if item.get("biz_opaque_callback_data") == OPT_OUT_ANSWER else None
