"""What each piece of evidence does to a row, in every order that peers got wrong."""

from datetime import timedelta

import pytest

from relance.messages.evidence import (
    Lost,
    NotSent,
    Rejected,
    Withheld,
    interact,
)
from relance.messages.state import MOVES, STORED_STATES, IllegalMove
from relance.whatsapp.errors import MetaError
from tests.messages.pieces import ERROR, UNDELIVERABLE, accepted, apply, retry, status
from tests.messages.rows import WINDOW_S, after, make_row


def test_read_before_delivered_before_sent_ends_read() -> None:
    row = make_row()
    apply(row, status("read", 3), status("delivered", 2), status("sent", 1))
    assert row.status == "read"
    assert row.read_at == after(3)
    assert row.delivered_at == after(3)  # set once: read implies delivered


def test_sent_does_not_overwrite_delivered() -> None:
    row = make_row()
    apply(row, accepted(), status("delivered", 2), status("sent", 3))
    assert row.status == "delivered"


def test_status_before_the_answer_is_recorded() -> None:
    row = make_row()
    apply(row, status("delivered", 2), accepted(at=1))
    assert (row.status, row.wamid) == ("delivered", "wamid.A")


def test_delivered_after_failed_is_delivered() -> None:
    row = make_row()
    apply(row, accepted(), status("failed", 2, error=UNDELIVERABLE), status("delivered", 3))
    assert row.status == "delivered"
    assert row.failed_at == after(2)


def test_failed_then_late_sent_stays_failed() -> None:
    row = make_row()
    apply(row, status("failed", 2, error=UNDELIVERABLE), status("sent", 1))
    assert (row.status, row.error_code) == ("failed", 131026)
    assert row.sent_at is not None


def test_failed_status_alone_proves_that_it_was_accepted() -> None:
    """The sender died before it recorded the answer: the counts must still say accepted."""
    row = make_row()
    apply(row, status("failed", 2, error=UNDELIVERABLE))
    assert (row.status, row.sent_at) == ("failed", after(2))


def test_failed_after_delivered_stays_delivered() -> None:
    row = make_row()
    apply(row, accepted(), status("delivered", 2), status("failed", 3, error=UNDELIVERABLE))
    assert row.status == "delivered"


def test_held_is_not_sent() -> None:
    row = make_row()
    apply(row, accepted(held=True))
    assert (row.status, row.sent_at) == ("held", None)
    apply(row, status("failed", 60, error=MetaError(132012, "Parameter format", "", None)))
    assert (row.status, row.sent_at) == ("failed", after(60))


def test_held_and_then_dropped_waits_for_its_template() -> None:
    row = make_row()
    effects = apply(row, accepted(held=True), status("failed", 60, error=MetaError(132015, "Paused", "")))
    assert (row.status, row.sent_at, row.attempt) == ("pending", None, 2)
    assert [queued for queued, _ in effects.requeue] == [row]


def test_held_released_is_sent() -> None:
    row = make_row()
    apply(row, accepted(held=True), status("sent", 60))
    assert (row.status, row.sent_at) == ("sent", after(60))


def test_evidence_of_acceptance_wins_over_cancelled_and_unknown() -> None:
    for before in ("cancelled", "unknown", "pending"):
        row = make_row(status=before, cancel_reason="stopped" if before == "cancelled" else None)
        apply(row, status("sent"))
        assert (row.status, row.cancel_reason) == ("sent", None)


def test_negative_result_applies_to_its_own_attempt_only() -> None:
    row = make_row(attempt=2)
    apply(row, Rejected(7, 1, ERROR, after(1)), retry(1), Lost(7, 1, after(1)), NotSent(7, 1))
    assert (row.status, row.attempt, row.changed) == ("pending", 2, False)


def test_negative_result_does_not_touch_an_accepted_row() -> None:
    row = make_row()
    apply(row, accepted(), Rejected(7, 1, ERROR, after(1)), retry(), Lost(7, 1, after(2)))
    assert row.status == "sent"


def test_three_retries_then_failed_with_metas_words() -> None:
    row = make_row()
    for attempt in (1, 2, 3):
        assert apply(row, retry(attempt)).requeue
        assert (row.status, row.attempt) == ("pending", attempt + 1)
    assert not apply(row, retry(4)).requeue
    assert (row.status, row.error_code, row.error_title) == ("failed", 131000, "Something went wrong")


