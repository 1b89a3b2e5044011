"""The plans of every statement the API ran, as PostgreSQL itself logged them."""

import json
import zlib
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from measuring.figures import table
from relance.core import db
from relance.embedded.data_folder import maintenance_url

LARGE = ("messages", "contacts", "contact_search", "category_contacts", "interactions")

_ON = """
ALTER ROLE relance_app SET session_preload_libraries = 'auto_explain';
ALTER ROLE relance_app SET auto_explain.log_min_duration = 0;
ALTER ROLE relance_app SET auto_explain.log_format = 'json'
"""
_OFF = """
ALTER ROLE relance_app RESET session_preload_libraries;
ALTER ROLE relance_app RESET auto_explain.log_min_duration;
ALTER ROLE relance_app RESET auto_explain.log_format
"""


@asynccontextmanager
async def logged_plans(data: Path) -> Any:
    """Whoever connects inside the block has the plans of its statements logged by the servers in `data`."""
    conn = await db.connect(maintenance_url(data), name="bench")
    try:
        await conn.execute(_ON)
        yield
    finally:
        await conn.execute(_OFF)
        await conn.close()


def describe_plans(log: Path, since: int) -> list[str]:
    """A row per statement: how often it ran and what it scans of the large tables; `since`: bytes to skip."""
    found: dict[str, list[Any]] = {}
    for plan in _read_plans(log, since):
        text = " ".join(plan["Query Text"].split())
        one = found.setdefault(text, [0, 0.0, set()])
        one[0] += 1
        one[1] = max(one[1], plan.get("duration", 0.0))
        one[2] |= set(_scans(plan["Plan"]))
    bad = [text for text, (_, _, scans) in found.items() if any("Seq Scan" in scan for scan in scans)]
    rows = [
        (
            f"`{_shorten(text).replace('|', chr(92) + '|')}`",
            str(n),
            f"{most:.1f}",
            ", ".join(sorted(scans)) or "none",
        )
        for text, (n, most, scans) in sorted(found.items(), key=lambda item: -item[1][1])
        if scans
    ]
    verdict = f"{len(found)} statements; with a sequential scan of a large table: {len(bad)}."
    return [
        "## Plans",
        "",
        verdict,
        "",
        *table(("statement", "ran", "longest ms", "scans of large tables"), rows),
    ]


def _shorten(text: str) -> str:
    """Long ones differ in the middle: a number tells them apart."""
    return text if len(text) < 100 else f"{text[:60]} … {text[-30:]} #{zlib.crc32(text.encode()) % 10_000}"


def _read_plans(log: Path, since: int) -> Iterator[dict[str, Any]]:
    """`… LOG: duration: 1.2 ms plan:` and a JSON object indented by a tab."""
    lines: list[str] = []
    duration = 0.0
    reading = False
    with log.open(errors="replace") as stream:
        stream.seek(since)
        for line in stream:
            if line.rstrip().endswith("plan:") and "duration: " in line:
                reading, lines = True, []
                duration = float(line.split("duration: ")[1].split(" ms")[0])
            elif reading and line.startswith("\t"):
                lines.append(line)
                if line.startswith("\t}"):
                    reading = False
                    yield {**json.loads("".join(lines)), "duration": duration}


def _scans(node: dict[str, Any]) -> Iterator[str]:
    if node.get("Relation Name") in LARGE:
        index = node.get("Index Name")
        yield f"{node['Node Type']} {node['Relation Name']}" + (f" by {index}" if index else "")
    for child in node.get("Plans", ()):
        yield from _scans(child)
