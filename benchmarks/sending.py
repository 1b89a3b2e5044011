"""How many messages a second can be sent, and how much CPU does a message cost each process?

Run: `python benchmarks/sending.py [--against OTHER/backend] [--runs 3]`. Real sender processes on an embedded
PostgreSQL and Valkey with the settings of production, against the simulator as a process of its own; no
webhooks, no API, no worker while it is measured. First far above what fits, then at everyday paces, where
looking for work counts as well. Meta's answers take a while (`--answer-s`): what is marked together goes by
that. Each part has a campaign that was launched before; the first tenth is not counted. With
`--against` a second tree is measured in turn, with its own simulator. Writes `results/sending.md`.
"""

import argparse
import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import asyncpg
from stack.campaign import import_people, open_api, start_campaign, wait_until_launched
from stack.compare import Figures, add_options, compare, cpu_per_message
from stack.stack import Stack, open_stack

RESULT = Path(__file__).parent / "results" / "sending.md"
FASTEST = 10_000
"""Messages a second: the highest that can be set, and more than fits on any machine this runs on."""

UNRECORDED = "SELECT EXISTS (SELECT FROM messages WHERE campaign_id = $1 AND wamid IS NULL)"


@dataclass(frozen=True, slots=True)
class Part:
    """One campaign at one pace."""

    rate: int
    messages: int

    @property
    def title(self) -> str:
        """For people."""
        pace = "As fast as it goes" if self.rate == FASTEST else f"{self.rate} a second"
        return f"{pace}, {self.messages:,} messages"

    @property
    def category(self) -> str:
        """Of its people."""
        return f"at {self.rate}"


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    add_options(parser)
    parser.add_argument("--messages", type=int, default=20_000, help="of the part without a limit")
    parser.add_argument("--rates", default="200,80", help="everyday paces, messages a second")
    parser.add_argument("--seconds", type=float, default=30, help="of each everyday pace")
    parser.add_argument("--senders", type=int, default=1, help="processes")
    parser.add_argument("--answer-s", type=float, default=0.1, help="how long each answer takes")
    given = parser.parse_args()
    parts = [Part(FASTEST, given.messages)] if given.messages else []
    parts += [Part(int(rate), int(int(rate) * given.seconds)) for rate in given.rates.split(",") if rate]
    compare(
        given,
        partial(measure, parts=parts, senders=given.senders, answer_s=given.answer_s),
        title="Sending",
        about=f"Sender processes: {given.senders}. Each answer takes {given.answer_s:g} s. "
        "`python benchmarks/sending.py`.",
        result=RESULT,
    )


def measure(
    code: Path, folder: Path, *, parts: list[Part], senders: int, answer_s: float
) -> Mapping[str, Figures]:
    """All parts on one fresh stack, in turn."""
    found: dict[str, Figures] = {}
    with open_stack(code, folder) as stack:
        first = 0
        for part in parts:
            import_people(stack, part.category, range(first, first + part.messages))
            first += part.messages
        for part in parts:
            found[part.title] = measure_part(stack, part, senders, answer_s)
    return found


def measure_part(stack: Stack, part: Part, senders: int, answer_s: float) -> Figures:
    """Launch without a sender, then send without anything else."""
    open_api(stack)
    campaign_id = start_campaign(stack, part.category)
    wait_until_launched(stack, campaign_id)
    stack.stop("api", "worker")
    stack.simulator.post("/_simulator/reset", {})
    stack.simulator.post("/_simulator/faults", {"latency_s": [answer_s, answer_s]})

    def accepted() -> int:
        return int(stack.ledger.summary()["accepted"])

    patience_s = 60 + 3 * part.messages / min(part.rate, 300)
    stack.start(*(f"sender-{n + 1}" for n in range(senders)), sender_rate_per_s=str(part.rate))
    stack.wait_until(lambda: accepted() >= part.messages / 10, "the first tenth", patience_s=patience_s)
    began, before = stack.ledger.summary(), stack.read_cpu_s()
    stack.wait_until(lambda: accepted() >= part.messages, "all messages", patience_s=patience_s)
    stack.wait_until(lambda: not _has_unrecorded(stack, campaign_id), "all recorded")
    after, ended = stack.read_cpu_s(), stack.ledger.summary()
    stack.stop()
    if ended["accepted"] != part.messages or ended["duplicates"]:
        raise RuntimeError(f"{ended['accepted']} accepted, {ended['duplicates']} twice")
    counted = ended["accepted"] - began["accepted"]
    took_s = ended["last_accepted_at"] - began["last_accepted_at"]
    return {"messages/s": counted / took_s} | cpu_per_message(before, after, counted)


def _has_unrecorded(stack: Stack, campaign_id: int) -> bool:
    async def ask() -> bool:
        connection = await asyncpg.connect(stack.database_url)
        try:
            return bool(await connection.fetchval(UNRECORDED, campaign_id))
        finally:
            await connection.close()

    return asyncio.run(ask())


if __name__ == "__main__":
    main()
