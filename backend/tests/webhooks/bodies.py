"""Webhook bodies as Meta writes them, and their signature."""

from datetime import datetime
from typing import Any

import orjson

from relance.whatsapp.signature import sign

SECRET = b"simulator-app-secret"
NUMBER = "106540352242922"
WABA = "102290129340398"


def envelope(*values: dict[str, Any], field: str = "messages") -> bytes:
    """A body with one change per value."""
    changes = [{"field": field, "value": value} for value in values]
    return orjson.dumps({"object": "whatsapp_business_account", "entry": [{"id": WABA, "changes": changes}]})


def value(number: str = NUMBER, **lists: Any) -> dict[str, Any]:
    """The value of a `messages` change."""
    metadata = {"display_phone_number": "15550783881", "phone_number_id": number}
    return {"messaging_product": "whatsapp", "metadata": metadata, **lists}


def status(
    word: str, wamid: str, at: datetime, *, echo: str | None = None, code: int | None = None, **more: Any
) -> dict[str, Any]:
    """One item of `statuses[]`."""
    item: dict[str, Any] = {"id": wamid, "status": word, "timestamp": str(int(at.timestamp())), **more}
    if echo is not None:
        item["biz_opaque_callback_data"] = echo
    if code is not None:
        item["errors"] = [{"code": code, "title": "Refused", "error_data": {"details": "because"}}]
    return item


def status_body(*items: dict[str, Any], number: str = NUMBER) -> bytes:
    """A body with these statuses."""
    return envelope(value(number, statuses=list(items)))


def inbound(
    kind: str, wamid: str, at: datetime, sender: str | None, content: Any, **more: Any
) -> dict[str, Any]:
    """One item of `messages[]`."""
    item = {"id": wamid, "timestamp": str(int(at.timestamp())), "type": kind, kind: content, **more}
    if sender is not None:
        item["from"] = sender
    return item


def text(
    body: str, wamid: str, at: datetime, sender: str | None = None, *, quotes: str | None = None, **more: Any
) -> dict[str, Any]:
    """A text, quoting `quotes`."""
    if quotes is not None:
        more["context"] = {"from": "15550783881", "id": quotes}
    return inbound("text", wamid, at, sender, {"body": body}, **more)


def inbound_body(*items: dict[str, Any], contacts: list[Any] | None = None, number: str = NUMBER) -> bytes:
    """A body with these messages."""
    lists: dict[str, Any] = {"messages": list(items)}
    if contacts is not None:
        lists["contacts"] = contacts
    return envelope(value(number, **lists))


def signature_of(body: bytes) -> str:
    """The header Meta would send along."""
    return sign(body, SECRET)
