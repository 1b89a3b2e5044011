"""A kind of interaction stands in one list, and somebody reads it."""

from typing import get_args

from relance.whatsapp.interaction_kinds import KIND_WORDS, READ_FROM, TAPS, InteractionKind
from relance.whatsapp.message_types import READERS


def test_every_kind_has_a_reader_and_every_reader_a_kind() -> None:
    assert set(READ_FROM) == set(get_args(InteractionKind))
    assert set(READ_FROM.values()) == set(READERS)
    assert set(KIND_WORDS) == set(READ_FROM)
    assert set(READ_FROM) >= TAPS
