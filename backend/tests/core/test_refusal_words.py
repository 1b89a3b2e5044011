"""What a client hears whose body cannot be read: where, and what to send instead."""

from typing import Annotated, Literal, Self

import httpx2
import orjson
import pytest
from fastapi import APIRouter, FastAPI, File, UploadFile
from pydantic import Field, model_validator

from relance.http.bodies import RequestBody
from relance.http.requests import answer_errors
from relance.reasons.problems import problem

app = FastAPI()
router = APIRouter(prefix="/included")
answer_errors(app)


class Wish(RequestBody):
    """A body with one number."""

    n: int


@app.post("/wish")
async def take_wish(wish: Wish) -> None:
    """Take a body."""


class Sized(RequestBody):
    """A body with bounds."""

    n: Annotated[int, Field(ge=1)]
    word: Literal["a", "b", "c"] = "a"


@app.post("/sized")
async def take_sized(sized: Sized) -> None:
    """Take a body."""


@app.post("/file")
async def take_file(file: Annotated[UploadFile, File()]) -> None:
    """Take a file."""


async def ask(path: str, body: bytes, kind: str | None) -> tuple[int, str]:
    transport = httpx2.ASGITransport(app=app)
    headers = {} if kind is None else {"Content-Type": kind}
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.post(path, content=body, headers=headers)
    error = answer.json()["error"]
    assert error["message"] == "{where}: {problem}".format(**error["details"]["problems"][0])
    return answer.status_code, error["message"]


NO_JSON = "body: must be a JSON object, sent with Content-Type: application/json"


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"", "application/json", NO_JSON),
        (b"", None, NO_JSON),
        (b'{"n": 1}', "text/plain", NO_JSON),
        (b"n=1", "application/x-www-form-urlencoded", NO_JSON),
        (b"[]", "application/json", NO_JSON),
        (b"null", "application/json", NO_JSON),
        (b'{"n": 1', "application/json", "body: is no JSON (at character 7)"),
        (b"\xff\xfe", "application/json", "body: is no JSON (at character 0)"),
        (b'{"n": "1"}', "application/json", "n: Input should be a valid integer"),
        (b'{"n": 1, "m": 2}', "application/json", "m: There is no such field. This object knows n."),
    ],
)
async def test_a_body_that_cannot_be_read(body: bytes, kind: str | None, words: str) -> None:
    assert await ask("/wish", body, kind) == (422, words)


async def test_a_file_without_a_name() -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nabc\r\n--x--\r\n'
    kind = "multipart/form-data; boundary=x"
    words = "file: must be a file: a part of the form with a filename"
    assert await ask("/file", body, kind) == (422, words)


class Inner(RequestBody):
    """A part."""

    a: int = 0


class Other(RequestBody):
    """Another part."""

    b: int = 0


class Outer(RequestBody):
    """A body with parts."""

    part: Inner | None = None
    parts: Annotated[list[Inner], Field(default_factory=list)]
    one_of: Inner | Other | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.part is None:
            raise problem("blank")
        return self


@app.put("/outer")
async def put_outer(outer: Outer) -> None:
    """Take a body with parts."""


@pytest.mark.parametrize(
    ("body", "where", "known", "problem"),
    [
        ({"part": {"x": 1}}, "part.x", ["a"], "There is no such field. This object knows a."),
        ({"parts": [{"x": 1}]}, "parts.0.x", ["a"], "There is no such field. This object knows a."),
        (
            *({"x": 1}, "x", ["one_of", "part", "parts"]),
            "There is no such field. This object knows one_of, part, parts.",
        ),
        # Which of the two was meant nobody knows.
        ({"one_of": {"x": 1}}, "one_of.Inner.x", None, "There is no such field."),
    ],
)
async def test_an_unknown_field_hears_which_ones_there_are(
    body: object, where: str, known: list[str] | None, problem: str
) -> None:
    answer = await ask_with("PUT", "/outer", orjson.dumps(body), "application/json")
    code, values = ("field_unknown", {}) if known is None else ("field_unknown_of", {"known": known})
    assert answer.json()["error"]["details"]["problems"][0] == {
        "where": where, "problem": problem, "code": code, "values": values,
    }  # fmt: skip


async def test_what_a_validator_of_ours_finds_has_its_code() -> None:
    error = (await ask_with("PUT", "/outer", b"{}", "application/json")).json()["error"]
    found = {"where": "body", "problem": "must not be blank", "code": "blank", "values": {}}
    assert error["details"]["problems"] == [found]
    assert error["values"]["problem"]["values"]["problem"]["code"] == "blank"


@pytest.mark.parametrize(
    ("body", "code", "values"),
    [
        (b'{"n": "1"}', "int_type", {}),
        (b"{}", "missing", {}),
        (b'{"n": 0}', "greater_than_equal", {"ge": 1}),
        (b'{"n": 1, "word": "x"}', "literal_error", {"expected": "'a', 'b', 'c'"}),
    ],
)
async def test_what_pydantic_finds_keeps_its_code_and_numbers(
    body: bytes, code: str, values: dict[str, object]
) -> None:
    answer = await ask_with("POST", "/sized", body, "application/json")
    (found,) = answer.json()["error"]["details"]["problems"]
    assert (found["code"], found["values"]) == (code, values)


async def ask_with(method: str, path: str, body: bytes = b"", kind: str = "") -> httpx2.Response:
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.request(method, path, content=body, headers={"Content-Type": kind})


@app.get("/wish")
async def show_wish() -> None:
    """The other thing one can do there."""


@router.get("/wish/{wish_id}")
async def show_one(wish_id: int) -> None:
    """One of them."""


@router.post("/wish/{wish_id}")
async def change_one(wish_id: int) -> None:
    """Another route of a router."""


app.include_router(router)


@pytest.mark.parametrize("path", ["/wish", "/included/wish/1"])
@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "OPTIONS"])
async def test_another_method_hears_all_that_there_are(method: str, path: str) -> None:
    answer = await ask_with(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
    assert answer.json()["error"]["message"] == f"{method} does nothing at this address: use GET, POST."


async def test_an_address_that_nobody_has_is_told_where_to_look() -> None:
    error = (await ask_with("GET", "/nothing")).json()["error"]
    assert error["code"] == "not_found" and "/openapi.json" in error["message"]


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"n": ' + b"9" * 5000 + b"}", b'{"n": "\xff"}'])
async def test_a_body_that_no_parser_takes_is_400(body: bytes) -> None:
    answer = await ask_with("POST", "/wish", body, "application/json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")
    assert "send JSON in UTF-8" in answer.json()["error"]["message"]
