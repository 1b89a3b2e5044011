"""Places, contact cards and orders that people send, as a person reads them."""

from collections.abc import Iterable, Mapping
from typing import Any

_MOST_LINES = 50


def tell_place(place: Mapping[str, Any]) -> str:
    """Name and address; without either where it is: latitude, longitude."""
    named = _join((place.get("name"), place.get("address")), ", ")
    if named:
        return named
    return _join((_number(place.get("latitude")), _number(place.get("longitude"))), ", ")


def tell_cards(cards: Iterable[object]) -> str:
    """A line for each person: name and numbers."""
    lines = []
    for card in cards:
        if not isinstance(card, dict):
            continue
        name = card.get("name")
        phones = _list(card.get("phones"))
        numbers = [phone.get("phone") for phone in phones if isinstance(phone, dict)]
        called = name.get("formatted_name") if isinstance(name, dict) else None
        lines.append(_join((called, *numbers), " "))
    return _lines(lines)


def tell_order(order: Mapping[str, Any]) -> str:
    """What the person wrote, then a line for each product: how many, which, at what price each."""
    lines = [order["text"].strip()] if isinstance(order.get("text"), str) else []
    for item in _list(order.get("product_items")):
        if isinstance(item, dict):
            price = _join((_number(item.get("item_price")), item.get("currency")), " ")
            what = _join((_number(item.get("quantity")), item.get("product_retailer_id")), " × ")
            lines.append(_join((what, price and f"({price})"), " "))
    return _lines(lines)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _number(value: object) -> str:
    if isinstance(value, str):
        return value
    return f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _join(parts: Iterable[object], between: str) -> str:
    return between.join(part.strip() for part in parts if isinstance(part, str) and part.strip())


def _lines(lines: Iterable[str]) -> str:
    return "\n".join([line for line in lines if line][:_MOST_LINES])
