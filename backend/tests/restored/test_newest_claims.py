"""The newest claims of all, which no later one counts: whether they may be missing in the logs."""

from pathlib import Path

import pytest

from relance.campaigns.running.launch import launch_campaign
from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.restored.jobs import answer_by_hand
from relance.restored.service import Answer, Question
from relance.sending import sent_log
from relance.sending.sent_log import SentLog
from relance.sending.sent_log_file import FOLDER
from tests.campaigns.scene import Scene
from tests.restored.scene import Gone, notice, settle, write_log
from tests.support.waiting import eventually

PEOPLE = 3


class Installation:
    """A campaign that waits; to the first of its people a message had left, as the log in `folder` tells."""

    def __init__(self, pool: Pool, redis: RedisClient, folder: Path) -> None:
        self.pool, self.redis, self.folder = pool, redis, folder
        self.id = ""

    async def furnish(self) -> "Installation":
        self.id = await settle(self.pool)
        scene = await Scene(self.pool).furnish()
        category = await scene.add_category()
        people = await scene.add_contacts(category, PEOPLE)
        campaign = await scene.add_campaign(category)
        await launch_campaign(self.pool, self.redis, campaign_id=campaign, default_rate_per_s=75)
        ids = await scene.queued_ids(campaign)
        await write_log(self.pool, self.folder, self.id, [Gone(campaign, people[0], ids[0], "wamid.1")])
        return self

    @property
    def file(self) -> Path:
        (file,) = (self.folder / FOLDER).iterdir()
        return file

    def cut_power(self) -> None:
        """The end of the log is not there."""
        self.file.write_text(self.file.read_text().partition("Z\t")[0])

    async def answer(self, said: Answer | None = None) -> Question:
        return await answer_by_hand(
            self.pool, [self.folder], answer=said, redis=self.redis, unknown_grace_s=300, quiet_after_s=0
        )

    async def now(self, *, later_s: float = 0.0) -> float:
        return float(
            await self.pool.fetchval("SELECT extract(epoch FROM clock_timestamp())::float8 + $1", later_s)
        )


@pytest.fixture
async def installation(pool: Pool, redis: RedisClient, tmp_path: Path) -> Installation:
    return await Installation(pool, redis, tmp_path).furnish()


async def test_a_sender_that_ended_in_good_order_has_told_all(installation: Installation) -> None:
    await notice(installation.pool)
    asked = await installation.answer()
    assert (asked.covered, asked.senders_read) == (True, 1)
    assert (await installation.answer("restored")).in_doubt == 0


async def test_after_a_power_cut_the_newest_claim_may_be_missing(installation: Installation) -> None:
    installation.cut_power()
    await notice(installation.pool)
    assert (await installation.answer()).covered is False
    assert (await installation.answer("restored")).in_doubt == PEOPLE - 1


async def test_a_sender_that_lived_past_the_halt_has_told_all(installation: Installation) -> None:
    installation.cut_power()
    await notice(installation.pool)
    with installation.file.open("a") as lines:
        lines.write(f"P\t{await installation.now():.3f}\n")
    assert (await installation.answer()).covered is True


@pytest.mark.parametrize(("dead_for_s", "covered"), [(50, False), (70, True)])
async def test_a_later_claim_counts_those_of_a_sender_that_was_dead(
    installation: Installation, dead_for_s: float, covered: bool
) -> None:
    installation.cut_power()
    dead_at = await installation.now(later_s=-dead_for_s)
    lines = [line.split("\t") for line in installation.file.read_text().splitlines()]
    for line in lines:
        line[1] = f"{dead_at:.3f}"
    since = "UPDATE installation SET logged_since = logged_since - interval '1 hour'"
    await installation.pool.execute(since)
    installation.file.write_text("".join("\t".join(line) + "\n" for line in lines))
    log = SentLog(installation.folder, process="host:8:yy")
    log.start()
    log.claimed(
        await installation.now(), installation.id, 2_000, campaign_id=1, sender_id=1, lane="bulk", nth=1,
        before=1, messages=[(900, 900, "message_1", 1)],
    )  # fmt: skip
    log.ended(await installation.now(), installation.id, 2_000)
    log.close()
    await notice(installation.pool)
    asked = await installation.answer()
    assert (asked.covered, asked.senders_read) == (covered, 2)


@pytest.mark.parametrize(("seen", "covered"), [(1_001, True), (1_002, False)])
async def test_a_claim_that_only_redis_knows_of_was_made_by_somebody(
    installation: Installation, seen: int, covered: bool
) -> None:
    await installation.redis.set(f"claims:{installation.id}", seen)
    await notice(installation.pool)
    assert (await installation.answer()).covered is covered


async def test_a_sender_with_nothing_to_do_writes_that_it_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent_log, "ALIVE_EVERY_S", 0.1)
    monkeypatch.setattr(sent_log, "SYNC_EVERY_S", 0.05)
    log = SentLog(tmp_path, process="host:1:aa")
    log.start()
    (file,) = (tmp_path / FOLDER).iterdir()

    async def lives() -> bool:
        return file.read_text().count("\nP\t") >= 2

    await eventually(lives)
    log.close()
