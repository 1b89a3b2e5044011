"""What do the processes take while large files are imported?

Run: `python benchmarks/imports_memory.py [--lines N] [--megabytes N] [--only NAME …]`. Starts PostgreSQL,
Valkey, the simulator, one API process and one worker on a new folder, lets them come to rest, and then
imports by the API a CSV file of a million lines, a workbook of nearly 100 MB (what an upload may have), and
one that is too large to be read. The resident memory of the API, of the worker and of the process that
reads a workbook is looked at ten times a second. The first two may take 32 MB over what they take at rest,
the reader 768 MB and 120 s.
"""

import argparse
import http.client
import json
import os
import random
import string
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from measuring.figures import table
from stack.stack import Stack, open_stack

from relance.cli.demo_http import JsonApi

MOST_OVER_IDLE_MB = 32
MOST_OF_READER_MB = 768
_LOOK_EVERY_S = 0.1
_REST_S = 8.0
_MB = 1 << 20
_BOUNDARY = "relance-benchmark"
_LETTERS = string.ascii_letters + string.digits
_NAMES = ("Awa", "Koffi", "Sèna", "Ayo", "Binta", "Désiré")


@dataclass
class Peaks:
    """The most that each took, in MB; `reader_s` is how long a reader lived at most."""

    api: float = 0.0
    worker: float = 0.0
    reader: float = 0.0
    reader_s: float = 0.0


@dataclass
class Watch:
    """Looks at processes in a thread until it is left."""

    api_pid: int
    worker_pid: int
    peaks: Peaks = field(default_factory=Peaks)
    _over: threading.Event = field(default_factory=threading.Event)
    _born: dict[int, float] = field(default_factory=dict)

    def __enter__(self) -> Peaks:
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self.peaks

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        peaks = self.peaks
        while not self._over.wait(_LOOK_EVERY_S):
            peaks.api = max(peaks.api, self._take(self.api_pid))
            peaks.worker = max(peaks.worker, self._take(self.worker_pid))

    def _take(self, pid: int) -> float:
        """Of a process and what it has started, but for readers."""
        total = 0.0
        for one in _tree(pid):
            with suppress(OSError):
                command = Path(f"/proc/{one}/cmdline").read_bytes()
                memory = _read_rss_mb(one)
                if b"workbook_child" in command:
                    born = self._born.setdefault(one, time.monotonic())
                    self.peaks.reader = max(self.peaks.reader, memory)
                    self.peaks.reader_s = max(self.peaks.reader_s, time.monotonic() - born)
                else:
                    total += memory
        return total


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))


def _read_rss_mb(pid: int) -> float:
    with Path(f"/proc/{pid}/status").open() as lines:
        for line in lines:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _phone(number: int) -> str:
    return f"+22901{40_000_000 + number}"


def write_csv(path: Path, lines: int, _: int) -> None:
    """Five columns, one of them to be an own field, everybody another."""
    with path.open("w", encoding="utf-8") as file:
        file.write("Téléphone;Prénom;Nom;Ville;Opt-in\n")
        for number in range(lines):
            file.write(f"{_phone(number)};{_NAMES[number % 6]};Nom {number};Cotonou;oui\n")


def write_workbook(path: Path, _: int, megabytes: int) -> None:
    """So large a file, of lines with a note that hardly packs."""
    rows = megabytes * 5_400
    words = random.Random(1)
    _write_sheet(
        path,
        rows,
        lambda number: (_phone(number), _NAMES[number % 6], "".join(words.choices(_LETTERS, k=200))),
    )


def write_too_large(path: Path, _: int, __: int) -> None:
    """A million rows of ten texts of their own."""
    _write_sheet(path, 1_000_000, lambda number: (_phone(number), *(f"Mot {number} {n}" for n in range(9))))


def _write_sheet(path: Path, rows: int, row_of: Callable[[int], tuple[str, ...]]) -> None:
    name = "http://schemas.openxmlformats.org/{}/2006/{}"
    main, relations = name.format("spreadsheetml", "main"), name.format("officeDocument", "relationships")
    package = name.format("package", "relationships")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{relations}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
            '<sheet name="People" sheetId="1" r:id="r"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{relations}/worksheet"'
            ' Target="worksheets/sheet1.xml"/></Relationships>',
        )
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<worksheet xmlns="{main}"><sheetData>'.encode())
            header = ("phone", "first_name", *(f"note {n}" for n in range(len(row_of(0)) - 2)))
            for number in range(rows + 1):
                cells = header if number == 0 else row_of(number)
                sheet.write(
                    (
                        f'<row r="{number + 1}">'
                        + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
                        + "</row>"
                    ).encode()
                )
            sheet.write(b"</sheetData></worksheet>")


