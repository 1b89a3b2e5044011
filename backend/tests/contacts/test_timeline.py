"""What the timeline of a contact says."""

from typing import Any

import httpx2
import pytest

from relance.core.db import Pool
from tests.api.conftest import app, client
from tests.campaigns.scene import Scene

__all__ = ["app", "client"]

BODY = [{"type": "HEADER", "text": "{{1}}"}, {"type": "body", "text": "Bonjour {{1}}, {{ city }} !"}]


@pytest.fixture
async def scene(app: Any, pool: Pool) -> Scene:
    scene = Scene(pool)
    scene.sender_id = await pool.fetchval("SELECT id FROM senders")
    return scene


@pytest.mark.parametrize(
    ("message_type", "parameters", "text"),
    [
        ("message_1", {"1": "Awa", "city": "Cotonou"}, "Bonjour Awa, Cotonou !"),
        # Who was left out has no values: the text is the template's.
        ("message_1", {}, "Bonjour {{1}}, {{ city }} !"),
        ("message_2", {"text": "Merci Awa !"}, "Merci Awa !"),
        ("message_2", {"caption": "{{1}}"}, "{{1}}"),
        ("message_2", {}, None),
    ],
)
async def test_a_message_says_its_text(
    client: httpx2.AsyncClient, scene: Scene, message_type: str, parameters: dict[str, str], text: str | None
) -> None:
    scene.template_id = await scene.add_template("t", BODY)
    campaign, contact = await scene.add_campaign(), await scene.add_contact()
    await scene.pool.execute(
        "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, parameters)"
        " VALUES ($1, $2, $3, $4, 'sent', $5)",
        campaign, contact, scene.sender_id, message_type, parameters,
    )  # fmt: skip
    [item] = (await client.get(f"/api/contacts/{contact}/timeline")).json()["items"]
    assert (item["text"], item["content"], item["is_test"]) == (text, parameters, False)
    assert item["campaign_id"] == campaign


async def test_the_answer_to_stop_stands_with_the_stop(client: httpx2.AsyncClient, scene: Scene) -> None:
    contact = await scene.add_contact()
    await scene.pool.execute(
        "INSERT INTO interactions (wamid, contact_id, sender_id, kind, at, text)"
        " VALUES ('w', $1, $2, 'text', now(), 'STOP')",
        contact, scene.sender_id,
    )  # fmt: skip
    url = f"/api/contacts/{contact}/timeline"
    assert (await client.get(url)).json()["items"][0]["opt_out_answer"] is None
    await scene.pool.execute(
        "INSERT INTO opt_out_answers (wamid, contact_id, sender_id, text, expires_at)"
        " VALUES ('w', $1, $2, 'Bye.', now())",
        contact, scene.sender_id,
    )  # fmt: skip
    answer = (await client.get(url)).json()["items"][0]["opt_out_answer"]
    assert (answer["status"], answer["text"], answer["error_code"]) == ("pending", "Bye.", None)
    await scene.pool.execute(
        "UPDATE opt_out_answers SET begun_at = now(), ended_at = now(), outcome = 'sent'"
    )
    assert (await client.get(url)).json()["items"][0]["opt_out_answer"]["status"] == "sent"
