"""The demo's contacts: the sample file, or as many made-up people as wanted."""

import csv
from importlib.resources import files
from pathlib import Path

LARGEST = 1_000_000
_FIRST_NAMES = (
    "Afi", "Koffi", "Awa", "Mamadou", "Sèna", "Yao", "Fatou", "Kossi", "Aïcha", "Ibrahima",
    "Adjoa", "Moussa", "Élise", "Cheikh", "Mawuli", "Bintou", "Serge", "Nadège", "Ousmane", "Chantal",
)  # fmt: skip
_LAST_NAMES = ("Adjovi", "Diop", "Kouassi", "Mensah", "Traoré", "Houngbo", "Ndiaye", "Amegan", "Bamba")
_CITIES = ("Cotonou", "Porto-Novo", "Parakou", "Abomey", "Ouidah")


def contacts_file(folder: Path, count: int | None) -> Path:
    """The file to import: the sample that ships with Relance, or `count` people, always the same ones."""
    if count is None:
        return Path(str(files("relance.imports") / "sample_contacts.csv"))
    path = folder / f"contacts-{count}.csv"
    if not path.exists():
        unfinished = path.with_suffix(".unfinished")
        with unfinished.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(("phone", "first_name", "last_name", "city"))
            writer.writerows(_person(number) for number in range(count))
        unfinished.replace(path)
    return path


def _person(number: int) -> tuple[str, str, str, str]:
    """A number of Benin's plan in a block that is not given out."""
    return (
        f"+2290196{number:06d}",
        _FIRST_NAMES[number % len(_FIRST_NAMES)],
        _LAST_NAMES[number % len(_LAST_NAMES)],
        _CITIES[number % len(_CITIES)],
    )
