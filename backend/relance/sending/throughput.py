"""The rate at which Meta takes messages of one number, found from its answers.

Pure: no clock of its own, no database. Rates are messages per second, times seconds of one clock that never
jumps. The reasoning and simulated figures: docs/decisions/0008-the-pace-finds-metas-throughput.md.

Three things look alike in a single refusal (130429): a ceiling (what exceeds it is refused, what stays below
is not), noise (a share is refused whatever the rate: another tool shares the account), and a storm (all is
refused). They differ in what a lower rate changes, so each cut is also a trial.
"""

import math
from collections import deque
from dataclasses import dataclass, field

from relance.sending.throughput_figures import (
    AFTER_STORM,
    ALARM,
    APPROACH,
    BELOW,
    DOUBLES_S,
    FLOOD,
    FREE_NOISE,
    HOLD,
    HOLD_FIRST_S,
    HOLD_S,
    PROBE,
    PROBE_DOUBLES_S,
    PROOF_LASTS_S,
    STORM,
    STORM_RATE,
    STORM_SLOWEST,
    STORM_SLOWS_AFTER_S,
    TOLERATED,
    WINDOW_S,
)
from relance.sending.trial import FEW, MOST_NOISE_EVER, Trial

_UNTROUBLED = (None, None, None, None)


