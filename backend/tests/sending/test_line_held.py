"""A number that is held because Meta itself is ill, and what a line tells of itself."""

import pytest

from relance.sending.line import PROBE_EVERY_S, Ending, LineState
from tests.sending.line_scene import Scene


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_three_different_messages_with_an_outage_hold_the_number(scene: Scene) -> None:
    assert not scene.answer(Ending.OUTAGE)
    assert not scene.answer(Ending.OUTAGE)
    assert scene.answer(Ending.OUTAGE)
    assert scene.line.state is LineState.HELD
    assert scene.line.free() == 0


def test_one_message_with_an_outage_again_and_again_holds_nothing(scene: Scene) -> None:
    for _ in range(6):
        scene.message_id = 0
        assert not scene.answer(Ending.OUTAGE)
    assert scene.line.state is LineState.OPEN


def test_an_acceptance_between_outages_starts_the_count_again(scene: Scene) -> None:
    for _ in range(10):
        scene.answer_many(Ending.OUTAGE, 2)
        scene.answer(Ending.TAKEN)
    assert scene.line.state is LineState.OPEN


def test_an_acceptance_of_what_left_before_them_does_not(scene: Scene) -> None:
    before = [scene.send() for _ in range(3)]
    scene.clock.now += 0.01
    for number in before:
        scene.answer(Ending.OUTAGE, after_s=0.01)
        scene.line.ended(number, Ending.TAKEN)
    assert scene.line.state is LineState.HELD


def test_what_was_on_its_way_when_the_number_was_held_waits_for_it_too(scene: Scene) -> None:
    numbers = [scene.send() for _ in range(20)]
    scene.clock.now += 0.2
    held = [scene.line.ended(number, Ending.OUTAGE) for number in numbers]
    assert held == [False, False, *[True] * 18]


def test_a_held_number_asks_with_another_message_every_five_seconds(scene: Scene) -> None:
    scene.answer_many(Ending.OUTAGE, 3)
    began_s, probes = scene.clock.now, []
    while scene.clock.now < began_s + 3600:
        if scene.line.free():
            probes.append(scene.clock.now)
            assert scene.answer(Ending.OUTAGE, after_s=0.1)
        scene.clock.now += 0.1
    assert 680 <= len(probes) <= 720
    while not scene.line.free():
        scene.clock.now += 0.1
    assert scene.clock.now - probes[-1] <= PROBE_EVERY_S + 0.3
    scene.answer(Ending.TAKEN)
    assert scene.line.state is LineState.RAMPING


def test_a_probe_that_meta_judges_shows_that_it_is_back(scene: Scene) -> None:
    scene.answer_many(Ending.OUTAGE, 3)
    scene.clock.now += PROBE_EVERY_S
    scene.answer(Ending.JUDGED)
    assert scene.line.state is LineState.RAMPING


def test_what_was_marked_before_the_line_stopped_does_not_leave(scene: Scene) -> None:
    scene.line.take(5)
    scene.answer_many(Ending.OUTAGE, 3)
    assert not scene.line.may_leave
    scene.line.give_back(5)
    scene.clock.now += PROBE_EVERY_S
    assert scene.line.free() == 1


def test_a_relapse_while_it_ramps_stops_it_again(scene: Scene) -> None:
    scene.lose()
    scene.ask(answered=True)
    scene.answer(Ending.TAKEN)
    assert scene.line.free() == 2
    scene.answer(Ending.CUT)
    assert scene.line.state is LineState.LOST
    assert scene.line.free() == 0


def test_it_tells_its_state_and_for_how_long(scene: Scene) -> None:
    scene.lose()
    scene.clock.now += 12
    told = scene.line.describe()
    assert (told["state"], told["for_s"], told["out"]) == ("lost", 12.0, 3)


def test_whoever_waits_for_a_place_is_told(scene: Scene) -> None:
    told: list[int] = []
    scene.line.on_change = lambda: told.append(1)
    scene.answer(Ending.TAKEN)
    assert told
