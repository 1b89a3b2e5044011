"""The web app has words in both languages for every code that the API can send."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from relance.campaigns.doubts.picture import NOT_LOOKED_AT
from relance.messages.doubts import DOUBT_WORDS
from relance.whatsapp.error_table import PERMISSION_MISSING, UNKNOWN_CODE
from relance.whatsapp.errors import RULES

TEXTS = Path(__file__).parents[3] / "frontend" / "src" / "i18n"
LANGUAGES = ("en", "fr")


def read_texts(language: str, namespace: str) -> dict[str, Any]:
    texts: dict[str, Any] = json.loads((TEXTS / language / f"{namespace}.json").read_text())
    return texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_of_meta_has_words_and_advice(language: str) -> None:
    codes = {*RULES, PERMISSION_MISSING.code, UNKNOWN_CODE.code}
    keys = {f"code_{code}".replace("-", "minus_") for code in codes}
    texts = read_texts(language, "meta")
    assert set(texts) == keys
    assert all(text["words"] and text["advice"] for text in texts.values())


def test_the_english_words_of_meta_s_errors_are_those_of_the_api() -> None:
    texts = read_texts("en", "meta")
    for code, rule in RULES.items():
        text = texts[f"code_{code}".replace("-", "minus_")]
        assert (text["words"], text["advice"]) == (rule.words_en, rule.advice_en)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_of_a_doubt_has_its_words(language: str) -> None:
    told = {re.sub("_(one|many|other)$", "", key) for key in read_texts(language, "doubts")["reason"]}
    assert told == {*DOUBT_WORDS, NOT_LOOKED_AT}
