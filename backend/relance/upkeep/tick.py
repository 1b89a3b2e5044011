"""The tick: every two seconds it does what is due and mends what a lost job or a dead process left.

Each step is short transactions of its own; a step that fails does not stop the others. Everything here may
run twice or at once.
"""

from collections.abc import Sequence
from datetime import datetime

from relance.core.db import is_database_away
from relance.core.jobs import JobTools
from relance.core.log import get_logger
from relance.upkeep.steps import STEPS, Step

log = get_logger(__name__)


async def run_tick(tools: JobTools, *, now: datetime, steps: Sequence[Step] = STEPS) -> None:
    """All steps, each on its own. `now` is the database's time."""
    for step in steps:
        try:
            await step.run(tools, now)
        except Exception as error:
            if is_database_away(error):
                log.warning("tick_without_database", reason=type(error).__name__)
                return
            log.exception("tick_step_failed", step=step.mends)
