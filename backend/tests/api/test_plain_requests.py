"""What a form or an address says about itself, in order to be read in another way than it was looked at."""

from typing import Any

import httpx2
import pytest

FORMS = ("contacts/import", "contacts/import/preview", "media")


def form(part: bytes, *, times: int = 1, name: bytes = b"columns") -> bytes:
    head = b'--x\r\nContent-Disposition: form-data; name="' + name + b'"\r\n\r\n'
    return (head + part + b"\r\n") * times + b"--x--\r\n"


async def post(client: httpx2.AsyncClient, path: str, body: bytes, more: str = "") -> tuple[int, Any]:
    headers = {"Content-Type": f"multipart/form-data; boundary=x{more}"}
    answer = await client.post(f"/api/{path}", content=body, headers=headers)
    return answer.status_code, answer.json()["error"]


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("charset", ["punycode", "idna", "utf-7", "unicode_escape", '"punycode"', ""])
async def test_no_form_chooses_how_its_text_is_decoded(
    client: httpx2.AsyncClient, path: str, charset: str
) -> None:
    status, error = await post(client, path, form(b"b" * 9 + b"-aa", name=b"x-"), f"; charset={charset}")
    assert (status, error["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("more", ["", "; charset=utf-8", "; charset=UTF-8", '; charset="utf-8"'])
async def test_forms_in_utf_8_are_read(client: httpx2.AsyncClient, more: str) -> None:
    status, error = await post(client, "contacts/import", form(b"{}"), more)
    assert (status, error["message"]) == (422, "file: Field required")


async def test_a_content_type_without_end_is_not_taken_apart(client: httpx2.AsyncClient) -> None:
    status, _ = await post(client, "contacts/import", form(b"{}"), '; y="' + ";" * 1000)
    assert status == 415


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "body", [form(b"1", times=17), form(b"1" * 200_000), form(b"1" * 100_000, times=500)]
)
async def test_fields_that_nobody_reads_do_not_pile_up(
    client: httpx2.AsyncClient, path: str, body: bytes
) -> None:
    status, error = await post(client, path, body)
    assert status in (400, 413)
    assert error["message"].startswith(("Too many fields", "Part exceeded", "The body of a request"))


async def test_many_small_fields_in_the_other_form_of_forms_are_refused(client: httpx2.AsyncClient) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await client.post("/api/contacts/import", content=b"a&" * 17, headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["events", "contacts", "auth/login", "contacts/1", "webhooks/whatsapp"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
async def test_a_line_end_behind_an_address_makes_it_another(
    client: httpx2.AsyncClient, method: str, path: str
) -> None:
    answer = await client.request(method, f"/api/{path}%0A")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def many(n: int) -> dict[str, list[int]]:
    return {f"no-{number}": [] for number in range(n)}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("auth/login", many(201)),
        ("contacts", many(100_000)),
        ("contacts", {"phone": "+2290197000001", "attributes": many(100_000)}),
        ("templates/1/preview", {"variables": many(201)}),
        ("contacts/bulk/delete", {"filter": many(201)}),
        ("campaigns", many(100_000)),
        ("campaigns", {"variables": many(201)}),
    ],
)
async def test_not_every_field_of_an_endless_object_is_told(
    client: httpx2.AsyncClient, path: str, body: dict[str, Any]
) -> None:
    answer = await client.post(f"/api/{path}", json=body)
    assert answer.status_code == 422
    assert [problem["problem"] for problem in answer.json()["error"]["details"]["problems"]] == [
        "No object in a body may have more than 200 fields."
    ]
