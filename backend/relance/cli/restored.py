"""`relance restored`: the question that a restored or copied database asks, and the answer."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relance.cli.environment import load_complete_settings
from relance.core.db import create_pool
from relance.core.redis import create_redis
from relance.core.settings import Settings

if TYPE_CHECKING:
    from relance.restored.service import Answer, Question

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
            help="More data folders with sent logs, of other hosts or from before; can be repeated.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
) -> None:
    """Show or answer whether this database is a copy or the restored original; until then nothing leaves."""
    if copy and original:
        raise typer.BadParameter("give either --copy or --restored")
    answer: Answer | None = "copy" if copy else "restored" if original else None
    settings = load_complete_settings()
    question = asyncio.run(_run(settings, answer, [settings.data_dir, *(folder or ())]))
    for line in describe(question):
        typer.echo(line)


def describe(question: "Question") -> list[str]:
    """Where things stand, for a person."""
    if question.state == "none":
        return ["This database was never found to have been restored or copied."]
    assert question.noticed_at is not None and question.reason is not None
    if question.state == "settled":
        doubt = f" {question.in_doubt} messages are in doubt." if question.in_doubt else ""
        return [f"Answered by {question.answered_by}: {question.answer}.{doubt}"]
    known = ""
    if question.known_until is not None:  # else nothing had ever been sent
        known = f", the newest it knows is of {question.known_until:%Y-%m-%d %H:%M:%S} UTC"
    lines = [
        f"Noticed at {question.noticed_at:%Y-%m-%d %H:%M:%S} UTC that this database was restored or copied: "
        f"{_REASONS[question.reason]}{known}.",
        f"Nothing leaves. {question.campaigns_paused} campaigns are paused, {question.messages_waiting} "
        "messages wait.",
        _logs(question),
        GONE,
    ]
    if question.state == "settling":
        return [*lines, "It was answered: restored. What had left is being taken over."]
    return [*lines, "Answer with `relance restored --copy` or `relance restored --restored`."]


def _logs(question: "Question") -> str:
    if question.left_unknown is None:
        return "The sent logs are not read yet."
    known = f"The sent logs know of {question.left_unknown} messages that left since."
    if question.covered:
        # Nobody can tell here of a host that nothing at hand speaks of.
        of_whom = "the senders" if question.senders_read is None else f"the {question.senders_read} senders"
        return (
            f"{known} They are complete: nothing else left of {of_whom} whose logs were read. "
            "Those of other hosts are to be given with --folder."
        )
    return (
        f"{known} They are not complete: with --restored all that waits is in doubt. "
        "Other hosts' or former data folders can be given with --folder."
    )


async def _run(settings: Settings, answer: "Answer | None", folders: list[Path]) -> "Question":
    from relance.restored.jobs import answer_by_hand  # see commands.py on imports

    pool = await create_pool(settings.require_database_url(), name="restored", max_size=2)
    # Without one it is not asked: a database may be made whole before anything else runs.
    redis = create_redis(settings.redis_url) if settings.redis_url else None
    try:
        return await answer_by_hand(
            pool, folders, answer=answer, redis=redis, unknown_grace_s=settings.unknown_grace_s
        )
    finally:
        if redis is not None:
            await redis.aclose()
        await pool.close()
