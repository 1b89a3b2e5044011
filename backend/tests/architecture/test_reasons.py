"""Each reason of the closed lists is made with its values, and the app has its sentence in both languages."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from relance.core.errors import AppError
from relance.reasons import ReasonList, Sentence, read_reason
from relance.reasons.alerts import ALERT_WORDS
from relance.reasons.lists import LISTS
from relance.reasons.phones import PHONE_PROBLEMS
from relance.reasons.refusals import REFUSALS, STATUSES
from relance.reasons.sentence import TYPES
from relance.reasons.words import WORDS
from tests.architecture.test_texts import LANGUAGES, read_texts

RELANCE = Path(__file__).parents[2] / "relance"
FORMATS = Path(__file__).parents[3] / "frontend" / "src" / "i18n" / "formats.ts"
OF_THE_APP = {"unexpected", "offline", "unexpected_answer"}
"""Errors that the app finds by itself."""

OWN_ARGUMENTS = {"details"}
_PLACE = re.compile(r"\{\{\s*(\w+)(?:,\s*(\w+))?\s*\}\}")


def places_in(text: str) -> set[tuple[str, str]]:
    return {(name, spec or "text") for name, spec in _PLACE.findall(text)}


def needed(sentence: Sentence) -> set[tuple[str, str]]:
    """What the app has to tell."""
    return {(name, spec) for name, spec in sentence.places if spec != "api"}


def as_text_of_the_app(template: str) -> str:
    """The sentence as i18next writes it."""
    return "".join(
        before + ("" if name is None else "{{" + name + (f", {spec}" if spec else "") + "}}")
        for before, name, spec, _ in Formatter().parse(template)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_sentence_in_the_app(language: str) -> None:
    texts = read_texts(language, "errors")
    assert set(texts) == set(REFUSALS.sentences) | OF_THE_APP
    for code, sentence in REFUSALS.sentences.items():
        assert places_in(texts[code]) == needed(sentence), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_alert_has_its_sentences_in_the_app(language: str) -> None:
    texts = read_texts(language, "alerts")
    assert set(texts) == set(ALERT_WORDS)
    for code, words in ALERT_WORDS.items():
        assert places_in(texts[code]["message"]) == needed(words.message), code
        # Where the app says it otherwise, it may need less.
        assert places_in(texts[code]["what_to_do"]) <= needed(words.what_to_do), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_reason_has_its_sentence_in_the_app(language: str) -> None:
    texts = read_texts(language, "reasons")
    assert set(texts) == {*LISTS, "word"}
    for kind, reasons in LISTS.items():
        assert set(texts[kind]) == set(reasons.sentences), kind
        for code, sentence in reasons.sentences.items():
            told = {place for place in places_in(texts[kind][code]) if place[1] != "api"}
            assert told == needed(sentence), (kind, code)


def test_the_english_of_other_reasons_is_that_of_the_api() -> None:
    texts = read_texts("en", "reasons")
    for kind, reasons in LISTS.items():
        for code, sentence in reasons.sentences.items():
            assert texts[kind][code] == as_text_of_the_app(sentence.template), (kind, code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_sentence_has_its_text(language: str) -> None:
    texts = read_texts(language, "reasons")["word"]
    assert {group: set(words) for group, words in texts.items()} == {
        group: set(words) for group, words in WORDS.items()
    }


def test_the_app_knows_every_type_of_a_place() -> None:
    source = FORMATS.read_text()
    for group in WORDS:
        assert f"'{group}'," in source, group
    # Texts need none, numbers are i18next's own, and what is for the API alone the app does not show.
    for name in set(TYPES) - {"text", "number", "api"}:
        assert f"\n  {name}: " in source or f"add('{name}'" in source, name


def calls() -> Iterator[tuple[str, ast.Call, ReasonList]]:
    """Every place that makes a refusal or another reason by a code that stands there."""
    lists = {"CAUSES": "cause", "PHONE_PROBLEMS": "phone", "PHONE_WARNINGS": "phone_warning",
             "LINE_PROBLEMS": "line", "PARKED": "parked", "WAITING": "waiting", "PROBLEMS": "problem",
             "PLACED": "placed", "META_REASONS": "meta", "CONTENT_PROBLEMS": "content",
             "LINK_PROBLEMS": "link", "TEXTS": "text", "IMAGE_PROBLEMS": "image"}  # fmt: skip
    functions = {"AppError": REFUSALS, "TooManyError": REFUSALS, "PhoneRefused": PHONE_PROBLEMS,
                 "problem": LISTS["problem"]}  # fmt: skip
    for path in sorted(RELANCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str()), *_]) if (
                    name in functions
                ):
                    yield f"{path.name}:{node.lineno}", node, functions[name]
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id=name), attr="make"),
                    args=[ast.Constant(value=str()), *_],
                ) if name in lists:
                    yield f"{path.name}:{node.lineno}", node, LISTS[lists[name]]


def test_every_reason_is_made_with_the_values_of_its_sentence() -> None:
    found = list(calls())
    assert len(found) > 200
    for where, call, reasons in found:
        code = call.args[0].value  # type: ignore[attr-defined]
        assert code in reasons, f"{where}: {code} is none of the list of {reasons.kind}"
        given = {keyword.arg for keyword in call.keywords} - OWN_ARGUMENTS
        wanted = {name for name, _ in reasons.sentences[code].places}
        if None in given:
            continue
        assert wanted <= given, f"{where}: {code} lacks {wanted - given}"


def test_a_refusal_tells_status_sentence_and_values() -> None:
    error = AppError("phone_refused", why=PHONE_PROBLEMS.make("column_code_unknown", code="999"))
    assert (error.status, error.message) == (
        422,
        "The phone number is not usable: the country code '999' is unknown.",
    )
    why = {"kind": "phone", "code": "column_code_unknown", "values": {"code": "999"},
           "text": "the country code '999' is unknown"}  # fmt: skip
    assert json.loads(json.dumps(error.values)) == {"why": why}
    assert read_reason(why).text == error.reason.values["why"].text


def test_a_code_that_is_none_and_a_value_that_is_missing_are_errors_of_ours() -> None:
    with pytest.raises(KeyError):
        REFUSALS.make("no_such_code")
    with pytest.raises(KeyError):
        REFUSALS.make("contact_exists")
    with pytest.raises(ValueError, match="no type"):
        Sentence("{a:nothing}")


def test_every_refusal_has_an_error_status() -> None:
    assert set(STATUSES) == set(REFUSALS.sentences)
    assert all(400 <= status < 600 for status in STATUSES.values())


@pytest.mark.parametrize(
    ("template", "values", "sentence"),
    [
        ("{n:count} of {all:count}", {"n": 3, "all": 1000}, "3 of 1000"),
        ("{s:seconds}", {"s": 7.5}, "7.5 s"),
        ("{m:minutes}, {n:minutes}", {"m": 1, "n": 15}, "1 minute, 15 minutes"),
        ("{most:megabytes}", {"most": 5}, "5 MB"),
        ("{names:list}", {"names": ["a", "b"]}, "a, b"),
        ("{a} and {b:id}", {"a": None, "b": 12345}, "unknown and 12345"),
        ("{who:super_admin_task}", {"who": "users"}, "manages users and keys"),
        ("{why:clause}.", {"why": PHONE_PROBLEMS.make("empty")}, "it is empty."),
    ],
)
def test_values_in_english(template: str, values: dict[str, Any], sentence: str) -> None:
    assert Sentence(template).fill(values) == sentence