def test_an_outcome_of_the_number_costs_no_retry() -> None:
    row = make_row()
    for attempt in range(1, 20):
        apply(row, retry(attempt, counts=False))
    assert (row.status, row.retries) == ("pending", 0)


def test_the_same_retry_twice_queues_once() -> None:
    row = make_row()
    assert len(apply(row, retry(1), retry(1)).requeue) == 1


def test_lost_answer_is_unknown_and_its_echo_settles_it() -> None:
    row = make_row()
    assert apply(row, Lost(7, 1, after(5))).settle == [(row, after(5))]
    assert row.status == "unknown"
    apply(row, status("delivered", 9))
    assert (row.status, row.wamid) == ("delivered", "wamid.A")


def test_proved_unsent_goes_again_under_a_new_attempt() -> None:
    row = make_row()
    apply(row, Lost(7, 1, after(5)))
    effects = apply(row, NotSent(7, 1), NotSent(7, 1))
    assert (row.status, row.attempt, len(effects.requeue)) == ("pending", 2, 1)


def test_handing_back_a_pending_row_queues_nothing() -> None:
    """Its leased batch is released with it: a second batch would send it twice."""
    row = make_row()
    assert not apply(row, NotSent(7, 1)).requeue


def test_echo_of_a_given_up_attempt_stops_the_next_one() -> None:
    row = make_row(attempt=2)
    effects = apply(row, status("sent", attempt=1, wamid="wamid.old"))
    assert (row.status, row.wamid) == ("sent", "wamid.old")
    assert not effects.doubles


def test_two_acceptances_of_one_row_are_a_double() -> None:
    row = make_row(attempt=2)
    effects = apply(row, status("sent", attempt=1, wamid="wamid.old"), accepted(2, "wamid.new"))
    assert [wamid for _, wamid in effects.doubles] == ["wamid.old"]
    assert row.wamid == "wamid.new"
    assert effects.old_wamids == [("wamid.old", 7, 1, False)]
    again = apply(row, status("delivered", attempt=1, wamid="wamid.old"))
    assert row.wamid == "wamid.new"
    assert again.old_wamids == effects.old_wamids  # kept already: the alarm is not raised twice


def test_failure_of_a_former_attempt_changes_nothing() -> None:
    row = make_row(attempt=2)
    effects = apply(row, status("failed", attempt=1, wamid="wamid.old", error=UNDELIVERABLE))
    assert (row.status, row.wamid) == ("pending", None)
    assert effects.old_wamids == [("wamid.old", 7, 1, True)]


def test_withheld_only_while_pending() -> None:
    row = make_row()
    apply(row, Withheld(7, 1, "opted_out"))
    assert (row.status, row.cancel_reason) == ("cancelled", "opted_out")
    sent = make_row()
    apply(sent, accepted(), Withheld(7, 1, "opted_out"))
    assert sent.status == "sent"


def test_late_interaction_brings_no_interaction_back_to_its_milestones() -> None:
    row = make_row()
    apply(row, accepted(), status("delivered", 2))
    row.move("no_interaction")
    row.no_interaction_at = after(WINDOW_S)
    assert interact(row, after(WINDOW_S - 1), quoted=False)
    assert (row.status, row.interacted_at) == ("delivered", after(WINDOW_S - 1))
    assert not interact(row, after(WINDOW_S - 1), quoted=False)


def test_no_interaction_keeps_its_state_while_milestones_go_on() -> None:
    row = make_row()
    apply(row, accepted())
    row.move("no_interaction")
    apply(row, status("read", 90_000))
    assert (row.status, row.read_at) == ("no_interaction", after(90_000))


def test_window_counts_from_metas_seconds() -> None:
    row = make_row()
    apply(row, accepted(at=10))
    assert row.expires_at == after(10) + timedelta(seconds=WINDOW_S)


def test_illegal_moves_are_refused() -> None:
    with pytest.raises(IllegalMove):
        make_row(status="read").move("pending")
    assert set(MOVES) == set(STORED_STATES)
