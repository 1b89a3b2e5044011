"""News about accounts, numbers and templates."""

import pytest

from tests.webhooks.bodies import envelope, value
from tests.webhooks.scene import Scene


async def blocked(scene: Scene) -> tuple[bool, bool]:
    """Whether the account, and the number, are blocked."""
    row = await scene.pool.fetchrow(
        "SELECT a.blocked_at IS NOT NULL, s.blocked_at IS NOT NULL"
        " FROM accounts a JOIN senders s USING (waba_id)"
    )
    assert row is not None
    return row[0], row[1]


async def test_disabled_account_is_blocked_and_reinstated(scene: Scene) -> None:
    for state, expected in (("DISABLE", True), ("REINSTATE", False)):
        ban = {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": state}}
        await scene.take(envelope(ban, field="account_update"))
        assert await blocked(scene) == (expected, False)
    assert await scene.incidents() == ["whatsapp_account_update"]


@pytest.mark.parametrize(("code", "expected"), [(131031, (True, False)), (131045, (False, True))])
async def test_value_errors_stop_what_they_speak_of(
    scene: Scene, code: int, expected: tuple[bool, bool]
) -> None:
    await scene.take(envelope(value(errors=[{"code": code, "title": "Trouble"}])))
    assert await blocked(scene) == expected
    assert await scene.incidents() == ["whatsapp_errors"]


async def test_mere_news_is_counted(scene: Scene) -> None:
    news = {"event": "ONBOARDING", "display_phone_number": "15550783881", "current_limit": "TIER_1K"}
    await scene.take(envelope(news, field="phone_number_quality_update"))
    assert await scene.drops() == {"account_news": 1}
    assert await scene.incidents() == []


async def test_paused_template_is_paused(scene: Scene) -> None:
    event = {
        "event": "PAUSED",
        "message_template_name": "t",
        "message_template_language": "fr",
        "message_template_id": 1,
        "reason": None,
    }
    await scene.take(envelope(event, field="message_template_status_update"))
    assert await scene.pool.fetchval("SELECT status FROM templates") == "PAUSED"
