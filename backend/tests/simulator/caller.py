"""Calls to the simulator's HTTP endpoints, and the bodies they send."""

import json
from typing import Any, NamedTuple

from pyreqwest.client import Client

from whatsapp_simulator import Simulator

TOKEN = "simulator-token"
NUMBER = "106540352242922"
ACCOUNT = "102290129340398"
PHONE = "+2290197000001"


class Reply(NamedTuple):
    status: int
    body: Any
    date: str | None

    @property
    def code(self) -> int | None:
        """Meta's error code."""
        error = self.body.get("error") if isinstance(self.body, dict) else None
        return error["code"] if error else None

    @property
    def wamid(self) -> str:
        wamid: str = self.body["messages"][0]["id"]
        return wamid


class Caller:
    """Speaks to one simulator."""

    def __init__(self, client: Client, simulator: Simulator) -> None:
        self._client = client
        self._simulator = simulator

    async def get(self, path: str, token: str | None = TOKEN) -> Reply:
        return await self._call("GET", path, None, token)

    async def post(self, path: str, body: Any, token: str | None = TOKEN) -> Reply:
        return await self._call("POST", path, body, token)

    async def send(self, body: Any, number: str = NUMBER) -> Reply:
        """POST /{number}/messages."""
        return await self.post(f"/v23.0/{number}/messages", body)

    async def send_template(self, to: str = PHONE, name: str = "Afi", **envelope: Any) -> Reply:
        return await self.send({**make_template(to, name), **envelope})

    async def control(self, path: str, body: Any = None) -> Any:
        """A call of the control API that must succeed; GET without a body."""
        method = "GET" if body is None else "POST"
        reply = await self._call(method, f"/_simulator/{path}", body, None)
        assert reply.status == 200, reply
        return reply.body

    async def _call(self, method: str, path: str, body: Any, token: str | None) -> Reply:
        request = self._client.request(
            method, path if path.startswith("http") else self._simulator.url + path
        )
        if token is not None:
            request = request.bearer_auth(token)
        if body is not None:
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            request = request.header("Content-Type", "application/json").body_bytes(raw)
        response = await request.build().send()
        text = await response.text()
        value = json.loads(text) if response.get_header("content-type") == "application/json" else text
        return Reply(response.status, value, response.get_header("date"))


def make_template(to: str = PHONE, name: str = "Afi") -> dict[str, Any]:
    """A request that sends `welcome_offer`."""
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": to,
        "type": "template",
        "template": {
            "name": "welcome_offer",
            "language": {"code": "fr"},
            "components": [{"type": "body", "parameters": [{"type": "text", "text": name}]}],
        },
    }


def make_message(kind: str = "text", value: Any = None, to: str = PHONE, **envelope: Any) -> dict[str, Any]:
    """A request that sends a free-form message, by default a text."""
    content = {"body": "Bonjour"} if value is None else value
    return {"messaging_product": "whatsapp", "to": to, "type": kind, kind: content, **envelope}
