"""What an export says of a contact beside its fields: opted out, on WhatsApp or not, in which categories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from relance.categories.service import NAME_LENGTH
from relance.contacts.lists.category_cells import read_names
from relance.contacts.upsert import Told
from relance.core.errors import ReasonError
from relance.downloads.words import Language, word_back
from relance.reasons.lines import LINE_PROBLEMS

_YES = frozenset({"true", "yes", "oui", "vrai", "wahr"})
_NO = frozenset({"false", "no", "non", "faux"})
_LOCAL_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M")
"""As we write them, and as a spreadsheet saves them again."""

_LONGEST_REASON = 200
_WITHOUT_REASON = "import"
_CELL_SHOWN = 60


class LineRefused(ReasonError):
    """No contact can be made of a line."""


@dataclass(frozen=True, slots=True)
class ToldColumns:
    """Places of the columns, and in which words and times they are written."""

    opted_out_at: int | None = None
    opted_out_reason: int | None = None
    whatsapp_verified: int | None = None
    category_names: int | None = None
    consented_at: int | None = None
    language: Language | None = None
    zone: ZoneInfo | None = None


def read_told(cells: Sequence[str], columns: ToldColumns) -> Told:
    """What they say. Raises LineRefused for what is none of our words."""
    at = _cell(cells, columns.opted_out_at)
    consented = _cell(cells, columns.consented_at)
    reason = _cell(cells, columns.opted_out_reason)
    if reason and columns.language is not None:
        reason = word_back("opted_out_reason", reason, columns.language)
    return Told(
        opted_out_at=_read_time(at, columns) if at else None,
        opted_out_reason=(reason or _WITHOUT_REASON)[:_LONGEST_REASON],
        whatsapp_verified=_read_yes(_cell(cells, columns.whatsapp_verified)),
        category_names=_read_categories(_cell(cells, columns.category_names)),
        consented_at=_read_time(consented, columns, "consented_at") if consented else None,
    )


def _cell(cells: Sequence[str], place: int | None) -> str:
    return "" if place is None else cells[place].strip()


def _read_time(cell: str, columns: ToldColumns, column: str = "opted_out_at") -> datetime:
    moment = _parse(cell)
    if moment is None or not 2000 <= moment.year <= 2200:
        raise _not_ours(column, cell)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=columns.zone or UTC)
    return moment.astimezone(UTC)


def _parse(cell: str) -> datetime | None:
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        pass
    for form in _LOCAL_FORMATS:
        try:
            return datetime.strptime(cell, form)  # noqa: DTZ007 - the zone stands above the column
        except ValueError:
            continue
    return None


def _read_yes(cell: str) -> bool | None:
    word = cell.lower()
    if not word:
        return None
    if word in _YES or word in _NO:
        return word in _YES
    raise _not_ours("whatsapp_verified", cell)


def _read_categories(cell: str) -> tuple[str, ...]:
    try:
        names = read_names(cell)
    except ValueError:
        raise _not_ours("category_names", cell) from None
    if any(len(name) > NAME_LENGTH or not name.isprintable() for name in names):
        raise _not_ours("category_names", cell)
    return tuple(names)


def _not_ours(column: str, cell: str) -> LineRefused:
    return LineRefused(LINE_PROBLEMS.make("own_column", column=column, cell=cell[:_CELL_SHOWN]))
