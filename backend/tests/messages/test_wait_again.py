"""Accepted, and then reported failed: whose fault was it, and what becomes of the message?"""

import pytest

from relance.messages.evidence import Effects, Lost, NotSent, StatusSeen
from relance.messages.failures import FRONT_S
from relance.messages.row import MessageRow
from relance.whatsapp.errors import RULES, MetaError
from tests.messages.pieces import UNDELIVERABLE, UNPAID, accepted, apply, retry, status
from tests.messages.rows import after, make_row

OUTAGE = MetaError(131000, "Something went wrong", "", None)
PAIR_LIMIT = MetaError(131056, "Pair limit", "", None)


def refused(row: MessageRow, error: MetaError = UNPAID, at: float = 2) -> Effects:
    wamid = f"wamid.{row.attempt}"
    return apply(
        row,
        accepted(row.attempt, wamid),
        status("failed", at, attempt=row.attempt, wamid=wamid, error=error),
    )


STOPPING = [code for code, rule in RULES.items() if rule.scope != "row" and code >= 0 and code != 130429]


@pytest.mark.parametrize("code", STOPPING)
def test_what_is_no_fault_of_the_message_lets_it_wait_and_stops_the_thing(code: int) -> None:
    row = make_row()
    effects = refused(row, MetaError(code, "Words", "", None))
    assert (row.status, row.attempt, row.retries, row.wamid) == ("pending", 2, 0, None)
    assert (row.sent_at, row.expires_at, row.echoed_at, row.failed_at) == (None, None, None, None)
    assert (row.error_code, row.error_title) == (code, "Words")
    assert len(effects.requeue) == len(effects.stops) == 1
    assert (effects.stops[0].rule, effects.stops[0].at) == (RULES[code], after(2))
    assert effects.old_wamids == [("wamid.1", 7, 1, True)]


def test_too_many_a_second_by_status_waits_a_moment_and_stops_nothing() -> None:
    row = make_row()
    effects = refused(row, MetaError(130429, "Rate limit hit", "", None))
    assert (row.status, row.attempt, row.retries) == ("pending", 2, 0)
    assert not effects.stops
    assert 1 <= effects.requeue[0][1] <= 3


def test_the_stop_names_when_the_refused_attempt_left() -> None:
    row = make_row(left_at=after(-1))
    assert apply(row, status("failed", error=UNPAID)).stops[0].left_at == after(-1)
    assert row.left_at is None


def test_asked_once_it_goes_before_those_who_never_were_asked_twice_it_does_not() -> None:
    row = make_row()
    assert refused(row).requeue[0][1] == FRONT_S < 0
    assert refused(row).requeue[0][1] == 0


def test_an_outage_of_meta_by_status_is_tried_again_over_an_hour_and_then_failed() -> None:
    row = make_row()
    waits_s = []
    while row.status == "pending":
        effects = refused(row, OUTAGE)
        waits_s += [delay_s for _, delay_s in effects.requeue]
        assert not effects.stops
    assert (row.status, row.retries, row.error_code) == ("failed", 6, 131000)
    for wait_s, planned_s in zip(waits_s, RULES[131000].waits_s, strict=True):
        assert planned_s / 2 <= wait_s <= planned_s * 1.5


def test_the_pair_limit_by_status_keeps_its_own_schedule() -> None:
    row = make_row()
    for _ in RULES[131056].waits_s:
        assert refused(row, PAIR_LIMIT).requeue
    assert not refused(row, PAIR_LIMIT).requeue
    assert row.status == "failed"


@pytest.mark.parametrize(
    "error", [UNDELIVERABLE, MetaError(131049, "", ""), MetaError(999_999, "", ""), None]
)
def test_what_is_the_message_s_own_fault_ends_it(error: MetaError | None) -> None:
    row = make_row()
    effects = apply(row, accepted(), status("failed", 2, error=error))
    assert (row.status, row.sent_at) == ("failed", after(0))
    assert (effects.requeue, effects.stops) == ([], [])


