"""Doctor's look at the Graph API: is it there, what of the phone number and the templates."""

from collections.abc import Collection
from typing import Any

from relance.cli.checks_app import check_app
from relance.cli.findings import Finding, bad, ok, warn
from relance.core.secret import describe_odd
from relance.core.settings import Settings
from relance.whatsapp.client import GraphClient, GraphError, GraphUnreachable

_TOKEN_REFUSED = 190


_NEEDED = frozenset(
    {"whatsapp_token", "whatsapp_phone_number_id", "whatsapp_api_url", "whatsapp_graph_version"}
)
"""Settings without which Meta cannot be asked anything."""


async def check_graph(settings: Settings, faulty: Collection[str] = ()) -> list[Finding]:
    """Reachable, token good, number known, templates readable; as far as it goes without what is `faulty`."""
    if describe_odd(settings.whatsapp_token) or _NEEDED & set(faulty):
        return []  # no request can carry it, and others have said so
    async with GraphClient(
        settings.whatsapp_api_url,
        settings.whatsapp_graph_version,
        settings.whatsapp_token,
        max_connections=2,
    ) as graph:
        try:
            number = await graph.get_phone_number(settings.whatsapp_phone_number_id)
        except GraphUnreachable as error:
            mend = f"check the network and RELANCE_WHATSAPP_API_URL ({settings.whatsapp_api_url})"
            return [bad("Graph API", f"not reachable: {error}", mend)]
        except GraphError as error:
            return [_explain(error)]
        findings = [
            ok("Graph API", "reachable, token accepted"),
            *await check_app(settings, graph, faulty),
            _check_number(number),
        ]
        if "whatsapp_business_account_id" not in faulty:
            findings.append(await _count(graph, settings))
        return findings


def _explain(error: GraphError) -> Finding:
    if error.code == _TOKEN_REFUSED:
        mend = "make a new token of a system user and set RELANCE_WHATSAPP_TOKEN"
        return bad("token", f"refused: {error}", mend)
    mend = "check RELANCE_WHATSAPP_PHONE_NUMBER_ID and the permissions of the token"
    return bad("phone number", f"refused: {error}", mend)


def _check_number(number: dict[str, Any]) -> Finding:
    shown = number.get("display_phone_number", "unknown")
    quality = str(number.get("quality_rating", "UNKNOWN"))
    fact = f"{shown} ({number.get('verified_name', 'no name')}), quality {quality.lower()}"
    if number.get("platform_type") not in (None, "CLOUD_API"):
        mend = "register it with the Cloud API (docs/whatsapp-setup.md, step 3)"
        return bad("phone number", f"{shown} is not registered with the Cloud API", mend)
    if number.get("status") not in (None, "CONNECTED"):
        mend = "see the number in WhatsApp Manager: Meta says there what it wants"
        return bad("phone number", f"{fact}; its status is {number['status']}", mend)
    if quality == "RED":
        return warn("phone number", fact, "Meta may restrict it: send less, and only to who expects it")
    return ok("phone number", fact)


async def _count(graph: GraphClient, settings: Settings) -> Finding:
    try:
        statuses = [
            template.get("status")
            async for template in graph.list_templates(settings.whatsapp_business_account_id)
        ]
    except (GraphError, GraphUnreachable) as error:
        mend = "check RELANCE_WHATSAPP_BUSINESS_ACCOUNT_ID and the permissions of the token"
        return bad("templates at Meta", f"not readable: {error}", mend)
    approved = statuses.count("APPROVED")
    if not approved:
        mend = "approve one in WhatsApp Manager: Message 1 needs it"
        return warn("templates at Meta", f"none approved of {len(statuses)}", mend)
    return ok("templates at Meta", f"{approved} approved of {len(statuses)}")
