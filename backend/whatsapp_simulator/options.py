"""Reading dataclasses from JSON: shares between 0 and 1, delays as (min, max) seconds, no unknown names."""

from collections.abc import Mapping
from dataclasses import Field, fields
from typing import Any

Range = tuple[float, float]


def read_options(kind: type[Any], given: Mapping[str, object]) -> dict[str, Any]:
    """The keyword arguments for dataclass `kind` out of a JSON object. Raises ValueError naming the field."""
    known = {field.name: field for field in fields(kind)}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"unknown {kind.__name__.lower()} option: {', '.join(unknown)}")
    return {name: _read(known[name], value) for name, value in given.items()}


def _read(field: "Field[Any]", value: object) -> Any:
    if field.name.endswith("_codes"):
        return _read_codes(field.name, value)
    if field.type is bool or field.type == "bool":
        if not isinstance(value, bool):
            raise ValueError(f"{field.name} must be true or false")
        return value
    if field.type == Range:
        return read_range(field.name, value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{field.name} must be a number")
    return int(value) if field.type is int else float(value)


def _read_codes(name: str, value: object) -> dict[int, float]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{name} must be an object of error code to share")
    return {int(code): check_share(name, share) for code, share in value.items()}


def read_range(name: str, value: object) -> Range:
    """(min, max) seconds from a pair or from one number."""
    pair = [value, value] if isinstance(value, int | float) else value
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        raise ValueError(f"{name} must be [min, max] in seconds")
    low, high = float(pair[0]), float(pair[1])
    if not 0 <= low <= high:
        raise ValueError(f"{name} must be 0 <= min <= max")
    return low, high


def check_share(name: str, value: object) -> float:
    """A share between 0 and 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"{name} must be between 0 and 1")
    return float(value)
