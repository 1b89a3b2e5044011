"""Record a slice whatever one of its answers is like: together if possible, apart if one of them is bad.

As the intake does (webhooks/committer.py): what the database refuses for its data is searched by halving, so
that one bad answer does not put its neighbours in doubt. The bad one alone is in doubt.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import asyncpg
import stamina

from relance.core.db import Pool, is_data_trouble, is_passing
from relance.core.log import get_logger
from relance.sending.answered import Answered
from relance.sending.learn import Told
from relance.sending.lease import Lease
from relance.sending.record import SliceRecord, record
from relance.whatsapp.errors import LOST_ANSWER, MetaError
from relance.whatsapp.outcome import Outcome

log = get_logger(__name__)


class PatientRecorder:
    """Records slices of one process; waits while the database is away."""

    def __init__(
        self, pool: Pool, *, unknown_grace_s: float, on_bug: Callable[[str, BaseException], object]
    ) -> None:
        """`on_bug` hears of errors that are no refusal of the data: the process must end."""
        self._pool = pool
        self._unknown_grace_s = unknown_grace_s
        self._on_bug = on_bug

    async def record(self, slice_: SliceRecord) -> None:
        """Write it all; what cannot be written of an answer is logged."""
        trouble = await self._try(slice_)
        if trouble is None:
            return
        if not slice_.answered:
            raise trouble
        log.warning("record_halved", error=type(trouble).__name__)
        # The lease ends, if it is to, when every answer stands.
        if slice_.withheld:
            await self._write(SliceRecord(slice_.lease, withheld=slice_.withheld))
        await self._write_apart(slice_.lease, slice_.answered, slice_.learnt)
        await self._write(SliceRecord(slice_.lease, unsent=slice_.unsent))

    async def _write(self, slice_: SliceRecord) -> None:
        # The answers exist nowhere else: hold on to them while the database is away. If this process dies
        # first, the lease lapses, the rows become unknown, and their echoes settle them.
        async for attempt in stamina.retry_context(
            on=is_passing, attempts=None, timeout=None, wait_initial=0.05, wait_max=2.0
        ):
            with attempt:
                await record(self._pool, slice_, unknown_grace_s=self._unknown_grace_s)

    async def _write_apart(self, lease: Lease, pieces: Sequence[Answered], learnt: Sequence[Told]) -> None:
        middle = (len(pieces) + 1) // 2
        for answered in filter(None, (pieces[:middle], pieces[middle:])):
            ids = {one.message["id"] for one in answered}
            told = [one for one in learnt if one[0] in ids]
            trouble = await self._try(SliceRecord(lease, answered=list(answered), learnt=told))
            if trouble is None:
                continue
            if len(answered) > 1:
                await self._write_apart(lease, answered, told)
            else:
                await self._write_less(lease, answered[0], trouble)

    async def _write_less(self, lease: Lease, bad: Answered, trouble: Exception) -> None:
        """Without what the answer tells of the person; else as an answer that was lost."""
        left_out = "ids of the person"
        if await self._try(SliceRecord(lease, answered=[bad])) is not None:
            left_out = "answer"
            doubt = Outcome("unknown", "row", error=MetaError(LOST_ANSWER, "It could not be recorded", ""))
            await self._write(SliceRecord(lease, answered=[replace(bad, outcome=doubt)]))
        log.error(
            "answer_not_recordable",
            message_id=bad.message["id"],
            left_out=left_out,
            action=bad.outcome.action,
            wamid=bad.outcome.wamid,
            error=type(trouble).__name__,
            exc_info=trouble,
        )
        if not isinstance(trouble, asyncpg.PostgresError | ValueError):
            self._on_bug("record", trouble)

    async def _try(self, slice_: SliceRecord) -> Exception | None:
        """What spoils it, if its data does."""
        try:
            await self._write(slice_)
        except Exception as error:
            if not is_data_trouble(error):
                raise
            return error
        return None
