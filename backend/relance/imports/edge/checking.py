"""Looking into an upload before it is taken: in a thread, while its client is there, few workbooks at once.

No transaction is open meanwhile and no connection taken: a workbook may take its reader two minutes. A caller
has one reader at a time, so that two uploads of one leave the other reader to somebody else.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import BinaryIO, TypeVar

from fastapi import Request, UploadFile
from starlette.requests import ClientDisconnect

from relance.auth.edge.access import CALLER, USER, Principal
from relance.core.errors import AppError
from relance.core.turns import NoTurnError, Turns
from relance.http.services import services_of
from relance.imports.formats.workbook_lines import OLE, ZIP, Ending

T = TypeVar("T")
Look = Callable[[BinaryIO, Ending], T]
"""Blocks. Closes the file; `Ending` ends the reading of a workbook."""

MOST_READERS = 2
"""Of workbooks, in a process: each may take 768 MB and a core."""

PATIENCE_S = 30.0
"""For a reader. A usual workbook is read in a second or two."""

BUSY_RETRY_AFTER_S = 30

_ALL = "all callers"


class WorkbookTurns(Turns):
    """Of one process: who has a reader."""


class WorkbooksBusyError(AppError):
    """503 with the seconds to wait."""

    headers = {"Retry-After": str(BUSY_RETRY_AFTER_S)}  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__("workbooks_busy")


async def look_into(request: Request, file: UploadFile, look: Look[T]) -> T:
    """What `look` finds. Raises WorkbooksBusyError, ClientDisconnect, and what `look` raises."""

    async def work() -> T:
        async with _reader_for(request, file):
            return await _look_in_thread(file, look)

    return await _while_connected(request, work())


@asynccontextmanager
async def _reader_for(request: Request, file: UploadFile) -> AsyncIterator[None]:
    await file.seek(0)
    if await file.read(4) not in (ZIP, OLE):
        yield
        return
    turns = services_of(request.app).of(WorkbookTurns)
    caller: Principal | None = request.scope.get(CALLER)
    own = (USER, 0) if caller is None else (caller.kind, caller.id)
    try:
        await turns.take(own, most=1, patience_s=PATIENCE_S)
    except NoTurnError:
        raise WorkbooksBusyError from None
    try:
        try:
            await turns.take(_ALL, most=MOST_READERS, patience_s=PATIENCE_S)
        except NoTurnError:
            raise WorkbooksBusyError from None
        try:
            yield
        finally:
            turns.give_back(_ALL)
    finally:
        turns.give_back(own)


async def _look_in_thread(file: UploadFile, look: Look[T]) -> T:
    """Ends only when the thread has: it reads from the file."""
    ending = Ending()

    def open_and_look() -> T:
        return look(_open_again(file), ending)

    thread = asyncio.ensure_future(asyncio.to_thread(open_and_look))
    try:
        return await asyncio.shield(thread)
    except asyncio.CancelledError:
        ending.come()
        await asyncio.wait({thread})
        if not thread.cancelled():
            thread.exception()  # marks it as seen
        raise


def _open_again(file: UploadFile) -> BinaryIO:
    """The file on disk, to be read from its beginning and closed; small ones go there now."""
    descriptor = os.dup(file.file.fileno())
    file.file.flush()
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.fdopen(descriptor, "rb")


async def _while_connected(request: Request, work: Awaitable[T]) -> T:
    """Its result. Raises ClientDisconnect when the client has hung up, after the work has been cancelled."""
    task = asyncio.ensure_future(work)
    gone = asyncio.create_task(_wait_for_hang_up(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        for one in (task, gone):
            one.cancel()
        await asyncio.wait({task, gone})


async def _wait_for_hang_up(request: Request) -> None:
    # The body has been read: nothing else can come.
    while (await request.receive())["type"] != "http.disconnect":
        pass
