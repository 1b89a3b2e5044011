"""What a person should see to: a closed list by code, each with how bad it is and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from relance.reasons.sentence import Sentence

Severity = Literal["critical", "warning", "info"]


@dataclass(frozen=True, slots=True)
class AlertWords:
    """Both sentences have places that the values of the alert fill."""

    severity: Severity
    message: Sentence
    what_to_do: Sentence


def _words(severity: Severity, message: str, what_to_do: str) -> AlertWords:
    return AlertWords(severity, Sentence(message), Sentence(what_to_do))


_WORDS = {
    "process_silent": _words(
        "critical",
        "The {name} process {pid:id} on {host} has been silent since its last heartbeat.",
        "See its log and restart it; `relance up` does so by itself.",
    ),
    "process_missing": _words(
        "critical",
        "No {name} process is running.",
        "Start it: `relance up` starts all of them, `relance {name}` this one.",
    ),
    "process_stuck": _words(
        "critical",
        "The {name} process {pid:id} on {host} lives, but its work ({work:work}) has stood still for"
        " {age_s:seconds}.",
        "See its log and restart it; until then others of its kind do the work, if there are any.",
    ),
    "sending_stuck": _words(
        "critical",
        "Messages that may leave have been waiting for {age_s:seconds}, and no sender takes them.",
        "See the logs of the senders and restart them: nothing is lost or sent twice by that.",
    ),
    "redis_down": _words(
        "critical",
        "Redis does not answer: nothing is sent until it does.",
        "Start Redis (or Valkey) again and check RELANCE_REDIS_URL. No message is lost meanwhile.",
    ),
    "restored_unanswered": _words(
        "critical",
        "Nothing leaves: this database was restored from a backup or copied.",
        "A super admin must say which: in the web app under Settings, Database, or with `relance restored`.",
    ),
    "restored_settling": _words(
        "warning",
        "Nothing leaves yet: what had left before the backup was restored is being taken over.",
        "Wait until that is done, then resume the campaigns. If it lasts, check that a worker runs.",
    ),
    "meta_unreachable": _words(
        "critical",
        "Meta has been out of reach for {age_s:seconds}.",
        "Check this server's way to the internet, its DNS and RELANCE_WHATSAPP_API_URL: `relance doctor`"
        " tells what answers. Nothing is lost, and sending goes on by itself.",
    ),
    "meta_refuses": _words(
        "critical",
        "Meta does not tell its numbers and templates: it refuses with code {meta_code:id}.",
        "Check RELANCE_WHATSAPP_TOKEN, its rights and the ids of the account: `relance doctor` tells what is"
        " wrong.",
    ),
    "token_refused": _words(
        "critical",
        "Meta refuses the access token (code {meta_code:id}): nothing leaves.",
        "Create a new token of the system user and put it into RELANCE_WHATSAPP_TOKEN, then restart.",
    ),
    "account_blocked": _words(
        "critical",
        "The WhatsApp business account {waba_id} is stopped: {reason:clause}.",
        "{advice:reason}",
    ),
    "number_blocked": _words(
        "critical", "The number {number} is stopped: {reason:clause}.", "{advice:reason}"
    ),
    "number_resting": _words(
        "warning",
        "The number {number} sends nothing for a while: {reason:clause}.",
        "{advice:reason}",
    ),
    "template_blocked": _words(
        "warning",
        "The template {name} ({language}) cannot be sent: {reason:clause}.",
        "{advice:reason}",
    ),
    "limit_reached": _words(
        "critical",
        "The number {number} has sent its {limit:count} messages of today.",
        "Message 1 goes on tomorrow by itself; the setting daily_limit has the limit. Replies still leave.",
    ),
    "limit_near": _words(
        "warning",
        "The number {number} has used {used:number} % of today's limit of {limit:count} messages.",
        "About {remaining:count} more contacts can be written to today: start large campaigns tomorrow.",
    ),
    "error_rate_high": _words(
        "warning",
        "{rate:number} % of today's finished messages of {number} failed ({failed:count} of"
        " {finished:count}).",
        "Look at the errors by code; pause the campaign when the cause is its audience or its text.",
    ),
    "no_echo": _words(
        "critical",
        "Meta accepted {sent:count} messages of {number} and no status of any of them has arrived.",
        "Check the webhook at Meta: callback URL, verify token, app secret, and the field `messages`.",
    ),
    "echoes_missing": _words(
        "warning",
        "No status has arrived for {silent:count} of the last {sent:count} messages of {number}.",
        "Meta delivers statuses again for seven days. If it lasts, check the webhook and the parked items.",
    ),
    "webhooks_refused": _words(
        "warning",
        "Webhooks were refused or not heard ({reason:gap}) within the last 15 minutes.",
        "Meta delivers them again. If it goes on, see the API's log and the database's load.",
    ),
    "webhooks_parked": _words(
        "warning",
        "{waiting:count} webhook items could not be applied and are parked.",
        "See the reasons with `relance webhooks parked` and replay them when the cause is gone.",
    ),
    "clock_wrong": _words(
        "warning",
        "The clock of the {name} process on {host} and the database's differ by {seconds:number} s.",
        "Let a time service (NTP) keep the clocks of all hosts. From 30 s on no doubt ends by itself.",
    ),
    "clock_unlike_meta": _words(
        "warning",
        "Meta's clock and the database's differ by {seconds:number} s.",
        "Let a time service (NTP) keep the database's clock. From 30 s on no doubt ends by itself.",
    ),
    "clock_stepped": _words(
        "warning",
        "The database's clock was set by {seconds:number} s.",
        "Nothing to do if it was wrong before. Messages in doubt of that time wait for a person.",
    ),
    "replies_late": _words(
        "warning",
        "Message 2 has been waiting for {age_s:seconds} to be sent.",
        "Check that a sender runs and that its rate is enough; start another sender process.",
    ),
    "double": _words(
        "critical",
        "Meta accepted message {message_id:id} twice: its contact may have got it twice.",
        "Tell the contact if it matters, and report it with the ids: this should never happen.",
    ),
    "double_after_send_again": _words(
        "warning",
        "Message {message_id:id} was in doubt and a person had it sent again: Meta had taken it after all, so"
        " its contact may have got it twice.",
        "Nothing to mend: this was the risk of sending again. Tell the contact if it matters.",
    ),
    "unknown_for_a_day": _words(
        "warning",
        "Nobody knows of {messages:count} messages whether Meta took them, for more than a day.",
        "Decide on the page of their campaign, or with `relance doubts`: wait, count as sent, or send again.",
    ),
    "undecided_messages": _words(
        "info",
        "A campaign was closed with {messages:count} messages of unknown outcome.",
        "Late statuses still correct its numbers. Nothing is sent again by itself: that is decided on its"
        " page.",
    ),
    "pending_without_batch": _words(
        "warning",
        "{messages:count} pending messages had fallen out of the send queue; they were queued again.",
        "Nothing to do; report it: this should never happen.",
    ),
    "identity_conflict": _words(
        "warning",
        "Two contacts turned out to be one person: {contact_ids:list}.",
        "Compare the two contacts and delete one of them.",
    ),
    "another_app_answers": _words(
        "warning",
        "Another app answers the people who write to {number}: no Message 2 goes into these chats.",
        "Switch the other app (Meta's Business Agent, a partner's inbox) off for this number at Meta, or"
        " leave the answers to it. Replies and STOP count all the same.",
    ),
    "campaign_braked": _words(
        "critical",
        "The campaign {name} was paused by itself: {reason:clause}.",
        "See the errors of the campaign, mend the cause, and resume it; what failed before counts no more.",
    ),
    "campaign_restored": _words(
        "warning",
        "The campaign {name} is held: the database was restored from a backup or copied.",
        "Once a super admin has said which (Settings, Database; or `relance restored`), resume or stop it.",
    ),
    "campaign_overdue": _words(
        "warning",
        "The campaign {name} should have started: {reason:clause}.",
        "Start it by hand, or give it another time.",
    ),
    "sign_ins_failing": _words(
        "warning",
        "At least {failed:count} attempts to sign in failed within {minutes:minutes}.",
        "See from where in the activity log (`GET /api/activity?what=sign_in_failed`). If it was none of you,"
        " let the proxy turn these addresses away.",
    ),
    "account_event": _words(
        "warning",
        "Meta reported {event} for {where}.",
        "See the account at Meta (WhatsApp Manager).",
    ),
}

ALERT_WORDS: Mapping[str, AlertWords] = MappingProxyType(_WORDS)
