"""`relance doctor`: what is configured, reachable, wrong, and how to mend it."""

import asyncio
from collections.abc import Collection

import typer
from rich.console import Console
from rich.markup import escape

from relance.cli.checks_secrets import check_mode, check_names, check_secrets
from relance.cli.environment import complete
from relance.cli.findings import Finding, bad, ok, warn
from relance.core.controls import spell_out
from relance.core.secret import hide_secrets
from relance.core.setting_faults import find_settings
from relance.core.settings import Settings

_MARKS = {"ok": "[green]ok  [/]", "warn": "[yellow]warn[/]", "bad": "[red]bad [/]"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor() -> None:
    """Tell what is configured, reachable and wrong, and how to mend it; exit 1 when something is bad."""
    console = Console(highlight=False, soft_wrap=True)
    found = find_settings()
    findings = [bad("settings", fault.sentence, fault.mend) for fault in found.faults]
    if found.settings is None:
        findings += [*check_names(), *check_mode()]
    else:
        findings += asyncio.run(examine(complete(found.settings), found.faulty))
    for finding in findings:
        fact = hide_secrets(f"{finding.subject}: {finding.fact}")
        console.print(f"{_MARKS[finding.level]}  {escape(spell_out(fact))}")
        if finding.mend:
            console.print(f"      [dim]→ {escape(spell_out(hide_secrets(finding.mend)))}[/]")
    if any(finding.level == "bad" for finding in findings):
        raise typer.Exit(1)


async def examine(settings: Settings, faulty: Collection[str] = ()) -> list[Finding]:
    """All checks that need nothing `faulty`; those that wait for a network run at the same time."""
    from relance.cli.checks_graph import check_graph  # see commands.py on imports
    from relance.cli.checks_pace import check_pace
    from relance.cli.checks_servers import check_database, check_redis

    checks = [check_graph(settings, faulty)]
    if "database_url" not in faulty:
        checks.append(check_database(settings))
    if "redis_url" not in faulty:
        checks.append(check_redis(settings))
    if not {"database_url", "redis_url"} & set(faulty):
        checks.append(check_pace(settings))
    graph, *servers = await asyncio.gather(*checks)
    findings = check_settings(settings, faulty)
    return [*findings, *(finding for group in servers for finding in group), *graph]


def check_settings(settings: Settings, faulty: Collection[str] = ()) -> list[Finding]:
    """What can be said without asking anybody."""
    findings = [] if faulty else [ok("settings", "complete and well-formed")]
    findings += [*check_names(), *check_secrets(settings, faulty), *check_mode()]
    if settings.interaction_window_s != 86_400:
        findings.append(
            warn(
                "RELANCE_INTERACTION_WINDOW_S",
                f"the window is {settings.interaction_window_s} s, Meta's is 86400",
                "unset it, unless this is a rehearsal",
            )
        )
    if settings.sender_rate_per_s > 80:
        findings.append(
            warn(
                "RELANCE_SENDER_RATE_PER_S",
                f"{settings.sender_rate_per_s:g} messages a second; Meta allows a number 80 by default",
                "lower it to 75, unless Meta has raised the throughput of this number",
            )
        )
    if not settings.whatsapp_api_url.startswith("https://"):
        findings.append(
            warn(
                "RELANCE_WHATSAPP_API_URL",
                "the token travels unencrypted",
                "use https://graph.facebook.com, unless this is a rehearsal against the simulator",
            )
        )
    return findings
