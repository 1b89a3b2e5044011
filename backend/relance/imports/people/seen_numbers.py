"""The phones of a file so far, to know who stands in it twice: on disk, so that no file is too long for it.

A set of a million numbers takes 100 MB of memory; this takes eight, however many there are.
"""

import sqlite3
from collections.abc import Iterable

_CACHE_KB = 8192


class SeenNumbers:
    """A set of numbers in a file of its own, which is gone with it. For one thread at a time."""

    def __init__(self) -> None:
        # "" is a temporary database: it goes to disk when the cache is full, and no journal is of use.
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("CREATE TABLE seen (number INTEGER PRIMARY KEY)")
        self._db.execute("BEGIN")

    def add(self, number: int) -> bool:
        """Whether it is new."""
        return self._db.execute("INSERT OR IGNORE INTO seen VALUES (?)", (number,)).rowcount == 1

    def add_all(self, numbers: Iterable[int]) -> None:
        """Whether they are new or not."""
        self._db.executemany("INSERT OR IGNORE INTO seen VALUES (?)", ((number,) for number in numbers))
