"""Names of categories in one cell: `Customers, "Friends, old"`."""

import csv
from collections.abc import Iterable


def write_names(names: Iterable[str]) -> str:
    """The cell. A name with a comma or a quote is quoted."""
    return ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}"' if _needs(name) else name for name in names)


def read_names(cell: str) -> list[str]:
    """What `write_names` was given. Raises ValueError for quotes that do not close."""
    try:
        read = list(csv.reader([cell], skipinitialspace=True, strict=True))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    names = (" ".join(name.split()) for line in read for name in line)
    return list(dict.fromkeys(name for name in names if name))


def _needs(name: str) -> bool:
    return "," in name or '"' in name
