"""The endpoints besides sending: templates, numbers, media."""

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.multipart import FormBuilder, PartBuilder

from tests.simulator.caller import ACCOUNT, NUMBER, TOKEN, Caller
from whatsapp_simulator import Simulator


async def test_templates_are_paged_by_cursor(caller: Caller) -> None:
    path = f"/v23.0/{ACCOUNT}/message_templates?limit=5&fields=name,language,status,components"
    seen = []
    pages = 0
    while path:
        reply = await caller.get(path)
        assert reply.status == 200
        seen += [(row["name"], row["language"]) for row in reply.body["data"]]
        assert reply.body["paging"]["cursors"]["after"]
        path = reply.body["paging"].get("next", "")
        pages += 1
    assert pages == 3
    assert len(seen) == len(set(seen)) == 12


async def test_templates_are_of_every_kind(caller: Caller) -> None:
    fields = "id,name,language,status,category,components,parameter_format,quality_score,rejected_reason"
    rows = (await caller.get(f"/v23.0/{ACCOUNT}/message_templates?limit=100&fields={fields}")).body["data"]
    assert {row["status"] for row in rows} == {"APPROVED", "PAUSED", "REJECTED", "PENDING"}
    assert {row["parameter_format"] for row in rows} == {"NAMED", "POSITIONAL"}
    assert {row["category"] for row in rows} == {"MARKETING", "UTILITY"}
    assert {row["language"] for row in rows} == {"fr", "en_US"}
    components = [component for row in rows for component in row["components"]]
    assert {part["format"] for part in components if part["type"] == "HEADER"} == {"IMAGE", "TEXT"}
    buttons = [
        button["type"] for part in components if part["type"] == "BUTTONS" for button in part["buttons"]
    ]
    assert set(buttons) == {"QUICK_REPLY", "URL"}


async def test_templates_are_filtered(caller: Caller) -> None:
    rows = (await caller.get(f"/v23.0/{ACCOUNT}/message_templates?status=APPROVED&name=welcome_offer")).body[
        "data"
    ]
    assert [row["language"] for row in rows] == ["fr", "en_US"]
    assert (await caller.get(f"/v23.0/{ACCOUNT}/message_templates?after=nonsense")).code == 100
    assert (await caller.get(f"/v23.0/{ACCOUNT}/message_templates?limit=0")).code == 100


async def test_number_tells_the_fields_asked_for(caller: Caller) -> None:
    fields = "display_phone_number,verified_name,quality_rating,throughput,name_status,is_on_biz_app"
    body = (await caller.get(f"/v23.0/{NUMBER}?fields={fields}")).body
    assert set(body) == {*fields.split(","), "id"}
    assert body["throughput"] == {"level": "HIGH"}
    assert (await caller.get(f"/v23.0/{NUMBER}?fields=colour")).code == 100
    assert "health_status" in (await caller.get(f"/v23.0/{NUMBER}")).body


async def test_account_lists_its_numbers(caller: Caller) -> None:
    rows = (await caller.get(f"/v23.0/{ACCOUNT}/phone_numbers")).body["data"]
    assert [row["id"] for row in rows] == [NUMBER]
    assert (await caller.get(f"/v23.0/{ACCOUNT}?fields=name")).body == {"name": "Relance Demo", "id": ACCOUNT}


async def test_unknown_node_and_call_are_refused_as_meta_does(caller: Caller) -> None:
    for path in ("/v23.0/1", "/v23.0/1/message_templates", "/v23.0", f"/v23.0/{NUMBER}/colours"):
        assert (await caller.get(path)).code == 100
    assert (await caller.get(f"/v23.0/{NUMBER}", token="wrong")).code == 190


async def test_media_is_uploaded_and_found(simulator: Simulator, caller: Caller) -> None:
    form = FormBuilder().text("messaging_product", "whatsapp").text("type", "image/png")
    form = form.part("file", PartBuilder.from_bytes(b"\x89PNG").file_name("a.png").mime("image/png"))
    async with ClientBuilder().no_proxy().build() as client:
        media_id = await upload(client, simulator, form)
    found = (await caller.get(f"/v23.0/{media_id}")).body
    assert (found["id"], found["mime_type"]) == (media_id, "image/png")
    assert (await caller.post(f"/v23.0/{NUMBER}/media", {"file": "x"})).code == 100


async def upload(client: Client, simulator: Simulator, form: FormBuilder) -> str:
    request = client.post(f"{simulator.url}/v23.0/{NUMBER}/media").bearer_auth(TOKEN).multipart(form)
    response = await request.build().send()
    assert response.status == 200
    media_id: str = (await response.json())["id"]
    return media_id
