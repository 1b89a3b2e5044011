"""`relance doctor`: what is configured, reachable, wrong, and how to mend it."""

import asyncio

import typer
from rich.console import Console
from rich.markup import escape

from relance.cli.checks_secrets import check_mode, check_secrets
from relance.cli.environment import load_complete_settings
from relance.cli.findings import Finding, bad, ok, warn
from relance.core.errors import SettingsError
from relance.core.secret import hide_secrets
from relance.core.settings import Settings

_MARKS = {"ok": "[green]ok  [/]", "warn": "[yellow]warn[/]", "bad": "[red]bad [/]"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor() -> None:
    """Tell what is configured, reachable and wrong, and how to mend it; exit 1 when something is bad."""
    console = Console(highlight=False, soft_wrap=True)
    try:
        settings = load_complete_settings()
    except SettingsError as error:
        findings = [bad("settings", str(error), "set it in the environment or in .env, then run this again")]
        findings += check_mode()
    else:
        findings = asyncio.run(examine(settings))
    for finding in findings:
        fact = hide_secrets(f"{finding.subject}: {finding.fact}")
        console.print(f"{_MARKS[finding.level]}  {escape(fact)}")
        if finding.mend:
            console.print(f"      [dim]→ {escape(hide_secrets(finding.mend))}[/]")
    if any(finding.level == "bad" for finding in findings):
        raise typer.Exit(1)


async def examine(settings: Settings) -> list[Finding]:
    """All checks; those that wait for a network run at the same time."""
    from relance.cli.checks_graph import check_graph  # see commands.py on imports
    from relance.cli.checks_pace import check_pace
    from relance.cli.checks_servers import check_database, check_redis

    groups = await asyncio.gather(
        check_database(settings), check_redis(settings), check_pace(settings), check_graph(settings)
    )
    return [*check_settings(settings), *(finding for group in groups for finding in group)]


def check_settings(settings: Settings) -> list[Finding]:
    """What can be said without asking anybody."""
    findings = [ok("settings", "complete and well-formed"), *check_secrets(settings), *check_mode()]
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
