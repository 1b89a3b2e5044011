"""The demo's requests to Relance's public API and to the simulator."""

import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit


class RequestRefusedError(Exception):
    """The other side answered with an error; `code` is Relance's word for it."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{message} ({status} {code})")
        self.status = status
        self.code = code


class JsonApi:
    """Requests with JSON in and out, each on a connection of its own."""

    def __init__(self, base_url: str, *, key: str | None = None, timeout_s: float = 10) -> None:
        self._host = urlsplit(base_url).netloc
        self._headers = {"Content-Type": "application/json"}
        if key is not None:
            self._headers["Authorization"] = f"Bearer {key}"
        self._timeout_s = timeout_s

    def get(self, path: str) -> Any:
        """The answer's JSON. Raises RequestRefusedError, OSError or http.client.HTTPException."""
        return self._ask("GET", path, None, self._timeout_s)

    def post(self, path: str, body: Any, *, timeout_s: float | None = None) -> Any:
        """The answer's JSON. Raises RequestRefusedError, OSError or http.client.HTTPException."""
        return self._ask("POST", path, json.dumps(body), timeout_s or self._timeout_s)

    def patch(self, path: str, body: Any) -> Any:
        """The answer's JSON. Raises RequestRefusedError, OSError or http.client.HTTPException."""
        return self._ask("PATCH", path, json.dumps(body), self._timeout_s)

    def is_ready(self, path: str) -> bool:
        """Whether `path` answers with success; never raises."""
        try:
            self.get(path)
        except (OSError, http.client.HTTPException, RequestRefusedError, ValueError):
            return False
        return True

    def _ask(self, method: str, path: str, body: str | None, timeout_s: float) -> Any:
        connection = http.client.HTTPConnection(self._host, timeout=timeout_s)
        try:
            connection.request(method, path, body, self._headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status >= 300:
            raise _read_refusal(answer.status, content)
        return json.loads(content) if content else None


def _read_refusal(status: int, content: bytes) -> RequestRefusedError:
    try:
        error = json.loads(content)["error"]
        return RequestRefusedError(status, str(error["code"]), str(error["message"]))
    except (ValueError, KeyError, TypeError):
        return RequestRefusedError(status, "unreadable", content[:200].decode(errors="replace"))


class Ledger:
    """The simulator's own book of what it accepted: the truth that Relance's numbers are held against."""

    def __init__(self, simulator: JsonApi) -> None:
        self._simulator = simulator

    def wait_for_webhooks(self, timeout_s: float) -> None:
        """Return when no webhook waits any more. Raises RequestRefusedError or OSError if it takes longer."""
        self._simulator.post("/_simulator/flush", {"timeout_s": timeout_s}, timeout_s=timeout_s + 5)

    def summary(self) -> dict[str, Any]:
        """Counts since the start."""
        answer: dict[str, Any] = self._simulator.get("/_simulator/ledger")
        return answer

    def messages(self) -> Iterator[dict[str, Any]]:
        """Every accepted message."""
        return self._pages("messages")

    def recipients(self) -> Iterator[dict[str, Any]]:
        """Everybody written to."""
        return self._pages("recipients")

    def _pages(self, what: str) -> Iterator[dict[str, Any]]:
        cursor: int | None = 0
        while cursor is not None:
            page = self._simulator.get(f"/_simulator/ledger/{what}?cursor={cursor}&limit=5000")
            yield from page["data"]
            cursor = page["next"]
