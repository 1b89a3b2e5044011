"""The page of guarantees: tables between markers, everything else untouched."""

from pathlib import Path

import pytest

from tests.faults.catalogue import KINDS
from tests.faults.report import BEGIN, END, PAGE, PROMISES, write
from tests.faults.results import Results


def test_only_what_stands_between_the_markers_changes(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# By hand\n\n{BEGIN}\nyesterday\n{END}\n\nAlso by hand.\n")
    results = Results(tmp_path / "faults.jsonl")
    results.add(
        {
            "kind": "power_cut",
            "problems": [],
            "lost": 0,
            "doubled": 0,
            "unknown": 2,
            "unknown_allowed": 12,
            "recovery_s": 7.5,
        }
    )
    write(page, results)
    text = page.read_text()
    assert text.startswith(f"# By hand\n\n{BEGIN}\n")
    assert text.endswith(f"{END}\n\nAlso by hand.\n")
    assert "yesterday" not in text
    assert "| 1 | 0 | 0 | 2 (12) | 7.5 s | ✓ |" in text
    assert text.count("not run yet") == len(KINDS) - 1


def test_a_page_without_markers_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# By hand\n")
    with pytest.raises(ValueError, match="no markers"):
        write(page, Results(tmp_path / "none.jsonl"))


def test_every_family_stands_for_a_promise() -> None:
    assert {kind.family for kind in KINDS.values()} == {family for _, family in PROMISES} | {"calm"}


def test_the_page_itself_has_the_markers_and_says_what_is_not_promised() -> None:
    text = PAGE.read_text()
    assert BEGIN in text
    assert END in text
    assert "## What is not promised" in text
