"""Reading sent logs: what had left under the former ids of a database, and whether the logs tell all of it.

`sending/sent_log.py` says what the lines are. A line that cannot be read (cut off by a full disk) is skipped.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from relance.sending.sent_log_file import FOLDER

ACCEPTED = "accepted"
LEFT = "left"

_TAKEN = ("accepted", "held")
_NEVER_TAKEN = ("refused", "unsent")
_IN_HAND_S = 60.0
"""No claim is served for longer: its lease lasts seconds and is prolonged only while it is worked on."""

_MUTE_VERSION = "1"

_TYPES = {"1": "message_1", "2": "message_2"}

Key = tuple[str, int, str]
"""(process, sender, lane): who made a claim."""


@dataclass(slots=True)
class Departure:
    """What a log says of one attempt. `at` in unix seconds of the database's clock."""

    installation: str
    campaign_id: int
    contact_id: int
    message_type: str
    message_id: int
    attempt: int
    verdict: str
    at: float
    wamid: str | None = None


@dataclass(slots=True)
class Claims:
    """The claims that the logs know of, for the question whether they know all."""

    last: dict[Key, int] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)
    highest: int = 0
    # How many claims the database knew when the last of them was made, that one included.
    expected: int = 0
    first_at: float | None = None
    last_at: float = 0.0
    # Of each process that has a log: when it was last seen to live, by its own lines.
    alive_at: dict[str, float] = field(default_factory=dict)
    # Processes that ended in good order: no line of theirs is missing at the end.
    ended: set[str] = field(default_factory=set)
    # Processes of a version that did not write down that they live while they have nothing to do.
    mute: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Claim:
    at: float
    installation: str
    campaign_id: int
    # message: (contact, type, attempt)
    messages: dict[int, tuple[int, str, int]]


def list_logs(folders: Iterable[Path]) -> list[list[Path]]:
    """The files of each process in the order they were written. A folder is a data folder or its logs."""
    by_process: dict[tuple[Path, str], list[Path]] = defaultdict(list)
    for folder in folders:
        home = folder / FOLDER if (folder / FOLDER).is_dir() else folder
        for path in sorted(home.glob("*.log")):
            hour, _, process = path.name.partition("-")
            if hour.isdigit() and process:
                by_process[home.resolve(), process].append(path)
    return list(by_process.values())


class ProcessLog:
    """The files of one process, line by line."""

    def __init__(self, files: Sequence[Path], installations: frozenset[str], claims: Claims) -> None:
        self._files = files
        self._installations = installations
        self._claims = claims
        self._process = ""
        self._ended = False
        self._is_mute = False
        self._last_at = 0.0
        self._open_claims: dict[int, _Claim] = {}
        # (lease, message): left, and not answered yet.
        self._out: dict[tuple[int, int], Departure] = {}
        # By claim that is not ended: messages of which the log has spoken.
        self._seen: dict[int, set[int]] = defaultdict(set)

    def departures(self) -> Iterator[Departure]:
        """All that may have left, each attempt once. What a killed process had in hand counts too: the lines
        of its last moment may be missing.
        """
        for path in self._files:
            with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
                for line in lines:
                    try:
                        departure = self._read(line.rstrip("\n").split("\t"))
                    except (ValueError, IndexError, KeyError):
                        continue
                    if departure is not None:
                        yield departure
        if self._ended:
            self._claims.ended.add(self._process)
        yield from self._out.values()
        for lease, claim in self._open_claims.items():
            if claim.at < self._last_at - _IN_HAND_S:
                continue  # given up long before: all that was to be said of it is there
            for message_id, (contact_id, message_type, attempt) in claim.messages.items():
                if message_id not in self._seen[lease]:
                    yield Departure(
                        claim.installation,
                        claim.campaign_id,
                        contact_id,
                        message_type,
                        message_id,
                        attempt,
                        LEFT,
                        claim.at,
                    )

    def _read(self, parts: list[str]) -> Departure | None:
        kind = parts[0]
        if kind == "S":
            self._process = parts[5]
            self._is_mute = parts[2] == _MUTE_VERSION
            self._lives(float(parts[1]))
        elif kind == "P":
            self._lives(float(parts[1]))
        elif kind == "Z":
            self._ended = True
            # It ended in good order: every line is there, also where a claim could not be recorded.
            self._open_claims.clear()
        elif kind in ("C", "L", "A", "E") and parts[2] in self._installations:
            lease = int(parts[3])
            self._last_at = max(self._last_at, float(parts[1]))
            self._ended = False
            if self._is_mute:
                self._claims.mute.add(self._process)
            if kind == "L":
                self._leave(lease, parts)
            elif kind == "A":
                return self._answer(lease, parts)
            elif kind == "C":
                self._claim(lease, parts)
            else:
                self._open_claims.pop(lease, None)
                self._seen.pop(lease, None)
        return None

    def _lives(self, at: float) -> None:
        alive_at = self._claims.alive_at
        alive_at[self._process] = max(alive_at.get(self._process, 0.0), at)

    def _claim(self, lease: int, parts: list[str]) -> None:
        at, campaign_id, sender_id, lane = float(parts[1]), int(parts[4]), int(parts[5]), parts[6]
        nth, before = int(parts[7]), int(parts[8])
        messages = {}
        for listed in parts[9:]:
            message_id, contact_id, type_, attempt = listed.split(":")
            messages[int(message_id)] = (int(contact_id), _TYPES[type_], int(attempt))
        self._open_claims[lease] = _Claim(at, parts[2], campaign_id, messages)
        claims, key = self._claims, (self._process, sender_id, lane)
        claims.last[key] = max(claims.last.get(key, 0), nth)
        claims.last_at = max(claims.last_at, at)
        claims.hosts.add(self._process.partition(":")[0])
        claims.highest = max(claims.highest, lease)
        claims.expected = max(claims.expected, before + 1)
        claims.first_at = at if claims.first_at is None else min(claims.first_at, at)

    def _leave(self, lease: int, parts: list[str]) -> None:
        message_id = int(parts[7])
        self._seen[lease].add(message_id)
        self._out[lease, message_id] = Departure(
            installation=parts[2],
            campaign_id=int(parts[4]),
            contact_id=int(parts[5]),
            message_type=_TYPES[parts[6]],
            message_id=message_id,
            attempt=int(parts[8]),
            verdict=LEFT,
            at=float(parts[1]),
        )

    def _answer(self, lease: int, parts: list[str]) -> Departure | None:
        message_id, word = int(parts[4]), parts[6]
        departure = self._out.get((lease, message_id))
        if departure is None:
            return None
        if word in _NEVER_TAKEN:
            del self._out[lease, message_id]
            return None
        if word in _TAKEN and parts[7]:
            del self._out[lease, message_id]
            departure.verdict, departure.wamid, departure.at = ACCEPTED, parts[7], float(parts[1])
            return departure
        return None
