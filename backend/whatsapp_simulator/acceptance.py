"""`POST /{phone_number_id}/messages`: refuse as Meta does, or accept, write down, and let the phone play."""

import asyncio
import random

import orjson

from .answer import Answer, DateHeader, answer_json
from .config import BusinessNumber, Conditions, SimulatorConfig
from .faults import Dice, Faults, pick_code
from .ledger import Accepted, Ledger
from .message_rules import Content, Envelope, read_content, read_envelope, read_object
from .people import People, Recipient, is_bsuid, read_to
from .phones import Phones
from .refusals import Refusal
from .templates import TemplateCatalogue

_BAD_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"


class Acceptance:
    """Takes messages."""

    def __init__(
        self,
        config: SimulatorConfig,
        conditions: Conditions,
        catalogue: TemplateCatalogue,
        people: People,
        ledger: Ledger,
        phones: Phones,
    ) -> None:
        self._config = config
        self._conditions = conditions
        self._catalogue = catalogue
        self._people = people
        self._ledger = ledger
        self._phones = phones
        self._dice = Dice(random.Random(f"{config.seed}|requests"))
        self._date = DateHeader()

    def take(self, number: BusinessNumber, body: bytes) -> Answer:
        """The answer to one request. Raises Refusal only after counting it."""
        faults = self._conditions.faults
        early = self._fail_early(faults)
        if early is not None:
            return early
        recipient: Recipient | None = None
        try:
            payload = read_object(body)
            if payload.get("status") == "read":
                return answer_json({"success": True})
            envelope = read_envelope(payload)
            recipient, by_bsuid = self._find_recipient(number, envelope)
            self._refuse_by_fault(faults)
            content = read_content(payload, self._catalogue)
            self._check_limits(number, recipient, content)
        except Refusal as refusal:
            self._ledger.reject(refusal.code, recipient)
            raise
        return self._accept(number, recipient, content, envelope, by_bsuid)

    def _fail_early(self, faults: Faults) -> Answer | None:
        """Failures in front of everything else, where nothing of the request was read."""
        if self._dice.hits(faults.drop_before_accept_share):
            return Answer(0, b"", drop=True)
        if self._dice.hits(faults.bare_5xx_share):
            return Answer(502, _BAD_GATEWAY, content_type="text/html")
        return None

    def _refuse_by_fault(self, faults: Faults) -> None:
        if self._dice.hits(faults.error_429_share):
            raise Refusal(130429, "Too many messages sent from this phone number in a short time.")
        if self._dice.hits(faults.error_5xx_share):
            raise Refusal(131016, "A service is temporarily unavailable.")
        if faults.refuse_codes and self._conditions.codes_last():
            code = pick_code(faults.refuse_codes, self._dice.source.random())
            if code is not None:
                raise Refusal(code, "Refused by the simulator's faults.")

    def _find_recipient(self, number: BusinessNumber, envelope: Envelope) -> tuple[Recipient, bool]:
        """Who is meant, and whether by BSUID. `to` wins over `recipient`."""
        if not envelope.to:
            bsuid = envelope.bsuid or ""
            if not is_bsuid(bsuid):
                raise Refusal(131009, "Param recipient is not a business-scoped user id.")
            return self._people.find_bsuid(bsuid), True
        read = read_to(envelope.to, number.country_code)
        if read is None:
            raise Refusal(131009, "Param to is not a valid WhatsApp phone number.")
        digits, misread = read
        if digits == number.display:
            raise Refusal(131021, "Recipient phone number cannot be the sender phone number.")
        recipient = self._people.find_phone(digits)
        recipient.nobody = misread
        return recipient, False

    def _check_limits(self, number: BusinessNumber, recipient: Recipient, content: Content) -> None:
        config, now = self._config, self._config.clock()
        if content.template is None:
            last = (recipient.last_inbound or {}).get(number.id)
            if last is None or now - last > config.window_s:
                raise Refusal(
                    131047,
                    "More than 24 hours have passed since the customer last replied to this number.",
                )
        if config.rate_limit_per_s is not None:
            peak = self._ledger.peaks.get(number.id)
            if peak is not None and peak.count(_monotonic()) >= config.rate_limit_per_s:
                raise Refusal(130429, "Cloud API message throughput has been reached.")
        if config.pair_interval_s is not None:
            # The clock of the pair runs ahead by one interval per message, and at most by the burst.
            ahead_s = max(recipient.pair_clock, now) + config.pair_interval_s
            if ahead_s - now > config.pair_interval_s * config.pair_burst:
                raise Refusal(
                    131056, "Too many messages sent from the sender phone number to the same recipient."
                )
            recipient.pair_clock = ahead_s

    def _accept(
        self,
        number: BusinessNumber,
        recipient: Recipient,
        content: Content,
        envelope: Envelope,
        by_bsuid: bool,
    ) -> Answer:
        faults, now = self._conditions.faults, self._config.clock()
        message = self._ledger.accept(
            number.id, recipient, content, envelope.opaque, by_bsuid=by_bsuid, at=now, monotonic=_monotonic()
        )
        held = self._phones.play(message)
        return Answer(
            200,
            self._describe(message, envelope, held),
            date=self._date.format(now),
            delay_s=self._dice.between(faults.latency_s),
            drop=self._dice.hits(faults.accept_then_drop_share),
        )

    def _describe(self, message: Accepted, envelope: Envelope, held: bool) -> bytes:
        recipient = message.recipient
        if message.by_bsuid:
            contact = f'{{"input":"{envelope.bsuid}","user_id":"{recipient.bsuid}"}}'
        else:
            wa_id = recipient.wa_id(self._conditions.behaviour)
            contact = f'{{"input":{orjson.dumps(envelope.to).decode()},"wa_id":"{wa_id}"}}'
        state = ""
        if message.template is not None:
            state = (
                ',"message_status":"held_for_quality_assessment"' if held else ',"message_status":"accepted"'
            )
        return (
            f'{{"messaging_product":"whatsapp","contacts":[{contact}],"messages":[{{"id":"{message.wamid}"{state}}}]}}'
        ).encode()


def _monotonic() -> float:
    return asyncio.get_running_loop().time()
