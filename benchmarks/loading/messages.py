"""Messages as lines of COPY: every one has the history that its campaign's age allows."""

import random
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from loading.people import DELETED, INTERACTED, OPTED_OUT, People
from loading.plan import DAY_S, CampaignPlan
from loading.times import Clock
from loading.words import ERRORS

COLUMNS = (
    "id", "campaign_id", "contact_id", "sender_id", "message_type", "status", "wamid", "parameters",
    "created_at", "sent_at", "delivered_at", "read_at", "interacted_at", "no_interaction_at", "failed_at",
    "expires_at", "echoed_at", "cancel_reason", "error_code", "error_title", "pricing_category",
    "pricing_type", "billable",
)  # fmt: skip

_FATES = 65_521
"""A prime, so that campaigns of any size meet other fates."""
_WAMID = "wamid.HBgMMjI5MDE5NzAwMDAwFQIAERgS"
_N = "\\N"
_PRICED = "marketing\tregular\tt\n"
_UNPRICED = "\\N\t\\N\t\\N\n"

Fate = tuple[int, int, int, int]
"""Seconds after sending until delivered, read, answered (0: never), and the place of an error (-1: none)."""


@dataclass(slots=True)
class Progress:
    """What was made so far."""

    next_id: int = 1
    pending: dict[int, "array[int]"] = field(default_factory=dict)
    """Ids that wait to be sent, by campaign."""
    ends_s: dict[int, int] = field(default_factory=dict)
    """When the last message of a campaign left."""


def draw_fates(chance: random.Random) -> list[Fate]:
    """What becomes of a message once it is sent."""
    fates: list[Fate] = []
    for _ in range(_FATES):
        luck = chance.random()
        if luck < 0.03:
            error = chance.choices(range(len(ERRORS)), [share for _, _, share in ERRORS])[0]
            fates.append((0, 0, 0, error))
            continue
        delivered = 1 + int(chance.expovariate(1 / 20)) if luck < 0.94 else 0
        read = delivered + 1 + int(chance.expovariate(1 / 3000)) if delivered and luck < 0.6 else 0
        answered = read + 1 + int(chance.expovariate(1 / 900)) if read and luck < 0.155 else 0
        fates.append((delivered, read, answered if answered < DAY_S else 0, -1))
    return fates


def message_lines(
    plan: CampaignPlan, people: People, fates: list[Fate], clock: Clock, progress: Progress, now_s: int
) -> Iterator[bytes]:
    """The Messages 1 of a campaign, then its Messages 2. Notes who interacted, and what is pending."""
    maker = _Maker(plan, people, clock, progress, now_s)
    lines: list[str] = []
    answered: list[tuple[int, int]] = []
    members = people.members(plan.category, plan.recipients)
    to_send = round(len(members) * plan.sent_share)
    offset = plan.id * 104_729
    for place, contact_id in enumerate(members):
        lines.append(maker.message_1(contact_id, place, to_send, fates[(offset + place) % _FATES], answered))
        if len(lines) == 5_000:
            yield "".join(lines).encode()
            lines.clear()
    if plan.has_message_2:
        lines.extend(maker.message_2(contact_id, at_s) for contact_id, at_s in answered)
    yield "".join(lines).encode()


