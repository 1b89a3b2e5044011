"""The answer to STOP: sent once, at the pace of the number, and never when the person came back."""

from typing import Any

import pytest

from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.interactions.keywords.hearing import hearing_by
from relance.sending.opt_out_answers_sql import BEGIN
from tests.sending.test_send import fast
from tests.sending.world import make_sender, running_sender
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator

ANSWER = "Vous ne recevrez plus nos messages."
PHONE = "+2290197000001"


@pytest.fixture
async def noted(pool: Pool, settings: Settings, simulator: Simulator) -> int:
    """An answer that is due, to somebody who has just written STOP."""
    sender_id = await make_sender(pool, settings)
    contact_id = await pool.fetchval(
        "INSERT INTO contacts (phone, opted_out_at, opted_out_reason) VALUES ($1, now(), 'replied_stop')"
        " RETURNING id",
        PHONE,
    )
    await simulator.send_inbound(PHONE, "text", text="STOP")
    return int(
        await pool.fetchval(
            "INSERT INTO opt_out_answers (wamid, contact_id, sender_id, text, expires_at)"
            " VALUES ('wamid.I', $1, $2, $3, now() + interval '1 day') RETURNING id",
            contact_id, sender_id, ANSWER,
        )
    )  # fmt: skip


async def _ended(pool: Pool) -> bool:
    return bool(await pool.fetchval("SELECT bool_and(ended_at IS NOT NULL) FROM opt_out_answers"))


async def _row(pool: Pool, answer_id: int) -> Any:
    return await pool.fetchrow("SELECT * FROM opt_out_answers WHERE id = $1", answer_id)


async def _run(pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator) -> None:
    async with (
        running_sender(pool, redis, fast(settings), simulator.url, "one"),
        running_sender(pool, redis, fast(settings), simulator.url, "two"),
    ):
        await eventually(lambda: _ended(pool))


async def test_it_is_sent_once_by_two_senders(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator, noted: int
) -> None:
    await _run(pool, redis, settings, simulator)
    row = await _row(pool, noted)
    assert (row["outcome"], row["attempts"]) == ("sent", 1)
    messages = simulator.ledger.list_messages(0, 10)
    [sent] = messages[next(key for key, value in messages.items() if isinstance(value, list))]
    assert (sent["wamid"], sent["text"]) == (row["answer_wamid"], ANSWER)


async def test_who_came_back_or_was_deleted_or_is_too_late_gets_none(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator, noted: int
) -> None:
    await pool.execute("UPDATE contacts SET opted_out_at = NULL")
    await _run(pool, redis, settings, simulator)
    assert (await _row(pool, noted))["outcome"] == "withheld"
    assert await pool.fetchrow(BEGIN, noted) is None
    assert simulator.summary()["accepted"] == 0


async def test_what_had_begun_when_a_process_died_is_not_sent_again(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator, noted: int
) -> None:
    assert await pool.fetchrow(BEGIN, noted) is not None
    await pool.execute("UPDATE opt_out_answers SET begun_at = now() - interval '3 minutes'")
    await _run(pool, redis, settings, simulator)
    assert (await _row(pool, noted))["outcome"] == "unknown"
    assert simulator.summary()["accepted"] == 0


async def test_a_refusal_ends_it_and_a_blocked_number_only_delays_it(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator, noted: int
) -> None:
    # Nobody wrote from this number: Meta refuses a free text (131047).
    await pool.execute("UPDATE contacts SET phone = '+2290197000002'")
    await pool.execute("UPDATE senders SET blocked_at = now(), blocked_until = now() + interval '2 seconds'")
    await _run(pool, redis, settings, simulator)
    row = await _row(pool, noted)
    assert (row["outcome"], row["error_code"], row["attempts"]) == ("failed", 131047, 1)
    assert row["ended_at"] > await pool.fetchval("SELECT blocked_until FROM senders")


async def test_the_settings_of_a_process_are_what_is_understood(settings: Settings) -> None:
    current = CurrentSettings(settings)
    ask = hearing_by(current)
    assert ask().wishes.read("text", "tsaya", None) is None
    current.adopt({"opt_out_words_added": ["tsaya"], "opt_out_answer": " ok "})
    assert (ask().wishes.read("text", "tsaya", None), ask().answer) == ("stop", "ok")
