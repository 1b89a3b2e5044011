"""Whatever bytes are given as a file: contacts or a refusal in words, never half of it, no child left."""

import asyncio
import io
import os
import re
import zipfile
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import strategies as st

from relance.core.db import Pool, create_pool
from relance.core.settings import Settings
from relance.imports.running.run import run_job
from tests.contacts.api_scene import serve
from tests.imports.workbooks import make_workbook

ROWS = [
    ["phone", "first_name", "city", "attributes"],
    ["+2290197000001", "Awa", 'Porto-"Novo"', '{"size": 42}'],
    ["0022997000002", "Zoé", "Cotonou; Ouidah", ""],
    ["97000003", "'=1+1", "", '{"a": "b"}'],
]
SHEET = "xl/worksheets/sheet2.xml"
ENDINGS = {".", "!"}


def _write_csv(separator: str, encoding: str) -> bytes:
    quoted = [['"' + cell.replace('"', '""') + '"' if '"' in cell else cell for cell in row] for row in ROWS]
    return "".join(separator.join(row) + "\r\n" for row in quoted).encode(encoding)


def _sheet_of(workbook: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(SHEET)


def _with_sheet(sheet: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(stream, "w") as archive:
        for name in old.namelist():
            archive.writestr(name, sheet if name == SHEET else old.read(name))
    return stream.getvalue()


WORKBOOK = make_workbook(ROWS)
TABLES = [_write_csv(*how) for how in ((",", "utf-8"), (";", "cp1252"), ("\t", "utf-16"), ("|", "utf-8-sig"))]
PIECES = [
    b'"',
    b",",
    b"\n",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"sep=;\n",
    b"<",
    b"=1+1",
    b"9" * 400,
    b"[" * 3_000,
]


@st.composite
def mutated(draw: st.DrawFn, files: list[bytes]) -> bytes:
    """One of these files with bytes put in, taken away and turned."""
    data = draw(st.sampled_from(files))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        gone = draw(st.sampled_from([0, 0, 1, 2, 40]))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=4)))
        data = data[:at] + piece + data[at + gone :]
    return data


any_bytes = st.builds(
    bytes.__add__,
    st.sampled_from([b"", b"phone\n", b"\xff\xfe", b"\xef\xbb\xbf", b"%PDF", b"\x1f\x8b"]),
    st.binary(max_size=120),
)
plain_files = st.one_of(mutated(TABLES), mutated(TABLES), any_bytes)
workbooks = st.one_of(
    mutated([WORKBOOK]),
    mutated([_sheet_of(WORKBOOK)]).map(_with_sheet),
    st.binary(max_size=60).map(lambda tail: b"PK\x03\x04" + tail),
    st.binary(max_size=60).map(lambda tail: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + tail),
)


def _name_is_no_text() -> bytes:
    """A workbook whose directory says that a name is UTF-8, which it is not."""
    at = WORKBOOK.rindex(b"PK\x01\x02")
    head = WORKBOOK[at : at + 46]
    return WORKBOOK[:at] + head[:8] + b"\x00\x08" + head[10:] + b"\xff" + WORKBOOK[at + 47 :]


def _readers() -> list[str]:
    """Processes that read a workbook for this one."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == os.getpid() and b"workbook_child" in (path / "cmdline").read_bytes():
                found.append(path.name)
    return found


class Office:
    """Somebody who gives files to the real routes and waits for what becomes of them."""

    def __init__(self, pool: Pool, client: Any) -> None:
        self.pool, self.client = pool, client
        self.created = self.given = self.taken = 0

    async def give(self, file: bytes) -> None:
        """Look at the preview, import, and hold what happened against the database."""
        self.given += 1
        category = f"file {self.given}"
        looked = await self._post("/preview", file)
        assert looked.status_code == 200 or _is_refusal(looked), looked.text
        answer = await self._post("", file, category_name=category, default_country="BJ")
        if answer.status_code == 202:
            self.taken += 1
            await self._run(answer.json()["id"], category)
        else:
            assert _is_refusal(answer), answer.text
            assert await self._count("categories WHERE name = $1", category) == 0
        assert await self._count("contacts") == self.created
        assert await self._count("import_jobs") == self.taken
        assert await self._count("import_pieces") == 0

    async def _post(self, path: str, file: bytes, **form: str) -> Any:
        url = f"/api/contacts/import{path}"
        return await self.client.post(url, files={"file": ("people.csv", file)}, data=form)

    async def _run(self, job_id: int, category: str) -> None:
        assert await run_job(self.pool, job_id=job_id)
        job = (await self.client.get(f"/api/contacts/import/{job_id}")).json()
        self.created += job["created"]
        kept = job["created"] + job["updated"] + job["unchanged"]
        members = "category_contacts m JOIN categories c ON c.id = m.category_id WHERE c.name = $1"
        assert await self._count(members, category) == kept
        if job["status"] == "failed":  # so small a file has one chunk: none of it is there
            assert kept == job["lines"] == 0 and job["error"]["code"] != "internal_error", job
            assert job["error"]["message"][-1] in ENDINGS
        else:
            assert job["status"] == "completed" and job["error"] is None
            assert job["lines"] == kept + job["duplicates_in_file"] + job["rejected"] > 0

    async def _count(self, what: str, *values: object) -> int:
        number: int = await self.pool.fetchval(f"SELECT count(*) FROM {what}", *values)
        return number


def _is_refusal(answer: Any) -> bool:
    error = answer.json()["error"]
    return (
        answer.status_code in (413, 422)
        and re.fullmatch(r"[a-z_]+", error["code"]) is not None
        and error["message"][-1] in ENDINGS
    )


def _give_all(database_url: str, own: Settings, run: Callable[[Callable[[bytes], None]], None]) -> None:
    """Each file to the same office: what it has stored must fit from the first to the last."""

    async def open_office(stack: AsyncExitStack) -> Office:
        pool = await create_pool(database_url, name="test", max_size=3)
        stack.push_async_callback(pool.close)
        return Office(pool, await stack.enter_async_context(serve(pool, own)))

    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        office = runner.run(open_office(stack))
        try:
            run(lambda file: runner.run(office.give(file)))
            taken, created = office.taken, office.created
            runner.run(office.give(WORKBOOK))
            assert office.taken == taken + 1 and office.created <= created + 3
        finally:
            runner.run(stack.aclose())
    assert _readers() == []


def _few(examples: int) -> hypothesis.settings:
    """Each costs statements or processes: what fails is told as it was found."""
    return hypothesis.settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def test_any_file_that_is_no_workbook(database_url: str, settings: Settings) -> None:
    def run(give: Callable[[bytes], None]) -> None:
        _few(40)(given(plain_files)(give))()

    _give_all(database_url, settings, run)


def test_any_workbook(database_url: str, settings: Settings) -> None:
    def run(give: Callable[[bytes], None]) -> None:
        _few(12)(example(_name_is_no_text())(given(workbooks)(give)))()

    _give_all(database_url, settings, run)
