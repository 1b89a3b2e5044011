"""What `relance demo` does, told on the terminal step by step."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape

from relance.cli.demo_options import DemoOptions
from relance.cli.demo_run import LOGIN, Demo, DemoFailedError, DemoInterruptedError
from relance.cli.demo_setup import demo_folder, empty_servers, prepare_place
from relance.cli.migrate import migrate_database
from relance.cli.stop_signals import StopSignals
from relance.embedded import EmbeddedServers
from relance.embedded.data_folder import maintenance_url

_INTERRUPTED = 130


def show(options: DemoOptions) -> int:
    """Run it to its end. Returns the exit code."""
    console = Console(stderr=True, highlight=False)
    with StopSignals() as signals:
        return _run(options, console, signals)


def _run(options: DemoOptions, console: Console, signals: StopSignals) -> int:
    console.print("\n[bold cyan]Relance[/] · a campaign from end to end, against a simulated WhatsApp\n")
    folder = demo_folder()
    servers = EmbeddedServers(folder)
    demo: Demo | None = None
    summary: dict[str, Any] | None = None
    faults: list[str] = []
    code = 0
    try:
        with _step(console, "PostgreSQL and Valkey"):
            addresses = servers.start()
            empty_servers(folder, addresses)
        with _step(console, "Schema"):
            migrate_database(addresses.database_url, timezone="UTC", upkeep_url=maintenance_url(folder))
        events: list[str] = []
        place = prepare_place(folder, addresses, options)
        demo = Demo(place, options, console, signals, place.supervise(events), events)
        summary, faults = _run_campaign(demo)
        if not options.leave_at_end:
            _stay(demo)
    except DemoInterruptedError:
        code = _INTERRUPTED if options.leave_at_end else 0
    except DemoFailedError as error:
        console.print(f"[red]{escape(str(error))}", soft_wrap=True)
        code = 1
    finally:
        console.print("[dim]Stopping ...")
        if demo is not None:
            demo.supervisor.stop(hurry=signals.in_a_hurry)
        servers.stop()
    if summary is not None and options.leave_at_end:
        print(json.dumps(summary), flush=True)
    return code or (1 if faults else 0)


def _run_campaign(demo: Demo) -> tuple[dict[str, Any], list[str]]:
    console = demo.console
    with _step(console, "WhatsApp simulator"):
        demo.start_processes()
    with _step(console, "Contacts") as step:
        step.append(f"{demo.import_contacts():,} imported")
    with _step(console, "API, sender, worker, beat"):
        demo.wait_for_api()
    with _step(console, "Campaign"):
        began = time.monotonic()
        campaign_id = demo.start_campaign()
    console.print(
        f"\n  Watch it in the web app: [bold]{demo.place.api_url}[/]  {_login(demo)}\n", soft_wrap=True
    )
    demo.follow(campaign_id)
    summary, faults = demo.judge(campaign_id, time.monotonic() - began)
    _print_verdict(console, summary, faults)
    return summary, faults


def _print_verdict(console: Console, summary: dict[str, Any], faults: list[str]) -> None:
    console.print()
    if faults:
        console.print("[bold red]Not right:[/]")
        for fault in faults:
            console.print(f"  [red]✗[/] {escape(fault)}")
        return
    delay = summary["message_2_delay_s"]["median"]
    console.print(
        f"[bold green]✓[/] {summary['accepted_by_whatsapp']:,} messages, none lost, none doubled; "
        "every number agrees with WhatsApp's own ledger."
    )
    if summary["cancelled"]:
        console.print(f"[dim]  {summary['cancelled']:,} cancelled: who writes STOP gets nothing more.[/]")
    if delay is not None:
        console.print(f"[bold green]✓[/] Message 2 went out {delay:.2f} s after the reply (median).")


def _stay(demo: Demo) -> None:
    """Keep everything running for a look around."""
    console, place = demo.console, demo.place
    console.print(f"\n  Web app   [bold]{place.api_url}[/]  {_login(demo)}")
    console.print(f"  API       {place.api_url}/docs")
    console.print(f"  API key   {demo.key}")
    console.print(f"  Logs      {escape(str(place.log_dir))}")
    console.print(f"  Data      {escape(str(place.folder))} [dim](stays; the next demo begins in it)[/]")
    console.print("\n[dim]Everything stays up until Ctrl-C.")
    while not demo.signals.wait(0.5):
        demo.watch()


def _login(demo: Demo) -> str:
    return f"(sign in as {LOGIN} with {demo.place.login_password})"


@contextmanager
def _step(console: Console, what: str) -> Iterator[list[str]]:
    """A spinner while it lasts, a line when it is done; what is appended is shown beside it."""
    details: list[str] = []
    began = time.monotonic()
    with console.status(f"{what} ..."):
        yield details
    seconds = f"{time.monotonic() - began:.1f} s"
    console.print(f"  [green]✓[/] {what:<38} [dim]{' · '.join([*details, seconds])}")
