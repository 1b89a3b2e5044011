"""Reasons in the language of a file. English is what was stored; French stands in `french.json`, which a test
holds against the texts of the app."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from relance.downloads.words import Language

_PLACE = re.compile(r"\{\{\s*(\w+)\s*(?:,\s*\w+\s*)?\}\}")


@cache
def _french() -> Mapping[str, Mapping[str, str]]:
    texts: Mapping[str, Mapping[str, str]] = orjson.loads(
        (Path(__file__).parent / "french.json").read_bytes()
    )
    return texts


def tell(kind: str, code: str | None, values: Mapping[str, Any] | None, text: str, language: Language) -> str:
    """The sentence of a reason; `text` is the English one, which stays where no other is known."""
    sentence = _french().get(kind, {}).get(code or "")
    if language is Language.EN or sentence is None:
        return text
    return _PLACE.sub(lambda place: _show((values or {}).get(place[1]), language), sentence)


def tell_error(code: int | None, title: str | None, language: Language) -> str | None:
    """What an error of Meta's means."""
    if language is Language.EN or code is None:
        return title
    name = f"code_{code}" if code >= 0 else f"code_minus_{-code}"
    return _french()["meta"].get(name, title)


def _show(value: Any, language: Language) -> str:
    if isinstance(value, dict) and "code" in value:
        return tell(value["kind"], value["code"], value["values"], value["text"], language)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
