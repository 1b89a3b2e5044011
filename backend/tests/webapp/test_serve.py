"""The web app in front of the API: what is sent, how it is kept, and what it may load."""

import gzip
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from relance.core.version import VERSION
from relance.webapp.serve import WebApp

PAGE = (
    b'<!doctype html><meta property="csp-nonce" nonce="__RELANCE_NONCE__">'
    b'<meta name="relance-session" content="__RELANCE_SESSION__"><meta content="__RELANCE_VERSION__">'
    b'<script nonce="__RELANCE_NONCE__"></script>'
)
SCRIPT = b"console.log('relance');" * 40


async def _answer(_: object) -> JSONResponse:
    return JSONResponse({"from": "api"})


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A built app of a page, a hashed script in three forms, and an icon."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_bytes(PAGE)
    (tmp_path / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "assets" / "index-abc123.js").write_bytes(SCRIPT)
    (tmp_path / "assets" / "index-abc123.js.gz").write_bytes(gzip.compress(SCRIPT))
    (tmp_path / "assets" / "index-abc123.js.br").write_bytes(b"brotli")
    (tmp_path / "secret.key").write_text("not a file of the web")
    (tmp_path / ".vite").mkdir()
    (tmp_path / ".vite" / "manifest.json").write_text("{}")
    return tmp_path


@pytest.fixture
def client(dist: Path) -> TestClient:
    api = Starlette(routes=[Route("/api/ping", _answer), Route("/healthz", _answer)])
    return TestClient(WebApp(api, session_cookie="session", folder=dist))


@pytest.mark.parametrize("path", ["/", "/index.html", "/campaigns/17", "/contacts?q=awa", "/settings/users"])
def test_every_address_of_the_router_gets_the_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"


def test_each_page_has_a_nonce_of_its_own_and_the_policy_names_it(client: TestClient) -> None:
    nonces = set()
    for _ in range(3):
        answer = client.get("/")
        found = set(re.findall(r'nonce="([^"]+)"', answer.text))
        assert len(found) == 1
        policy = answer.headers["content-security-policy"]
        assert f"script-src 'nonce-{next(iter(found))}' 'strict-dynamic'" in policy
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        # A picture of another site would tell that site who looks at which campaign.
        assert "img-src 'self' data: blob:;" in policy and "https:" not in policy
        nonces |= found
    assert len(nonces) == 3


def test_the_page_knows_the_version(client: TestClient) -> None:
    assert f'<meta content="{VERSION}">' in client.get("/").text


def test_the_page_says_whether_a_session_was_brought(client: TestClient) -> None:
    assert 'content="no"' in client.get("/").text
    assert 'content="yes"' in client.get("/", headers={"cookie": "other=1; session=abc"}).text


def test_a_hashed_file_is_kept_for_ever_and_sent_compressed(client: TestClient) -> None:
    path = "/assets/index-abc123.js"
    packed = client.get(path, headers={"accept-encoding": "gzip"})
    assert packed.content == SCRIPT
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert packed.headers["vary"] == "accept-encoding"
    plain = client.get(path, headers={"accept-encoding": "identity"})
    assert plain.content == SCRIPT
    assert "content-encoding" not in plain.headers
    with client.stream("GET", path, headers={"accept-encoding": "br, gzip"}) as best:
        assert best.headers["content-encoding"] == "br"


def test_a_known_file_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/icon.svg")
    assert first.headers["cache-control"] == "public, max-age=3600"
    again = client.get("/icon.svg", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_head_sends_the_length_and_no_body(client: TestClient) -> None:
    answer = client.head("/assets/index-abc123.js", headers={"accept-encoding": "identity"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(SCRIPT))


@pytest.mark.parametrize(
    "path",
    [
        "/favicon.ico",
        "/assets/gone.js",
        "/secret.key",
        "/../secret.key",
        "/%2e%2e/secret.key",
        "/.env",
        "/.vite/manifest.json",
    ],
)
def test_a_file_that_is_not_of_the_app_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("path", "status"), [("/api/ping", 200), ("/api/unknown", 404), ("/healthz", 200)])
def test_the_api_answers_for_itself(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.status_code == status
    assert "<!doctype" not in answer.text


def test_what_is_not_a_get_is_passed_on(client: TestClient) -> None:
    assert client.post("/campaigns/17").status_code == 404


def test_without_a_build_it_says_what_to_do(tmp_path: Path) -> None:
    answer = TestClient(WebApp(Starlette(), session_cookie="session", folder=tmp_path)).get("/")
    assert answer.status_code == 503
    assert "make install" in answer.text