@dataclass(slots=True)
class Throughput:
    """`rate` is what to send at; `answered` tells what came of it. `limit` is the rate that is set."""

    limit: float
    rate: float = 0.0
    ceiling: float | None = None
    """What Meta was seen to take at most; None while nothing speaks for one."""
    noise: float = 0.0
    """Share refused whatever the rate."""
    cuts: int = 0
    """How often the rate was cut: what was paced before says nothing about the present rate."""
    _since_s: float = 0.0
    _excess: float = 0.0
    _run: int = 0
    _run_refused: int = 0
    _in_a_row: int = 0
    _late: int = 0  # answers to what had left before a cut
    _late_refused: int = 0
    _opinion_due: bool = False
    _recent: deque[tuple[float, bool]] = field(default_factory=deque)
    _stood_s: float = 0.0
    """Time of sending at the hold below the ceiling, or at the limit."""
    _hold_s: float = 0.0
    _proved_noise: float = FREE_NOISE
    _proof_ends_s: float = 0.0
    _trial: Trial | None = None
    _storm_since_s: float | None = None
    # After the second of a flood, of which Meta has had enough already.
    _rate_after: float | None = None

    def __post_init__(self) -> None:
        if not 0 < self.rate < self.limit:
            self.rate, self.ceiling = self.limit, None
        elif self.ceiling is None and self.rate <= STORM_RATE:
            self._storm_since_s = 0.0
        else:
            # Another process found it: believed, and looked at again like any ceiling.
            self.ceiling, self._hold_s = self.ceiling or self.rate / HOLD, HOLD_FIRST_S

    def set_limit(self, limit: float) -> None:
        """The rate that is set has changed."""
        if limit == self.limit:
            return
        was_free = self.rate >= self.limit
        self.limit = limit
        if self.rate > limit or was_free:
            self.rate = limit

    @property
    def in_storm(self) -> bool:
        """Whether everything is refused, and the rate only asks whether that is over."""
        return self._storm_since_s is not None

    def answered(self, *, paced_s: float, refused: bool, now_s: float) -> None:
        """Meta took a message or refused it for its throughput. `paced_s`: when its slot was reserved."""
        self._recent.append((now_s, refused))
        while self._recent[0][0] < now_s - WINDOW_S:
            self._recent.popleft()
        if paced_s < self._since_s:
            self._late += 1
            self._late_refused += refused
            return
        if self.rate >= self.limit and not (refused or self._excess or self.noise or self._is_troubled):
            # As all that follows would do it; nearly every answer is one of these.
            self._in_a_row = self._run = self._run_refused = 0
            self._stood_s += 1 / self.rate
            return
        if self._storm_since_s is not None:
            self._answer_in_storm(refused, now_s)
            return
        if self._rate_after is not None and now_s >= self._since_s + WINDOW_S:
            self.rate, self._rate_after = self._rate_after, None
        self._count(refused)
        if self._is_flood():
            self._flood(now_s)
            return
        if paced_s < self._since_s + WINDOW_S and self.ceiling is not None:
            # What was taken before the cut may still stand in Meta's second.
            self._excess = 0.0
            return
        if self._opinion_due:
            self._hear_second_opinion()
        if self.noise > FREE_NOISE and now_s > self._proof_ends_s:
            self.noise = self._proved_noise = FREE_NOISE
        alarm = self._excess >= ALARM + 80 * self.noise
        if self._trial is not None and self._judge(self._trial, refused, alarm, now_s):
            return
        may_cut = self._trial is None or not self._trial.needs_more(self.rate)
        if alarm and may_cut and paced_s >= self._since_s + WINDOW_S:
            self._cut(now_s)
        else:
            self._learn(refused)
            if not refused:
                self._grow()

    @property
    def _is_troubled(self) -> bool:
        states = (self.ceiling, self._trial, self._rate_after, self._storm_since_s)
        return self._opinion_due or states != _UNTROUBLED

    def _count(self, refused: bool) -> None:
        self._in_a_row = self._in_a_row + 1 if refused else 0
        self._excess = max(0.0, self._excess + refused - 1.5 * self.noise - TOLERATED)
        if self._excess == 0.0:
            self._run = self._run_refused = 0
        else:
            self._run += 1
            self._run_refused += refused

    def _is_flood(self) -> bool:
        if self._in_a_row < FLOOD and self._excess < FLOOD:
            return False
        unlikely = FLOOD if self.noise < 0.1 else max(FLOOD, -14 / math.log(self.noise))
        return self._in_a_row >= unlikely or (
            self._excess >= FLOOD + 80 * self.noise and self._run_refused >= 0.5 * self._run
        )

    # What a cut does.

    def _flood(self, now_s: float) -> None:
        taken = sum(not refused for _, refused in self._recent)
        share = 1 - taken / len(self._recent)
        # Also with less than a second of history: then the ceiling may be higher, and is found from below.
        capacity = min(taken / WINDOW_S, self.rate * 0.98)
        if share >= STORM or capacity <= STORM_RATE:
            self._storm(now_s)
        else:
            self._suspect(capacity, share, min(BELOW * capacity, self.rate / 2), now_s)
            self.rate, self._rate_after = min(self.rate, STORM_RATE), self.rate

    def _cut(self, now_s: float) -> None:
        share = sum(refused for _, refused in self._recent) / len(self._recent)
        worst = max(share, self._run_refused / (self._run + 2 * ALARM))
        if share >= STORM and self.rate <= STORM_RATE:
            self._storm(now_s)
            return
        capacity = self.rate * (1 - min(worst, 0.8))
        if self.ceiling is not None and self.rate > self.ceiling:
            # It stood below the known ceiling without refusals, so the new one is not lower than that.
            capacity = max(capacity, HOLD * self.ceiling)
            if self._trial is None or self._trial.believed:
                # Nothing was refused below it for long, so this needs no trial: back to where it stood.
                self.ceiling, self._hold_s = capacity, HOLD_S
                self._lower(HOLD * capacity, now_s)
                return
        self._suspect(capacity, share, BELOW * capacity, now_s)
        self._opinion_due = True

    def _hear_second_opinion(self) -> None:
        """What was on its way at the cut has been answered: how much of it was refused says more."""
        self._opinion_due = False
        trial = self._trial
        if trial is None or self.ceiling is None or self._late < 10:
            return
        share = self._late_refused / self._late
        if share <= 1.5 * self.noise + TOLERATED and self.noise > 0:
            # It was chance.
            self.rate, self.ceiling = max(self.rate, trial.rate), trial.ceiling
            self._trial = None
            return
        trial.share = max(share, 2 * FEW)
        capacity = trial.last_rate * (1 - min(share, 0.8))
        if capacity < self.ceiling:
            self.ceiling = capacity
            self.rate = min(self.rate, BELOW * capacity)

    def _suspect(self, capacity: float, share: float, rate: float, now_s: float) -> None:
        before = self._trial
        if before is None or before.believed:
            stood = self.ceiling is None and self._stood_s > HOLD_S / 2
            self._trial = Trial(share, self.rate, self.ceiling, self.rate, stood)
        else:
            before.judged = before.refused = 0
            before.stood = False
            before.last_rate = self.rate
        self.ceiling = capacity
        self._lower(max(rate, min(self.limit, STORM_SLOWEST)), now_s)

    def _storm(self, now_s: float) -> None:
        self._storm_since_s, self._trial, self.ceiling = now_s, None, None
        self._lower(min(self.limit, STORM_RATE), now_s)

    def _lower(self, rate: float, now_s: float) -> None:
        self.rate, self._rate_after = rate, None
        self.cuts += 1
        self._since_s = now_s
        self._excess, self._in_a_row, self._stood_s = 0.0, 0, 0.0
        self._late = self._late_refused = 0
        self._opinion_due = False

    # What answers teach.

    def _answer_in_storm(self, refused: bool, now_s: float) -> None:
        assert self._storm_since_s is not None
        if not refused:
            self._storm_since_s = None
            self._excess, self._in_a_row = 0.0, 0
            self._recent.clear()
            self.rate = min(self.limit, max(self.rate, STORM_RATE, AFTER_STORM * self.limit))
        elif now_s - self._storm_since_s > STORM_SLOWS_AFTER_S:
            self.rate = min(self.limit, STORM_SLOWEST)

    def _judge(self, trial: Trial, refused: bool, alarm: bool, now_s: float) -> bool:
        """Whether it is over with the verdict noise."""
        if self.ceiling is None or self.rate > self.ceiling:
            return False
        trial.count(refused)
        odds = trial.odds(self.rate, self.ceiling, self.noise)
        if trial.is_noise(odds=odds, rate=self.rate, alarm=alarm):
            self._proved_noise = max(FREE_NOISE, (trial.seen + trial.share) / 2)
            self._proof_ends_s = now_s + PROOF_LASTS_S
            self.noise = min(max(self.noise, self._proved_noise), MOST_NOISE_EVER)
            self.ceiling, self.rate = trial.ceiling, max(self.rate, trial.rate)
            self._hold_s = self._stood_s = 0.0  # whatever ceiling there was is in doubt too
            self._trial = None
            self._excess = 0.0
            return True
        if not trial.believed and trial.is_ceiling(odds):
            trial.believed = True
            self.noise = min(self.noise, (trial.refused + 2) / trial.judged)
            self._hold_s = 0.0 if trial.stood else min(max(2 * self._hold_s, HOLD_FIRST_S), HOLD_S)
        return False

    def _learn(self, refused: bool) -> None:
        if self._trial is not None and not self._trial.believed:
            return
        if self.rate >= self.limit:
            self.noise = min(self._proved_noise, self.noise + (refused - self.noise) / 1000)
        elif not refused and self.ceiling is not None and self.rate <= self.ceiling:
            # Only forgotten here: near a ceiling a refusal may well be the ceiling's.
            self.noise -= self.noise / 300

    def _grow(self) -> None:
        busy_s = 1 / self.rate
        ceiling = self.ceiling
        if self.rate >= self.limit:
            self._stood_s += busy_s
            return
        if ceiling is None or self.rate < 0.8 * ceiling:
            self.rate += math.log(2) / DOUBLES_S
        elif self._trial is not None and not self._trial.believed:
            return
        elif self.rate < HOLD * ceiling and self._stood_s == 0:
            self.rate = min(self.rate + APPROACH * ceiling * busy_s, HOLD * ceiling)
        else:
            self._stood_s += busy_s
            probing_s = self._stood_s - self._hold_s
            if probing_s > 0:
                fast = APPROACH if self._hold_s == 0 else PROBE
                self.rate += fast * ceiling * 2 ** (probing_s / PROBE_DOUBLES_S) * busy_s
        if self.rate >= self.limit:
            self.rate, self.ceiling, self._trial = self.limit, None, None
            self._stood_s = self._hold_s = 0.0
