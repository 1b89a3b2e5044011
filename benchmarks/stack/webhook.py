"""A signed webhook as Meta would send it to a stack of the benchmarks."""

import time

import orjson

from relance.whatsapp.signature import sign
from stack.stack import APP_SECRET, BUSINESS_ACCOUNT_ID, PHONE_NUMBER_ID


def make_request(mark: str) -> bytes:
    """The bytes of one request: a status of a message that nobody knows, one of its own by `mark`."""
    status = {
        "id": f"wamid.{mark}-{time.time_ns()}",
        "status": "delivered",
        "timestamp": str(int(time.time())),
        "recipient_id": "22901970000000",
    }
    metadata = {"display_phone_number": "22901970000000", "phone_number_id": PHONE_NUMBER_ID}
    value = {"messaging_product": "whatsapp", "metadata": metadata, "statuses": [status]}
    entry = {"id": BUSINESS_ACCOUNT_ID, "changes": [{"field": "messages", "value": value}]}
    body = orjson.dumps({"object": "whatsapp_business_account", "entry": [entry]})
    head = (
        f"POST /api/webhooks/whatsapp HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
        f"content-length: {len(body)}\r\nx-hub-signature-256: {sign(body, APP_SECRET.encode())}\r\n\r\n"
    )
    return head.encode() + body
