"""What a message says to one contact: the only place that fills `{{placeholders}}` in and cleans values.

`{{first_name}}` is replaced by the field of that name, in a Message 2 with a replacement of its own where it
has none, `{{first_name|friend}}`. Two others must say the same: the launch, which freezes the values of
Message 1 by SQL (`campaigns/running/launch_sql.py`), and the preview in the browser
(`frontend/src/components/whatsapp/placeholders.ts`). All three are held against the cases of
`tests/whatsapp/placeholders.json`.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote

# Meta refuses new lines, tabs and more than four spaces in a row in template parameters (132012, 132018,
# 100). A contact's imported field may hold any of them; the person is still to be reached.
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_SPACES = re.compile(r" {4,}")

# A name is whatever a field may be called: accents and blanks too.
_PLACEHOLDER = re.compile(r"\{\{([^{}|\x00-\x1f\x7f-\x9f]+)(?:\|([^{}]*))?\}\}")

# Everything a URL may hold after its prefix stays as it is, "%" too: a value may be encoded already.
_URL_SAFE = "-._~/?&=%:@+,;!$'()*#[]"

# What looks as if a field were meant: in double braces whatever stands there, in single ones a field's name.
_MEANT = re.compile(r"\{\{([^{}]*)\}\}|\{([^{}]*)\}")

# Double braces that are no placeholder, with what stands beside them: left open, closed once, one too many.
_BROKEN = re.compile(r"\{\{[^{}]{0,40}\}{0,2}|[^\s{}]{0,40}\}\}|\{?\0\}?")

Values = Callable[[str], str]
"""A name's text; empty when it has none."""


def list_placeholders(text: str) -> list[str]:
    """Return the names in `{{…}}`, each once, in order of appearance."""
    names = (_name(match[1]) for match in _PLACEHOLDER.finditer(text))
    return list(dict.fromkeys(filter(None, names)))


def list_needed(text: str) -> list[str]:
    """As `list_placeholders`, only those without a replacement of their own."""
    names = (_name(match[1]) for match in _PLACEHOLDER.finditer(text) if match[2] is None)
    return list(dict.fromkeys(filter(None, names)))


def split_text(text: str) -> tuple[int, list[tuple[str, str | None]]]:
    """How many characters stand for themselves, and each placeholder with its replacement."""
    found = [match for match in _PLACEHOLDER.finditer(text) if _name(match[1])]
    placeholders = [(_name(match[1]), None if match[2] is None else match[2].strip()) for match in found]
    return len(text) - sum(len(match[0]) for match in found), placeholders


def list_meant(text: str) -> tuple[list[str], list[str]]:
    """What stands in double braces, without replacements, and what in single ones: as `list_placeholders`,
    names or not."""
    double: dict[str, None] = {}
    single: dict[str, None] = {}
    for match in _MEANT.finditer(text):
        if match[1] is not None:
            double[_name(match[1].partition("|")[0])] = None
        else:
            single[_name(match[2])] = None
    return list(double), list(filter(None, single))


def list_broken(text: str) -> list[str]:
    """What is left of double braces beside the placeholders, as it is written: people would read it."""
    found: list[str] = []

    def set_apart(match: re.Match[str]) -> str:
        if not _name(match[1]):
            return match[0]
        found.append(match[0])
        return "\0"

    rest = _PLACEHOLDER.sub(set_apart, text.replace("\0", ""))
    names = iter(found)
    broken = [re.sub("\0", lambda _: next(names), match[0]) for match in _BROKEN.finditer(rest)]
    return [written for written in broken if _PLACEHOLDER.fullmatch(written) is None]


def fill(text: str, value_of: Values, otherwise: Callable[[str, str], str]) -> str:
    """Replace every placeholder; `otherwise(name, as written)` is what stands for one that has nothing."""
    if "{{" not in text:
        return text

    def replace(match: re.Match[str]) -> str:
        name = _name(match[1])
        if not name:
            return match[0]
        value = value_of(name)
        if not is_blank(value):
            return value
        return otherwise(name, match[0]) if match[2] is None else match[2].strip()

    return _PLACEHOLDER.sub(replace, text)


def fill_template(text: str, value_of: Values) -> str:
    """A text of a template with its values as they are sent; what has none stays as it is written."""
    return fill(text, lambda name: clean_parameter(value_of(name)), lambda _, written: written)


def bound_value(binding: Mapping[str, Any], fields: Mapping[str, object]) -> str:
    """What `{"field": …, "default"?: …}` or `{"value": …}` is for a contact; empty when it has nothing."""
    if binding.get("field") is None:
        return (binding.get("value") or "").strip()
    return text_of(fields.get(binding["field"])) or (binding.get("default") or "").strip()


def text_of(value: object) -> str:
    """A field of a contact as PostgreSQL writes it as text, stripped; empty for what is no text or number."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def clean_parameter(text: str) -> str:
    """Return a template parameter as Meta accepts it: breaks and long runs of spaces become one space."""
    # isprintable() is False for every break and costs 40 ns; nearly all values stop here.
    if text.isprintable() and "    " not in text:
        return text
    return _SPACES.sub(" ", _BREAKS.sub(" ", text))


def encode_url_suffix(text: str) -> str:
    """Return the value of a dynamic URL button, percent-encoded where it must be."""
    return quote(text.strip(), safe=_URL_SAFE)


def is_blank(text: str | None) -> bool:
    """Tell whether a value counts as missing."""
    return text is None or not text.strip()


def _name(written: str) -> str:
    """As names of fields are kept: no blanks at the ends, single ones inside, accents composed."""
    return unicodedata.normalize("NFC", " ".join(written.split()))
