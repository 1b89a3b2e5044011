"""Lines of a file that no contact can be made of."""

from typing import Final

from relance.reasons.reason import ReasonList

ERASED: Final = "erased"
"""Counted apart from the lines that were rejected; nothing of such a line is kept but its number."""

LINE_PROBLEMS: Final = ReasonList(
    "line",
    {
        "phone": "the phone number is refused: {problem:reason}",
        "cells": "it has {cells:count} cells, the header has {width:count}",
        "not_csv": "it is not readable as CSV: {error:api}",
        "quote_unclosed": "a quotation mark is opened and never closed",
        "packed": 'the column {column} of an export holds JSON such as {{"city": "Cotonou"}}, or nothing',
        "packed_fields": "the column {column} holds {fields:count} fields; a contact may have {most:count}",
        "own_column": 'the column {column} of an export does not hold what stood there, but "{cell}"',
        "too_long": "{field} is longer than {most:count} characters",
        ERASED: "this person was erased, and is left out",
    },
)