FILES: dict[str, tuple[str, Callable[[Path, int, int], None]]] = {
    "csv": ("people.csv", write_csv),
    "workbook": ("people.xlsx", write_workbook),
    "too_large": ("too-large.xlsx", write_too_large),
}


def _upload(port: int, key: str, path: Path, category: str) -> tuple[int, Any]:
    """As a browser does it, from the disk. Returns the status, and the answer's text."""
    head = (
        f"--{_BOUNDARY}\r\ncontent-disposition: form-data; name=category_name\r\n\r\n{category}\r\n"
        f'--{_BOUNDARY}\r\ncontent-disposition: form-data; name=file; filename="{path.name}"\r\n\r\n'
    ).encode()
    tail = f"\r\n--{_BOUNDARY}--\r\n".encode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.putrequest("POST", "/api/contacts/import")
    connection.putheader("authorization", f"Bearer {key}")
    connection.putheader("content-type", f"multipart/form-data; boundary={_BOUNDARY}")
    connection.putheader("content-length", str(len(head) + path.stat().st_size + len(tail)))
    connection.endheaders()
    connection.send(head)
    with path.open("rb") as file:
        while piece := file.read(256 * 1024):
            connection.send(piece)
    connection.send(tail)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def _import(stack: Stack, key: str, path: Path, category: str) -> str:
    """Until it is over; what became of it."""
    status, answer = _upload(int(stack.env["RELANCE_PORT"]), key, path, category)
    if status != 202:
        return f"refused: {answer['error']['message']}"
    while answer["status"] in ("queued", "running"):
        time.sleep(1)
        answer = stack.api.get(f"/api/contacts/import/{answer['id']}")
    if answer["error"]:
        return f"{answer['status']}: {answer['error']['message']}"
    return f"{answer['lines']:,} lines, {answer['created']:,} created, {answer['rejected']:,} rejected"


def _measure(stack: Stack, key: str, options: argparse.Namespace) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    pids = stack.children["api"].pid, stack.children["worker"].pid
    for name in options.only:
        file, write = FILES[name]
        path = stack.folder / file
        write(path, options.lines, options.megabytes)
        time.sleep(_REST_S)
        with Watch(*pids) as rest:
            time.sleep(_REST_S)
        began = time.monotonic()
        with Watch(*pids) as peaks:
            what = _import(stack, key, path, name)
        took = time.monotonic() - began
        rows.append((
            f"{name}, {path.stat().st_size / _MB:.0f} MB", f"{rest.api:.0f} → {peaks.api:.0f}",
            f"{peaks.api - rest.api:+.0f}", f"{rest.worker:.0f} → {peaks.worker:.0f}",
            f"{peaks.worker - rest.worker:+.0f}", f"{peaks.reader:.0f}", f"{peaks.reader_s:.0f}",
            f"{took:.0f}", what,
        ))  # fmt: skip
        sys.stderr.write(f"{rows[-1]}\n")
        path.unlink()
    return rows


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--lines", type=int, default=1_000_000, help="of the CSV file")
    parser.add_argument("--megabytes", type=int, default=98, help="of the workbook")
    parser.add_argument("--only", nargs="+", choices=FILES, default=list(FILES))
    options = parser.parse_args()
    code = Path(__file__).resolve().parents[1] / "backend"
    with tempfile.TemporaryDirectory(prefix="relance-imports-") as name:
        outer = Path(name)
        outer.chmod(0o711)
        with open_stack(code, outer / "stack") as stack:
            key = stack.run("create-api-key", "--name", "benchmark").split()[-1]
            stack.start("api", "worker")
            stack.wait_until(lambda: stack.api.is_ready("/readyz"), "the API")
            stack.api = JsonApi(f"http://127.0.0.1:{stack.env['RELANCE_PORT']}", key=key, timeout_s=120)
            rows = _measure(stack, key, options)
    head = (
        "file", "API MB", "over rest", "worker MB", "over rest", "reader MB", "reader s", "import s",
        "what came of it",
    )  # fmt: skip
    sys.stdout.write(
        "\n".join([*table(head, rows), "", f"Load at the end: {os.getloadavg()[0]:.1f}."]) + "\n"
    )
    over = [float(row[place]) for row in rows for place in (2, 4)]
    readers = [float(row[5]) for row in rows]
    sys.exit(0 if max(over) <= MOST_OVER_IDLE_MB and max(readers) <= MOST_OF_READER_MB else 1)


if __name__ == "__main__":
    main()
