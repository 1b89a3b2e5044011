"""Benchmarks live outside of the packages: what they import goes on being there."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_every_benchmark_can_be_started() -> None:
    names = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py"))
    assert len(names) > 5
    script = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    command = [sys.executable, "-c", script, *names]
    environment = {"PYTHONPATH": str(ROOT / "backend")}
    result = subprocess.run(
        command, cwd=ROOT / "benchmarks", env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
