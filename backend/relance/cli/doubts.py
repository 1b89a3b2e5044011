"""`relance doubts`: messages of which nobody can tell whether Meta took them, and what to do with them."""

import asyncio
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from relance.cli.environment import load_complete_settings
from relance.cli.ids import CampaignId
from relance.cli.who import say_who
from relance.core.controls import spell_out_lines
from relance.core.db import Pool, create_pool, transaction
from relance.core.settings import Settings

if TYPE_CHECKING:
    from relance.campaigns.doubts.decide import Decided, Decision, DoubtRequest
    from relance.campaigns.doubts.picture import DoubtsPicture

MOST_CAMPAIGNS = 50


class Type(StrEnum):
    """Which messages."""

    MESSAGE_1 = "message_1"
    MESSAGE_2 = "message_2"


class DecisionWord(StrEnum):
    """What to do with them."""

    WAIT = "wait"
    COUNT_AS_SENT = "count-as-sent"
    SEND_AGAIN = "send-again"


_DECISIONS: dict[DecisionWord, "Decision"] = {
    DecisionWord.WAIT: "wait",
    DecisionWord.COUNT_AS_SENT: "count_as_sent",
    DecisionWord.SEND_AGAIN: "send_again",
}


_QUESTIONS = {
    DecisionWord.WAIT: "Leave {n} in doubt?",
    DecisionWord.COUNT_AS_SENT: "Count {n} as sent?",
    DecisionWord.SEND_AGAIN: "Send {n} again?",
}


def _count(messages: int) -> str:
    return "1 message" if messages == 1 else f"{messages} messages"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doubts)


def doubts(
    campaign: CampaignId = None,
    message_type: Annotated[Type | None, typer.Option("--type", help="Which messages to decide on.")] = None,
    choice: Annotated[
        DecisionWord | None,
        typer.Option(
            "--decide", help="What to do with them; wait changes nothing and binds nobody: it is only noted."
        ),
    ] = None,
    also_young: Annotated[
        bool, typer.Option("--also-young", help="Also those that may still settle by themselves.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask after telling the risk.")] = False,
) -> None:
    """Tell which messages are in doubt, why, and what is at risk; with --decide, decide on them.

    The first decision on a message counts: repeating it, here or in the app, changes nothing.
    """
    settings = load_complete_settings()
    settings.require_database_url()
    if choice is None:
        typer.echo(spell_out_lines(asyncio.run(_tell(settings, campaign))))
        return
    if campaign is None or message_type is None:
        raise typer.BadParameter("to decide, give a campaign and --type")
    asyncio.run(_decide(settings, campaign, message_type, choice, also_young=also_young, yes=yes))


async def _tell(settings: Settings, campaign_id: int | None) -> str:
    from relance.campaigns.doubts.sql import LIST_CAMPAIGNS  # see commands.py on imports
    from relance.campaigns.doubts.words import render_picture

    async with await _connect(settings) as pool:
        ids = [campaign_id] if campaign_id else [row["id"] for row in await pool.fetch(LIST_CAMPAIGNS)]
        zone = ZoneInfo(settings.timezone)
        told = [render_picture(await _read(pool, settings, id_), zone=zone) for id_ in ids[:MOST_CAMPAIGNS]]
    if len(ids) > MOST_CAMPAIGNS:
        told.append(f"{len(ids) - MOST_CAMPAIGNS} more campaigns have messages in doubt.")
    return "\n".join(told) or "Nothing is in doubt."


async def _decide(
    settings: Settings,
    campaign_id: int,
    message_type: Type,
    choice: DecisionWord,
    *,
    also_young: bool,
    yes: bool,
) -> None:
    from relance.campaigns.doubts.decide import DoubtRequest
    from relance.campaigns.doubts.words import render_decided, render_picture

    decision = _DECISIONS[choice]
    async with await _connect(settings) as pool:
        picture = await _read(pool, settings, campaign_id)
        typer.echo(spell_out_lines(render_picture(picture, zone=ZoneInfo(settings.timezone))))
        found = next((found for found in picture.types if found.message_type == message_type), None)
        meant = 0 if found is None else found.messages if also_young else found.ripe
        if meant == 0:
            typer.echo("There is nothing to decide on yet." if found else "There is nothing to decide on.")
            return
        if not yes and not typer.confirm(_QUESTIONS[choice].format(n=_count(meant)), err=True):
            typer.echo("Nothing was changed.", err=True)
            raise typer.Exit(1)
        # What has left since the picture was read is another question.
        before = picture.read_at if also_young else picture.ripe_before
        request = DoubtRequest(campaign_id, message_type.value, decision, before)
        done = await _carry_out(settings, pool, request)
    typer.echo(render_decided(done, decision))


async def _carry_out(settings: Settings, pool: Pool, request: "DoubtRequest") -> "Decided":
    from relance.campaigns.doubts.decide import Decider, decide_doubts

    return await decide_doubts(
        pool,
        request=request,
        decider=Decider(place=say_who("relance doubts")),
        unknown_grace_s=settings.unknown_grace_s,
        budget_s=float("inf"),
    )


async def _read(pool: Pool, settings: Settings, campaign_id: int) -> "DoubtsPicture":
    from relance.campaigns.doubts.picture import read_doubts

    async with transaction(pool) as conn:
        return await read_doubts(
            conn,
            campaign_id=campaign_id,
            unknown_grace_s=settings.unknown_grace_s,
            zone=ZoneInfo(settings.timezone),
        )


async def _connect(settings: Settings) -> Pool:
    return await create_pool(settings.require_database_url(), name="doubts", max_size=1)
