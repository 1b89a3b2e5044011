"""Evidence in every order and number of repetitions."""

from hypothesis import given, settings
from hypothesis import strategies as st

from relance.messages.evidence import Accepted, Evidence, Lost, NotSent, Rejected, StatusSeen, Withheld
from tests.messages.pieces import ERROR, UNDELIVERABLE, UNPAID, accepted, apply, retry, status
from tests.messages.rows import after, make_row

ORDERLESS: list[Evidence] = [
    accepted(),
    status("sent", 1),
    status("delivered", 2),
    status("read", 3),
    status("failed", 2, error=UNDELIVERABLE),
    Lost(7, 1, after(1)),
    Rejected(7, 1, ERROR, after(1)),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(ORDERLESS), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(pieces: list[Evidence], random: object) -> None:
    """Whatever comes how often in whatever order: the same state, as long as Meta spoke at all."""
    positive = [piece for piece in pieces if isinstance(piece, (Accepted, StatusSeen))]
    if not positive:
        return
    shuffled = [*pieces, *pieces]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = make_row(), make_row()
    effects = apply(one, *pieces)
    apply(other, *shuffled)
    assert one.status == other.status
    assert one.wamid == other.wamid == "wamid.A"
    assert not effects.doubles
    for milestone in ("sent_at", "delivered_at", "read_at"):
        assert (getattr(one, milestone) is None) == (getattr(other, milestone) is None)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *ORDERLESS,
                retry(1),
                retry(2),
                retry(1, counts=False),
                NotSent(7, 1),
                Lost(7, 2, after(4)),
                NotSent(7, 2),
                accepted(2, "wamid.B"),
                status("delivered", 6, attempt=2, wamid="wamid.B"),
                Withheld(7, 1, "opted_out"),
                status("failed", 2, error=UNPAID),
                status("failed", 7, attempt=2, wamid="wamid.B", error=UNPAID),
                status("sent", 6, attempt=2, wamid="wamid.B"),
            ]
        ),
        max_size=15,
    )
)
def test_no_history_makes_an_illegal_move_or_a_silent_double(pieces: list[Evidence]) -> None:
    row = make_row()
    effects = apply(row, *pieces)
    taken = {
        piece.wamid
        for piece in pieces
        if isinstance(piece, Accepted) or (isinstance(piece, StatusSeen) and piece.status != "failed")
    }
    seen = [piece for piece in pieces if isinstance(piece, StatusSeen)]
    arrived = {piece.wamid for piece in seen if piece.status in ("delivered", "read")}
    refused = {piece.wamid for piece in seen if piece.status == "failed"} - arrived
    if row.wamid is None:
        assert not taken - refused
    if row.status == "pending":
        assert row.wamid is None
    if taken - refused == {"wamid.A", "wamid.B"} and row.failed_at is None:
        assert effects.doubles


REFUSED: list[Evidence] = [
    accepted(),
    accepted(held=True),
    status("sent", 1),
    status("delivered", 2),
    status("read", 3),
    status("failed", 2, error=UNPAID),
    Lost(7, 1, after(1)),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(REFUSED), max_size=12), st.randoms(use_true_random=False))
def test_refused_for_the_account_waits_again_once_in_every_order_unless_it_arrived(
    pieces: list[Evidence], random: object
) -> None:
    pieces = [*pieces, status("failed", 2, error=UNPAID)]
    shuffled = [*pieces, *pieces]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    arrived = any(isinstance(piece, StatusSeen) and piece.status in ("delivered", "read") for piece in pieces)
    for order in (pieces, shuffled):
        row = make_row()
        effects = apply(row, *order)
        if arrived:
            assert row.status in ("delivered", "read")
            assert row.wamid == "wamid.A"
        else:
            assert (row.status, row.attempt, row.wamid, row.sent_at) == ("pending", 2, None, None)
            assert len(effects.requeue) == len(effects.stops) == 1
        assert not effects.doubles
