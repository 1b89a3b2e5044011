"""Fill a database with a million contacts and ten million messages, as a year of a real system leaves it.

Run from `backend/`: `python ../benchmarks/load.py [--data FOLDER] [--contacts N] [--messages N]`. PostgreSQL
and Valkey run on the folder meanwhile; the data stay there for `speed.py`. A folder that is filled already
is left as it is. Ends with the proof that every count agrees with the rows (exit 1 if not).
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

import asyncpg
from loading import sql
from loading.database import KNOWN_REVISION, copy_lines, migrate_to, without_indexes
from loading.messages import COLUMNS, Progress, draw_fates, message_lines
from loading.people import CONTACT_COLUMNS, MEMBER_COLUMNS, contact_lines, make_people, member_lines
from loading.plan import DAY_S, SENDERS, TEMPLATES, CampaignPlan, plan_campaigns, size_categories
from loading.times import Clock
from loading.words import ANSWERS, CAMPAIGN_NAMES, CATEGORY_NAMES, COLORS, MONTHS

from relance.contacts.search_index import write_index
from relance.core.db import RawConnection, connect, create_pool
from relance.counts.compact import compact_counts
from relance.counts.recount import check_counts, render_drift
from relance.embedded import EmbeddedServers
from relance.migrations.apply import migrate

DATA = Path(tempfile.gettempdir()) / "relance-bench-data"
SEED = 20261122


def main() -> None:
    """Load, unless it is done; check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the servers (kept)")
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--categories", type=int, default=200)
    parser.add_argument("--messages", type=int, default=10_000_000, help="of both types, about")
    parser.add_argument("--no-check", action="store_true", help="do not count all rows at the end")
    options = parser.parse_args()
    # What a power cut would lose is loaded again.
    with EmbeddedServers(options.data, durable=False) as servers:
        drift = asyncio.run(_load(servers.database_url, options))
    sys.exit(1 if drift else 0)


async def _load(database_url: str, options: argparse.Namespace) -> bool:
    conn = await connect(database_url, name="load")
    try:
        if await conn.fetchval(sql.FIND_LOADED):
            say("filled already")
        else:
            await migrate_to(database_url, KNOWN_REVISION)
            await fill(conn, options.contacts, options.categories, options.messages)
        say("migrations")
        await migrate(database_url)
        say("contacts into their bitmaps")
        await _fold(database_url)
        say("VACUUM, ANALYZE")
        await conn.execute("VACUUM (ANALYZE)", timeout=3600)
        row = await conn.fetchrow(sql.SIZES, timeout=600)
        assert row is not None
        say(", ".join(f"{row[name]} {name}" for name in row.keys()))  # noqa: SIM118 - a record's keys
    finally:
        await conn.close()
    return False if options.no_check else await _has_drifted(database_url)


async def _fold(database_url: str) -> None:
    pool = await create_pool(database_url, name="load", max_size=2)
    async with pool:
        while await write_index(pool, budget_s=900) or await compact_counts(
            pool, tables=("campaign_course",)
        ):
            pass


async def fill(conn: RawConnection, contacts: int, categories: int, messages: int) -> None:
    """Everything, in the order in which one thing needs the other."""
    chance, now_s, clock = random.Random(SEED), int(time.time()), Clock()
    await conn.execute(sql.SESSION)
    await conn.execute("UPDATE installation SET timezone = 'Africa/Porto-Novo'")
    await conn.execute(sql.PEOPLE_AND_ACCESS.format(senders=SENDERS, templates=TEMPLATES))
    sizes = size_categories(contacts, categories)
    names = [f"{CATEGORY_NAMES[place % len(CATEGORY_NAMES)]} {place + 1}" for place in range(categories)]
    await conn.execute(
        sql.ADD_CATEGORIES, names, [COLORS[place % len(COLORS)] for place in range(categories)]
    )
    people = make_people(contacts, chance)
    plans = plan_campaigns(sizes, messages, now_s, chance)
    say(f"{len(plans)} campaigns with {sum(plan.recipients for plan in plans):,} Messages 1")
    progress = Progress()
    tables = ("messages", "contacts", "category_contacts", "contact_search", "interactions")
    async with without_indexes(conn, *tables):
        fates = draw_fates(chance)
        for place, plan in enumerate(plans):
            lines = message_lines(plan, people, fates, clock, progress, now_s)
            await copy_lines(conn, "messages", COLUMNS, lines)
            if place % 50 == 0:
                say(f"campaign {place + 1} of {len(plans)}, {progress.next_id - 1:,} messages")
        say("contacts")
        lines = contact_lines(people, clock, now_s, chance)
        await copy_lines(conn, "contacts", CONTACT_COLUMNS, lines)
        await copy_lines(conn, "category_contacts", MEMBER_COLUMNS, member_lines(people, sizes))
        say("interactions, search")
        for statement, arguments in (
            (sql.ADD_INTERACTIONS, [list(ANSWERS)]), (sql.ADD_SUPPRESSIONS, []), (sql.ADD_SEARCH, []),
        ):  # fmt: skip
            await conn.execute(statement, *arguments, timeout=3600)
        say("indexes")
    await _add_campaigns(conn, plans, progress, contacts)
    say("counts")
    await conn.execute(sql.COUNTS, timeout=3600)
    await conn.execute("CREATE TABLE bench_loaded ()")
    await conn.execute("RESET ALL")


async def _add_campaigns(
    conn: RawConnection, plans: list[CampaignPlan], progress: Progress, contacts: int
) -> None:
    ends = [progress.ends_s.get(plan.id, plan.began_s) for plan in plans]
    await conn.execute(
        sql.ADD_CAMPAIGNS,
        [plan.id for plan in plans],
        [_name(plan) for plan in plans],
        [plan.status for plan in plans],
        [plan.sender_id for plan in plans],
        [plan.template_id for plan in plans],
        [plan.has_message_2 for plan in plans],
        [plan.began_s for plan in plans],
        [end + DAY_S + 60 if plan.is_over else None for plan, end in zip(plans, ends, strict=True)],
        contacts,
        [
            end + DAY_S if plan.status == "sending" and plan.sent_share == 1 else None
            for plan, end in zip(plans, ends, strict=True)
        ],
    )
    await conn.execute(
        sql.ADD_CAMPAIGN_CATEGORIES, [plan.id for plan in plans], [plan.category + 1 for plan in plans]
    )
    for plan in plans:
        if ids := progress.pending.get(plan.id):
            await conn.execute(sql.ADD_BATCHES, plan.id, plan.sender_id, list(ids))
    await conn.execute(sql.SEQUENCES)
    await conn.execute(sql.ADD_DRAFTS)


def _name(plan: CampaignPlan) -> str:
    month = MONTHS[time.gmtime(plan.began_s).tm_mon - 1]
    return f"{CAMPAIGN_NAMES[plan.id % len(CAMPAIGN_NAMES)]} {month} {plan.id}"


async def _has_drifted(database_url: str) -> bool:
    say("recount")
    pool = await create_pool(database_url, name="load", max_size=1)
    try:
        drifts = await check_counts(pool)
    finally:
        await pool.close()
    say(render_drift(drifts[:20]))
    return bool(drifts)


_BEGAN = time.monotonic()


def say(what: str) -> None:
    """A line of progress."""
    sys.stdout.write(f"{time.monotonic() - _BEGAN:7.1f} s  {what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except (asyncpg.PostgresError, OSError) as error:
        sys.exit(f"load.py: {error}")