class _Maker:
    """Lines of one campaign."""

    def __init__(self, plan: CampaignPlan, people: People, clock: Clock, progress: Progress, now_s: int):
        self._plan, self._people, self._clock, self._now_s = plan, people, clock, now_s
        self._progress = progress
        self._created = clock.text(plan.began_s)
        self._pending = progress.pending.setdefault(plan.id, array("q"))

    def message_1(
        self, contact_id: int, place: int, to_send: int, fate: Fate, answered: list[tuple[int, int]]
    ) -> str:
        plan, people = self._plan, self._people
        name = people.first_names[contact_id] or "cliente"
        parameters = f'{{"1": "{name}"}}'
        flags = people.flags[contact_id]
        if flags & (OPTED_OUT | DELETED):
            reason = "opted_out" if flags & OPTED_OUT else "contact_deleted"
            return self._unsent(contact_id, "cancelled", parameters, reason)
        if plan.status == "failed":
            return self._refused(contact_id, parameters, ERRORS[4], plan.began_s + place // 75)
        if place >= to_send:
            if plan.status == "stopped":
                return self._unsent(contact_id, "cancelled", parameters, "stopped")
            self._pending.append(self._progress.next_id)
            return self._unsent(contact_id, "pending", parameters, _N)
        sent_s = min(self._now_s - 1, plan.began_s + 2 + int(place / plan.rate_per_s))
        self._progress.ends_s[plan.id] = sent_s
        if fate[3] >= 0:
            return self._refused(contact_id, parameters, ERRORS[fate[3]], sent_s)
        return self._sent(contact_id, parameters, fate, sent_s, answered)

    def _sent(
        self, contact_id: int, parameters: str, fate: Fate, sent_s: int, answered: list[tuple[int, int]]
    ) -> str:
        text, now_s = self._clock.text, self._now_s
        delivered, read, answer = (
            sent_s + wait if wait and sent_s + wait <= now_s else 0 for wait in fate[:3]
        )
        status = "read" if read else "delivered" if delivered else "sent"
        silent = 0
        if answer:
            answered.append((contact_id, answer))
            self._people.flags[contact_id] |= INTERACTED
            first = self._people.interacted_s.get(contact_id)
            if first is None or answer < first:
                self._people.interacted_s[contact_id] = answer
        elif sent_s + DAY_S < now_s:
            status, silent = "no_interaction", sent_s + DAY_S
        id_ = self._take_id()
        plan = self._plan
        return (
            f"{id_}\t{plan.id}\t{contact_id}\t{plan.sender_id}\tmessage_1\t{status}\t{_WAMID}{id_:016X}A\t"
            f"{parameters}\t{self._created}\t{text(sent_s)}\t{text(delivered) if delivered else _N}\t"
            f"{text(read) if read else _N}\t{text(answer) if answer else _N}\t"
            f"{text(silent) if silent else _N}\t"
            f"\\N\t{text(sent_s + DAY_S)}\t{text(sent_s + 1)}\t\\N\t\\N\t\\N\t{_PRICED}"
        )

    def message_2(self, contact_id: int, at_s: int) -> str:
        text, plan = self._clock.text, self._plan
        id_ = self._take_id()
        sent, expires = at_s + 1, text(at_s + DAY_S)
        late = id_ % 20
        delivered = text(sent + 2) if late and sent + 2 <= self._now_s else _N
        read = text(sent + 60) if late > 4 and sent + 60 <= self._now_s else _N
        status = "read" if read != _N else "delivered" if delivered != _N else "sent"
        return (
            f"{id_}\t{plan.id}\t{contact_id}\t{plan.sender_id}\tmessage_2\t{status}\t{_WAMID}{id_:016X}B\t"
            f'{{"text": "Merci !"}}\t{text(at_s)}\t{text(sent)}\t{delivered}\t{read}\t\\N\t\\N\t\\N\t'
            f"{expires}\t"
            f"{text(sent)}\t\\N\t\\N\t\\N\tservice\tfree_customer_service\tf\n"
        )

    def _unsent(self, contact_id: int, status: str, parameters: str, reason: str) -> str:
        plan = self._plan
        return (
            f"{self._take_id()}\t{plan.id}\t{contact_id}\t{plan.sender_id}\tmessage_1\t{status}\t\\N\t{parameters}\t"
            f"{self._created}\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t{reason}\t\\N\t\\N\t{_UNPRICED}"
        )

    def _refused(self, contact_id: int, parameters: str, error: tuple[int, str, int], at_s: int) -> str:
        """Taken by Meta and not delivered, or not even taken."""
        plan, text = self._plan, self._clock.text
        id_ = self._take_id()
        taken = error[0] in (131026, 131049, 130472)
        wamid = f"{_WAMID}{id_:016X}A" if taken else _N
        sent = text(at_s) if taken else _N
        return (
            f"{id_}\t{plan.id}\t{contact_id}\t{plan.sender_id}\tmessage_1\tfailed\t{wamid}\t{parameters}\t"
            f"{self._created}\t{sent}\t\\N\t\\N\t\\N\t\\N\t{text(at_s + 2)}\t"
            f"{text(at_s + DAY_S) if taken else _N}\t{sent}\t\\N\t{error[0]}\t{error[1]}\t{_UNPRICED}"
        )

    def _take_id(self) -> int:
        id_ = self._progress.next_id
        self._progress.next_id += 1
        return id_
