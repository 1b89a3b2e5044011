"""Reading `smb_message_echoes`: what the business typed in the WhatsApp Business app on its phone."""

from typing import Any

from relance.whatsapp.events import Ignored, ParsedWebhook, PhoneAppAnswer
from relance.whatsapp.identities import read_bsuid, read_wa_id
from relance.whatsapp.timestamps import read_time

PHONE_APP_FIELD = "smb_message_echoes"

_NO_ANSWERS = frozenset({"edit", "revoke", "reaction"})
_IGNORED = Ignored("sent_from_the_phone_app", PHONE_APP_FIELD)


def read_phone_app_answers(value: dict[str, Any], phone_number_id: str | None, parsed: ParsedWebhook) -> None:
    """Add what answers somebody to `parsed`; the rest (edits, what went to a group) is of no use."""
    echoes = value.get("message_echoes")
    for item in echoes if isinstance(echoes, list) and echoes else [None]:
        answer = _read_answer(item, phone_number_id) if isinstance(item, dict) else None
        if answer is None:
            parsed.ignored.append(_IGNORED)
        else:
            parsed.phone_app_answers.append(answer)


def _read_answer(item: dict[str, Any], phone_number_id: str | None) -> PhoneAppAnswer | None:
    to, at = item.get("to"), read_time(item.get("timestamp"))
    wa_id, bsuid = read_wa_id(to), read_bsuid(item.get("to_user_id")) or read_bsuid(to)
    parent_bsuid = read_bsuid(item.get("to_parent_user_id"))
    if at is None or (wa_id is None and bsuid is None and parent_bsuid is None):
        return None
    if item.get("type") in _NO_ANSWERS or "group_id" in item:
        return None
    return PhoneAppAnswer(phone_number_id, wa_id, bsuid, at, parent_bsuid)
