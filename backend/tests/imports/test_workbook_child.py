"""The reader of workbooks has nothing worth having, a time, and an end with whoever wanted it."""

import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from relance.core.errors import AppError
from relance.imports.columns.table import Table, open_table
from relance.imports.formats import workbook_child
from tests.imports.workbooks import make_workbook
from tests.support.waiting import eventually

ROWS = [["phone"], *([["+33612345678"]] * 20_000)]
"""So many that the reader waits for its parent to take them."""

SECRET = "an-app-secret-that-nobody-may-see"


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Table]:
    """A workbook that only we can open, with its reader under way."""
    monkeypatch.setenv("RELANCE_WHATSAPP_APP_SECRET", SECRET)
    path = tmp_path / "people.xlsx"
    path.write_bytes(make_workbook(ROWS))
    path.chmod(0o600)
    with open_table(path) as table:
        yield table


def reader_of(table: Table) -> Path:
    """Its folder in /proc."""
    assert table._workbook is not None
    return Path("/proc") / str(table._workbook._child.pid)


def fields_of(reader: Path) -> dict[str, list[str]]:
    lines = (reader / "status").read_text().splitlines()
    return {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}


def test_environment_is_empty(table: Table) -> None:
    assert (reader_of(table) / "environ").read_bytes() == b""
    assert SECRET.encode() not in (reader_of(table) / "cmdline").read_bytes()


def test_files_of_ours_are_not_open_in_it(table: Table) -> None:
    descriptors = {int(entry.name): os.readlink(entry) for entry in (reader_of(table) / "fd").iterdir()}
    assert set(descriptors) == {0, 1, 2}
    assert descriptors[0].endswith("people.xlsx") and descriptors[2] == "/dev/null"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_root_becomes_nobody(table: Table) -> None:
    fields, nobody = fields_of(reader_of(table)), pwd.getpwnam("nobody")
    assert set(fields["Uid"]) == {str(nobody.pw_uid)} and set(fields["Gid"]) == {str(nobody.pw_gid)}
    assert fields["Groups"] == [] and int(fields["CapEff"][0], 16) == 0


def test_limits(table: Table) -> None:
    lines = (reader_of(table) / "limits").read_text().splitlines()
    soft = {line[:26].strip(): line[26:].split()[0] for line in lines}
    assert soft["Max address space"] == str(768 << 20)
    assert soft["Max cpu time"] == str(workbook_child.LONGEST_CPU_S)
    assert (soft["Max file size"], soft["Max core file size"]) == ("0", "0")
    assert workbook_child.LONGEST_TIME_S == 120
    assert fields_of(reader_of(table))["NoNewPrivs"] == ["1"]


SLOW = """
import time, runpy, sys
own = runpy.run_path({path!r})
main = own["main"]
main.__globals__["LONGEST_TIME_S"] = 1
main.__globals__["_tell"] = lambda *_: time.sleep(60)
sys.exit(main())
"""


def test_one_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "slow.py"
    program.write_text(SLOW.format(path=workbook_child.__file__))
    monkeypatch.setattr(workbook_child, "__file__", str(program))
    with pytest.raises(AppError) as refused:
        open_table(make_workbook(ROWS[:3]))
    assert refused.value.code == "workbook_too_large"
    assert refused.value.message == (
        "The workbook is too large: with 1 MB, 1 MB unpacked, it takes more than 768 MB of memory or 120 s to"
        " be read. Save it as CSV."
    )


NO_WAY_DOWN = """
import os, runpy, sys
def refuse(*_):
    raise PermissionError
os.geteuid, os.setgroups = lambda: 0, refuse
sys.exit(runpy.run_path({path!r})["main"]())
"""


def test_root_that_may_not_become_somebody_else_reads_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "root.py"
    program.write_text(NO_WAY_DOWN.format(path=workbook_child.__file__))
    monkeypatch.setattr(workbook_child, "__file__", str(program))
    with pytest.raises(AppError) as refused:
        open_table(make_workbook(ROWS[:3]))
    assert (refused.value.status, refused.value.code) == (503, "workbook_reader_missing")


PARENT = """
import sys, time
from pathlib import Path
from relance.imports.columns.table import open_table
table = open_table(Path(sys.argv[1]))
print(table._workbook._child.pid, flush=True)
time.sleep(60)
"""


async def test_reader_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(make_workbook(ROWS))
    command = [sys.executable, "-c", PARENT, str(path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        reader = Path("/proc") / parent.stdout.readline().decode().strip()
        assert reader.exists()
        parent.send_signal(signal.SIGKILL)

    async def has_ended() -> bool:
        # Nobody may be there to take note of its end: then it stays as a zombie.
        return not reader.exists() or fields_of(reader)["State"][0] in "ZX"

    await eventually(has_ended)
