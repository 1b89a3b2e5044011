"""A whole campaign with every process for real, judged by the simulator's ledger: the demo command itself."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from relance.embedded.ports import pick_port
from tests.support.waiting import eventually

COUNTS = ("duplicates", "lost", "unknown")


async def start_demo(data_dir: Path, *options: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "relance",
        "demo",
        "--exit",
        # Two that begin at once would both find the usual one free.
        *("--port", str(pick_port(None))),
        *options,
        env={**os.environ, "RELANCE_DATA_DIR": str(data_dir), "NO_COLOR": "1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def finish(demo: asyncio.subprocess.Process) -> dict[str, Any]:
    """Await the end of the demo; its verdict must be good. Returns its summary."""
    stdout, stderr = await demo.communicate()
    assert demo.returncode == 0, stderr.decode()[-3000:]
    summary: dict[str, Any] = json.loads(stdout.decode().splitlines()[-1])
    return summary


async def wait_until_sending(demo: asyncio.subprocess.Process) -> None:
    """Returns with the first line of progress that says messages are going out."""
    assert demo.stderr is not None
    said = []
    while not (line := await demo.stderr.readline()).startswith(b"sending: message 1 sent"):
        said.append(line.decode())
        assert line, "the demo ended before it sent anything: " + "".join(said)[-3000:]


def sender_pid(data_dir: Path) -> int:
    return int(json.loads((data_dir / "demo" / "pids.json").read_text())["sender"])


@pytest.mark.timeout(240)
async def test_a_campaign_from_import_to_completion(tmp_path: Path) -> None:
    demo = await start_demo(tmp_path, "--contacts", "300", "--rate", "200", "--window", "8s")
    summary = await finish(demo)
    assert summary["campaign_status"] == "completed"
    assert [summary[name] for name in COUNTS] == [0, 0, 0]
    assert summary["recipients"] == summary["message_1_sent"] == 300
    assert summary["no_interaction"] > 0
    assert summary["message_2_sent"] > 0
    assert summary["accepted_by_whatsapp"] == summary["message_1_sent"] + summary["message_2_sent"]


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("deadly", "contacts", "rate"), [(signal.SIGKILL, 500, 80), (signal.SIGTERM, 900, 150)]
)
async def test_sender_killed_in_the_middle_loses_and_doubles_nothing(
    tmp_path: Path, deadly: signal.Signals, contacts: int, rate: int
) -> None:
    """SIGKILL of the process in a small campaign, SIGTERM to its whole group: the same checks hold."""
    options = ("--contacts", str(contacts), "--rate", str(rate), "--window", "15s")
    demo = await start_demo(tmp_path, *options)
    try:
        await wait_until_sending(demo)
        pid = sender_pid(tmp_path)
        if deadly == signal.SIGKILL:
            os.kill(pid, deadly)
        else:
            os.killpg(os.getpgid(pid), deadly)
        summary = await finish(demo)
    finally:
        if demo.returncode is None:
            demo.terminate()
            await demo.wait()
    assert summary["campaign_status"] == "completed"
    assert [summary[name] for name in COUNTS] == [0, 0, 0]
    assert summary["recipients"] == contacts


def simulator_url(data_dir: Path) -> str | None:
    """Where the demo's simulator listens, once it does."""
    log = data_dir / "demo" / "logs" / "simulator.log"
    words = log.read_text().split() if log.exists() else []
    return words[-1] if words else None


def tell(url: str, path: str, wish: dict[str, Any]) -> None:
    body = json.dumps(wish).encode()
    with urlopen(Request(f"{url}/_simulator/{path}", body, method="POST")) as answer:
        assert answer.status == 200


@pytest.mark.timeout(240)
async def test_replies_by_bsuid_alone_that_come_before_any_status_bring_message_2(tmp_path: Path) -> None:
    """Everybody answers at once without a phone, and webhooks come in any order within three seconds."""
    demo = await start_demo(tmp_path, "--contacts", "150", "--rate", "100", "--window", "12s")

    async def find_simulator() -> str | None:
        return simulator_url(tmp_path)

    try:
        url = await eventually(find_simulator, within_s=60)
        assert url is not None
        answers = {"reply_text": 0.9, "tap_button": 0, "react": 0, "voice": 0, "image": 0, "stop": 0.05}
        at_once = {"sent_after_s": 0, "delivered_after_s": 0, "reply_after_s": 0}
        people = {"reply_without_phone": 1, "remove_reaction": 0, "not_on_whatsapp": 0, "wa_id_other": 0}
        tell(url, "behaviour", {**people, **answers, **at_once})
        tell(url, "faults", {"reorder_webhooks_s": 3.0})
        summary = await finish(demo)
    finally:
        if demo.returncode is None:
            demo.terminate()
            await demo.wait()
    assert [summary[name] for name in COUNTS] == [0, 0, 0]
    assert summary["message_2_sent"] > 100
    logs = "".join(log.read_text() for log in (tmp_path / "demo" / "logs").glob("*.log"))
    assert "kept_replies_answered" in logs
