"""Lost, doubled, in doubt: decided by what the simulator accepted, by person and type of message."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

MESSAGE_1, MESSAGE_2 = "message_1", "message_2"
OF_THE_PERSON = frozenset({131026, 131049, 131050, 130472, 131030, 131021})
"""Codes after which this person is not to be asked again: nobody is lost by them."""
_NO_ANSWER = frozenset({"stop", "remove_reaction"})
_TIME_TO_ANSWER_S = 5.0
_GOING_ON = 10
"""So many messages 1 after the end of a cause are "sending again": one alone may be a straggler."""


@dataclass(frozen=True, slots=True)
class Cause:
    """When something was wrong, in unix seconds, and how many requests were on their way as it began."""

    began: float
    ended: float
    in_flight: int


@dataclass(slots=True)
class Evidence:
    """What the ledger and the rig know of one run."""

    people: Sequence[str]
    """Addresses (digits) of everybody the campaign aims at."""
    messages: Iterable[dict[str, Any]]
    recipients: Sequence[dict[str, Any]]
    in_doubt: Sequence[tuple[str, str]]
    """(type, phone) of the rows that are in doubt."""
    excused: frozenset[str] = frozenset()
    """Whom the run itself took out: opted out, deleted, or on their way when it was stopped."""
    replies_gone: Sequence[tuple[float, float]] = ()
    """Between these times (unix seconds) we took in what a restored backup does not hold."""
    causes: Sequence[Cause] = ()
    window_s: float = 86_400.0


@dataclass(slots=True)
class Verdict:
    """Addresses, not counts: whoever reads a failure wants to know whom to look for."""

    lost_1: list[str] = field(default_factory=list)
    lost_2: list[str] = field(default_factory=list)
    doubled_1: list[str] = field(default_factory=list)
    doubled_2: list[str] = field(default_factory=list)
    unknown: int = 0
    accepted: int = 0
    recovery_s: list[float | None] = field(default_factory=list)
    """By cause; None where nothing was left to send."""
    stood_still: int = 0
    """Causes after which nothing more was sent though there was something."""

    @property
    def lost(self) -> int:
        return len(self.lost_1) + len(self.lost_2)

    @property
    def doubled(self) -> int:
        return len(self.doubled_1) + len(self.doubled_2)

    @property
    def slowest_recovery_s(self) -> float | None:
        return max((seconds for seconds in self.recovery_s if seconds is not None), default=None)


def judge(evidence: Evidence) -> Verdict:
    """The verdict of one run."""
    messages = list(evidence.messages)
    standing: Counter[tuple[str, str]] = Counter()
    not_to_ask: set[tuple[str, str]] = set()
    asked: dict[str, float] = {}
    for message in messages:
        key = (_type(message), message["to"])
        if key[0] == MESSAGE_1:
            asked.setdefault(message["to"], message["accepted_at"])
        if not message["failure"]:
            standing[key] += 1
        elif message["failure"] in OF_THE_PERSON:
            not_to_ask.add(key)
    doubt = {(kind, phone.lstrip("+")) for kind, phone in evidence.in_doubt if phone}
    settled = set(standing) | not_to_ask | doubt
    recipients = {recipient["address"]: recipient for recipient in evidence.recipients}
    verdict = Verdict(unknown=len(evidence.in_doubt), accepted=len(messages))
    for person in evidence.people:
        recipient = recipients.get(person)
        refused = {int(code) for code in recipient["rejected"]} if recipient else set()
        if person in evidence.excused or refused & OF_THE_PERSON:
            continue
        if (MESSAGE_1, person) not in settled:
            verdict.lost_1.append(person)
        if (
            recipient
            and _earned_message_2(recipient, asked.get(person), evidence)
            and (MESSAGE_2, person) not in settled
        ):
            verdict.lost_2.append(person)
    verdict.doubled_1 = sorted(
        to for (kind, to), count in standing.items() if kind == MESSAGE_1 and count > 1
    )
    verdict.doubled_2 = sorted(
        to for (kind, to), count in standing.items() if kind == MESSAGE_2 and count > 1
    )
    for cause in evidence.causes:
        _measure_recovery(verdict, cause, messages, evidence)
    return verdict


def _type(message: dict[str, Any]) -> str:
    return MESSAGE_2 if message["template"] is None else MESSAGE_1


def _earned_message_2(recipient: dict[str, Any], asked_at: float | None, evidence: Evidence) -> bool:
    """An interaction inside the window of Message 1 that we took in while there was time to answer it.

    Meta's seconds are whole and the window begins with the status, so an edge of two seconds is left out.
    """
    interaction = recipient["first_interaction"]
    if interaction is None or interaction["kind"] in _NO_ANSWER or interaction["first_acked_at"] is None:
        return False
    if asked_at is None or interaction["at"] > asked_at + evidence.window_s - 2.0:
        return False
    from_when = interaction["first_acked_at"]
    if any(began <= from_when <= ended for began, ended in evidence.replies_gone):
        return False
    for cause in evidence.causes:
        if cause.began <= from_when <= cause.ended + 10.0:
            from_when = cause.ended + 10.0
    return bool(interaction["at"] + evidence.window_s - from_when >= _TIME_TO_ANSWER_S)


def _measure_recovery(
    verdict: Verdict, cause: Cause, messages: list[dict[str, Any]], evidence: Evidence
) -> None:
    ones = [message for message in messages if _type(message) == MESSAGE_1]
    had = {message["to"] for message in ones if message["accepted_at"] < cause.ended}
    # Who is in doubt, or no user at all, is nobody that could still have been written to.
    doubt = {phone.lstrip("+") for kind, phone in evidence.in_doubt if kind == MESSAGE_1 and phone}
    refused = {
        r["address"] for r in evidence.recipients if OF_THE_PERSON & {int(code) for code in r["rejected"]}
    }
    left = len(set(evidence.people) - evidence.excused - had - doubt - refused)
    after = sorted(message["accepted_at"] for message in ones if message["accepted_at"] >= cause.ended)
    enough = min(left, _GOING_ON)
    if enough == 0:
        verdict.recovery_s.append(None)
    elif len(after) < enough:
        verdict.recovery_s.append(None)
        verdict.stood_still += 1
    else:
        verdict.recovery_s.append(max(0.0, after[enough - 1] - cause.ended))
