"""Whether senders still live: what they have under way is answered by webhooks, which the API must hear."""

import asyncio

from relance.core.db import Pool, is_passing
from relance.core.log import get_logger
from relance.monitoring import sql

log = get_logger(__name__)

LISTEN_AT_MOST_S = 20.0
"""So long an API that was asked to stop goes on listening while senders live."""

_LOOK_EVERY_S = 0.25
_ANSWER_WITHIN_S = 2.0
_WITHOUT_DATABASE_S = 10.0


async def wait_for_last_sender(pool: Pool) -> None:
    """Return when no sender lives any more: at most LISTEN_AT_MOST_S. Never raises.

    A database that stays away ends the wait sooner: without it no webhook can be taken in.
    """
    clock = asyncio.get_running_loop().time
    began_s = answered_s = clock()
    told = False
    while clock() - began_s < LISTEN_AT_MOST_S and clock() - answered_s < _WITHOUT_DATABASE_S:
        try:
            async with asyncio.timeout(_ANSWER_WITHIN_S):
                living = await pool.fetchval(sql.LIVING_SENDERS)
        except Exception as error:
            if not is_passing(error):
                log.exception("living_senders_not_counted")
                return
        else:
            if not living:
                return
            answered_s = clock()
            if not told:
                log.info("stop_waits_for_senders", senders=living, at_most_s=LISTEN_AT_MOST_S)
                told = True
        await asyncio.sleep(_LOOK_EVERY_S)
    log.warning("stop_waits_no_longer")
