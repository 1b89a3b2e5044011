"""What fills the placeholders of a campaign's template: a field of the contact, a default, or a text."""

from typing import Any

# What Python's str.strip() removes: the same idea of "blank" as everywhere else.
WHITESPACE = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)


def name_bindings(variables: dict[str, Any], buttons: dict[str, Any]) -> dict[str, Any]:
    """All bindings by the names that their values have in a message; a button is `button.<index>`."""
    return variables | {f"button.{index}": binding for index, binding in buttons.items()}


def list_bindings(
    variables: dict[str, Any], buttons: dict[str, Any]
) -> tuple[list[str], list[str | None], list[str | None], list[str | None]]:
    """Names, fields, defaults and values of all bindings as parallel lists."""
    named = name_bindings(variables, buttons)
    return (
        list(named),
        [binding.get("field") for binding in named.values()],
        [binding.get("default") for binding in named.values()],
        [binding.get("value") for binding in named.values()],
    )
