"""Alerts of messages under way: no echo, replies that wait, outcomes that nobody knows, what is held."""

from collections.abc import Iterable, Iterator, Mapping

from relance.core.db import Row
from relance.monitoring.alerts.alert import Alert, make_alert
from relance.reasons import Reason
from relance.reasons.waiting import BRAKED, WAITING

ECHO_PATIENCE_S = 600.0
"""Meta's `sent` follows an accepted message within seconds."""

SAMPLE = 2_000
"""Newest messages that are looked at for their echoes."""

FEWEST_SILENT = 20
SILENT_SHARE = 0.1

REPLY_PATIENCE_S = 60.0


def find_echo_alerts(samples: Iterable[Row], numbers: Mapping[int, str]) -> Iterator[Alert]:
    """Numbers whose accepted messages do not echo, not one of them or too many of them."""
    for sample in samples:
        sent, silent = sample["n"], sample["silent"]
        if silent == sent:
            code = "no_echo"
        elif silent >= FEWEST_SILENT and silent > SILENT_SHARE * sent:
            code = "echoes_missing"
        else:
            continue
        sender_id = sample["sender_id"]
        yield make_alert(
            code,
            f"sender:{sender_id}",
            sample["since"],
            sender_id=sender_id,
            number=numbers.get(sender_id),
            sent=sent,
            silent=silent,
        )


def find_queue_alerts(queue: Row) -> Iterator[Alert]:
    """Message 2 that waits although it may go: it should leave within a second."""
    if (queue["reply_age_s"] or 0.0) > REPLY_PATIENCE_S:
        yield make_alert(
            "replies_late", "queue:reply", queue["oldest_reply"], age_s=round(queue["reply_age_s"])
        )


def find_unknown_alerts(unknown: Row) -> Iterator[Alert]:
    """Messages of which nobody knows for a day whether Meta took them."""
    if unknown["n"]:
        yield make_alert("unknown_for_a_day", "messages:unknown", unknown["since"], messages=unknown["n"])


def find_restored_alerts(question: Row) -> Iterator[Alert]:
    """A database that went back, until it is answered and settled: nothing leaves, whatever else is well."""
    if question["since"] is not None:
        code = "restored_settling" if question["answered"] else "restored_unanswered"
        yield make_alert(code, "installation:restored", question["since"])


def find_campaign_alerts(campaigns: Iterable[Row]) -> Iterator[Alert]:
    """Campaigns that wait for a person."""
    for campaign in campaigns:
        subject, reason = f"campaign:{campaign['id']}", campaign["status_reason"]
        about = {"campaign_id": campaign["id"], "name": campaign["name"]}
        if campaign["status"] != "paused":
            waits_for = _told(campaign) if reason else WAITING.make("no_worker")
            yield make_alert("campaign_overdue", subject, campaign["scheduled_at"], **about, reason=waits_for)
        elif reason == "restored":
            yield make_alert("campaign_restored", subject, campaign["updated_at"], **about)
        else:
            why = _told(campaign)
            yield make_alert("campaign_braked", subject, campaign["updated_at"], **about, reason=why)


def _told(campaign: Row) -> Reason:
    """What `status_reason` says; of the brake without its first word."""
    text, code = campaign["status_reason"].removeprefix(BRAKED), campaign["status_reason_code"]
    if code is None:  # of an older version: nothing but its words
        return Reason(WAITING.kind, "told", {}, text)
    code = "failed_lately" if code == "failing" else code
    return Reason(WAITING.kind, code, campaign["status_reason_values"], text)
