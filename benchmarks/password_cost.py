"""What a password costs to check: the numbers behind `relance/auth/passwords.py`.

Run on a quiet machine: `python benchmarks/password_cost.py`. Prints medians of a check, in milliseconds
of the wall clock and of one CPU, for the costs in use and for others, and how many two threads make a second.
"""

import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher

from relance.auth import passwords

WORDS = "correct horse battery"
TRIES = 15
OTHERS = (
    PasswordHasher(),  # the library's own: until November 2026 in use here
    PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),
)


def measure(hasher: PasswordHasher) -> None:
    """Print one line."""
    stored = hasher.hash(WORDS)
    wall, cpu = [], []
    for _ in range(TRIES):
        began, began_cpu = time.perf_counter(), time.process_time()
        hasher.verify(stored, WORDS)
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - began_cpu)
    began = time.perf_counter()
    with ThreadPoolExecutor(passwords.AT_ONCE) as threads:
        list(threads.map(lambda _: hasher.verify(stored, WORDS), range(TRIES)))
    a_second = TRIES / (time.perf_counter() - began)
    costs = f"t={hasher.time_cost} m={hasher.memory_cost // 1024} MB p={hasher.parallelism}"
    wall_ms, cpu_ms = (1000 * statistics.median(times) for times in (wall, cpu))
    sys.stdout.write(f"{costs:<20} {wall_ms:5.0f} ms  {cpu_ms:5.0f} ms of CPU  {a_second:5.1f} a second\n")


if __name__ == "__main__":
    for hasher in (passwords._HASHER, *OTHERS):
        measure(hasher)
