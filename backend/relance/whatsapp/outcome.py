"""What came of one send: the one answer the sender acts on."""

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache

import orjson

from relance.whatsapp.errors import (
    UNUSABLE_ANSWER,
    Action,
    ErrorRule,
    MetaError,
    Scope,
    find_rule,
    is_meta_outage,
)
from relance.whatsapp.identities import read_bsuid, read_wa_id
from relance.whatsapp.storable import storable_text

_HELD_STATUSES = ("held_for_quality_assessment", "paused")
_LONGEST_WAMID = 512
_LONGEST_WORDS = 1000
_LARGEST_CODE = 2**31 - 1  # what an integer column holds
_TOO_MANY_REQUESTS_DELAY_S = 2.0

# Answers that do not come from Meta's API but from something between us and it, or from a wrong base URL.
# They hold for every message alike, so they stop the sender instead of failing the messages one by one.
_NOT_THE_API = frozenset({401, 403, 404, 405, 407, 410, 421, 451})


# Not frozen: one is made for each message, and making a frozen one costs five times as much.
@dataclass(slots=True)
class Outcome:
    """The outcome of one `POST /{phone_number_id}/messages`. Nobody changes it.

    `at` is Meta's clock (the answer's `Date`, unix seconds). `wamid` is set for `accepted` and `held` only.
    `delay_s` is the least wait for `retry_at`; `waits_s` are the waits before each further try of a message
    (`ErrorRule`). `is_outage`: Meta itself is ill (`errors.is_meta_outage`).
    """

    action: Action
    scope: Scope
    wamid: str | None = None
    at: int | None = None
    wa_id: str | None = None
    bsuid: str | None = None
    delay_s: float | None = None
    error: MetaError | None = None
    waits_s: tuple[float, ...] = ()
    is_outage: bool = False


def read_answer(status: int, headers_date: str | None, body: bytes) -> Outcome:
    """Read an HTTP answer of the messages endpoint. Never raises.

    Only an answer that carries Meta's own error proves that the message was refused; only one with a wamid
    proves that it was taken. Whatever else a server behind Meta's name says after it read the request is
    `unknown`, except where it plainly refused to handle it.
    """
    at = read_date(headers_date)
    answer = _load(body)
    if 200 <= status <= 299:
        taken = _read_acceptance(answer, at)
        if taken is not None:
            return taken
    error = read_error(answer)
    if error is not None:
        return _refused(status, at, error, is_transient=_is_transient(answer))
    return _without_error(status, at)


def read_error(answer: object) -> MetaError | None:
    """Read Meta's `error` object out of a decoded answer; None when there is none with a code."""
    error = answer.get("error") if isinstance(answer, dict) else None
    if not isinstance(error, dict):
        return None
    code = error.get("code")
    if isinstance(code, bool) or not isinstance(code, int) or abs(code) > _LARGEST_CODE:
        return None
    data = error.get("error_data")
    details = data.get("details") if isinstance(data, dict) else data
    if not isinstance(details, str) or not details:
        details = error.get("error_user_msg")
    return MetaError(
        code,
        storable_text(error.get("message"), _LONGEST_WORDS) or "",
        storable_text(details, _LONGEST_WORDS) or "",
        storable_text(error.get("fbtrace_id"), 128),
    )


@lru_cache(maxsize=64)
def read_date(header: str | None) -> int | None:
    """Read an HTTP `Date` header as unix seconds; None when absent or unreadable.

    Cached: thousands of answers of one second carry the same text.
    """
    if not header:
        return None
    try:
        return int(parsedate_to_datetime(header).timestamp())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _load(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


def _read_acceptance(answer: object, at: int | None) -> Outcome | None:
    if not isinstance(answer, dict):
        return None
    message = _first(answer.get("messages"))
    wamid = message.get("id")
    if not isinstance(wamid, str) or not 0 < len(wamid) <= _LONGEST_WAMID or "\x00" in wamid:
        return None
    # "paused" is treated like "held": it has a wamid, so Meta knows the message, and a status settles it.
    action: Action = "held" if message.get("message_status") in _HELD_STATUSES else "accepted"
    contact = _first(answer.get("contacts"))
    wa_id = contact.get("wa_id")
    bsuid = read_bsuid(contact.get("user_id")) or read_bsuid(wa_id)
    return Outcome(action, "row", wamid, at, read_wa_id(wa_id), bsuid)


def _first(items: object) -> dict[str, object]:
    if isinstance(items, list) and items and isinstance(items[0], dict):
        return items[0]
    return {}


def _is_transient(answer: object) -> bool:
    return isinstance(answer, dict) and answer["error"].get("is_transient") is True


def _refused(status: int, at: int | None, error: MetaError, *, is_transient: bool) -> Outcome:
    is_passing = is_transient or status >= 500
    rule: ErrorRule = find_rule(error.code, f"{error.title} {error.details}", is_passing=is_passing)
    return Outcome(
        rule.action,
        rule.scope,
        at=at,
        delay_s=rule.delay_s,
        error=error,
        waits_s=rule.waits_s,
        is_outage=is_meta_outage(error.code, is_passing=is_passing),
    )


def _without_error(status: int, at: int | None) -> Outcome:
    if 200 <= status <= 299:
        return Outcome("unknown", "row", at=at, error=_http_error(status, UNUSABLE_ANSWER))
    error = _http_error(status, -status)
    if status == 429:
        return Outcome("retry_at", "number", at=at, delay_s=_TOO_MANY_REQUESTS_DELAY_S, error=error)
    if 300 <= status <= 399 or status in _NOT_THE_API:
        # Meta never redirects a send. It means a wrong base URL or a proxy that wants a login: nothing was
        # sent, every other message would meet the same, and following it could hand the token to a
        # stranger.
        return Outcome("stop_sender", "number", at=at, error=error)
    if 400 <= status <= 499 and status != 408:
        return Outcome("rejected", "row", at=at, error=error)
    return Outcome("unknown", "row", at=at, error=error)


def _http_error(status: int, code: int) -> MetaError:
    return MetaError(code, f"HTTP {status} without an answer of Meta", "")
