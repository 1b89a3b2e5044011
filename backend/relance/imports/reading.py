"""How a file is read: what a person says of it, else what it looks like."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """Of a text file its encoding (a name Python knows) and separator, of a workbook its sheet.

    In a wish, None is "as it looks"; in an answer, "there is none".
    """

    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None


AS_IT_LOOKS = Reading()
