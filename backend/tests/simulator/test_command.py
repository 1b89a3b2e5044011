"""`python -m whatsapp_simulator`, and what the package may import."""

import ast
import asyncio
import json
import os
import signal
import socket
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

import whatsapp_simulator
from whatsapp_simulator.__main__ import read_config

PACKAGE = Path(whatsapp_simulator.__file__).parent


async def start(*arguments: str, stderr: int | None = None, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "whatsapp_simulator",
        *arguments,
        cwd=PACKAGE.parent,
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=stderr,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_process_says_where_it_listens_and_stops_on_a_signal(number: signal.Signals) -> None:
    process = await start(WHATSAPP_SIMULATOR_TOKEN="t")
    try:
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        assert line.startswith("simulator listens on http://127.0.0.1:")
        url = line.split()[-1]
        ledger = await asyncio.to_thread(lambda: json.load(urlopen(f"{url}/_simulator/ledger")))
        assert ledger["accepted"] == 0
        process.send_signal(number)
        assert await asyncio.wait_for(process.wait(), 10) == 0
        assert await process.stdout.read() == b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_taken_port_ends_with_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = await start("--port", str(taken.getsockname()[1]), stderr=asyncio.subprocess.PIPE)
        _, error = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 1
    assert error.decode().startswith("the simulator cannot listen on 127.0.0.1 port ")


def test_options_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHATSAPP_SIMULATOR_PORT", "1234")
    monkeypatch.setenv("WHATSAPP_SIMULATOR_SEED", "9")
    monkeypatch.setenv("WHATSAPP_SIMULATOR_BEHAVIOUR", '{"read": 0.25}')
    config = read_config(["--port", "4321", "--window-s", "20", "--faults", '{"latency_s": [0, 1]}'])
    assert (config.port, config.seed, config.window_s) == (4321, 9, 20.0)
    assert config.behaviour.read == 0.25
    assert config.faults.latency_s == (0.0, 1.0)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--behaviour", '{"reed": 1}'],
        ["--behaviour", "{"],
        ["--updates-per-body", "5000"],
        ["--webhook-url", "x"],
    ],
)
def test_wrong_option_ends_with_a_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_config(arguments)
    assert "error: " in capsys.readouterr().err


def test_package_imports_nothing_of_relance() -> None:
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] in ("relance", "tests") for name in names), path.name
