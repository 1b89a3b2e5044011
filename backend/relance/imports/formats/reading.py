"""How a file is read: what a person says of it, else what it looks like."""

from dataclasses import dataclass
from typing import Literal

Encoding = Literal[
    "utf-8", "utf-16", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "mac_roman", "cp850"
]
"""What a person may choose."""

Separator = Literal[",", ";", "tab", "|"]


@dataclass(frozen=True, slots=True)
class Reading:
    """Of a text file its encoding (a name Python knows) and separator, of a workbook its sheet.

    Chosen by a person, None is "as it looks"; in an answer, "there is none". `with_hidden`: also the hidden
    rows of a workbook; `hidden_rows` is how many there are. `sheet_is_full`: the format has no room for more.
    """

    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    with_hidden: bool = False
    hidden_rows: int = 0
    sheet_is_full: bool = False


AS_IT_LOOKS = Reading()
