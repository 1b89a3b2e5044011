"""Routes of senders. Who may call them is decided where the routers are joined."""

from fastapi import APIRouter

from relance.activity import Act, Subject, record
from relance.http.ids import IdInPath
from relance.http.requests import Transaction
from relance.http.responses import errors
from relance.senders import blocks, service
from relance.senders.schemas import SenderBody, SenderChange, SenderList

router = APIRouter(prefix="/api/senders", tags=["senders"])


@router.get("")
async def list_senders(conn: Transaction) -> SenderList:
    """List senders, each with the blocks that stand now."""
    found = await service.list_sender_states(conn)
    return SenderList(items=[SenderBody.model_validate(item) for item in found], total=len(found))


@router.get("/{sender_id}", responses=errors(404))
async def show_sender(conn: Transaction, sender_id: IdInPath) -> SenderBody:
    """Show a sender."""
    return SenderBody.model_validate(await service.get_sender_state(conn, sender_id=sender_id))


@router.patch("/{sender_id}", responses=errors(404))
async def update_sender(conn: Transaction, sender_id: IdInPath, change: SenderChange) -> SenderBody:
    """Set how fast a sender sends; campaigns may be slower by themselves."""
    await service.set_rate(conn, sender_id=sender_id, rate_per_s=change.rate_per_s)
    return SenderBody.model_validate(await service.get_sender_state(conn, sender_id=sender_id))


@router.post("/{sender_id}/unblock", responses=errors(404))
async def unblock_sender(conn: Transaction, sender_id: IdInPath) -> SenderBody:
    """Unblock the number and its account: somebody has mended the cause.

    If it is not mended, the next send blocks it again.
    """
    sender = await service.get_sender(conn, sender_id=sender_id)
    await blocks.unblock_sender(conn, sender_id=sender_id)
    await blocks.unblock_account(conn, waba_id=sender.waba_id)
    await record(conn, Act.SENDER_UNBLOCKED, Subject("sender", sender_id))
    return SenderBody.model_validate(await service.get_sender_state(conn, sender_id=sender_id))
