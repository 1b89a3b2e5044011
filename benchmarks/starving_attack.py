"""The greedy caller of `starving.py`: everything at once, for ever, until it is ended."""

import argparse
import asyncio
import io
import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress

WORKBOOK_ROWS, WORKBOOK_COLUMNS = 50_000, 100
"""A workbook of a megabyte that takes its reader many seconds."""

_BOUNDARY = "x" * 20


async def attack(port: int, key: str, options: argparse.Namespace) -> None:
    """Never ends by itself; says every ten seconds what it was answered."""
    answers: Counter[str] = Counter()
    workbook = _make_workbook()
    head = f"HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nAuthorization: Bearer {key}\r\n"
    export = f"GET /api/contacts/export {head}\r\n".encode()
    stream = f"GET /api/events {head}\r\n".encode()
    form = (
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n'.encode()
        + workbook
        + f"\r\n--{_BOUNDARY}--\r\n".encode()
    )
    upload = (
        f"POST /api/contacts/import/preview {head}Content-Type: multipart/form-data; boundary={_BOUNDARY}\r\n"
        f"Content-Length: {len(form)}\r\n\r\n"
    ).encode() + form

    async def repeat(name: str, request: bytes) -> None:
        while True:
            status, wait_s = 0, 1.0
            with suppress(OSError):
                status, wait_s = await _ask(port, request)
            answers[f"{name} {status}"] += 1
            if status != 200:
                # Not all at the same moment: they are a thousand programs, or one that is written well.
                await asyncio.sleep((options.again or wait_s) * random.uniform(1, 2))

    async def report() -> None:
        while True:
            await asyncio.sleep(10)
            sys.stdout.write(f"  the greedy caller heard: {dict(sorted(answers.items()))}\n")
            sys.stdout.flush()

    requests: list[tuple[Callable[[str, bytes], Awaitable[None]], str, bytes, int]] = [
        (repeat, "export", export, options.exports),
        (repeat, "stream", stream, options.streams),
        (repeat, "upload", upload, options.uploads),
    ]
    await asyncio.gather(report(), *(do(name, what) for do, name, what, n in requests for _ in range(n)))


async def _ask(port: int, request: bytes) -> tuple[int, float]:
    """The status, when all of the answer has come, and the seconds that it says to wait."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        while await reader.read(1 << 18):
            pass
        told = re.search(rb"(?i)retry-after: (\d+)", head)
        return int(head.split()[1]), float(told[1]) if told else 1.0
    except asyncio.IncompleteReadError:
        return 0, 1.0
    finally:
        writer.close()


def _make_workbook() -> bytes:
    began = time.monotonic()
    name = "http://schemas.openxmlformats.org/"
    sheet, office = f"{name}spreadsheetml/2006/main", f"{name}officeDocument/2006/relationships"
    package = f"{name}package/2006/relationships"
    row = "<row>" + "<c><v>1</v></c>" * WORKBOOK_COLUMNS + "</row>"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" Target="xl/workbook.xml"'
        f' Type="{office}/officeDocument"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{sheet}" xmlns:r="{office}"><sheets><sheet name="A" sheetId="1"'
        ' r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1"'
        f' Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{sheet}"><sheetData>{row * WORKBOOK_ROWS}</sheetData>'
        "</worksheet>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(path, '<?xml version="1.0"?>' + text)
    data = stream.getvalue()
    sys.stdout.write(f"  workbook of {len(data) >> 10} kB in {time.monotonic() - began:.1f} s\n")
    sys.stdout.flush()
    return data
