"""The simulated Meta as a process of its own, steered and read over its control API."""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from relance.cli.demo_http import JsonApi, Ledger
from relance.embedded.children import start_child, stop_child
from relance.embedded.ports import pick_port
from tests.faults.rig.stack import clean_environment

SECRETS = {"token": "rig-token", "app_secret": "rig-app-secret"}
USUAL: Mapping[str, Any] = {"latency_s": [0.05, 0.2]}
"""Answers take as long as Meta's on a good day; it is never switched off."""

PEOPLE: Mapping[str, Any] = {
    "not_on_whatsapp": 0.01,
    "reply_text": 0.15,
    "tap_button": 0.15,
    "react": 0.05,
    "voice": 0.02,
    "image": 0.03,
    "stop": 0.01,
    "remove_reaction": 0.01,
    "reply_without_phone": 0.05,
    "sent_after_s": [0.02, 0.3],
    "delivered_after_s": [0.05, 0.5],
    "read_after_s": [0.2, 2.0],
    "reply_after_s": [0.5, 8.0],
}


class SimulatorProcess:
    """Started by `start`; `port` is where it listens itself, past every proxy."""

    def __init__(self, folder: Path, *, seed: int, options: Mapping[str, Any]) -> None:
        self.port = pick_port(None)
        self._folder = folder
        self._options = {"port": self.port, "seed": seed, **SECRETS, **options}
        self._child: subprocess.Popen[bytes] | None = None
        self._control = JsonApi(f"http://127.0.0.1:{self.port}", timeout_s=30)
        self.ledger = Ledger(self._control)

    def start(self) -> None:
        named = {f"WHATSAPP_SIMULATOR_{name.upper()}": value for name, value in self._options.items()}
        env = clean_environment() | {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in named.items()
        }
        with (self._folder / "simulator.log").open("ab") as output:
            self._child = start_child(
                [sys.executable, "-m", "whatsapp_simulator"],
                death_signal=signal.SIGTERM,
                env=env,
                cwd=self._folder,
                stdout=output,
            )

    def stop(self) -> None:
        if self._child is not None:
            stop_child(self._child, (signal.SIGTERM, 5.0))
            self._child = None

    def is_ready(self) -> bool:
        return self._control.is_ready("/_simulator/ledger")

    def change(self, what: str, values: Mapping[str, Any]) -> Any:
        """`faults`, `behaviour`, `delivery`, `inbound` …: what the control API takes."""
        return self._control.post(f"/_simulator/{what}", dict(values))

    def read(self, what: str) -> Any:
        return self._control.get(f"/_simulator/{what}")

    def misbehave(self, **faults: Any) -> None:
        """Faults of Meta from now on, in addition to those that are on."""
        self.change("faults", faults)

    def behave(self) -> None:
        """Meta is well again; answers take their usual time."""
        self.change("faults", {"reset": True, **USUAL})

    def accepted(self) -> int:
        """How many messages 1 it has accepted so far."""
        return int(self.ledger.summary()["accepted_templates"])
