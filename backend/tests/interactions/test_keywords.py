"""Who asks for no more messages, or for messages again, and who does not: the table says it both ways."""

import csv
from pathlib import Path

import pytest

from relance.interactions.keywords.folding import fold
from relance.interactions.keywords.match import WISHES
from relance.interactions.keywords.start_words import START_WORDS
from relance.interactions.keywords.stop_words import STOP_WORDS

_TABLE = Path(__file__).with_name("opt_out_phrases.csv")


def _rows() -> list[dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["phrase"])
def test_a_phrase_is_what_the_table_says(row: dict[str, str]) -> None:
    wish = WISHES.read("text", row["phrase"], None)
    assert (wish or "none") == row["verdict"], row["why"]


def test_the_table_speaks_every_language_of_the_lists() -> None:
    rows = _rows()
    assert len(rows) >= 200
    assert {row["language"] for row in rows if row["verdict"] == "stop"} >= set(STOP_WORDS)


@pytest.mark.parametrize("language", sorted(STOP_WORDS))
def test_every_listed_word_counts_one_way_only(language: str) -> None:
    for words, wish in ((STOP_WORDS, "stop"), (START_WORDS, "start")):
        for word in words.get(language, ()):
            # Some are half a sentence.
            heard = {WISHES.read("text", said, None) for said in (word, f"{word} messages")}
            assert heard - {None} == {wish}, word


@pytest.mark.parametrize("text", ["", "x" * 5000, "stop " * 1000, "don't " * 20 + "stop"])
def test_empty_and_endless_texts_say_nothing(text: str) -> None:
    assert WISHES.read("text", text, None) is None


@pytest.mark.parametrize(
    ("kind", "title", "payload", "expected"),
    [
        ("button", "More", "STOP_PROMO", "stop"),
        ("button_reply", "More", "stop", "stop"),
        ("list_reply", "More", "UNSUBSCRIBE_ALL", "stop"),
        ("button", "Arrêter les promotions", "0", "stop"),
        ("button", "Ne plus recevoir", None, "stop"),
        ("button", "Stop promotions", None, "stop"),
        ("button", "More", "STOPOVER", None),
        ("button", "More", "DO_NOT_STOP", None),
        # An answer to a question of ours.
        ("button", "Cancel", "CANCEL_ORDER", None),
        ("button", "End", None, None),
        ("button", "Start", "START_ORDER", None),
        ("button", "More", "UNSTOP", "start"),
        ("button", "Me réabonner", None, "start"),
        ("text", "More", "STOP_PROMO", None),
        ("image", "STOP", None, None),
        ("image", "More", "STOP", None),
        ("reaction", "🛑", None, None),
    ],
)
def test_what_is_tapped(kind: str, title: str, payload: str | None, expected: str | None) -> None:
    assert WISHES.read(kind, title, payload) == expected


def test_what_is_not_seen_parts_no_word_and_folding_twice_changes_nothing() -> None:
    assert fold("S\u00adT\u200bO\u2060P\ufeff!") == "stop"
    for row in _rows():
        assert fold(fold(row["phrase"])) == fold(row["phrase"])
