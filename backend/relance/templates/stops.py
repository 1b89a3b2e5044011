"""When Meta stops a number, a template or a whole account: the block, and what a person is told of it.

The same for an answer to a send and for a `failed` status.
"""

from dataclasses import dataclass
from datetime import timedelta

from relance.core.db import Connection
from relance.core.log import get_logger
from relance.messages.store import raise_incident
from relance.senders.blocks import block_account, block_sender
from relance.templates import stops_sql as sql
from relance.templates.service import block_template
from relance.whatsapp.errors import MetaError, Scope

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """What a message goes out by."""

    sender_id: int
    waba_id: str
    template_id: int

    def key(self, scope: Scope) -> str:
        """`<kind>:<id>` of the part that a scope means."""
        if scope == "account":
            return f"account:{self.waba_id}"
        return f"template:{self.template_id}" if scope == "template" else f"sender:{self.sender_id}"


async def stop_sending(
    conn: Connection, *, scope: Scope, place: Place, for_s: float | None, error: MetaError
) -> bool:
    """Let nothing leave there for `for_s` seconds from now, None: until a person or Meta mends it.

    The queue keeps everything meanwhile. Returns whether it was free before. Idempotent: many may report the
    same trouble at once. `scope` is never `row`.
    """
    until = None
    if for_s is not None:
        until = await conn.fetchval(sql.NOW) + timedelta(seconds=for_s)
    code, reason = error.code, error.title
    if scope == "account":
        was_free = await block_account(conn, waba_id=place.waba_id, until=until, code=code, reason=reason)
    elif scope == "template":
        was_free = await block_template(
            conn, template_id=place.template_id, until=until, code=code, reason=reason
        )
    else:
        was_free = await block_sender(conn, sender_id=place.sender_id, until=until, code=code, reason=reason)
    if was_free:
        log.warning("sending_stopped", scope=scope, sender_id=place.sender_id, code=code, for_s=for_s)
        if for_s is None:
            await raise_incident(conn, f"{scope}_stopped", place.key(scope), {"code": code, "reason": reason})
    return was_free
