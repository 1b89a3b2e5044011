"""The `sender` process: as many as wanted, on as many hosts as wanted."""

import asyncio
import gc
import os
import signal
import socket
import sys
import uuid

import uvloop

from relance.core.current_settings import CurrentSettings
from relance.core.db import create_pool, transaction
from relance.core.essential import EXIT_CODE, EssentialDiedError, end_process_within
from relance.core.log import configure_logging, get_logger
from relance.core.redis import create_redis
from relance.core.settings import Settings, load_settings
from relance.installation.identity import settle_installation
from relance.messages.news import CacheNews
from relance.monitoring.heartbeat import beat
from relance.sending.loop import MAX_IN_FLIGHT, SenderLoop
from relance.settings.refresh import keep_current, refresh
from relance.whatsapp.client import GraphClient

log = get_logger(__name__)

LAST_PATIENCE_S = 20.0
"""For recording what is under way after something essential has ended unasked."""


async def serve(settings: Settings) -> None:
    """Run one sender until SIGTERM or SIGINT; everything under way is recorded or handed back first."""
    process = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    pool = await create_pool(settings.require_database_url(), name="sender", max_size=8, plans_once=True)
    redis = create_redis(settings.require_redis_url())
    news = CacheNews(pool)
    try:
        async with transaction(pool) as conn:
            await settle_installation(conn, settings.timezone)
        current = CurrentSettings(settings)
        await refresh(pool, current)  # nothing leaves before the limits are known
        async with GraphClient(
            settings.whatsapp_api_url,
            settings.whatsapp_graph_version,
            settings.whatsapp_token,
            max_connections=MAX_IN_FLIGHT,
        ) as graph:
            loop = SenderLoop(
                pool=pool,
                redis=redis,
                graph=graph,
                current=current,
                process=process,
                news=news,
                on_death=lambda: end_process_within(LAST_PATIENCE_S),
            )
            for number in (signal.SIGTERM, signal.SIGINT):
                asyncio.get_running_loop().add_signal_handler(number, loop.stop)
            loop.essential.start("heartbeat", beat(pool, "sender", clocks=loop.clocks, work=loop.work))
            loop.essential.start("settings", keep_current(pool, current))
            log.info("sender_started", process=process)
            try:
                await loop.run()
            finally:
                await loop.essential.end()
            log.info("sender_stopped")
    finally:
        await news.close()
        await redis.aclose()
        await pool.close()


def run() -> None:
    """Entry point of `relance sender`. Raises SettingsError before anything is started."""
    settings = load_settings()
    configure_logging(process="sender")
    # A collection of everything stops the loop for longer than a slot may be late.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
    try:
        uvloop.run(serve(settings))
    except EssentialDiedError:
        sys.exit(EXIT_CODE)  # the line that says which is written
