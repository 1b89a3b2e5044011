"""What a file has in each of its columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from relance.downloads.look import Look
from relance.downloads.words import WORDS, heading

Value = str | int | float | bool | datetime | None
Line = Sequence[Value]
"""The values of a line, in the order of the columns."""


class Kind(Enum):
    """What the values of a column are; numbers and texts need no word of their own."""

    PLAIN = "plain"
    PHONE = "phone"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is what programs read; of an own field (`is_own`) people read the same.

    `words`: the list in `downloads.words` whose words stand here.
    """

    name: str
    kind: Kind = Kind.PLAIN
    words: str | None = None
    is_own: bool = False


def plain_columns(names: Sequence[str], *, times: Sequence[str] = ()) -> tuple[Column, ...]:
    """Columns by their names; those with a list of words are told by it."""
    return tuple(Column(name, _kind_of(name, times), name if name in WORDS else None) for name in names)


def _kind_of(name: str, times: Sequence[str]) -> Kind:
    if name == "phone":
        return Kind.PHONE
    return Kind.TIME if name in times or name.endswith("_at") else Kind.PLAIN


def head(columns: Sequence[Column], look: Look) -> list[str]:
    """The first line. A column of times says in an office's file which zone they are of."""
    if look.language is None:
        return [column.name for column in columns]
    shown = []
    for column in columns:
        text = column.name if column.is_own else heading(column.name, look.language)
        shown.append(f"{text} ({look.timezone or 'UTC'})" if column.kind is Kind.TIME else text)
    return shown
