"""What files say is what the app says."""

import json
from pathlib import Path
from typing import Any

import pytest

from relance.contacts.lists.export_columns import OFFICE_COLUMNS as CONTACTS
from relance.downloads.sentences import tell
from relance.downloads.words import HEADINGS, WORDS, Language, word, word_back
from relance.messages.export import OFFICE_COLUMNS as MESSAGES
from relance.messages.state import STATES
from relance.reasons.lines import LINE_PROBLEMS
from relance.reasons.phones import PHONE_PROBLEMS

TEXTS = Path(__file__).parents[3] / "frontend" / "src" / "i18n"
FRENCH = Path(__file__).parents[2] / "relance" / "downloads" / "french.json"


def texts(language: str, name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((TEXTS / language / f"{name}.json").read_text())
    return read


def test_french_sentences_are_those_of_the_app() -> None:
    reasons, meta = texts("fr", "reasons"), texts("fr", "meta")
    expected = {kind: reasons[kind] for kind in ("line", "phone", "phone_warning")}
    expected["meta"] = {code: of["words"] for code, of in meta.items()}
    assert json.loads(FRENCH.read_text()) == expected


@pytest.mark.parametrize("language", list(Language))
def test_states_are_those_of_the_app(language: Language) -> None:
    of_app = texts(language, "common")["message_state"]
    assert {state: word("state", state, language) for state in STATES} == of_app


@pytest.mark.parametrize("name", [*CONTACTS, *MESSAGES])
def test_every_column_has_a_heading_of_its_own_in_both_languages(name: str) -> None:
    assert all(HEADINGS[name])
    for place in (0, 1):
        of_contacts = [HEADINGS[column][place] for column in CONTACTS]
        assert len(set(of_contacts)) == len(of_contacts)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", sorted(WORDS))
def test_words_are_read_back(kind: str, language: Language) -> None:
    for value in WORDS[kind]:
        assert word_back(kind, word(kind, value, language), language) == value
    assert word_back(kind, word(kind, "asked by phone", language), language) == "asked by phone"


def test_a_reason_may_name_its_field() -> None:
    assert word("cancel_reason", "missing_variable:ville", Language.FR) == "Valeur manquante\u00a0: ville"


def test_a_reason_within_a_reason_is_told_in_french() -> None:
    inner = PHONE_PROBLEMS.make("of_country", problem=PHONE_PROBLEMS.make("too_short"), country="BJ")
    whole = LINE_PROBLEMS.make("phone", problem=inner).as_json()
    told = tell(whole["kind"], whole["code"], whole["values"], whole["text"], Language.FR)
    assert told == (
        "le numéro de téléphone est refusé\u00a0: il est trop court (numéro lu pour ce pays\u00a0: BJ)"
    )
    assert tell("line", None, None, "of an older version", Language.FR) == "of an older version"
