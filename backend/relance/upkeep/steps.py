"""The steps of the tick, in their order: what each does, and what it mends."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from relance.campaigns.running import tick
from relance.campaigns.running.brake import brake_failing
from relance.campaigns.running.close import close_finished
from relance.campaigns.running.purge import purge_deleted
from relance.campaigns.running.waiting import note_waiting
from relance.categories.purge import purge_deleted_categories
from relance.contacts.interacted import mark_late_interacted
from relance.core.clock import utc_now
from relance.core.jobs import JobTools
from relance.imports.jobs import enqueue_waiting, forget_old
from relance.interactions.keywords.hearing import hearing_by
from relance.interactions.retry import retry_unattributed
from relance.monitoring.publish import publish_today
from relance.restored.jobs import enqueue_work
from relance.restored.settle import replay_kept
from relance.webhooks.kept_again import end_kept, look_at_kept


@dataclass(frozen=True, slots=True)
class Step:
    """`run` gets the tools and the database's time; `mends` says what is left undone without it."""

    run: Callable[[JobTools, datetime], Awaitable[object]]
    mends: str


STEPS = (
    Step(
        lambda tools, now: tick.start_due(tools.pool, tools.queue, now=now, news=tools.news),
        "scheduled campaigns start",
    ),
    Step(
        lambda tools, _: tick.relaunch_stalled(tools.pool, tools.queue),
        "a launch whose job was lost, or whose worker died, goes on",
    ),
    Step(
        lambda tools, _: brake_failing(tools.pool, news=tools.news),
        "a campaign of which much fails with one code is paused",
    ),
    Step(
        lambda tools, _: tick.cancel_stopped(tools.pool, news=tools.news),
        "what a stopped campaign still has in the queue is cancelled",
    ),
    Step(
        lambda tools, now: tick.reopen(tools.pool, now=now, news=tools.news),
        "a finished campaign that has something to send again is open again",
    ),
    Step(
        lambda tools, now: close_finished(
            tools.pool, now=now, unknown_grace_s=tools.settings.unknown_grace_s, news=tools.news
        ),
        "campaigns end by themselves",
    ),
    Step(
        lambda tools, _: note_waiting(tools.pool, news=tools.news),
        "pages know until when a campaign waits for replies",
    ),
    Step(
        lambda tools, now: purge_deleted(tools.pool, now=now, news=tools.news),
        "rows of deleted campaigns go",
    ),
    Step(
        lambda tools, _: look_at_kept(
            tools.pool,
            unknown_grace_s=tools.settings.unknown_grace_s,
            redis=tools.redis,
            news=tools.news,
            hearing=hearing_by(tools.current),
        ),
        "replies by ids that have become known are taken in",
    ),
    Step(
        lambda tools, _: retry_unattributed(
            tools.pool,
            redis=tools.redis,
            news=tools.news,
            wishes=hearing_by(tools.current)().wishes,
        ),
        "interactions that came before what they belong to find it",
    ),
    Step(lambda tools, _: end_kept(tools.pool), "kept replies whose window is over go"),
    Step(
        lambda tools, _: enqueue_waiting(tools.pool, tools.queue),
        "an import whose job was lost goes on",
    ),
    Step(
        lambda tools, _: forget_old(tools.pool),
        "files of dry runs that nobody went on with are deleted, and who was created by which import",
    ),
    Step(
        lambda tools, _: enqueue_work(tools.pool, tools.queue),
        "what follows from the answer after a restore is carried out",
    ),
    Step(
        lambda tools, _: replay_kept(
            tools.pool, unknown_grace_s=tools.settings.unknown_grace_s, news=tools.news
        ),
        "statuses of a former installation are taken in once it is known whose they are",
    ),
    Step(
        lambda tools, _: mark_late_interacted(tools.pool, news=tools.news),
        "contacts whose row was locked at their first interaction are marked",
    ),
    Step(lambda tools, _: purge_deleted_categories(tools.pool), "members of deleted categories go"),
    Step(
        lambda tools, _: publish_today(tools.pool, tools.redis, now=utc_now()),
        "today's numbers in Redis are those of the database",
    ),
)
