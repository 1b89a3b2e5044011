"""How much CPU does the whole life of a campaign cost each process, and how fast does it go?

Run: `python benchmarks/whole_life.py [--against OTHER/backend] [--runs 3]`. All processes of an installation
with the settings of production, and the simulator with its people: launch, Message 1, each status a webhook
of its own, replies of every kind, Message 2, expiry, close. Counted from the start of the campaign until it
is completed and every webhook has been taken in. A run in which anything is lost, doubled or miscounted ends
the benchmark. With `--against` a second tree is measured in turn, with its own simulator. Writes
`results/whole_life.md`.
"""

import argparse
import json
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from stack.campaign import import_people, open_api, read_stats, start_campaign
from stack.compare import Figures, add_options, compare, cpu_per_message
from stack.stack import Stack, open_stack

from relance.cli.demo_verdict import LedgerFacts, find_faults, read_facts, summarise

RESULT = Path(__file__).parent / "results" / "whole_life.md"
CATEGORY = "everybody"


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    add_options(parser)
    parser.add_argument("--contacts", type=int, default=3_000)
    parser.add_argument("--rates", default="200,80", help="paces, messages a second; one campaign each")
    parser.add_argument("--window", type=int, default=30, help="seconds a contact has to interact")
    given = parser.parse_args()
    compare(
        given,
        partial(measure, given=given),
        title="The whole life of a campaign",
        about=f"{given.contacts:,} contacts, a window of {given.window} s, checked for silence each second. "
        "`python benchmarks/whole_life.py`.",
        result=RESULT,
    )


def measure(code: Path, folder: Path, *, given: argparse.Namespace) -> Mapping[str, Figures]:
    """One fresh stack for each pace."""
    folder.mkdir()
    folder.chmod(0o711)
    found: dict[str, Figures] = {}
    for rate in given.rates.split(","):
        settings = {
            "sender_rate_per_s": rate,
            "interaction_window_s": str(given.window),
            "expiry_interval_s": "1",
            "unknown_grace_s": "5",
        }
        with open_stack(code, folder / rate, **settings) as stack:
            found[f"{rate} a second"] = live(stack, given.contacts, given.window, int(rate))
    return found


def live(stack: Stack, contacts: int, window_s: int, rate: int) -> Figures:
    """One campaign from its start to its end."""
    webhooks = f"http://127.0.0.1:{stack.env['RELANCE_PORT']}/api/webhooks/whatsapp"
    replies = {"reply_after_s": [0.5, min(8.0, window_s / 2)]}
    stack.env |= {
        "WHATSAPP_SIMULATOR_WEBHOOK_URL": webhooks,
        "WHATSAPP_SIMULATOR_BEHAVIOUR": json.dumps(replies),
    }
    import_people(stack, CATEGORY, range(contacts))
    open_api(stack)
    stack.start("beat", "sender")
    time.sleep(5)  # imports and first looks are not the campaign's
    before, began = stack.read_cpu_s(), time.monotonic()
    campaign_id = start_campaign(stack, CATEGORY)
    stack.wait_until(
        lambda: read_stats(stack, campaign_id)["status"] == "completed",
        "a campaign that closes itself",
        patience_s=120 + 3 * contacts / rate + 4 * window_s,
    )
    stack.ledger.wait_for_webhooks(60)
    took_s, after = time.monotonic() - began, stack.read_cpu_s()
    facts = judge(stack, campaign_id, contacts, took_s)
    return {
        "messages/s while Message 1 goes out": facts.rate_per_s,
        "seconds from start to close": took_s,
        "Message 2 after the reply, median s": facts.message_2_delay_s["median"] or 0.0,
    } | cpu_per_message(before, after, facts.accepted)


def judge(stack: Stack, campaign_id: int, contacts: int, took_s: float) -> LedgerFacts:
    """What the simulator's ledger says. Raises RuntimeError when it differs from what Relance says."""
    stats, ledger = read_stats(stack, campaign_id), stack.ledger
    facts = read_facts(ledger.summary(), ledger.messages(), ledger.recipients())
    faults = find_faults(summarise(stats, facts, imported=contacts, seconds=took_s), stats, facts)
    if faults:
        raise RuntimeError("; ".join(faults))
    stack.run("recount", "--check")
    return facts


if __name__ == "__main__":
    main()
