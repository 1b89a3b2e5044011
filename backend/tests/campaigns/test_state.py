"""The table of moves, and that no step goes where the table has none."""

import pytest

from relance.campaigns import state


@pytest.mark.parametrize(
    ("sources", "target"),
    [
        (state.START_FROM, state.PREPARING),
        (state.PAUSE_FROM, state.PAUSED),
        (state.RESUME_FROM, state.PREPARING),
        (state.RESUME_FROM, state.SENDING),
        (state.STOP_FROM, state.STOPPED),
        (state.REOPEN_FROM, state.SENDING),
        ((state.SENDING,), state.COMPLETED),
        ((state.SENDING,), state.FAILED),
        ((state.PREPARING,), state.SENDING),
    ],
)
def test_every_step_is_a_legal_move(sources: tuple[str, ...], target: str) -> None:
    assert all(target in state.MOVES[source] for source in sources)


def test_stopped_is_for_good() -> None:
    assert state.MOVES[state.STOPPED] == frozenset()
