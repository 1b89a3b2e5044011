"""A line, its clock, and the messages sent on it, for tests that move the clock by hand."""

from dataclasses import dataclass, field

from relance.sending.line import Ending, Line, LineState


@dataclass(slots=True)
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass(slots=True)
class Scene:
    """A line, its clock, and the messages sent on it."""

    clock: Clock = field(default_factory=Clock)
    line: Line = field(init=False)
    message_id: int = 0

    def __post_init__(self) -> None:
        self.line = Line(self.clock, rate=100.0)

    def send(self) -> int:
        self.message_id += 1
        self.line.take(1)
        return self.line.started(self.message_id)

    def answer(self, ending: Ending, *, after_s: float = 0.2) -> bool:
        """Send one message and let it end."""
        number = self.send()
        self.clock.now += after_s
        return self.line.ended(number, ending)

    def answer_many(self, ending: Ending, number: int) -> None:
        for _ in range(number):
            self.answer(ending)

    def ask(self, *, answered: bool) -> None:
        assert self.line.wants_asking()
        self.line.asked(answered=answered)

    def lose(self) -> None:
        """Three that nobody answers."""
        for _ in range(3):
            self.send()
        self.clock.now += 1.5
        assert self.line.free() == 0
        assert self.line.state is LineState.LOST
