"""Preflight: what a campaign would do, before it does it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from relance.campaigns.bindings import WHITESPACE
from relance.campaigns.drafting import preflight_sql as sql
from relance.campaigns.drafting.create import check_request
from relance.campaigns.drafting.too_long import find_too_long
from relance.campaigns.schemas import NewCampaign
from relance.campaigns.service import get_campaign
from relance.campaigns.state import ProblemCode
from relance.contacts.own_fields import fields_of, own_fields_of
from relance.core.db import Connection, Row
from relance.core.settings import Settings
from relance.interactions.rendering import MissingFieldError, render_message_2
from relance.reasons import Reason
from relance.senders.service import Sender, get_sender
from relance.templates.preview import render_preview
from relance.templates.schemas import PreviewRequest
from relance.templates.service import Template, get_template
from relance.templates.status import APPROVED
from relance.whatsapp.error_words import explain_code
from relance.whatsapp.placeholders import list_needed

OVERLAP_WITHIN = timedelta(days=7)

Answer = dict[str, Any]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be looked at: a campaign, or the request for one (`campaign_id` 0)."""

    campaign_id: int
    category_ids: list[int]
    sender: Sender
    template: Template
    header: dict[str, Any] | None
    variables: dict[str, Any]
    buttons: dict[str, Any]
    message_2: dict[str, Any] | None
    rate_per_s: float | None
    skip_unreachable: bool
    consent_only: bool


async def plan_campaign(conn: Connection, *, campaign_id: int) -> Plan:
    """The plan of a campaign. Raises AppError `campaign_not_found`."""
    campaign = await get_campaign(conn, campaign_id=campaign_id)
    return Plan(
        campaign_id=campaign_id,
        category_ids=campaign.category_ids,
        sender=await get_sender(conn, sender_id=campaign.sender_id),
        template=await get_template(conn, template_id=campaign.template_id),
        header=campaign.header,
        variables=campaign.variables,
        buttons=campaign.buttons,
        message_2=campaign.message_2,
        rate_per_s=campaign.rate_per_s,
        skip_unreachable=campaign.skip_unreachable,
        consent_only=campaign.consent_only,
    )


async def plan_request(conn: Connection, *, request: NewCampaign, settings: Settings, now: datetime) -> Plan:
    """The plan of a body that is not saved. Raises AppError (422) as creating it would."""
    checked = await check_request(conn, request=request, settings=settings, now=now)
    body = request.model_dump(exclude_none=True)
    return Plan(
        campaign_id=0,
        category_ids=checked.category_ids,
        sender=checked.sender,
        template=checked.template,
        header=body["template"].get("header"),
        variables=body["variables"],
        buttons=body["template"]["buttons"],
        message_2=body.get("message_2"),
        rate_per_s=request.rate_per_s,
        skip_unreachable=request.skip_unreachable,
        consent_only=request.consent_only,
    )


async def read_preflight(conn: Connection, plan: Plan, *, now: datetime, default_rate_per_s: float) -> Answer:
    """`Preflight`. Looks at every contact of the categories once: a second or so per million."""
    bindings = [*plan.variables.values(), *plan.buttons.values()]
    needed = _fields_of(binding for binding in bindings if "default" not in binding)
    needed_2 = [] if plan.message_2 is None else list_needed(_text_of(plan.message_2))
    fields = list(dict.fromkeys([*_fields_of(bindings), *needed_2]))
    in_categories = await conn.fetchval(sql.CATEGORY_SIZE, plan.category_ids)
    groups = [
        {
            **row,
            "missing": _of_bits(needed, row["missing"]),
            "missing_2": _of_bits(needed_2, row["missing_2"]),
        }
        for row in await _read_groups(conn, plan, fields, needed, needed_2)
    ]
    counted = _count(groups, skip_unreachable=plan.skip_unreachable)
    rate_per_s = _rate(plan, default_rate_per_s)
    return {
        "contacts_in_categories": in_categories,
        "duplicates": max(0, in_categories - counted["audience"]),
        **counted,
        "rate_per_s": rate_per_s,
        "seconds": round(counted["recipients"] / rate_per_s, 1),
        "samples": await _render_samples(conn, plan, groups),
        "overlap": await _read_overlap(conn, plan, since=now - OVERLAP_WITHIN),
        "too_long": await find_too_long(
            conn,
            template=plan.template,
            header=plan.header,
            variables=plan.variables,
            buttons=plan.buttons,
            message_2=plan.message_2,
            needed=needed,
            category_ids=plan.category_ids,
            skip_unreachable=plan.skip_unreachable,
            consent_only=plan.consent_only,
        ),
        "problems": await _list_problems(conn, plan, counted["recipients"], now),
    }


async def _read_groups(
    conn: Connection, plan: Plan, fields: list[str], needed: list[str], needed_2: list[str]
) -> list[Row]:
    if not fields and len(plan.category_ids) == 1 and not plan.consent_only:
        return await conn.fetch(sql.AUDIENCE_WITHOUT_FIELDS, plan.category_ids[0])
    statement = sql.audience(fields=fields, needed=needed, needed_2=needed_2, consent_only=plan.consent_only)
    return await conn.fetch(statement, plan.category_ids, WHITESPACE, *fields)


def _of_bits(names: Sequence[_T], bits: int) -> list[_T]:
    return [name for bit, name in enumerate(names) if bits >> bit & 1]


