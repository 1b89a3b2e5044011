"""Who stands in a file twice is known in a bounded memory, however long the file is."""

from relance.imports.people.seen_numbers import SeenNumbers


def resident_kb() -> int:
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def test_a_set_that_does_not_grow_in_memory() -> None:
    seen = SeenNumbers()
    before = resident_kb()
    for number in range(22_901_40_000_000, 22_901_40_000_000 + 300_000):
        assert seen.add(number)
    assert not seen.add(22_901_40_000_000) and not seen.add(22_901_40_299_999) and seen.add(1)
    assert resident_kb() - before < 24 << 10
