"""A whole campaign with every process for real, judged by the simulator's ledger: the demo command itself."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

COUNTS = ("duplicates", "lost", "unknown")


async def start_demo(data_dir: Path, *options: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "relance",
        "demo",
        "--exit",
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
    while not (line := await demo.stderr.readline()).startswith(b"sending: message 1 sent"):
        assert line, "the demo ended before it sent anything"


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
@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGTERM])
async def test_sender_killed_in_the_middle_loses_and_doubles_nothing(
    tmp_path: Path, deadly: signal.Signals
) -> None:
    """SIGKILL of the process, SIGTERM to its whole group: the same checks hold."""
    demo = await start_demo(tmp_path, "--contacts", "1500", "--rate", "150", "--window", "15s")
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
    assert summary["recipients"] == 1500