@pytest.mark.parametrize("late", [accepted(), status("sent", 1), status("failed", 2, error=UNPAID)])
def test_late_or_repeated_words_about_the_refused_attempt_change_nothing(late: object) -> None:
    row = make_row()
    apply(row, status("failed", 2, error=UNPAID))
    effects = apply(row, late, late)  # type: ignore[arg-type]
    assert (row.status, row.attempt, row.wamid, row.sent_at) == ("pending", 2, None, None)
    assert (effects.requeue, effects.stops, effects.doubles) == ([], [], [])
    # Nor once the next attempt was accepted.
    effects = apply(row, accepted(2, "wamid.B", 9), late)  # type: ignore[arg-type]
    assert (row.status, row.wamid, effects.doubles) == ("sent", "wamid.B", [])


def test_late_delivered_of_the_refused_attempt_wins_and_it_is_not_sent_again() -> None:
    row = make_row()
    apply(row, status("failed", 2, error=UNPAID), status("delivered", 3))
    assert (row.status, row.wamid) == ("delivered", "wamid.A")
    apply(row, status("failed", 2, error=UNPAID))
    assert row.status == "delivered"


def test_delivered_of_the_refused_attempt_after_the_next_was_accepted_is_a_double() -> None:
    row = make_row()
    apply(row, status("failed", 2, error=UNPAID), accepted(2, "wamid.B", 9))
    effects = apply(row, status("delivered", 10))
    assert [wamid for _, wamid in effects.doubles] == ["wamid.A"]
    assert effects.old_wamids == [("wamid.A", 7, 1, False)]  # it did not fail after all
    assert (row.status, row.wamid) == ("delivered", "wamid.B")


def test_one_of_two_acceptances_failing_is_not_sent_a_third_time() -> None:
    row = make_row()
    apply(row, Lost(7, 1, after(1)), NotSent(7, 1), accepted(2, "wamid.B"), accepted(1, "wamid.A"))
    effects = apply(row, status("failed", 5, attempt=2, wamid="wamid.B", error=UNPAID))
    assert (row.status, effects.requeue) == ("failed", [])
    assert effects.stops


def test_sent_of_an_attempt_that_was_given_up_and_reported_failed_is_no_acceptance() -> None:
    row = make_row()
    apply(row, retry(1), status("failed", 3, error=UNDELIVERABLE), status("sent", 2))
    assert (row.status, row.attempt, row.wamid) == ("pending", 2, None)


def test_unknown_attempt_that_meta_reports_refused_waits_again() -> None:
    row = make_row()
    apply(row, Lost(7, 1, after(1)), status("failed", 2, error=UNPAID))
    assert (row.status, row.attempt) == ("pending", 2)
    apply(row, NotSent(7, 1))
    assert (row.status, row.attempt) == ("pending", 2)


@pytest.mark.parametrize("state", ["cancelled", "no_interaction"])
def test_who_was_cancelled_or_is_over_is_not_sent_again_but_the_thing_stops(state: str) -> None:
    row = make_row(status=state)
    effects = apply(row, status("failed", 2, error=UNPAID))
    assert (row.status, effects.requeue) == ("failed", [])
    assert len(effects.stops) == 1


def test_what_a_person_counted_as_sent_is_not_sent_again() -> None:
    row = make_row(status="sent", sent_at=after(0))
    effects = apply(row, status("failed", 2, error=UNPAID))
    assert (row.status, effects.requeue, len(effects.stops)) == ("failed", [], 1)


def test_message_2_waits_again_only_inside_its_window() -> None:
    open_ = make_row(message_type="message_2", expires_at=after(100))
    apply(open_, status("failed", 99, error=UNPAID))
    assert (open_.status, open_.expires_at) == ("pending", after(100))
    closed = make_row(message_type="message_2", expires_at=after(100))
    apply(closed, status("failed", 100, error=UNPAID))
    assert closed.status == "failed"


def test_whoever_answered_meanwhile_keeps_the_interaction() -> None:
    row = make_row(interacted_at=after(1))
    apply(row, status("failed", 2, error=UNPAID))
    assert (row.status, row.interacted_at) == ("pending", after(1))
    apply(row, accepted(2, "wamid.B", 9), status("read", 10, attempt=2, wamid="wamid.B"))
    assert (row.status, row.interacted_at) == ("read", after(1))


def test_delivered_is_not_taken_back_and_stops_nothing() -> None:
    row = make_row()
    seen: list[StatusSeen] = [status("delivered", 1), status("failed", 2, error=UNPAID)]
    assert not apply(row, *seen).stops
    assert row.status == "delivered"
