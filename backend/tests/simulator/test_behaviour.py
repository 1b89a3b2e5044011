"""Shares, delays, and the same play for the same seed."""

import pytest

from whatsapp_simulator import Behaviour
from whatsapp_simulator.behaviour import REPLY_KINDS, draw, plan_free_form, plan_template


def plans(behaviour: Behaviour, count: int = 4000, seed: int = 1) -> list[str | None]:
    return [plan_template(behaviour, draw(seed, phone, "t", 1)).reply for phone in range(count)]


def test_same_seed_plans_the_same() -> None:
    assert plans(Behaviour(), seed=3) == plans(Behaviour(), seed=3)
    assert plans(Behaviour(), seed=3) != plans(Behaviour(), seed=4)


@pytest.mark.parametrize("kind", REPLY_KINDS)
def test_share_of_a_reply_is_met(kind: str) -> None:
    behaviour = Behaviour.from_json({**dict.fromkeys(REPLY_KINDS, 0.0), kind: 0.3, "delivered": 1})
    replies = plans(behaviour)
    assert 0.26 < replies.count(kind) / len(replies) < 0.34
    assert set(replies) == {kind, None}


def test_shares_of_delivered_and_read_are_met() -> None:
    behaviour = Behaviour.from_json({"delivered": 0.9, "read": 0.5})
    made = [plan_template(behaviour, draw(1, phone)) for phone in range(4000)]
    delivered = [plan for plan in made if plan.delivered]
    assert 0.88 < len(delivered) / len(made) < 0.92
    assert 0.46 < sum(plan.read for plan in delivered) / len(delivered) < 0.54


def test_undelivered_message_is_neither_read_nor_answered() -> None:
    behaviour = Behaviour.from_json({**dict.fromkeys(REPLY_KINDS, 0.0), "delivered": 0, "reply_text": 1})
    plan = plan_template(behaviour, draw(1, "x"))
    assert (plan.delivered, plan.read, plan.reply) == (False, False, None)


def test_delays_stay_in_their_ranges() -> None:
    behaviour = Behaviour.from_json({"reply_after_s": [2, 3], "sent_after_s": 0.5})
    made = [plan_template(behaviour, draw(1, phone)) for phone in range(500)]
    assert all(2 <= plan.reply_after_s <= 3 and plan.sent_after_s == 0.5 for plan in made)
    assert max(plan.reply_after_s for plan in made) > 2.9 and min(plan.reply_after_s for plan in made) < 2.1


def test_late_replies_take_the_late_range() -> None:
    behaviour = Behaviour.from_json({"reply_late": 1, "reply_late_after_s": [50, 60]})
    assert all(50 <= plan_template(behaviour, draw(1, phone)).reply_after_s <= 60 for phone in range(50))


def test_free_form_message_is_answered_by_second_reply_only() -> None:
    quiet = Behaviour.from_json({"reply_text": 0.5, "delivered": 1})
    eager = Behaviour.from_json({"second_reply": 1, "delivered": 1})
    assert {plan_free_form(quiet, draw(1, phone)).reply for phone in range(50)} == {None}
    assert {plan_free_form(eager, draw(1, phone)).reply for phone in range(50)} == {"second_reply"}


@pytest.mark.parametrize(
    "given",
    [
        {"reed": 0.5},
        {"read": 1.5},
        {"read": -0.1},
        {"read": "much"},
        {"read": True},
        {"sent_after_s": [2, 1]},
        {"sent_after_s": [1]},
        {"reaction_opens_window": 1},
        {"reply_text": 0.7, "tap_button": 0.7},
    ],
)
def test_wrong_option_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Behaviour.from_json(given)


def test_json_and_back_is_the_same_behaviour() -> None:
    behaviour = Behaviour.from_json({"read": 0.4, "sent_after_s": [1, 2]})
    assert Behaviour.from_json(behaviour.to_json()) == behaviour
