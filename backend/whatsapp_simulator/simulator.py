"""The simulator as an object: `async with Simulator(SimulatorConfig(...)) as simulator: ...`."""

import asyncio
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from .acceptance import Acceptance
from .asgi import Application
from .behaviour import Behaviour
from .bodies import BodyWriter
from .config import Conditions, SimulatorConfig, check_webhook_url
from .control import Control
from .default_templates import make_default_templates
from .faults import Faults
from .graph import Graph
from .ids import MessageIds
from .inbound import Inbound, make_by_type
from .journal import Journal
from .ledger import Ledger
from .people import People, Recipient, is_bsuid, read_to
from .phones import Phones
from .schedule import Schedule
from .server import Server
from .templates import Template, TemplateCatalogue
from .webhooks import Outbox, Update


class Simulator:
    """graph.facebook.com and all the phones, on one event loop. Not safe to call from other threads."""

    def __init__(self, config: SimulatorConfig | None = None) -> None:
        self.config = config or SimulatorConfig()
        secret = self.config.app_secret.encode()
        self._conditions = Conditions(
            self.config.behaviour, self.config.faults, self.config.webhook_url, secret
        )
        self._ids = MessageIds()
        self._schedule = Schedule()
        self._writer = BodyWriter(self.config.waba_id, self.config.numbers)
        self.ledger = Ledger(self._ids)
        self.journal = Journal(self.config.clock)
        self.people = People(self.config.seed)
        self.templates = TemplateCatalogue(make_default_templates())
        self._outbox = Outbox(
            self.config,
            self._conditions,
            self._schedule,
            self._writer,
            self.ledger,
            self.journal,
        )
        self._phones = Phones(
            self.config,
            self._conditions,
            self._schedule,
            self._outbox,
            self._writer,
            self._ids,
            self.ledger,
        )
        acceptance = Acceptance(
            self.config,
            self._conditions,
            self.templates,
            self.people,
            self.ledger,
            self._phones,
        )
        graph = Graph(self.config, self._conditions, self.templates, acceptance)
        application = Application(graph, Control(self), self.config.clock)
        self._server = Server(application, self.config.host, self.config.port)

    async def __aenter__(self) -> Self:
        await self._outbox.start()
        try:
            await self._server.start()
        except BaseException:
            await self._outbox.stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.stop()
        self._schedule.clear()
        await self._outbox.stop()

    @property
    def url(self) -> str:
        """The base URL that stands for https://graph.facebook.com."""
        host = f"[{self.config.host}]" if ":" in self.config.host else self.config.host
        return f"http://{host}:{self._server.port}"

    @property
    def behaviour(self) -> Behaviour:
        return self._conditions.behaviour

    @behaviour.setter
    def behaviour(self, behaviour: Behaviour) -> None:
        self._conditions.behaviour = behaviour
        self.journal.note("behaviour", **behaviour.to_json())

    @property
    def faults(self) -> Faults:
        return self._conditions.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        self._conditions.set_faults(faults)
        self.journal.note("faults", **faults.to_json())

    @property
    def pending(self) -> int:
        """Updates scheduled, waiting, or on their way to the webhook."""
        return len(self._schedule) + self._outbox.pending

    def summary(self) -> dict[str, Any]:
        """The ledger's counts, with the webhooks still pending."""
        summary = self.ledger.summary()
        summary["webhooks"]["pending"] = self.pending
        return summary

    def set_webhook(self, url: str | None, app_secret: str | None = None) -> None:
        """Where updates go from now on, those waiting included; `url` None unsubscribes."""
        check_webhook_url(url)
        self._conditions.webhook_url = url
        if app_secret is not None:
            self._conditions.app_secret = app_secret.encode()

    def reset(self) -> None:
        """Forgets messages, people and what waits; templates as at the start; behaviour and faults stay."""
        self._schedule.clear()
        self._outbox.clear()
        self.journal.clear()
        self.ledger.begin_again()
        self.people.forget()
        self.templates.reset(make_default_templates())

    async def flush(self, timeout_s: float = 30.0) -> None:
        """Returns when no webhook is pending, replies still to come included. Raises TimeoutError."""
        end = time.monotonic() + timeout_s
        while self.pending:
            if time.monotonic() > end:
                raise TimeoutError(f"{self.pending} webhooks still pending after {timeout_s:g} s")
            await asyncio.sleep(0.005)

    async def send_inbound(
        self,
        sender: str,
        kind: str = "text",
        *,
        text: str | None = None,
        payload: str | None = None,
        content: Any = None,
        context: str | None = None,
        quote: bool = False,
        at: float | None = None,
        without_phone: bool | None = None,
        phone_number_id: str | None = None,
        wamid: str | None = None,
        in_standby: bool = False,
    ) -> str:
        """A person writes to the business now; returns the message's wamid.

        `sender` is a phone with `+` or a BSUID. `kind`: text, stop, button, button_reply, list_reply,
        reaction, remove_reaction, image, video, audio, voice, document, sticker, location, contacts, order,
        form, unsupported; any other with `content` is sent as it is. `context` is the wamid quoted (of a
        reaction: the message reacted to), `quote` takes the last template the person got. `at` (unix
        seconds) is the time written on it, the present by default.
        `in_standby`: another app answers this chat. Raises ValueError.
        """
        number_id = phone_number_id or self.config.numbers[0].id
        if all(number.id != number_id for number in self.config.numbers):
            raise ValueError(f"no such phone_number_id: {number_id}")
        person = self.find_person(sender)
        new_wamid = wamid or self._ids.next_inbound()
        template = self.ledger.last_template(person)
        last = template.wamid if template else None
        inbound = (
            make_by_type(kind, new_wamid, text, payload, context or last)
            if content is None
            else Inbound(kind, kind, content)
        )
        quoted = context or (last if quote else None)
        self._phones.receive(
            person,
            inbound,
            phone_number_id=number_id,
            wamid=new_wamid,
            quoted=None if inbound.type == "reaction" else quoted,
            at=at,
            without_phone=without_phone,
            field="standby" if in_standby else "messages",
        )
        return new_wamid

    def answer_from_phone(self, person: str, text: str = "Bonjour") -> None:
        """Somebody of the business answers `person` (a phone with `+` or a BSUID) in the phone app."""
        number, to = self.config.numbers[0], self.find_person(person)
        echo = {
            "from": number.display,
            "to": to.wa_id(self.behaviour),
            "to_user_id": to.bsuid,
            "id": self._ids.next_inbound(),
            "timestamp": str(int(self.config.clock())),
            "type": "text",
            "text": {"body": text},
        }
        metadata = {"display_phone_number": number.display, "phone_number_id": number.id}
        self.send_value({"metadata": metadata, "message_echoes": [echo]}, "smb_message_echoes")

    def send_value(self, value: Mapping[str, Any], field: str = "messages") -> None:
        """Tells the webhook any `value`, as the change of `field`."""
        self._outbox.put(Update(self._writer.write_change(value, field)))

    def send_body(self, body: bytes) -> None:
        """Posts a body as it is, signed, until it is taken."""
        self._outbox.put_body(body)

    def find_person(self, sender: str) -> Recipient:
        """The person with this phone (with `+`) or BSUID. Raises ValueError."""
        if is_bsuid(sender):
            return self.people.find_bsuid(sender)
        read = read_to(sender, "") if sender.startswith("+") else None
        if read is None:
            raise ValueError("a sender is a phone number with + or a BSUID")
        return self.people.find_phone(read[0])

    def pause_template(self, name: str, language: str | None = None) -> None:
        """From now on 132015, and the webhook that says so."""
        self.set_template_status(name, "PAUSED", language)

    def set_template_status(self, name: str, status: str, language: str | None = None) -> None:
        """Changes a template (PAUSED, APPROVED, DISABLED…) and tells the webhook. Raises ValueError."""
        changed = self.templates.set_status(name, status, language)
        if not changed:
            raise ValueError(f"no such template: {name}")
        for template in changed:
            self.send_value(_describe_event(template), "message_template_status_update")

    def parse_inbound(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of `send_inbound` out of a JSON object. Raises ValueError for unknown names."""
        names = {
            "sender", "kind", "text", "payload", "content", "context", "quote", "at", "without_phone",
            "phone_number_id", "wamid", "in_standby",
        }  # fmt: skip
        given = {
            "sender" if name == "from" else "kind" if name == "type" else name: request[name]
            for name in request
        }
        unknown = sorted(set(given) - names)
        if unknown or "sender" not in given:
            raise ValueError(f"unknown: {', '.join(unknown)}" if unknown else "from is required")
        return given


def _describe_event(template: Template) -> dict[str, Any]:
    title = {"PAUSED": "FIRST_PAUSE", "APPROVED": "UNPAUSE", "DISABLED": "DISABLED"}.get(template.status)
    value: dict[str, Any] = {
        "event": template.status,
        "message_template_id": int(template.id),
        "message_template_name": template.name,
        "message_template_language": template.language,
        "message_template_category": template.category,
        "reason": "NONE",
    }
    if title is not None:
        value["other_info"] = {
            "title": title,
            "description": f"The template is now {template.status.lower()}.",
        }
    return value
