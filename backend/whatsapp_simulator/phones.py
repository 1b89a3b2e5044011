"""The phones: what becomes of a message after it was accepted, told by webhooks."""

from typing import NamedTuple

import orjson

from .behaviour import Plan, draw, plan_free_form, plan_template
from .bodies import BodyWriter
from .config import Conditions, SimulatorConfig
from .faults import pick_code
from .ids import MessageIds
from .inbound import Inbound, make_reply
from .ledger import Accepted, Ledger
from .people import Recipient
from .refusals import describe_failure
from .schedule import Schedule
from .webhooks import Outbox, Update

NOT_ON_WHATSAPP = 131026
TEMPLATE_PAUSED = 132015


# Meta does not say whether these open the customer service window.
_MAY_NOT_OPEN = frozenset({"reaction", "unsupported"})


class Course(NamedTuple):
    """A message on its way through its plan; `failure` is the code it ends with instead, 0 for none."""

    message: Accepted
    plan: Plan
    failure: int


class Phones:
    """Plays every recipient. All times come from the schedule; there is no task per message."""

    def __init__(
        self,
        config: SimulatorConfig,
        conditions: Conditions,
        schedule: Schedule,
        outbox: Outbox,
        writer: BodyWriter,
        ids: MessageIds,
        ledger: Ledger,
    ) -> None:
        self._config = config
        self._conditions = conditions
        self._schedule = schedule
        self._outbox = outbox
        self._writer = writer
        self._ids = ids
        self._ledger = ledger

    def play(self, message: Accepted) -> bool:
        """Starts the course of an accepted message; True when Meta holds it for a quality check first."""
        behaviour, faults, recipient = self._conditions.behaviour, self._conditions.faults, message.recipient
        if message.template is None:
            draws = draw(self._config.seed, recipient.address, "f", recipient.accepted_free_form)
            plan = plan_free_form(behaviour, draws)
        else:
            draws = draw(self._config.seed, recipient.address, "t", recipient.accepted_templates)
            plan = plan_template(behaviour, draws)
        failure = 0 if recipient.on_whatsapp(behaviour) else NOT_ON_WHATSAPP
        if not failure and faults.fail_codes and self._conditions.codes_last():
            failure = pick_code(faults.fail_codes, plan.fault) or 0
        if message.template is not None and draws[11] < faults.hold_template_share:
            message.mark("held")
            held_for_s = faults.held_for_s[0] + (faults.held_for_s[1] - faults.held_for_s[0]) * draws[12]
            failure = TEMPLATE_PAUSED if draws[13] < faults.held_fail_share else failure
            self._schedule.add(held_for_s, self._begin, Course(message, plan, failure))
            return True
        self._begin(Course(message, plan, failure))
        return False

    def receive(
        self,
        sender: Recipient,
        inbound: Inbound,
        *,
        phone_number_id: str,
        wamid: str,
        quoted: str | None = None,
        at: float | None = None,
        without_phone: bool | None = None,
        field: str = "messages",
    ) -> None:
        """A person sends a message to the business, now; `at` only changes the time written on it."""
        now = self._config.clock()
        behaviour = self._conditions.behaviour
        hides = sender.hides_phone(behaviour) if without_phone is None else without_phone
        first = inbound.interaction and sender.interaction_kind is None
        if inbound.interaction:
            self._ledger.interact(sender, inbound.kind, now)
        if inbound.interaction and (inbound.type not in _MAY_NOT_OPEN or behaviour.reaction_opens_window):
            windows = sender.last_inbound = sender.last_inbound or {}
            windows[phone_number_id] = max(windows.get(phone_number_id, 0.0), now if at is None else at)
        change = self._writer.write_inbound(
            phone_number_id,
            sender,
            None if hides else sender.wa_id(behaviour),
            wamid=wamid,
            at=int(now if at is None else at),
            kind=inbound.type,
            content=orjson.dumps(inbound.content),
            quoted=quoted,
            field=field,
        )
        self._outbox.put(Update(change, sender if first else None))

    def _begin(self, course: Course) -> None:
        if course.failure and course.plan.late_fault < self._conditions.faults.fail_after_sent_share:
            self._schedule.add(course.plan.sent_after_s, self._send_and_fail, course)
            return
        self._schedule.add(course.plan.sent_after_s, self._fail if course.failure else self._send, course)

    def _send_and_fail(self, course: Course) -> None:
        self._tell(course.message, "sent")
        self._schedule.add(course.plan.delivered_after_s, self._fail, course)

    def _fail(self, course: Course) -> None:
        course.message.failure = course.failure
        self._tell(course.message, "failed", describe_failure(course.failure))

    def _send(self, course: Course) -> None:
        message, plan, _ = course
        self._tell(message, "sent")
        # Of a reaction Meta tells nothing after `sent`.
        if plan.delivered and message.kind != "reaction":
            self._schedule.add(plan.delivered_after_s, self._deliver, course)

    def _deliver(self, course: Course) -> None:
        message, plan, _ = course
        self._tell(message, "delivered")
        if plan.read:
            self._schedule.add(plan.read_after_s, self._read, course)
        if plan.reply is not None:
            self._schedule.add(plan.reply_after_s, self._reply, course)

    def _read(self, course: Course) -> None:
        self._tell(course.message, "read")

    def _reply(self, course: Course) -> None:
        message, plan, _ = course
        assert plan.reply is not None
        wamid = self._ids.next_inbound()
        inbound = make_reply(plan.reply, message, plan.choice, wamid)
        # A reaction names its message inside; Meta adds no context to it.
        quoted = message.wamid if plan.quote and inbound.type != "reaction" else None
        self.receive(
            message.recipient, inbound, phone_number_id=message.phone_number_id, wamid=wamid, quoted=quoted
        )

    def _tell(self, message: Accepted, status: str, errors: bytes | None = None) -> None:
        message.mark(status)
        behaviour, recipient = self._conditions.behaviour, message.recipient
        # Sent to a phone, a status names the phone; sent to a BSUID, only if the person shares it.
        hidden = message.by_bsuid and recipient.hides_phone(behaviour)
        wa_id = None if hidden else recipient.wa_id(behaviour)
        self._outbox.put(
            Update(self._writer.write_status(message, status, int(self._config.clock()), wa_id, errors))
        )
