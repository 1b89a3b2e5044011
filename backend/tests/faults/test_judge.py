"""The judge finds what is lost and doubled, and nobody else."""

from typing import Any

from tests.faults.rig.judge import Cause, Evidence, judge

PEOPLE = [f"229019600000{number}" for number in range(4)]


def accepted(
    to: str, *, template: bool = True, failure: int | None = None, at: float = 100.0
) -> dict[str, Any]:
    return {"to": to, "template": "welcome" if template else None, "failure": failure, "accepted_at": at}


def recipient(
    address: str,
    *,
    kind: str | None = None,
    at: float = 105.0,
    acked: float | None = 105.1,
    rejected: Any = None,
) -> dict[str, Any]:
    interaction = None if kind is None else {"kind": kind, "at": at, "first_acked_at": acked}
    return {"address": address, "rejected": rejected or {}, "first_interaction": interaction}


def evidence(messages: list[dict[str, Any]], **given: Any) -> Evidence:
    return Evidence(**{"people": PEOPLE, "messages": messages, "recipients": [], "in_doubt": [], **given})


def test_everybody_once_is_clean() -> None:
    verdict = judge(evidence([accepted(person) for person in PEOPLE]))
    assert (verdict.lost, verdict.doubled, verdict.unknown) == (0, 0, 0)


def test_never_accepted_and_not_in_doubt_is_lost() -> None:
    verdict = judge(
        evidence(
            [accepted(PEOPLE[0])], in_doubt=[("message_1", f"+{PEOPLE[1]}")], excused=frozenset({PEOPLE[2]})
        )
    )
    assert verdict.lost_1 == [PEOPLE[3]]
    assert verdict.unknown == 1


def test_twice_accepted_is_doubled_whatever_the_ids() -> None:
    verdict = judge(evidence([*[accepted(person) for person in PEOPLE], accepted(PEOPLE[2])]))
    assert verdict.doubled_1 == [PEOPLE[2]]


def test_failed_for_the_account_and_accepted_again_is_neither_lost_nor_doubled() -> None:
    rest = [accepted(person) for person in PEOPLE[1:]]
    assert judge(evidence([accepted(PEOPLE[0], failure=131042), *rest])).lost_1 == [PEOPLE[0]]
    again = judge(evidence([accepted(PEOPLE[0], failure=131042), accepted(PEOPLE[0]), *rest]))
    assert (again.lost, again.doubled) == (0, 0)


def test_failed_for_the_person_is_not_lost() -> None:
    rest = [accepted(person) for person in PEOPLE[1:]]
    assert judge(evidence([accepted(PEOPLE[0], failure=131026), *rest])).lost == 0
    refused = [recipient(PEOPLE[0], rejected={"131050": 1})]
    assert judge(evidence(rest, recipients=refused)).lost == 0


def test_an_interaction_that_was_taken_in_earns_message_2() -> None:
    ones = [accepted(person) for person in PEOPLE]
    people = [
        recipient(PEOPLE[0], kind="reply_text"),
        recipient(PEOPLE[1], kind="stop"),
        recipient(PEOPLE[2], kind="reply_text", acked=None),
        recipient(PEOPLE[3], kind="reply_text", at=129.0, acked=129.1),
    ]
    verdict = judge(evidence(ones, recipients=people, window_s=30.0))
    assert verdict.lost_2 == [PEOPLE[0]]
    answered = [*ones, accepted(PEOPLE[0], template=False)]
    assert judge(evidence(answered, recipients=people, window_s=30.0)).lost == 0
    twice = [*answered, accepted(PEOPLE[0], template=False)]
    assert judge(evidence(twice, recipients=people, window_s=30.0)).doubled_2 == [PEOPLE[0]]


def test_a_reply_that_a_fault_left_no_time_for_earns_nothing() -> None:
    ones = [accepted(person) for person in PEOPLE]
    people = [recipient(PEOPLE[0], kind="reply_text")]
    fault = Cause(104.0, 122.0, 0)
    assert judge(evidence(ones, recipients=people, window_s=30.0, causes=[fault])).lost == 0
    assert judge(evidence(ones, recipients=people, window_s=60.0, causes=[fault])).lost_2 == [PEOPLE[0]]


def test_recovery_is_counted_from_the_end_of_the_cause() -> None:
    people = [f"22901960000{number:02d}" for number in range(30)]
    before = [accepted(person, at=100.0) for person in people[:10]]
    after = [accepted(person, at=127.0 + place) for place, person in enumerate(people[10:])]
    cause = Cause(101.0, 125.0, 3)
    verdict = judge(evidence([*before, *after], people=people, causes=[cause]))
    assert verdict.recovery_s == [11.0]
    assert judge(evidence([*before, *after[:5]], people=people, causes=[cause])).stood_still == 1
    everybody = [accepted(person, at=100.0) for person in people]
    assert judge(evidence(everybody, people=people, causes=[cause])).recovery_s == [None]
    doubt = [("message_1", f"+{people[0]}")]
    verdict = judge(evidence(everybody[1:], people=people, causes=[cause], in_doubt=doubt))
    assert (verdict.recovery_s, verdict.stood_still) == ([None], 0)


def test_a_reply_that_is_in_no_backup_earns_nothing() -> None:
    ones = [accepted(person) for person in PEOPLE]
    people = [recipient(PEOPLE[0], kind="reply_text")]
    given = {"recipients": people, "window_s": 60.0}
    assert judge(evidence(ones, **given, replies_gone=[(90.0, 200.0)])).lost == 0
    assert judge(evidence(ones, **given, replies_gone=[(150.0, 200.0)])).lost_2 == [PEOPLE[0]]
