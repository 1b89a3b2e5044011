"""`relance restored`: the question that a restored or copied database asks, and the answer."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relance.cli.environment import load_complete_settings
from relance.core.db import Pool, create_pool
from relance.core.errors import CommandError
from relance.core.settings import Settings

if TYPE_CHECKING:
    from relance.restored.service import Answer, Question

_RISKS: dict[str, str] = {
    "copy": "Say that it is a copy? It cannot be taken back. What the sent logs know is forgotten: "
    "if it is the original after all, people get messages twice.",
    "restored": "Say that it is the restored original? It cannot be taken back. "
    "What had left is withheld; once campaigns are resumed, the rest leaves.",
}
_REASONS = {
    "moved": "it is in another place than before",
    "claim": "it does not know of what a sender had taken out of it",
    "echo_beyond": "Meta speaks of a message that it never made",
    "echo_of_waiting": "Meta speaks of a message that waits in it, not sent",
}
GONE = (
    "Replies, opt-outs, new contacts and campaigns since the backup are gone; "
    "opt people out again who asked for it meanwhile."
)


def count(number: int, noun: str) -> str:
    """`1 campaign is`, `2 campaigns are`."""
    return f"{number} {noun} is" if number == 1 else f"{number} {noun}s are"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(restored)


def restored(
    copy: Annotated[bool, typer.Option("--copy", help="It is a copy: for tests, or another owner.")] = False,
    original: Annotated[
        bool, typer.Option("--restored", help="It goes on where it was: what had left since is withheld.")
    ] = False,
    folder: Annotated[
        list[Path] | None,
        typer.Option(
            help="More data folders with sent logs, of other hosts or from before; can be repeated. "
            "What they hold is kept at once, also without an answer.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before answering.")] = False,
) -> None:
    """Show or answer whether this database is a copy or the restored original; until then nothing leaves.

    An answer cannot be taken back: on a terminal it is asked for once more.
    """
    if copy and original:
        raise typer.BadParameter("give either --copy or --restored")
    answer: Answer | None = "copy" if copy else "restored" if original else None
    _refuse_without_log(folder or ())
    settings = load_complete_settings()
    if answer is not None and not yes and _is_terminal():
        _ask_again(settings, answer)
    question = asyncio.run(_run(settings, answer, [settings.data_dir, *(folder or ())]))
    for line in describe(question):
        typer.echo(line)


def _refuse_without_log(folders: Sequence[Path]) -> None:
    from relance.restored.log_reader import list_logs  # see commands.py on imports

    for folder in folders:
        if not list_logs([folder]):
            raise CommandError(
                "no_sent_log",
                f"There is no sent log in {folder}: give a data folder (RELANCE_DATA_DIR) "
                "that a sender used, or its folder sent-log.",
            )


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _ask_again(settings: Settings, answer: "Answer") -> None:
    """Only while there is something to answer."""
    from relance.restored.service import read_question

    async def look() -> "Question":
        async with await _connect(settings) as pool, pool.acquire() as conn:
            return await read_question(conn)

    question = asyncio.run(look())
    if question.state not in ("reading", "asked"):
        return
    for line in describe(question)[:-1]:
        typer.echo(line, err=True)
    if not typer.confirm(_RISKS[answer], err=True):
        typer.echo("Nothing was changed.", err=True)
        raise typer.Exit(1)


def describe(question: "Question") -> list[str]:
    """Where things stand, for a person."""
    if question.state == "none":
        return ["This database was never found to have been restored or copied."]
    assert question.noticed_at is not None and question.reason is not None
    if question.state == "settled":
        doubt = f" {count(question.in_doubt, 'message')} in doubt." if question.in_doubt else ""
        held = question.campaigns_paused
        them = "it" if held == 1 else "them one by one"
        resume = [f"{count(held, 'campaign')} still paused: resume {them}."] if held else []
        return [f"Answered by {question.answered_by}: {question.answer}.{doubt}", *resume]
    known = ""
    if question.known_until is not None:  # else nothing had ever been sent
        known = f", the newest it knows is of {question.known_until:%Y-%m-%d %H:%M:%S} UTC"
    lines = [
        f"Noticed at {question.noticed_at:%Y-%m-%d %H:%M:%S} UTC that this database was restored or copied: "
        f"{_REASONS[question.reason]}{known}.",
        f"Nothing leaves. {count(question.campaigns_paused, 'campaign')} paused, "
        f"{count(question.messages_waiting, 'message')} waiting.",
        _logs(question),
        GONE,
    ]
    if question.state == "settling":
        return [*lines, "It was answered: restored. What had left is being taken over."]
    return [*lines, "Answer with `relance restored --copy` or `relance restored --restored`."]


def _logs(question: "Question") -> str:
    if question.left_unknown is None:
        return "The sent logs are not read yet."
    messages = "message" if question.left_unknown == 1 else "messages"
    known = f"The sent logs know of {question.left_unknown} {messages} that left since."
    if question.covered:
        # Nobody can tell here of a host that nothing at hand speaks of.
        of_whom = {None: "the senders", 1: "the one sender"}.get(
            question.senders_read, f"the {question.senders_read} senders"
        )
        return (
            f"{known} They are complete: nothing else left of {of_whom} whose logs were read. "
            "Those of other hosts are to be given with --folder."
        )
    return (
        f"{known} They are not complete: with --restored all that waits is in doubt. "
        "Other hosts' or former data folders can be given with --folder."
    )


async def _run(settings: Settings, answer: "Answer | None", folders: list[Path]) -> "Question":
    from relance.core.redis import create_redis  # see commands.py on imports
    from relance.restored.jobs import answer_by_hand

    # Without one it is not asked: a database may be made whole before anything else runs.
    redis = create_redis(settings.redis_url) if settings.redis_url else None
    try:
        async with await _connect(settings) as pool:
            return await answer_by_hand(
                pool, folders, answer=answer, redis=redis, unknown_grace_s=settings.unknown_grace_s
            )
    finally:
        if redis is not None:
            await redis.aclose()


async def _connect(settings: Settings) -> Pool:
    return await create_pool(settings.require_database_url(), name="restored", max_size=2)
