"""How a file that leaves should look: for programs when nothing is asked, for an office when it is."""

from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from relance.downloads.words import Language


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
"""As every file is when nothing is asked."""
