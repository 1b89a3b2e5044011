"""Meta's error codes as this simulator gives them, in an answer or in a `failed` status."""

from typing import Any

import orjson

from .ids import new_trace_id

# code: (HTTP status, Meta's title). A code missing here is answered with 400 and a neutral title.
_CODES: dict[int, tuple[int, str]] = {
    0: (401, "AuthException"),
    1: (400, "API Unknown"),
    2: (503, "API Service"),
    3: (500, "API Method"),
    4: (429, "Application request limit reached"),
    10: (403, "Permission Denied"),
    17: (429, "User request limit reached"),
    33: (400, "Parameter value is not valid"),
    100: (400, "Invalid parameter"),
    190: (401, "Access token has expired"),
    368: (403, "Temporarily blocked for policies violations"),
    613: (429, "Calls to this API have exceeded the rate limit"),
    80007: (429, "Rate limit issues"),
    130403: (403, "User is blocked"),
    130429: (429, "Rate limit hit"),
    130472: (400, "User's number is part of an experiment"),
    130497: (403, "Business account is restricted from messaging users in this country"),
    131000: (500, "Something went wrong"),
    131005: (403, "Access denied"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131016: (503, "Service unavailable"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131030: (400, "Recipient phone number not in allowed list"),
    131031: (403, "Account has been locked"),
    131037: (400, "Display name approval required"),
    131042: (400, "Business eligibility payment issue"),
    131045: (500, "Incorrect certificate"),
    131047: (400, "Re-engagement message"),
    131048: (429, "Spam rate limit hit"),
    131049: (400, "This message was not delivered to maintain healthy ecosystem engagement."),
    131050: (400, "User has stopped marketing messages from this business"),
    131051: (501, "Unsupported message type"),
    131053: (400, "Media upload error"),
    131055: (400, "Method not allowed"),
    131056: (429, "(Business Account, Consumer Account) pair rate limit hit"),
    131057: (500, "Account in maintenance mode"),
    131062: (400, "Business-scoped user id not supported here"),
    131063: (400, "Marketing messages disabled on Cloud API"),
    131064: (403, "Template classification limit"),
    132000: (400, "Number of parameters does not match the expected number of params"),
    132001: (404, "Template name does not exist in the translation"),
    132005: (400, "Translated text too long"),
    132007: (400, "Template format character policy violated"),
    132008: (400, "Template parameter value is not valid"),
    132012: (400, "Parameter format does not match format in the created template"),
    132015: (400, "Template is paused"),
    132016: (400, "Template is disabled"),
    132018: (400, "There was an issue with the parameters in your template"),
    132068: (400, "Flow is blocked"),
    132069: (429, "Flow is throttled"),
    133004: (503, "Server temporarily unavailable"),
    133010: (400, "Phone number not registered"),
    134101: (400, "Template syncing"),
    134102: (400, "Template unavailable"),
    135000: (400, "Generic user error"),
    2494100: (400, "Phone number is in maintenance"),
}
_TRANSIENT = frozenset({1, 2, 4, 131000, 131016, 133004})
_HREF = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"


class Refusal(Exception):
    """A request that is not accepted: Meta's code, the sentence of `error_data.details`."""

    def __init__(self, code: int, details: str, *, subcode: int | None = None) -> None:
        super().__init__(f"({code}) {details}")
        self.code = code
        self.details = details
        self.subcode = subcode

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return _CODES.get(self.code, (400, ""))[0]

    def body(self) -> bytes:
        """Meta's error body."""
        error: dict[str, Any] = {
            "message": f"(#{self.code}) {find_title(self.code)}",
            "type": "OAuthException",
            "code": self.code,
            "error_data": {"messaging_product": "whatsapp", "details": self.details},
            "fbtrace_id": new_trace_id(),
        }
        if self.code in _TRANSIENT:
            error["is_transient"] = True
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        return orjson.dumps({"error": error})


def find_title(code: int) -> str:
    """Meta's title of a code."""
    return _CODES.get(code, (400, "Something went wrong"))[1]


def describe_failure(code: int) -> bytes:
    """The `errors` list of a `failed` status, as JSON."""
    title = find_title(code)
    error = {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": f"{title} (simulated)."},
        "href": _HREF,
    }
    return orjson.dumps([error])
