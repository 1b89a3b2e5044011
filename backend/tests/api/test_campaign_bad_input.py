"""What a campaign cannot be: said with the place of the trouble, also for programs."""

from typing import Any

import httpx2
import pytest

from tests.api.conftest import Body


def problem_of(answer: httpx2.Response) -> tuple[str, str]:
    """The code, and where the first problem is."""
    assert answer.status_code == 422, answer.text
    error = answer.json()["error"]
    problem = error["details"]["problems"][0]
    assert problem["problem"] in error["message"]
    return error["code"], problem["where"]


@pytest.mark.parametrize(
    "moment",
    [
        1_795_500_000,
        "1795500000",
        1.5,
        True,
        "",
        "tomorrow",
        "2026-12-01",
        "2126-12-01T09:00:00",
        "9999-12-31T23:59:59-12:00",  # the year 10000 in UTC
        "9999-12-31T23:59:59Z",
        "2200-12-31T23:59:59-00:01",  # 2201 in UTC
        "0001-01-01T00:00:00+14:00",  # before the first year in UTC
    ],
)
async def test_a_time_is_written_out_with_its_zone(
    client: httpx2.AsyncClient, body: Body, moment: object
) -> None:
    for path in ("", "/start", "/preflight"):
        answer = await client.post(f"/api/campaigns{path}", json=body | {"scheduled_at": moment})
        assert problem_of(answer) == ("malformed", "scheduled_at"), path


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"variables": {}}, "variables.1"),
        ({"variables": {"1": {"value": "x"}, "2": {"value": "y"}}}, "variables.2"),
        ({"template": {"name": "welcome", "language": "fr", "header": {"text": "x"}}}, "template.header"),
        (
            {"template": {"name": "welcome", "language": "fr", "buttons": {"0": {"value": "x"}}}},
            "template.buttons.0",
        ),
        ({"message_2": {"type": "image"}}, "message_2"),
        ({"message_2": {"type": "image", "link": "http://a.bj/a.png"}}, "message_2.link"),
        ({"message_2": {"type": "image", "link": "https://u:p@a.bj/a.png"}}, "message_2.link"),
        ({"message_2": {"type": "image", "link": "https://a.bj/\r\nX-A: b"}}, "message_2.link"),
        (
            {"message_2": {"type": "image", "link": "https://a.bj/a.png", "caption": "x" * 1025}},
            "message_2.caption",
        ),
        (
            {"message_2": {"type": "buttons", "text": "x" * 1025, "buttons": [{"id": "1", "title": "a"}]}},
            "message_2.text",
        ),
        (
            {"message_2": {"type": "buttons", "text": "x", "buttons": [{"id": "1", "title": "t" * 21}]}},
            "message_2.buttons.0.title",
        ),
        (
            {"message_2": {"type": "buttons", "text": "x", "buttons": [{"id": "1", "title": "a"}] * 2}},
            "message_2.buttons",
        ),
    ],
)
async def test_a_refused_campaign_tells_where(
    client: httpx2.AsyncClient, body: Body, change: Body, where: str
) -> None:
    answer = await client.post("/api/campaigns", json=body | change)
    assert problem_of(answer) == ("campaign_refused", where)


@pytest.mark.parametrize(
    ("change", "code", "details"),
    [
        ({"sender_id": 999}, "sender_unknown", {"sender_id": 999}),
        ({"category_ids": [999]}, "category_unknown", {"category_ids": [999]}),
        (
            {"template": {"name": "unheard", "language": "fr"}},
            "template_unknown",
            {"name": "unheard", "language": "fr"},
        ),
    ],
)
async def test_what_a_campaign_refers_to_and_is_not_there_is_named(
    client: httpx2.AsyncClient, body: Body, change: Body, code: str, details: dict[str, Any]
) -> None:
    error = (await client.post("/api/campaigns", json=body | change)).json()["error"]
    assert (error["code"], error["details"]) == (code, details)
