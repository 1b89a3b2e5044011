"""The words of doubts."""

import string
from zoneinfo import ZoneInfo

import pytest

from relance.messages.doubts import DOUBT_WORDS, MOMENTS, word_doubt

VALUES = {
    "until": "2026-11-28T14:07:10+00:00",
    "since": "2026-11-28T14:02:10+00:00",
    "from": "2026-11-28T14:02:10.123456+00:00",
    "to": "2026-11-28T14:02:31+00:00",
    "reason": "api_away",
    "answered": 3,
    "needed": 20,
    "messages": 37,
    "unheard": 5,
    "side": "before",
    "template": "offer (fr)",
    "seconds": -412,
    "clock": "own",
    "process": "sender",
    "host": "box",
}


@pytest.mark.parametrize("code", sorted(DOUBT_WORDS))
def test_every_code_has_a_sentence_whose_places_are_filled(code: str) -> None:
    sentence = word_doubt({"code": code, **VALUES}, zone=ZoneInfo("UTC"))
    assert sentence.endswith(".") and "{" not in sentence


def test_moments_are_times_of_day_where_the_installation_is() -> None:
    doubt = {"code": "intake_gap", **{name: VALUES[name] for name in ("from", "to", "reason")}}
    expected = "Meta could not reach this server from 15:02:10 to 15:02:31 (api_away)."
    assert word_doubt(doubt, zone=ZoneInfo("Africa/Porto-Novo")) == expected


def test_a_clock_is_named() -> None:
    for clock, words in {"own": "sender process on box", "meta": "Meta's", "database": "a step"}.items():
        assert words in word_doubt(
            {"code": "clocks_disagree", **VALUES, "clock": clock}, zone=ZoneInfo("UTC")
        )


def test_moments_are_the_places_that_hold_times() -> None:
    places = {name for text in DOUBT_WORDS.values() for _, name, _, _ in string.Formatter().parse(text)}
    assert places >= MOMENTS
