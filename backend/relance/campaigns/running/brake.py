"""The brake: a campaign of which much fails with one code is paused, before it burns everybody.

For what the table of errors does not stop by itself: codes that fail one message each and yet mean all of
them, and codes that nobody knew. What is the person's own (no WhatsApp, enough marketing) never brakes.
"""

from relance.activity import Act, Subject, record
from relance.campaigns.running import brake_sql as sql
from relance.core.db import Connection, Pool, transaction
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.messages.store import raise_incident
from relance.reasons.reason import values_as_json
from relance.reasons.waiting import WAITING
from relance.whatsapp.error_words import explain_code
from relance.whatsapp.errors import OF_THE_PERSON, find_rule

log = get_logger(__name__)

WITHIN_S = 300.0
FEWEST_FINISHED = 50
SHARE = 0.4

KEPT_S = 2 * WITHIN_S
"""Failures older than this are forgotten."""


async def brake_failing(pool: Pool, *, news: News = NO_NEWS) -> list[int]:
    """Pause campaigns that fail, each in a transaction of its own; returns their ids.

    What failed before a person let a campaign go on is not counted again.
    """
    async with transaction(pool) as conn:
        await conn.execute(sql.FORGET, KEPT_S)
        failing = await conn.fetch(sql.FAILING, WITHIN_S, sorted(OF_THE_PERSON), FEWEST_FINISHED, SHARE)
    braked = []
    for row in failing:
        async with transaction(pool) as conn:
            if await _brake(conn, row["campaign_id"], row["code"], row["failed"], row["finished"]):
                braked.append(row["campaign_id"])
    if braked:
        news.campaigns_changed()
    return braked


async def _brake(conn: Connection, campaign_id: int, code: int, failed: int, finished: int) -> bool:
    words = find_rule(code).words_en
    reason = WAITING.make(
        "failing",
        failed=failed,
        finished=finished,
        minutes=round(WITHIN_S / 60),
        code=code,
        said=explain_code(code, words),
    )
    values = values_as_json(reason.values)
    if await conn.fetchval(sql.BRAKE, campaign_id, reason.text, reason.code, values) is None:
        return False  # somebody paused or stopped it meanwhile, or another tick was first
    await raise_incident(
        conn,
        "campaign_braked",
        f"campaign:{campaign_id}",
        {"code": code, "failed": failed, "finished": finished, "words": words},
    )
    await record(
        conn,
        Act.CAMPAIGN_PAUSED,
        Subject("campaign", campaign_id),
        details={"code": code, "failed": failed, "finished": finished},
    )
    log.warning("campaign_braked", campaign_id=campaign_id, code=code, failed=failed, finished=finished)
    return True
