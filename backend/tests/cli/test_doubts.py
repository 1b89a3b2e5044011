"""`relance doubts`: what is in doubt and at what risk, in sentences; decisions once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from typer.testing import CliRunner, Result

from relance.campaigns.running.launch import launch_campaign
from relance.cli import app
from relance.core.clock import utc_now
from relance.core.db import create_pool
from relance.core.settings import Settings
from tests.campaigns.scene import Scene

T = TypeVar("T")
GAP = {
    "code": "intake_gap", "from": "2026-11-22T14:02:10+00:00", "to": "2026-11-22T14:02:31+00:00",
    "reason": "api_away",
}  # fmt: skip


def run(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(app, ["doubts", *arguments], input=input)


def on(settings: Settings, work: Callable[[Scene], Awaitable[T]]) -> T:
    """Do something in the database of the settings, as another process would."""

    async def go() -> T:
        pool = await create_pool(settings.require_database_url(), name="test")
        try:
            return await work(Scene(pool))
        finally:
            await pool.close()

    return asyncio.run(go())


@pytest.fixture
def doubtful(relance_environment: Settings) -> Settings:
    """Settings with a campaign of three, all in doubt for ten minutes and long past their grace."""

    async def make(scene: Scene) -> None:
        await scene.furnish()
        category = await scene.add_category()
        await scene.add_contacts(category, 3)
        campaign = await scene.add_campaign(category)
        await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
        await scene.lose_all(campaign, left_at=utc_now() - timedelta(minutes=10))
        await scene.pool.execute("UPDATE send_batches SET doubt = $1", GAP)

    on(relance_environment, make)
    return relance_environment


def attempts(settings: Settings) -> list[tuple[Any, ...]]:
    async def read(scene: Scene) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await scene.pool.fetch("SELECT status, attempt FROM messages")]

    return on(settings, read)


def test_nothing_in_doubt_is_a_sentence(relance_environment: Settings) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (0, "Nothing is in doubt.\n"), result.output


def test_it_lists_campaigns_with_reasons_in_words_and_the_risk_in_numbers(doubtful: Settings) -> None:
    for result in (run(), run("1")):
        assert result.exit_code == 0, result.output
        assert result.stdout.startswith("Campaign 1, Offre (sending)\n  Message 1: 3 in doubt since ")
        reason = "Meta could not reach this server from 14:02:10 to 14:02:31 (api_away)."
        assert f"    3 because: {reason}\n" in result.stdout
        assert "Sent again, up to 3 people get it twice." in result.stdout
        assert "Counted as sent, up to 3 people get nothing." in result.stdout
        assert "How earlier doubts of this number ended is not known." in result.stdout


def test_it_tells_the_risk_and_asks_before_it_sends_again(doubtful: Settings) -> None:
    result = run("1", "--type", "message_1", "--decide", "send-again", input="n\n")
    assert result.exit_code == 1
    assert "up to 3 people get it twice" in result.stdout
    assert "Send 3 messages again?" in result.stderr and "Nothing was changed." in result.stderr
    assert attempts(doubtful) == [("unknown", 1)] * 3


def test_a_decision_is_taken_once(doubtful: Settings) -> None:
    arguments = ("1", "--type", "message_1", "--decide", "send-again", "--yes")
    first = run(*arguments)
    assert first.exit_code == 0, first.output
    assert "up to 3 people get it twice" in first.stdout
    assert first.stdout.endswith("3 go out again.\n")
    second = run(*arguments)
    assert second.exit_code == 0 and second.stdout.endswith("There is nothing to decide on.\n")
    assert "decided to send again: 3 of Message 1." in second.stdout
    assert attempts(doubtful) == [("pending", 2)] * 3


def test_what_may_still_settle_by_itself_waits_unless_it_is_meant_too(doubtful: Settings) -> None:
    async def leave_again(scene: Scene) -> None:
        await scene.pool.execute("UPDATE messages SET unknown_at = now() WHERE id < 3")

    on(doubtful, leave_again)
    result = run("1", "--type", "message_1", "--decide", "count-as-sent", "--yes")
    assert "2 of them so young that they may still settle by themselves" in result.stdout
    assert result.stdout.endswith("1 count as sent: a late status fills them in.\n")
    assert run("1", "--type", "message_1", "--decide", "wait", "--yes").stdout.endswith(
        "There is nothing to decide on yet.\n"
    )
    result = run("1", "--type", "message_1", "--decide", "wait", "--yes", "--also-young")
    assert result.stdout.endswith("2 stay in doubt: a status may still settle them.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--decide", "wait"), 2, "to decide, give a campaign and --type"),
        (("1", "--decide", "wait"), 2, "to decide, give a campaign and --type"),
        (("1", "--type", "message_3"), 2, "--type"),
        (("1", "--type", "message_1", "--decide", "resend"), 2, "--decide"),
        (("7",), 1, "relance: There is no campaign 7.\n"),
        (("7", "--type", "message_1", "--decide", "wait", "--yes"), 1, "relance: There is no campaign 7.\n"),
    ],
)
def test_what_makes_no_sense_is_said_and_changes_nothing(
    doubtful: Settings, arguments: tuple[str, ...], code: int, words: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, words in result.stderr) == (code, True), result.output
    assert attempts(doubtful) == [("unknown", 1)] * 3
