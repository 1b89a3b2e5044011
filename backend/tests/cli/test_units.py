"""The units of systemd in the docs run what exists, and let it stop in good order."""

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from relance.cli.commands import app
from relance.cli.processes import STOP_ORDER

FOLDER = Path(__file__).parents[3] / "docs" / "systemd"
UNITS = sorted(FOLDER.glob("relance*"))


VERIFIED = ("./relance.service", "./relance@api.service", "./relance.target", "./relance-backup.timer")


def read(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text())
    return unit


@pytest.mark.parametrize(
    "path", [path for path in UNITS if path.suffix == ".service"], ids=lambda path: path.name
)
def test_a_unit_runs_a_command_and_asks_its_main_process_only_to_stop(path: Path) -> None:
    service = read(path)["Service"]
    command = service["ExecStart"].partition("bin/relance ")[2].split()[0]
    known = get_command(app).commands  # type: ignore[attr-defined]
    assert command == "%i" or command in known
    if service.get("Type") != "oneshot":
        assert service["KillMode"] == "mixed" and service["Restart"] == "always"
        assert int(service["TimeoutStopSec"]) >= 60


def test_the_template_fits_every_process() -> None:
    known = get_command(app).commands  # type: ignore[attr-defined]
    assert {"api", "sender", "worker", "beat"} <= set(STOP_ORDER) & set(known)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
def test_systemd_has_nothing_to_say_about_them(tmp_path: Path) -> None:
    for path in UNITS:
        text = path.read_text().replace("/opt/relance/.venv/bin/relance", "/bin/true")
        (tmp_path / path.name).write_text(text)
    said = subprocess.run(
        ["systemd-analyze", "verify", *VERIFIED],
        cwd=tmp_path,
        env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert [line for line in said.stderr.splitlines() if "relance" in line] == []
