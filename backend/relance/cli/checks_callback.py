"""Doctor's look at the address that Meta brings webhooks to: asked as Meta asks it, from here."""

import asyncio
import hmac
import json
import secrets
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

import asyncpg

from relance.cli.findings import ANSWER_WITHIN_S, Finding, bad, ok, warn
from relance.core.db import CONNECTION_LOST, connect, hang_up
from relance.core.errors import SettingsError
from relance.core.settings import Settings
from relance.installation.proof import HEADER, prove

_TIMEOUT_S = 10
_MOST_BYTES = 10_000


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: str
    proof: str | None


async def check_callback(address: str, settings: Settings) -> Finding:
    """Ask our own address what Meta asks it, through the proxy and the certificate that Meta meets."""
    if not address.startswith(("http://", "https://")):
        return bad("webhook", f"the callback address is {address}", "enter an https:// address at Meta")
    challenge = secrets.token_hex(8)
    try:
        answer = await asyncio.to_thread(_ask, address, settings.whatsapp_verify_token, challenge)
    except (OSError, ValueError) as error:
        mend = "start Relance, and check the reverse proxy, its certificate and the firewall"
        return bad("webhook", f"{address} cannot be reached from here: {error}", mend)
    if answer.status >= 400:
        return _explain(address, answer)
    if answer.body.strip() != challenge:
        mend = "let the reverse proxy pass /api/webhooks/whatsapp on to Relance"
        return bad("webhook", f"{address} answers, but it is not Relance that does", mend)
    return await _judge_proof(address, answer.proof, settings, challenge)


def _ask(address: str, verify_token: str, challenge: str) -> _Answer:
    query = {"hub.mode": "subscribe", "hub.verify_token": verify_token, "hub.challenge": challenge}
    url = f"{address}?{urllib.parse.urlencode(query)}"
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as answer:  # noqa: S310 - http(s), as was checked
            return _Answer(answer.status, _read(answer.read(_MOST_BYTES)), answer.headers.get(HEADER))
    except urllib.error.HTTPError as error:
        with error:
            return _Answer(error.code, _read(error.read(_MOST_BYTES)), None)


def _read(body: bytes) -> str:
    return body.decode("utf-8", "replace")


def _explain(address: str, answer: _Answer) -> Finding:
    code = _error_code(answer.body)
    if code == "host_not_allowed":
        name = urllib.parse.urlsplit(address).hostname
        mend = f"add {name} to RELANCE_ALLOWED_HOSTS and restart; if it is there, let the proxy pass on Host"
        return bad(
            "webhook", f"{address} answers {answer.status}: Relance is not to answer to this name", mend
        )
    if code == "verify_token_invalid":
        mend = (
            "restart Relance if RELANCE_WHATSAPP_VERIFY_TOKEN was just changed; "
            "else the address leads to another Relance"
        )
        fact = f"{address} answers {answer.status}: the Relance there has another verify token"
        return bad("webhook", fact, mend)
    mend = "it must end in /api/webhooks/whatsapp, and the reverse proxy pass that on to Relance"
    return bad("webhook", f"{address} answers {answer.status}", mend)


def _error_code(body: str) -> str | None:
    """The code of an error of Relance's own; None of anybody else's."""
    try:
        return str(json.loads(body)["error"]["code"])
    except (ValueError, KeyError, TypeError):
        return None


async def _judge_proof(address: str, proof: str | None, settings: Settings, challenge: str) -> Finding:
    """Another installation with the same verify token answers the challenge just as well."""
    expected = await _expect(settings, challenge)
    if expected is None:
        mend = "make the database reachable, then run this again"
        return warn("webhook", f"{address} reaches a Relance; whether it is this one cannot be told", mend)
    if proof is None:
        mend = (
            "restart Relance if it was just upgraded, or its database was away; else check where this leads"
        )
        return warn("webhook", f"{address} reaches a Relance that does not say which one it is", mend)
    if not hmac.compare_digest(proof, expected):
        mend = (
            "enter the address of this one at Meta, or let the proxy lead here; "
            "restart it if RELANCE_SECRET_KEY was just changed"
        )
        return bad("webhook", f"{address} reaches another Relance, with another database or secret key", mend)
    return ok("webhook", f"{address} reaches this Relance")


async def _expect(settings: Settings, challenge: str) -> str | None:
    try:
        connection = await connect(
            settings.require_database_url(), name="doctor", command_timeout_s=ANSWER_WITHIN_S
        )
    except (SettingsError, ValueError, asyncpg.PostgresError, *CONNECTION_LOST):
        return None
    try:
        return await prove(connection, secret_key=settings.secret_key, challenge=challenge)
    except (asyncpg.PostgresError, *CONNECTION_LOST):
        return None
    finally:
        await hang_up(connection)
