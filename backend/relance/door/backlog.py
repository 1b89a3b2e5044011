"""What a client asks for before it has its answer: it waits, as it came, and is read when its turn comes."""

from collections import deque

from relance.door.doorway import Doorway

_PIECE = 16 * 1024


class Backlog:
    """Of one connection; all of a process share the doorway's room for it. False when it is empty."""

    def __init__(self, doorway: Doorway) -> None:
        self._doorway = doorway
        # Small ones: what is left of the first is copied for each request in it.
        self._pieces: deque[bytes] = deque()

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def append(self, data: bytes) -> bool:
        """Keep what came last; False where there is no room."""
        self._pieces.extend(_split(data))
        return self._doorway.keep(len(data))

    def put_back(self, rest: bytes) -> bool:
        """Keep it before all else; False where there is no room."""
        self._pieces.extendleft(reversed(_split(rest)))
        return self._doorway.keep(len(rest))

    def pop(self) -> bytes:
        """The next piece."""
        piece = self._pieces.popleft()
        self._doorway.keep(-len(piece))
        return piece

    def clear(self) -> None:
        """Nobody will read it."""
        while self._pieces:
            self.pop()


def _split(data: bytes) -> list[bytes]:
    return [data[at : at + _PIECE] for at in range(0, len(data), _PIECE)]
