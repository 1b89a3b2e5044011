"""`python -m whatsapp_simulator`: a process of its own. Options also come from WHATSAPP_SIMULATOR_*."""

import argparse
import asyncio
import gc
import json
import os
import signal
import sys
from collections.abc import Sequence

import uvloop

from .behaviour import Behaviour
from .config import (
    DEFAULT_APP_SECRET,
    DEFAULT_PHONE_NUMBER_ID,
    DEFAULT_TOKEN,
    DEFAULT_WABA_ID,
    BusinessNumber,
    SimulatorConfig,
)
from .faults import Faults
from .simulator import Simulator

_DEFAULTS: dict[str, tuple[type, object, str]] = {
    "host": (str, "127.0.0.1", "address to listen on"),
    "port": (int, 0, "port to listen on, 0 for any free one"),
    "webhook-url": (str, None, "where webhooks go"),
    "app-secret": (str, DEFAULT_APP_SECRET, "signs webhooks"),
    "token": (str, DEFAULT_TOKEN, "bearer token that calls must carry"),
    "phone-number-id": (str, DEFAULT_PHONE_NUMBER_ID, "id of the business number"),
    "waba-id": (str, DEFAULT_WABA_ID, "id of the business account"),
    "seed": (int, 1, "the same seed plays the same people"),
    "behaviour": (str, "{}", "JSON object of behaviour options"),
    "faults": (str, "{}", "JSON object of faults"),
    "window-s": (float, 86_400.0, "how long free-form messages are taken after a reply"),
    "updates-per-body": (int, 1, "updates in one webhook body, at most 1000"),
    "rate-limit-per-s": (int, None, "messages per number and second, over it 130429"),
    "webhook-connections": (int, 256, "connections that webhooks are posted over"),
    "retry-first-s": (float, 0.25, "how long after a refusal a webhook comes again"),
    "retry-growth": (float, 2.0, "how many times longer each later wait is"),
    "retry-longest-s": (float, 5.0, "the longest wait"),
    "retry-spread": (float, 0.5, "share by which each wait is shorter or longer"),
    "retry-for-s": (float, 600.0, "how long a webhook that is not taken is tried"),
    "pair-interval-s": (float, None, "mean seconds between messages to one person, over it 131056"),
}


def read_config(arguments: Sequence[str] | None = None) -> SimulatorConfig:
    """The settings from the command line, else WHATSAPP_SIMULATOR_*, else the defaults."""
    parser = argparse.ArgumentParser(
        prog="whatsapp_simulator",
        description=__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    for name, (kind, default, words) in _DEFAULTS.items():
        variable = f"WHATSAPP_SIMULATOR_{name.upper().replace('-', '_')}"
        # A string default goes through `type` like an argument would.
        parser.add_argument(f"--{name}", type=kind, default=os.environ.get(variable, default), help=words)
    given = parser.parse_args(arguments)
    try:
        return SimulatorConfig(
            host=given.host,
            port=given.port,
            waba_id=given.waba_id,
            numbers=(BusinessNumber(given.phone_number_id),),
            token=given.token,
            app_secret=given.app_secret,
            webhook_url=given.webhook_url or None,
            seed=given.seed,
            behaviour=Behaviour.from_json(json.loads(given.behaviour)),
            faults=Faults.from_json(json.loads(given.faults)),
            window_s=given.window_s,
            updates_per_body=given.updates_per_body,
            rate_limit_per_s=given.rate_limit_per_s,
            webhook_connections=given.webhook_connections,
            retry_first_s=given.retry_first_s,
            retry_growth=given.retry_growth,
            retry_longest_s=given.retry_longest_s,
            retry_spread=given.retry_spread,
            retry_for_s=given.retry_for_s,
            pair_interval_s=given.pair_interval_s,
        )
    except ValueError as error:
        parser.error(str(error))


async def serve(config: SimulatorConfig) -> None:
    """Runs until SIGINT or SIGTERM; prints one line when it listens."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with Simulator(config) as simulator:
        print(f"simulator listens on {simulator.url}", flush=True)
        await stop.wait()


def main() -> None:
    # A ledger of a million messages holds no cycles; the default thresholds would walk it again and again.
    gc.set_threshold(100_000, 50, 1_000)
    config = read_config()
    try:
        uvloop.run(serve(config))
    except OSError as error:
        sys.exit(f"the simulator cannot listen on {config.host} port {config.port}: {error.strerror}")


if __name__ == "__main__":
    main()
