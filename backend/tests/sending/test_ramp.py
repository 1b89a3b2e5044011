"""What was stopped begins again with one message."""

from itertools import pairwise

import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.sending.due import list_due
from relance.sending.ramp import ramp
from tests.sending.world import make_campaign


def test_it_begins_with_few_and_doubles_until_the_rate_is_reached() -> None:
    rates = [ramp(80.0, float(since_s)) for since_s in range(60)]
    assert rates[0] == 1.0
    assert all(before <= after for before, after in pairwise(rates))
    assert ramp(80.0, 2) == 2 * ramp(80.0, 0)
    assert rates[-1] == 80.0
    # A few in the first two seconds; ten within five, so that it goes on soon where all is well.
    assert sum(rates[:2]) < 3
    assert 10 < sum(rates[:5]) < 15


def test_what_never_stopped_has_its_rate_and_a_slow_one_stays_slow() -> None:
    assert ramp(80.0, None) == ramp(80.0, 60.0) == 80.0
    assert ramp(0.1, 0.0) == 0.1
    assert ramp(None, None) is None
    assert ramp(None, 70.0) is None
    assert ramp(None, 0.0) == 1.0
    assert ramp(5.0, -3.0) == 1.0


@pytest.mark.parametrize(
    ("change", "number_begins", "campaign_begins"),
    [
        ("UPDATE senders SET unblocked_at = now()", True, False),
        ("UPDATE accounts SET unblocked_at = now()", True, False),
        ("UPDATE templates SET unblocked_at = now()", False, True),
        ("UPDATE senders SET blocked_at = now() - interval '4 hours', blocked_until = now()", True, False),
        ("UPDATE senders SET blocked_at = now() - interval '2 seconds', blocked_until = now()", False, False),
        ("UPDATE accounts SET unblocked_at = now() - interval '2 minutes'", False, False),
    ],
)
async def test_due_work_knows_what_was_let_go_just_now(
    pool: Pool, settings: Settings, change: str, number_begins: bool, campaign_begins: bool
) -> None:
    await make_campaign(pool, settings, 3)
    await pool.execute(change)
    [work] = await list_due(pool, default_rate_per_s=80)
    assert (work.rate_per_s < 5) is number_begins
    assert (work.campaign_rate_per_s is not None) is campaign_begins
