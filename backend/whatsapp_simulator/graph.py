"""The endpoints of the Graph API besides sending: numbers, templates, media."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import app_node
from .acceptance import Acceptance
from .answer import Answer, answer_json
from .config import Conditions, SimulatorConfig
from .refusals import Refusal
from .templates import TemplateCatalogue


@dataclass(frozen=True, slots=True)
class Call:
    """A request to the Graph API without its version prefix. `origin`: scheme and host it came to."""

    method: str
    path: tuple[str, ...]
    query: Mapping[str, str]
    body: bytes
    content_type: str
    authorization: str
    origin: str


@dataclass(slots=True)
class Graph:
    """Routes calls like graph.facebook.com. Raises Refusal for what Meta refuses."""

    config: SimulatorConfig
    conditions: Conditions
    catalogue: TemplateCatalogue
    acceptance: Acceptance
    media: dict[str, dict[str, Any]] = field(default_factory=dict)

    def answer(self, call: Call) -> Answer:
        if (call.method, call.path) == ("GET", (app_node.APP_ID, "subscriptions")):
            self._check_app_token(call.authorization)
            return answer_json(app_node.list_subscriptions(self.conditions.webhook_url))
        self._check_token(call.authorization)
        app_node.check_proof(self.config, call.query)
        match call.method, call.path:
            case "POST", (node, "messages"):
                for number in self.config.numbers:
                    if number.id == node:
                        return self.acceptance.take(number, call.body)
            case "GET", (node, "message_templates") if node == self.config.waba_id:
                url = f"{call.origin}/{node}/message_templates"
                return answer_json(self.catalogue.list_page(call.query, url))
            case "GET", (node, "phone_numbers") if node == self.config.waba_id:
                rows = [_select(number.to_json(), call.query) for number in self.config.numbers]
                return answer_json({"data": rows, "paging": {"cursors": {"before": "QQ", "after": "QQ"}}})
            case "GET", (node, "subscribed_apps") if node == self.config.waba_id:
                return answer_json(app_node.list_subscribed_apps(self.conditions.webhook_url))
            case "GET", ("debug_token",):
                return answer_json(app_node.describe_token(self.config, call.query))
            case "POST", (node, "media") if self._is_number(node):
                return answer_json({"id": self._store_media(call)})
            case "GET", (node,):
                return answer_json(self._get_node(node, call))
        raise _unknown_node(call.path[0] if call.path else "")

    def _check_token(self, authorization: str) -> None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refusal(190, "An access token is required to request this resource.")
        if token != self.config.token or self.conditions.faults.expired_token:
            raise Refusal(190, "Error validating access token: session expired or token not known.")

    def _check_app_token(self, authorization: str) -> None:
        if authorization.partition(" ")[2] != app_node.app_token(self.config):
            raise Refusal(190, "Invalid OAuth access token signature.")

    def _is_number(self, node: str) -> bool:
        return any(number.id == node for number in self.config.numbers)

    def _get_node(self, node: str, call: Call) -> dict[str, Any]:
        health = self._health(node)
        for number in self.config.numbers:
            if number.id == node:
                return _select({**number.to_json(), "health_status": health}, call.query)
        if node == self.config.waba_id:
            account = {
                "id": node,
                "name": "Relance Demo",
                "currency": "USD",
                "timezone_id": "1",
                "health_status": health,
            }
            return _select(account, call.query)
        if node in self.media:
            return {**self.media[node], "url": f"{call.origin}/media/{node}"}
        raise _unknown_node(node)

    def _health(self, node: str) -> dict[str, Any]:
        word = self.conditions.faults.can_send_message
        entities = [{"entity_type": "WABA", "id": self.config.waba_id, "can_send_message": word}]
        if self._is_number(node):
            entities.insert(0, {"entity_type": "PHONE_NUMBER", "id": node, "can_send_message": word})
        return {"can_send_message": word, "entities": entities}

    def _store_media(self, call: Call) -> str:
        if not call.content_type.startswith("multipart/form-data"):
            raise Refusal(100, "Media is uploaded as multipart/form-data.")
        if b'name="messaging_product"' not in call.body:
            raise Refusal(100, "The parameter messaging_product is required.")
        if b'name="file"' not in call.body:
            raise Refusal(100, "The parameter file is required.")
        media_id = str(secrets.randbelow(9 * 10**15) + 10**15)
        self.media[media_id] = {
            "messaging_product": "whatsapp",
            "id": media_id,
            "mime_type": _find_mime(call.body),
            "sha256": hashlib.sha256(call.body).hexdigest(),
            "file_size": str(len(call.body)),
        }
        return media_id


def _select(values: Mapping[str, Any], query: Mapping[str, str]) -> dict[str, Any]:
    names = query["fields"].split(",") if query.get("fields") else list(values)
    unknown = [name for name in names if name not in values]
    if unknown:
        raise Refusal(100, f"Tried accessing nonexisting field ({unknown[0]})")
    return {name: values[name] for name in names} | {"id": values["id"]}


def _find_mime(body: bytes) -> str:
    head = body.partition(b'name="file"')[2][:500].lower()
    found = head.partition(b"content-type:")[2].split(b"\r\n")[0].strip()
    return found.decode("latin-1") or "application/octet-stream"


def _unknown_node(node: str) -> Refusal:
    return Refusal(
        100,
        f"Unsupported request. Object with ID '{node}' does not exist, cannot be loaded due to missing "
        "permissions, or does not support this operation.",
        subcode=33,
    )
