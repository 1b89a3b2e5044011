"""Replies under ids that nobody is known by, and what is kept of them."""

from typing import Any

from relance.webhooks.kept_again import look_at_kept
from tests.webhooks.bodies import status, status_body, text
from tests.webhooks.scene import Scene

BSUID = "BJ.13491208655302741918"
OTHER = "BJ.99991208655302741918"
GRACE_S = 300.0


def reply(wamid: str, at: Any, words: str = "oui", *, bsuid: str = BSUID, **more: Any) -> dict[str, Any]:
    """A text that carries a BSUID and nothing else of its person."""
    return text(words, wamid, at, None, from_user_id=bsuid, **more)


def taught(scene: Scene, message_id: int, wamid: str = "wamid.M1", *, bsuid: str = BSUID) -> bytes:
    """The status that tells whose BSUID it is."""
    item = status(
        "delivered", wamid, scene.ago(minutes=30), echo=scene.echo(message_id), recipient_user_id=bsuid
    )
    return status_body(item)


async def look(scene: Scene) -> int:
    """As the tick does."""
    return await look_at_kept(scene.pool, unknown_grace_s=GRACE_S, hearing=lambda: scene.heard)


async def kept(scene: Scene) -> list[str]:
    """Wamids of what is kept."""
    return [row["wamid"] for row in await scene.pool.fetch("SELECT wamid FROM kept_replies ORDER BY id")]


async def count_answered(scene: Scene) -> int:
    """Interactions inside the window of their campaign."""
    return sum(row["in_window"] for row in await scene.interactions())
