"""Doctor's look at the app at Meta: the token's rights and life, the app's secret, and where webhooks go."""

import hashlib
import hmac
import time
from collections.abc import Collection
from typing import Any

from relance.cli.checks_callback import check_callback
from relance.cli.findings import Finding, bad, ok, warn
from relance.core.secret import describe_odd
from relance.core.settings import Settings
from relance.whatsapp.client import GraphClient, GraphError, GraphUnreachable

_RIGHTS = ("whatsapp_business_messaging", "whatsapp_business_management")
_NEEDED = "messages"
_WANTED = ("message_template_status_update", "account_update", "user_preferences")
_SOON_S = 14 * 86_400
_GUIDE = "see docs/whatsapp-setup.md"


async def check_app(settings: Settings, graph: GraphClient, faulty: Collection[str] = ()) -> list[Finding]:
    """Token, app secret, subscription and callback, each as far as the one before it allows."""
    findings, app_id = await _check_token(settings, graph)
    secret = None
    if "whatsapp_app_secret" not in faulty:
        finding, secret = await _check_secret(settings, graph)
        findings.append(finding)
    if "whatsapp_business_account_id" not in faulty:
        findings.append(await _check_account(settings, graph))
    if app_id is None or secret is None or describe_odd(secret) or "whatsapp_verify_token" in faulty:
        return findings
    return [*findings, *await _check_subscription(settings, graph, app_id, secret)]


async def _check_token(settings: Settings, graph: GraphClient) -> tuple[list[Finding], str | None]:
    try:
        answer = await graph.read("debug_token", query={"input_token": settings.whatsapp_token})
    except (GraphError, GraphUnreachable) as error:
        mend = "use the token of a system user: its rights and its end can then be read here"
        return [warn("token", f"what it may do could not be read: {error}", mend)], None
    data = answer.get("data")
    facts: dict[str, Any] = data if isinstance(data, dict) else {}
    app_id = str(facts["app_id"]) if facts.get("app_id") else None
    missing = [right for right in _RIGHTS if right not in (facts.get("scopes") or ())]
    if missing:
        mend = f"make the token again with both rights ({_GUIDE}, step 4)"
        return [bad("token", f"lacks the right {' and '.join(missing)}", mend)], app_id
    expires_at = int(facts.get("expires_at") or 0)
    if expires_at:
        days = max(0, int((expires_at - time.time()) // 86_400))
        mend = f"make one that never expires, of a system user ({_GUIDE}, step 4)"
        level = bad if days == 0 else warn
        soon = "today" if days == 0 else f"in {days} days"
        fact = f"ends {soon}" if expires_at - time.time() < _SOON_S else f"will end ({soon})"
        return [level("token", fact, mend)], app_id
    return [ok("token", "has both rights, never expires")], app_id


async def _check_secret(settings: Settings, graph: GraphClient) -> tuple[Finding, str | None]:
    """Also with the previous one, while it is changed: webhooks signed with either are taken."""
    try:
        if await _is_secret_of_app(settings, graph, settings.whatsapp_app_secret):
            return ok("app secret", "belongs to the token's app"), settings.whatsapp_app_secret
        previous = settings.whatsapp_app_secret_previous
        if previous and not describe_odd(previous) and await _is_secret_of_app(settings, graph, previous):
            mend = "let Meta use the new one, or set it right (docs/secrets.md), then unset the previous one"
            fact = "the previous one is that of the token's app, the new one is not yet"
            return warn("app secret", f"{fact}; webhooks signed with either are taken", mend), previous
    except (GraphError, GraphUnreachable) as error:
        return warn("app secret", f"could not be checked: {error}", "run this again later"), None
    mend = f"copy it from the app's basic settings ({_GUIDE}, step 5): without it every webhook is refused"
    return bad("app secret", "is not the secret of the token's app", mend), None


async def _is_secret_of_app(settings: Settings, graph: GraphClient, secret: str) -> bool:
    """Meta refuses a call whose proof was made with another app's secret."""
    proof = hmac.new(secret.encode(), settings.whatsapp_token.encode(), hashlib.sha256).hexdigest()
    query = {"fields": "id", "appsecret_proof": proof}
    try:
        await graph.read(settings.whatsapp_phone_number_id, query=query)
    except GraphError as error:
        if "appsecret_proof" not in str(error):
            raise
        return False
    return True


async def _check_account(settings: Settings, graph: GraphClient) -> Finding:
    subject, account = "subscribed app", settings.whatsapp_business_account_id
    mend = f"subscribe the app to the account: POST /{account}/subscribed_apps ({_GUIDE}, step 6)"
    try:
        answer = await graph.read(account, "subscribed_apps")
    except (GraphError, GraphUnreachable) as error:
        return warn(subject, f"could not be read: {error}", mend)
    if not answer.get("data"):
        return bad(subject, "no app gets this account's webhooks: no status will ever arrive", mend)
    return ok(subject, "the account's webhooks go to an app")


async def _check_subscription(
    settings: Settings, graph: GraphClient, app_id: str, secret: str
) -> list[Finding]:
    mend = f"enter the callback address and the fields in the app's WhatsApp configuration ({_GUIDE}, step 6)"
    try:
        answer = await graph.read(app_id, "subscriptions", token=f"{app_id}|" + secret)
    except (GraphError, GraphUnreachable) as error:
        return [warn("webhook", f"its address could not be read: {error}", mend)]
    rows = [row for row in answer.get("data") or () if row.get("object") == "whatsapp_business_account"]
    if not rows or not rows[0].get("callback_url"):
        return [bad("webhook", "no callback address is entered at Meta", mend)]
    fields = {field["name"] for field in rows[0].get("fields") or () if "name" in field}
    if _NEEDED not in fields:
        fact = f"the field `{_NEEDED}` is not subscribed: no status and no reply will arrive"
        return [bad("webhook", fact, mend)]
    findings = [await check_callback(str(rows[0]["callback_url"]), settings)]
    absent = [name for name in _WANTED if name not in fields]
    if absent:
        fact = f"not subscribed to {', '.join(absent)}: paused templates, blocks and opt-outs come late"
        findings.append(warn("webhook fields", fact, mend))
    return findings
