"""An export of ours, known again by its header: as programs read it, or in the words of an office."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from relance.contacts.lists.export_columns import COLUMNS, OFFICE_COLUMNS
from relance.downloads.words import Language, heading

OPTED_OUT_AT = "opted_out_at"
OPTED_OUT_REASON = "opted_out_reason"
VERIFIED = "whatsapp_verified"
CATEGORY_NAMES = "category_names"
CONSENTED_AT = "consented_at"
TOLD = (OPTED_OUT_AT, OPTED_OUT_REASON, VERIFIED, CATEGORY_NAMES, CONSENTED_AT)
"""What we know of a contact ourselves, and take back. `created_at` and ids stay with whoever wrote them."""

_NEEDED = frozenset(COLUMNS[:9])
"""Older exports have no names of categories, and no consents."""
_TIMES = (OPTED_OUT_AT, "created_at", CONSENTED_AT)


@dataclass(frozen=True, slots=True)
class OwnExport:
    """`columns` are the places of our columns; all others are own fields or were added by somebody.

    `language` None: as programs read it. `zone`: in which its times are told.
    """

    columns: Mapping[str, int]
    language: Language | None = None
    zone: ZoneInfo | None = None

    @property
    def told(self) -> Mapping[str, int]:
        """Those of TOLD that are there."""
        return {name: self.columns[name] for name in TOLD if name in self.columns}


def find_own_export(header: list[str]) -> OwnExport | None:
    """What the header says; None for a file of somebody else's."""
    texts = [text.strip() for text in header]
    places = {text: place for place, text in reversed(list(enumerate(texts)))}
    if places.keys() >= _NEEDED:
        return OwnExport({name: places[name] for name in COLUMNS if name in places})
    return next(filter(None, (_in_language(places, language) for language in Language)), None)


def _in_language(places: Mapping[str, int], language: Language) -> OwnExport | None:
    columns: dict[str, int] = {}
    zones: dict[str, ZoneInfo] = {}
    for name in OFFICE_COLUMNS:
        text = heading(name, language)
        place = places.get(text)
        if name in _TIMES and place is None:
            place, zones[name] = _find_time(places, text)
        if place is None:
            if name == CONSENTED_AT:
                continue
            return None
        columns[name] = place
    return OwnExport(columns, language, zones.get(OPTED_OUT_AT))


def _find_time(places: Mapping[str, int], text: str) -> tuple[int | None, ZoneInfo]:
    """The column `Opted out on (Africa/Porto-Novo)`."""
    for shown, place in places.items():
        if shown.startswith(f"{text} (") and (zone := shown[len(text) + 2 : -1]) in _zones():
            return place, ZoneInfo(zone)
    return None, ZoneInfo("UTC")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
