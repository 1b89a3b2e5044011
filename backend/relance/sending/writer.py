"""What the sender needs of a campaign to write its messages: read once, since a started one is frozen, and
again now and then, since Meta's ids of its images change.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from relance.core.clock import utc_now
from relance.core.db import Pool, Row
from relance.media.service import resolve_media
from relance.messages.state import MESSAGE_1
from relance.sending import sql
from relance.whatsapp.payloads import (
    TemplateRenderer,
    address,
    build_buttons_message,
    build_image_message,
    build_text_message,
)
from relance.whatsapp.template_shape import TemplateShape

_BUTTON_PREFIX = "button."

READ_AGAIN_AFTER = timedelta(hours=1)
"""Far less than an id of an image can be relied on (`media.service.TRUST`)."""


@dataclass(slots=True)
class CampaignWriter:
    """Writes the request bodies of one campaign."""

    campaign_id: int
    template_id: int
    waba_id: str
    renderer: TemplateRenderer
    message_2: dict[str, Any] | None
    read_again_at: datetime

    def write(self, message: Row, echo: str) -> bytes:
        """The body of one claimed message. Raises KeyError or ValueError when its values do not fit."""
        where = address(message["phone"], message["bsuid"])
        parameters: dict[str, str] = message["parameters"]
        if message["message_type"] == MESSAGE_1:
            return self.renderer.render(
                address=where,
                values=parameters,
                buttons={
                    name.removeprefix(_BUTTON_PREFIX): value
                    for name, value in parameters.items()
                    if name.startswith(_BUTTON_PREFIX)
                },
                echo=echo,
            )
        return self._write_message_2(where, parameters, echo)

    def _write_message_2(self, where: dict[str, str], parameters: dict[str, str], echo: str) -> bytes:
        """Message 2 with the texts frozen when it was made."""
        if self.message_2 is None:
            raise ValueError("the campaign has no Message 2")
        kind = self.message_2["type"]
        if kind == "text":
            return build_text_message(address=where, text=parameters["text"], echo=echo)
        if kind == "buttons":
            return build_buttons_message(
                address=where, text=parameters["text"], buttons=self.message_2["buttons"], echo=echo
            )
        return build_image_message(
            address=where,
            echo=echo,
            media_id=self.message_2.get("media_id"),
            link=self.message_2.get("link"),
            caption=parameters.get("caption"),
        )


async def read_campaign(pool: Pool, campaign_id: int) -> CampaignWriter:
    """Read one campaign with its template. Raises LookupError when one of its images is not with Meta."""
    row = await pool.fetchrow(sql.READ_CAMPAIGN, campaign_id)
    assert row is not None, "batches never outlive their campaign"
    shape = TemplateShape.from_components(
        row["name"], row["language"], row["parameter_format"], row["components"]
    )
    header = await resolve_media(pool, row["header"], sender_id=row["sender_id"])
    return CampaignWriter(
        campaign_id=campaign_id,
        template_id=row["template_id"],
        waba_id=row["waba_id"],
        renderer=TemplateRenderer(shape, header),
        message_2=await resolve_media(pool, row["message_2"], sender_id=row["sender_id"]),
        read_again_at=utc_now() + READ_AGAIN_AFTER,
    )
