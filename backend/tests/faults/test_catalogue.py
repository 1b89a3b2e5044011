"""The catalogue is whole: every known failure has a kind, and everything that holds is run too."""

import json
from pathlib import Path

import pytest

from tests.faults.catalogue import KINDS
from tests.faults.results import Results, describe, summarise
from whatsapp_simulator import Behaviour, Faults
from whatsapp_simulator.__main__ import read_config

ROWS = {str(number) for number in range(1, 25)}


def test_every_known_failure_has_a_kind() -> None:
    assert {kind.row for kind in KINDS.values()} >= ROWS


def test_there_are_as_many_kinds_as_were_found() -> None:
    assert len(KINDS) >= 67


def test_the_run_without_a_fault_comes_first() -> None:
    assert next(iter(KINDS)) == "no_fault"


def test_every_kind_says_what_is_done_in_a_sentence_of_its_own() -> None:
    sentences = [kind.done for kind in KINDS.values()]
    assert len(set(sentences)) == len(sentences)
    assert all(len(sentence) > 10 for sentence in sentences)


@pytest.mark.parametrize("name", KINDS)
def test_what_a_kind_asks_of_the_simulator_exists(name: str) -> None:
    kind = KINDS[name]
    Behaviour.from_json(kind.behaviour)
    Faults.from_json(json.loads(json.dumps(kind.faults)))
    read_config([f"--{option.replace('_', '-')}={value}" for option, value in kind.simulator.items()])


def test_results_go_on_where_they_were_stopped(tmp_path: Path) -> None:
    results = Results(tmp_path / "faults.jsonl")
    line = {
        "kind": "a", "problems": [], "lost": 0, "doubled": 0, "unknown": 3, "unknown_allowed": 9,
        "recovery_s": 1.25,
    }  # fmt: skip
    results.add(line)
    results.add({**line, "problems": ["x"], "lost": 2, "recovery_s": None})
    results.add({**line, "kind": "b"})
    assert len(results.of("a")) == 2
    summary = summarise(results.of("a"))
    assert (summary.runs, summary.failed, summary.lost, summary.unknown) == (2, 1, 2, 3)
    assert "runs 2  lost 2  doubled 0  unknown 3 (of 9)  recovery   1.2 s  FAILED 1" in describe("a", summary)
    results.forget(["a"])
    assert [entry["kind"] for entry in results.read()] == ["b"]


def test_what_could_not_be_run_says_so() -> None:
    summary = summarise([{"kind": "a", "not_run": "C compiler"}])
    assert describe("a", summary).endswith("not run: C compiler missing")
