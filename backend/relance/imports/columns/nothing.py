"""Cells in which a program wrote that nothing is there."""

_NOTHING = frozenset(
    {
        "NULL",
        "null",
        "(null)",
        "nan",
        "NaN",
        "NAN",
        "N/A",
        "n/a",
        "#N/A",
        "#N/D",
        "#REF!",
        "#VALEUR!",
        "#VALUE!",
    }
    | {"#NAME?", "#NOM?", "#DIV/0!", "#NULL!", "#NUL!", "undefined", "-", "--", "–", "—", "\\N"}
    | {"#NUM!", "#NOMBRE!", "#NOM ?", "#NOM\xa0?", "#VALEUR\xa0!", "#VALEUR !", "#REF\xa0!", "#REF !"}
    | {"None", "<NA>", "NaT", "<null>", "[null]", "N/D", "n/d", "N.A.", "n.a.", "N.D.", "n.d."}
    | {"(vide)", "(blank)", "(empty)"}
)
"""What databases, statistics and spreadsheets write where there is nothing."""


def says_nothing(text: str) -> bool:
    """Whether the stripped text of a cell is one of their words for nothing."""
    return text in _NOTHING
