"""Every kind of fault, by family."""

from collections.abc import Sequence
from dataclasses import replace

from tests.faults.catalogue import (
    calm,
    clocks,
    database,
    disk,
    kills,
    meta,
    network,
    people,
    restore,
    stacks,
    webhooks,
)
from tests.faults.kind import Kind

_FAMILIES: dict[str, Sequence[Kind]] = {
    "calm": calm.KINDS,
    "kills": kills.KINDS,
    "database": database.KINDS,
    "network": network.KINDS,
    "clocks": clocks.KINDS,
    "meta": meta.KINDS,
    "webhooks": webhooks.KINDS,
    "people": people.KINDS,
    "restore": restore.KINDS,
    "disk": disk.KINDS,
    "stacks": stacks.KINDS,
}

KINDS: dict[str, Kind] = {
    kind.name: replace(kind, family=family) for family, kinds in _FAMILIES.items() for kind in kinds
}
"""By name, in the order they are run: the run without a fault first."""
