"""The wheel in an empty environment, run in a folder with nothing else: no checkout, no Node, no make."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from relance.core.version import VERSION
from relance.embedded.ports import pick_port

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make dist` makes. That all is installed and built is known: these tests run."""
    folder = tmp_path_factory.mktemp("made")
    places = [f"BUILD={folder / 'build'}", f"DIST={folder / 'dist'}"]
    subprocess.run(["make", "-s", "-o", "install", "dist", *places], cwd=ROOT, check=True)
    return folder / "dist"


@pytest.fixture(scope="module")
def relance(made: Path) -> Path:
    """The command, installed. What it asks for comes from this environment: no test asks the network."""
    home = made.parent / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    [wheel] = made.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True)
    [packages] = (home / "lib").glob("python*/site-packages")
    (packages / "what-it-asks-for.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin" / "relance"


def run(relance: Path, *arguments: str, folder: Path) -> str:
    keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = keep | {"HOME": str(folder), "NO_COLOR": "1"}
    done = subprocess.run(
        [relance, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=110
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_one_wheel_and_one_source_distribution(made: Path) -> None:
    assert {path.name for path in made.iterdir()} == {
        f"relance-{VERSION}-py3-none-any.whl",
        f"relance-{VERSION}.tar.gz",
    }


def test_it_knows_its_version_and_brings_the_web_app_and_the_settings(relance: Path, tmp_path: Path) -> None:
    assert run(relance, "--version", folder=tmp_path) == f"relance {VERSION}\n"
    assert run(relance, "env-example", folder=tmp_path) == (ROOT / ".env.example").read_text()
    look = "from relance.webapp.files import BUILT, read_built; print(BUILT, '/index.html' in read_built())"
    python = relance.with_name("python")
    where, has_page = run(python, "-c", look, folder=tmp_path).split()
    assert has_page == "True"
    assert Path(where).is_relative_to(relance.parents[1])


@pytest.mark.timeout(180)
def test_the_demo_runs_in_a_folder_with_nothing_else(relance: Path, tmp_path: Path) -> None:
    options = ["--contacts", "20", "--window", "5s", "--port", str(pick_port(None)), "--exit"]
    summary = json.loads(run(relance, "demo", *options, folder=tmp_path).splitlines()[-1])
    assert summary["campaign_status"] == "completed"
    assert (summary["message_1_sent"], summary["lost"], summary["duplicates"]) == (20, 0, 0)
    shutil.rmtree(tmp_path / ".relance")
    assert list(tmp_path.iterdir()) == []
