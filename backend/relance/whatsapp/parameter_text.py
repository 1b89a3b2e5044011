"""Texts that go into a message: cleaning values for Meta, and filling `{{placeholders}}`."""

import re
from collections.abc import Mapping
from urllib.parse import quote

# Meta refuses new lines, tabs and more than four spaces in a row in template parameters (132012, 132018,
# 100). A contact's imported field may hold any of them; the person is still to be reached.
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_SPACES = re.compile(r" {4,}")
_PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z0-9_]{1,64})\s*\}\}")

# Everything a URL may hold after its prefix stays as it is, "%" too: a value may be encoded already.
_URL_SAFE = "-._~/?&=%:@+,;!$'()*#[]"


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


def list_placeholders(text: str) -> list[str]:
    """Return the names in `{{…}}`, each once, in order of appearance."""
    return list(dict.fromkeys(_PLACEHOLDER.findall(text)))


def show_placeholders(text: str, fields: Mapping[str, str]) -> str:
    """As `fill_placeholders`, to be looked at: what has no value stays as it is written."""
    return _PLACEHOLDER.sub(lambda match: fields.get(match[1]) or match[0], text)


def fill_placeholders(text: str, fields: Mapping[str, str]) -> str:
    """Replace every `{{name}}` by its field. KeyError names the first that is missing or blank."""
    if "{{" not in text:
        return text

    def replace(match: re.Match[str]) -> str:
        value = fields.get(match[1])
        if value is None or not value.strip():
            raise KeyError(match[1])
        return value

    return _PLACEHOLDER.sub(replace, text)
