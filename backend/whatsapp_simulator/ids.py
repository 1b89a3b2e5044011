"""Message ids: unique over runs, and readable back to the place in the ledger without a table."""

import secrets

_HEAD = "wamid.HBgL"
_TAIL = "AA=="


class MessageIds:
    """Ids of accepted messages (`S…`) and of inbound ones (`R…`).

    The run is part of the id: a database that outlives the simulator must never meet the same id twice.
    """

    __slots__ = ("_accepted_head", "_inbound", "_inbound_head")

    def __init__(self) -> None:
        run = secrets.token_hex(8).upper()
        self._accepted_head = f"{_HEAD}{run}S"
        self._inbound_head = f"{_HEAD}{run}R"
        self._inbound = 0

    def format_accepted(self, sequence: int) -> str:
        return f"{self._accepted_head}{sequence:010X}{_TAIL}"

    def read_accepted(self, wamid: str) -> int | None:
        """The sequence number of an accepted message of this run, None for anything else."""
        if not wamid.startswith(self._accepted_head) or not wamid.endswith(_TAIL):
            return None
        try:
            return int(wamid[len(self._accepted_head) : -len(_TAIL)], 16)
        except ValueError:
            return None

    def next_inbound(self) -> str:
        self._inbound += 1
        return f"{self._inbound_head}{self._inbound:010X}{_TAIL}"


def new_trace_id() -> str:
    """What Meta calls `fbtrace_id`."""
    return "A" + secrets.token_urlsafe(16)
