"""Cursors: one that was altered in any way, or belongs to another list or filter, is refused."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.core.errors import AppError
from relance.http.pagination import decode_cursor, encode_cursor, scope_of

SCOPE = scope_of("messages", state="sent")
keys = st.lists(st.none() | st.text(max_size=30) | st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=3)


def decode(cursor: str | None, *, parts: int, scope: str = SCOPE, secret: str = "s") -> list[object] | None:
    return decode_cursor(cursor, secret=secret, scope=scope, parts=parts)


@given(key=keys)
def test_a_cursor_comes_back(key: list[object]) -> None:
    cursor = encode_cursor(key, secret="s", scope=SCOPE)
    assert decode(cursor, parts=len(key)) == key


@given(key=keys, place=st.integers(0, 10**6), character=st.sampled_from(string.printable + "é="))
def test_no_character_can_be_changed_added_or_taken_away(
    key: list[object], place: int, character: str
) -> None:
    """Not even the bits that Base64 leaves over in its last character, nor what its reader passes over."""
    cursor = encode_cursor(key, secret="s", scope=SCOPE)
    at = place % len(cursor)
    for altered in (
        cursor[:at] + character + cursor[at + 1 :],
        cursor[:at] + character + cursor[at:],
        cursor[:at] + cursor[at + 1 :],
        cursor[:-1] + character,
        cursor + character,
    ):
        if altered != cursor:
            with pytest.raises(AppError) as refused:
                decode(altered, parts=len(key))
            assert (refused.value.status, refused.value.code) == (400, "bad_cursor")


@pytest.mark.parametrize(
    ("scope", "secret", "parts"),
    [
        (scope_of("messages", state="read"), "s", 1),
        (scope_of("campaigns", state="sent"), "s", 1),
        (SCOPE, "another", 1),
        (SCOPE, "s", 2),
    ],
)
def test_a_cursor_of_another_list_filter_or_installation(scope: str, secret: str, parts: int) -> None:
    cursor = encode_cursor([1], secret="s", scope=SCOPE)
    with pytest.raises(AppError):
        decode(cursor, scope=scope, secret=secret, parts=parts)


@pytest.mark.parametrize("nonsense", ["", "x", "A" * 100_000, "\x00", "\ud800", "é", "=", "...."])
def test_nonsense(nonsense: str) -> None:
    with pytest.raises(AppError):
        decode(nonsense, parts=1)
