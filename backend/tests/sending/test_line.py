"""The line of a number: places, lost answers, and how it comes back by itself."""

import pytest

from relance.sending.line import ASK_LONGEST_S, LEAST_PLACES, PROBE_EVERY_S, PROBE_RARELY_S, Ending, LineState
from tests.sending.line_scene import Scene


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_twice_what_the_rate_needs_may_be_out(scene: Scene) -> None:
    assert scene.line.free() == 42  # 100/s × (2 × 0.2 s + 20 ms)
    for _ in range(42):
        scene.send()
    assert scene.line.free() == 0
    scene.clock.now += 0.199
    scene.line.ended(1, Ending.TAKEN)
    assert scene.line.free() == 1


def test_a_slow_number_has_four_places(scene: Scene) -> None:
    scene.line.rate = 0.01
    assert scene.line.free() == LEAST_PLACES


def test_places_follow_the_usual_answer_time(scene: Scene) -> None:
    for _ in range(100):
        scene.answer(Ending.TAKEN, after_s=0.5)
    assert 95 <= scene.line.places <= 102
    scene.answer(Ending.TAKEN, after_s=3.0)
    assert scene.line.places <= 117  # one slow answer is not the usual one


def test_what_was_marked_and_not_sent_gives_its_place_back(scene: Scene) -> None:
    scene.line.take(42)
    assert scene.line.free() == 0
    assert scene.line.free(ahead=5) == 5
    scene.line.give_back(42)
    assert scene.line.free() == 42


def test_three_lost_in_a_row_stop_the_line_two_do_not(scene: Scene) -> None:
    for _ in range(2):
        scene.send()
    scene.clock.now += 5
    assert scene.line.free() > 0
    scene.send()
    scene.clock.now += 0.5
    assert scene.line.free() > 0
    scene.clock.now += 1
    assert scene.line.free() == 0
    assert scene.line.state is LineState.LOST
    assert not scene.line.may_leave


def test_an_answer_between_lost_ones_keeps_the_line_open(scene: Scene) -> None:
    for _ in range(20):
        scene.send()
        scene.clock.now += 1.5
        scene.answer(Ending.TAKEN)
        assert scene.line.free() > 0


@pytest.mark.parametrize("ending", [Ending.UNUSABLE, Ending.CUT, Ending.UNREACHED])
def test_pages_of_proxies_cuts_and_refused_connections_stop_the_line(scene: Scene, ending: Ending) -> None:
    scene.answer_many(ending, 3)
    assert scene.line.state is LineState.LOST
    assert scene.line.describe()["reason"]


def test_a_late_answer_forgives(scene: Scene) -> None:
    numbers = [scene.send() for _ in range(3)]
    scene.clock.now += 1.5
    assert scene.line.free() == 0
    scene.line.ended(numbers[0], Ending.TAKEN)
    assert scene.line.state is LineState.RAMPING
    assert scene.line.free() == 2


def test_a_meta_that_became_slow_is_soon_usual(scene: Scene) -> None:
    """Answers after two seconds instead of 0.2: late at first, then expected."""
    for _ in range(12):
        numbers = [scene.send() for _ in range(min(3, scene.line.free()))]
        scene.clock.now += 2
        scene.line.free()
        for number in numbers:
            scene.line.ended(number, Ending.TAKEN)
    scene.line.free()
    scene.send()
    scene.clock.now += 2
    assert scene.line.free() > 0
    assert scene.line.state is not LineState.LOST


def test_a_lost_line_asks_more_and_more_slowly_and_at_least_every_few_seconds(scene: Scene) -> None:
    scene.lose()
    pauses = []
    for _ in range(8):
        scene.ask(answered=False)
        began_s = scene.clock.now
        while not scene.line.wants_asking():
            scene.clock.now += 0.05
        scene.line._is_asking = False
        pauses.append(scene.clock.now - began_s)
    assert pauses[0] <= 1.1
    assert pauses == sorted(pauses)
    assert pauses[-1] <= ASK_LONGEST_S + 0.1


def test_it_is_asked_once_at_a_time(scene: Scene) -> None:
    scene.lose()
    assert scene.line.wants_asking()
    scene.clock.now += 10
    assert not scene.line.wants_asking()


def test_after_an_outage_one_message_then_twice_as_many_each_time(scene: Scene) -> None:
    scene.lose()
    scene.ask(answered=True)
    assert scene.line.free() == 1
    probe = scene.send()
    assert scene.line.free() == 0
    scene.line.ended(probe, Ending.TAKEN)
    widths = []
    for _ in range(4):
        numbers = [scene.send() for _ in range(scene.line.free())]
        widths.append(len(numbers))
        scene.clock.now += 0.2
        for number in numbers:
            scene.line.ended(number, Ending.TAKEN)
    assert widths == [2, 4, 8, 16]
    while scene.line.state is not LineState.OPEN:
        scene.answer(Ending.TAKEN)
    assert scene.line.free() == scene.line.places - 0


def test_requests_that_hang_from_before_take_up_no_room(scene: Scene) -> None:
    for _ in range(40):
        scene.send()
    scene.clock.now += 1.5
    assert scene.line.free() == 0
    scene.ask(answered=True)
    assert scene.line.free() == 1
    probe = scene.send()
    for number in range(1, 41):
        scene.line.ended(number, Ending.CUT)  # their time is over
    assert scene.line.state is LineState.PROBING
    scene.line.ended(probe, Ending.TAKEN)
    assert scene.line.free() == 2


def test_messages_that_vanish_although_meta_can_be_asked_are_risked_rarely(scene: Scene) -> None:
    scene.lose()
    began_s, probes = scene.clock.now, []
    while scene.clock.now < began_s + 600:
        if scene.line.wants_asking():
            scene.line.asked(answered=True)
        if scene.line.free():
            probes.append(scene.clock.now - began_s)
            scene.send()
        scene.clock.now += 0.1
    assert len([at for at in probes if at < 30]) <= 6
    assert len(probes) <= 6 + 600 / PROBE_RARELY_S
    assert scene.message_id == 3 + len(probes)  # another message each time


def test_while_a_proxy_answers_messages_go_every_five_seconds(scene: Scene) -> None:
    scene.answer_many(Ending.UNUSABLE, 3)
    began_s, probes = scene.clock.now, 0
    while scene.clock.now < began_s + 600:
        if scene.line.wants_asking():
            scene.line.asked(answered=True)
        if scene.line.free():
            probes += 1
            scene.answer(Ending.UNUSABLE, after_s=0.01)
        scene.clock.now += 0.1
    assert 100 <= probes <= 600 / PROBE_EVERY_S + 1


def test_an_unreachable_meta_is_asked_and_no_message_is_spent(scene: Scene) -> None:
    scene.answer_many(Ending.UNREACHED, 3)
    for _ in range(3600):
        if scene.line.wants_asking():
            scene.line.asked(answered=False)
        assert scene.line.free() == 0
        scene.clock.now += 1
    scene.clock.now += ASK_LONGEST_S
    scene.ask(answered=True)
    assert scene.line.free() == 1
