"""What stands in a file of contacts, and how its header is known again."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from relance.contacts.lists.category_cells import write_names
from relance.contacts.own_columns import OWN_FIELDS
from relance.core.csv_cells import make_json_harmless
from relance.core.db import Row
from relance.downloads.columns import Column, Kind, Line, Value
from relance.downloads.look import Look
from relance.downloads.words import HEADINGS

PACKED = "attributes"
"""The column that holds own fields of a contact as one JSON object: all, or those that have no column."""

COLUMNS = (
    *(*OWN_FIELDS, "whatsapp_verified", "opted_out_at", "opted_out_reason"),
    *("created_at", "category_ids", PACKED, "category_names", "consented_at"),
)
OFFICE_COLUMNS = (
    *(*OWN_FIELDS, "category_names", "whatsapp_verified", "opted_out_at"),
    *("opted_out_reason", "created_at", PACKED, "consented_at"),
)
"""For people, who read names instead of ids; own fields stand behind the names of categories."""
_BEFORE_OWN = OFFICE_COLUMNS.index("category_names") + 1

MOST_FIELDS = 180
"""Own fields that become columns: so many that the import takes all of them. Further ones are packed."""

MOST_LINE_BREAKS = 40
"""In the own fields of one contact. The import takes a quotation for one that nobody closed after fifty."""

_WORDS = {"whatsapp_verified": "yes_no", "opted_out_reason": "opted_out_reason"}
_KINDS = {"phone": Kind.PHONE, "opted_out_at": Kind.TIME, "created_at": Kind.TIME, "consented_at": Kind.TIME}
_TAKEN = frozenset({*HEADINGS, *COLUMNS, *(text for both in HEADINGS.values() for text in both)})


def columns_for(look: Look, fields: Sequence[str]) -> tuple[Column, ...]:
    """The columns; `fields` are the names of own fields that there are."""
    if look.language is None:
        return tuple(map(_column, COLUMNS))
    own = [Column(name, is_own=True) for name in fields if may_head(name)]
    known = [_column(name) for name in OFFICE_COLUMNS]
    return (*known[:_BEFORE_OWN], *own[:MOST_FIELDS], *known[_BEFORE_OWN:])


def may_head(field: str) -> bool:
    """Whether the import would take a column of this name for that field and no other."""
    return (
        field.strip() == field
        and field.isprintable()
        and field not in _TAKEN
        and not field.startswith(tuple(f"{text} (" for text in _TAKEN))
    )


def _column(name: str) -> Column:
    return Column(name, _KINDS.get(name, Kind.PLAIN), _WORDS.get(name))


def write_line(row: Row | Mapping[str, Any], columns: Sequence[Column], names: Mapping[int, str]) -> Line:
    """A contact's values; `names` are those of categories by id."""
    own: dict[str, Any] = row["attributes"] or {}
    shown = _fields_shown(own, columns)
    values: dict[str, Value] = {
        **{name: row[name] for name in (*COLUMNS[: COLUMNS.index("category_ids")], "consented_at")},
        "category_ids": " ".join(map(str, row["category_ids"])),
        "category_names": write_names(sorted(names[id_] for id_ in row["category_ids"] if id_ in names)),
        PACKED: _pack({name: value for name, value in own.items() if name not in shown}),
    }
    return [shown.get(column.name) if column.is_own else values[column.name] for column in columns]


def _fields_shown(own: Mapping[str, Any], columns: Sequence[Column]) -> Mapping[str, Any]:
    """Those of the own fields that are told in their columns."""
    if not own:
        return {}
    shown = {column.name: own[column.name] for column in columns if column.is_own and column.name in own}
    breaks = 0
    for name, value in list(shown.items()):
        if isinstance(value, str):
            breaks += value.count("\n")
            if breaks > MOST_LINE_BREAKS or not _is_kept_by_cells(value):
                del shown[name]
    return shown


def _is_kept_by_cells(value: str) -> bool:
    """Cells lose blanks at their ends, and some programs what nobody sees."""
    return value == value.strip() and value.replace("\n", "").replace("\t", "").isprintable()


def _pack(own: Mapping[str, Any]) -> str:
    return make_json_harmless(orjson.dumps(own).decode()) if own else ""
