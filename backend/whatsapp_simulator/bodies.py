"""Webhook bodies, written as text: at thousands a second, encoding nested dicts would be the dearest step."""

from collections.abc import Sequence
from typing import Any

import orjson

from .config import BusinessNumber
from .ledger import Accepted
from .people import Recipient

# What Meta says beside a message that the API cannot show, a poll for example.
_NOT_SHOWN = (
    '{"code":131051,"title":"Message type unknown","message":"Message type unknown",'
    '"error_data":{"details":"Message type is currently not supported."}}'
)


class BodyWriter:
    """Writes `changes` (one update each) and the envelope around them."""

    def __init__(self, waba_id: str, numbers: Sequence[BusinessNumber]) -> None:
        self._entry = f'{{"id":"{waba_id}","changes":['
        self._heads = {
            number.id: (
                '{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":'
                f'"{number.display}","phone_number_id":"{number.id}"}},'
            )
            for number in numbers
        }
        self._displays = {number.id: number.display for number in numbers}

    def write_status(
        self, message: Accepted, status: str, at: int, wa_id: str | None, errors: bytes | None = None
    ) -> str:
        """A change with one status. `wa_id` None leaves the phone out, as for people who do not share it."""
        recipient = message.recipient
        failed = status == "failed"
        recipient_id = "" if wa_id is None else f'"recipient_id":"{wa_id}",'
        # Meta leaves the BSUID and the contacts out of a failure of a message sent to a phone.
        user_id = "" if failed and not message.by_bsuid else f'"recipient_user_id":"{recipient.bsuid}",'
        contacts = "" if failed else _write_contacts(recipient, wa_id)
        opaque = "" if message.opaque is None else f'"biz_opaque_callback_data":{_quote(message.opaque)},'
        pricing = _write_pricing(message) if status in ("sent", "delivered") else ""
        tail = "" if errors is None else f',"errors":{errors.decode()}'
        return (
            f'{self._heads[message.phone_number_id]}{contacts}"statuses":[{{"id":"{message.wamid}",'
            f'{recipient_id}{user_id}{opaque}{pricing}"status":"{status}","timestamp":"{at}"{tail}}}]}},'
            '"field":"messages"}'
        )

    def write_inbound(
        self,
        phone_number_id: str,
        sender: Recipient,
        wa_id: str | None,
        *,
        wamid: str,
        at: int,
        kind: str,
        content: bytes,
        quoted: str | None,
        field: str = "messages",
    ) -> str:
        """A change with one message of a person; `content` is JSON. `wa_id` None leaves the phone out."""
        sent_from = "" if wa_id is None else f'"from":"{wa_id}",'
        context = ""
        if quoted is not None:
            context = f'"context":{{"from":"{self._displays[phone_number_id]}","id":{_quote(quoted)}}},'
        contacts = _write_contacts(sender, wa_id)
        unshown = f'"errors":[{_NOT_SHOWN}],' if kind == "unsupported" else ""
        return (
            f'{self._heads[phone_number_id]}{contacts}"messages":[{{{context}{unshown}{sent_from}'
            f'"from_user_id":"{sender.bsuid}","id":"{wamid}","timestamp":"{at}","type":"{kind}",'
            f'"{kind}":{content.decode()}}}]}},"field":"{field}"}}'
        )

    def write_change(self, value: Any, field: str) -> str:
        """A change of any other kind."""
        return orjson.dumps({"value": value, "field": field}).decode()

    def wrap(self, changes: Sequence[str]) -> bytes:
        """The body of a webhook. Several changes lie in two entries, as they may at Meta's."""
        half = len(changes) // 2 if len(changes) > 3 else 0
        parts = [changes[:half], changes[half:]] if half else [changes]
        entries = ",".join(f"{self._entry}{','.join(part)}]}}" for part in parts)
        return f'{{"object":"whatsapp_business_account","entry":[{entries}]}}'.encode()


def _write_contacts(recipient: Recipient, wa_id: str | None) -> str:
    shown = "" if wa_id is None else f'"wa_id":"{wa_id}",'
    return f'"contacts":[{{"profile":{{"name":"{recipient.name}"}},{shown}"user_id":"{recipient.bsuid}"}}],'


def _write_pricing(message: Accepted) -> str:
    if message.template is None:
        return (
            '"pricing":{"billable":false,"pricing_model":"PMP","type":"free_customer_service",'
            '"category":"service"},'
        )
    return (
        '"pricing":{"billable":true,"pricing_model":"PMP","type":"regular",'
        f'"category":"{message.template.category.lower()}"}},'
    )


def _quote(text: str) -> str:
    return orjson.dumps(text).decode()
