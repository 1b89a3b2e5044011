"""`/_simulator/…`: reading the ledger and changing conditions while running."""

from collections.abc import Mapping
from typing import Any, Protocol

import orjson

from .answer import Answer, answer_json
from .behaviour import Behaviour
from .config import SimulatorConfig
from .faults import Faults
from .journal import Journal
from .ledger import Ledger

_PAGE_LIMIT = 10_000


class Controlled(Protocol):
    """What of a simulator can be read and changed from outside."""

    config: SimulatorConfig
    ledger: Ledger
    journal: Journal
    behaviour: Behaviour
    faults: Faults

    @property
    def pending(self) -> int: ...
    def summary(self) -> dict[str, Any]: ...
    def reset(self) -> None: ...
    def set_webhook(self, url: str | None, app_secret: str | None = None) -> None: ...
    def pause_template(self, name: str, language: str | None = None) -> None: ...
    def set_template_status(self, name: str, status: str, language: str | None = None) -> None: ...
    def send_body(self, body: bytes) -> None: ...
    def send_value(self, value: Mapping[str, Any], field: str = "messages") -> None: ...
    def parse_inbound(self, request: Mapping[str, Any]) -> dict[str, Any]: ...
    async def send_inbound(self, sender: str) -> str: ...
    async def flush(self, timeout_s: float = 30.0) -> None: ...


class Control:
    """The control API of one simulator. Errors of the caller are ValueError, answered with 400."""

    def __init__(self, simulator: Controlled) -> None:
        self._simulator = simulator

    async def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        simulator = self._simulator
        match method, path:
            case "GET", "ledger":
                return answer_json(simulator.summary())
            case "GET", "ledger/messages":
                return answer_json(simulator.ledger.list_messages(*_read_page(query)))
            case "GET", "ledger/recipients":
                return answer_json(simulator.ledger.list_recipients(*_read_page(query)))
            case "GET", "behaviour":
                return answer_json(simulator.behaviour.to_json())
            case "GET", "faults":
                return Answer(200, orjson.dumps(simulator.faults.to_json(), option=orjson.OPT_NON_STR_KEYS))
            case "GET", "delivery":
                return answer_json(simulator.config.retries())
            case "GET", "journal":
                return Answer(
                    200, orjson.dumps({"data": simulator.journal.entries}, option=orjson.OPT_NON_STR_KEYS)
                )
            case "POST", _:
                return await self._change(path, _read_json(body))
        return answer_json({"error": f"no such control call: {method} {path}"}, 404)

    async def _change(self, path: str, request: dict[str, Any]) -> Answer:
        simulator = self._simulator
        match path:
            case "reset":
                simulator.reset()
            case "behaviour":
                simulator.behaviour = simulator.behaviour.with_changes(request)
            case "faults":
                self._change_faults(request)
            case "delivery":
                simulator.config.change_retries(request)
            case "token":
                simulator.config.token = str(request["token"])
            case "inbound":
                return answer_json({"wamids": await self._send_inbound(request)})
            case "webhook-target":
                simulator.set_webhook(request.get("url"), request.get("secret"))
            case "flush":
                return await self._flush(float(request.get("timeout_s", 30.0)))
            case _:
                return answer_json({"error": f"no such control call: POST {path}"}, 404)
        return answer_json({"ok": True})

    def _change_faults(self, request: dict[str, Any]) -> None:
        """Changes the faults named; `reset` begins from none, `pause_template` takes the name of one."""
        simulator = self._simulator
        paused, unpaused = request.pop("pause_template", None), request.pop("unpause_template", None)
        base = Faults() if request.pop("reset", False) else simulator.faults
        simulator.faults = base.with_changes(request)
        if paused is not None:
            simulator.pause_template(paused)
        if unpaused is not None:
            simulator.set_template_status(unpaused, "APPROVED")

    async def _send_inbound(self, request: dict[str, Any]) -> list[str]:
        """A person's message (`from`, `type`, …, `times`), a `value` with its `field`, or a whole `body`."""
        simulator = self._simulator
        if "body" in request:
            simulator.send_body(orjson.dumps(request["body"]))
            return []
        if "value" in request:
            simulator.send_value(request["value"], str(request.get("field", "messages")))
            return []
        times = int(request.pop("times", 1))
        arguments = simulator.parse_inbound(request)
        return [await simulator.send_inbound(**arguments) for _ in range(times)]

    async def _flush(self, timeout_s: float) -> Answer:
        try:
            await self._simulator.flush(timeout_s)
        except TimeoutError as error:
            return answer_json({"error": str(error), "pending": self._simulator.pending}, 504)
        return answer_json({"ok": True, "pending": 0})


def _read_page(query: dict[str, str]) -> tuple[int, int]:
    cursor, limit = int(query.get("cursor") or 0), int(query.get("limit") or 1000)
    if cursor < 0 or not 1 <= limit <= _PAGE_LIMIT:
        raise ValueError(f"cursor must not be negative, limit 1 to {_PAGE_LIMIT}")
    return cursor, limit


def _read_json(body: bytes) -> dict[str, Any]:
    request = orjson.loads(body) if body.strip() else {}
    if not isinstance(request, dict):
        raise ValueError("the body must be a JSON object")
    return request