async def _read_overlap(conn: Connection, plan: Plan, *, since: datetime) -> Answer:
    """Who got something lately: in all, and by campaign."""
    recent = await conn.fetch(sql.RECENT, since, plan.campaign_id)
    ids = [row["id"] for row in recent]
    groups = await conn.fetch(sql.overlap(len(ids)), plan.category_ids, ids) if ids else []
    contacts: Counter[int] = Counter()
    for group in groups:
        for place, bits in enumerate(group["campaigns"]):
            some = ids[place * sql.BITS : (place + 1) * sql.BITS]
            contacts.update(dict.fromkeys(_of_bits(some, bits), group["n"]))
    return {
        "contacts": sum(group["n"] for group in groups),
        "campaigns": [{**row, "contacts": contacts[row["id"]]} for row in recent if contacts[row["id"]]],
    }


def _fields_of(bindings: Any) -> list[str]:
    return list(dict.fromkeys(binding["field"] for binding in bindings if "field" in binding))


def _text_of(message_2: Mapping[str, Any]) -> str:
    return str(message_2.get("text") or message_2.get("caption") or "")


def _rate(plan: Plan, default_rate_per_s: float) -> float:
    of_sender = plan.sender.rate_per_s or default_rate_per_s
    return min(of_sender, plan.rate_per_s or of_sender)


def _reason(group: Answer, *, skip_unreachable: bool) -> str | None:
    """Why nobody of this group is written to, in the order of the launch."""
    if group["opted_out"]:
        return "opted_out"
    if group["no_address"]:
        return "no_address"
    if group["no_consent"]:
        return "no_consent"
    if skip_unreachable and group["unreachable"]:
        return "not_on_whatsapp"
    return "missing_variable" if group["missing"] else None


def _count(groups: list[Answer], *, skip_unreachable: bool) -> Answer:
    left_out: Counter[str] = Counter(
        opted_out=0, no_address=0, no_consent=0, not_on_whatsapp=0, missing_variable=0
    )
    missing: Counter[str] = Counter()
    missing_2: Counter[str] = Counter()
    audience = recipients = unreachable = 0
    for group in groups:
        audience += group["n"]
        reason = _reason(group, skip_unreachable=skip_unreachable)
        unreachable += group["n"] if group["unreachable"] else 0
        if reason is None:
            recipients += group["n"]
            missing_2.update(dict.fromkeys(group["missing_2"], group["n"]))
        else:
            left_out[reason] += group["n"]
            if reason == "missing_variable":
                missing.update(dict.fromkeys(group["missing"], group["n"]))
    return {
        "audience": audience,
        "recipients": recipients,
        "left_out": dict(left_out),
        "missing_by_field": dict(missing),
        "message_2_missing_by_field": dict(missing_2),
        "not_on_whatsapp": unreachable,
    }


async def _list_problems(conn: Connection, plan: Plan, recipients: int, now: datetime) -> list[Answer]:
    """What would keep it from starting or from going out."""
    problems = []
    if plan.template.status != APPROVED:
        words = f"The template's status at Meta is {plan.template.status}."
        problems.append(_problem("template_not_approved", words))
    if recipients == 0:
        problems.append(_problem("campaign_without_recipients", "Nobody would get a message."))
    if _is_blocked(plan.sender, now):
        words, code = plan.sender.blocked_reason or "The sending number is blocked.", plan.sender.blocked_code
        problems.append(_problem("sender_blocked", words, explain_code(code, plan.sender.blocked_reason)))
    account = await conn.fetchrow(sql.ACCOUNT_BLOCK, plan.sender.waba_id, now)
    if account is not None:
        words, code = account["blocked_reason"] or "The business account is blocked.", account["blocked_code"]
        problems.append(_problem("account_blocked", words, explain_code(code, account["blocked_reason"])))
    if _is_blocked(plan.template, now):
        words, code = plan.template.blocked_reason or "Meta stopped the template.", plan.template.blocked_code
        problems.append(_problem("template_blocked", words, explain_code(code, plan.template.blocked_reason)))
    return problems


def _problem(code: ProblemCode, message: str, reason: Reason | None = None) -> Answer:
    return {"code": code, "message": message, "reason": None if reason is None else reason.as_json()}


def _is_blocked(stopped: Sender | Template, now: datetime) -> bool:
    return stopped.blocked_at is not None and (stopped.blocked_until is None or stopped.blocked_until > now)


async def _render_samples(conn: Connection, plan: Plan, groups: list[Answer]) -> list[Answer]:
    """Up to three recipients: the one with the longest message, the first and the last."""
    to_send = [group for group in groups if _reason(group, skip_unreachable=plan.skip_unreachable) is None]
    if not to_send:
        return []
    longest = max(group["longest"] for group in to_send) % (1 << sql.PLACE_OF_ID)
    chosen = {
        longest: "longest",
        min(group["first_id"] for group in to_send): "first",
        max(group["last_id"] for group in to_send): "last",
    }
    # A dictionary keeps the place of the first and the word of the last: who is two of them is the longest.
    chosen[longest] = "longest"
    contacts = {row["id"]: row for row in await conn.fetch(sql.SAMPLES, list(chosen))}
    return [_render(plan, contacts[id_], why) for id_, why in chosen.items() if id_ in contacts]


def _render(plan: Plan, contact: Row, why: str) -> Answer:
    fields = fields_of(contact)
    request = PreviewRequest.model_validate(
        {"variables": plan.variables, "buttons": plan.buttons, "header": plan.header}
    )
    message_2: Answer | None = None
    missing: str | None = None
    if plan.message_2 is not None:
        try:
            message_2 = {**plan.message_2, **render_message_2(plan.message_2, fields)}
        except MissingFieldError as error:
            missing = error.field
    return {
        "why": why,
        "contact_id": contact["id"],
        **own_fields_of(contact),
        "message_1": render_preview(plan.template, request, fields).model_dump(),
        "message_2": message_2,
        "message_2_missing": missing,
    }
