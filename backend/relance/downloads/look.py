"""How a file that leaves should look: without wishes for programs, with them for an office."""

from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from fastapi import Depends, Query
from pydantic import AfterValidator

from relance.downloads.words import Language
from relance.reasons.problems import problem


class FileKind(StrEnum):
    """What is downloaded."""

    CSV = "csv"
    XLSX = "xlsx"


class Separator(StrEnum):
    """What stands between the cells of a CSV file."""

    COMMA = ","
    SEMICOLON = ";"
    TAB = "tab"

    @property
    def mark(self) -> str:
        """The character."""
        return "\t" if self is Separator.TAB else self.value


@dataclass(frozen=True, slots=True)
class Look:
    """`language` None: headings, words and times as programs read them."""

    kind: FileKind = FileKind.CSV
    separator: str = ","
    language: Language | None = None
    timezone: str | None = None

    @property
    def zone(self) -> tzinfo:
        """In which times are told."""
        return ZoneInfo(self.timezone or "UTC")


PLAIN = Look()
"""As every file is without a wish."""


def check_timezone(name: str) -> str:
    """A name of the IANA's, as browsers tell theirs. Raises a problem for any other."""
    if name not in available_timezones():
        raise problem("timezone_unknown", name=name)
    return name


TimeZone = Annotated[
    str, Query(min_length=1, max_length=64, examples=["Africa/Porto-Novo"]), AfterValidator(check_timezone)
]


def _asked(
    kind: Annotated[FileKind, Query(alias="format", description="csv, or a workbook")] = FileKind.CSV,
    separator: Annotated[Separator, Query(description="of the cells of a CSV file")] = Separator.COMMA,
    language: Annotated[
        Language | None, Query(description="of headings and words; own fields become columns")
    ] = None,
    timezone: Annotated[TimeZone | None, Query(description="in which times are told; else UTC")] = None,
) -> Look:
    if kind is FileKind.XLSX and language is None:
        language = Language.EN
    return Look(kind, separator.mark, language, timezone)


AskedLook = Annotated[Look, Depends(_asked)]
"""The wishes of a request."""
