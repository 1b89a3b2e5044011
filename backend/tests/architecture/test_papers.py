"""What is on paper leads somewhere, and the proxies on paper fit the server behind them."""

import inspect
import re
from pathlib import Path

import pytest

from relance.cli import serve
from relance.main import OTHER_BODIES

ROOT = Path(__file__).resolve().parents[3]
PAPERS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
PROXIES = ROOT / "docs" / "proxies"
LARGEST_MB = OTHER_BODIES["/api/contacts/import"] >> 20
RESTS_S = 60


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(paper: Path) -> None:
    targets = re.findall(r"\]\((?!\w+:)([^)#\s]+)", paper.read_text())
    assert [target for target in targets if not (paper.parent / target).exists()] == []


def test_proxies_take_what_relance_takes_and_close_before_it_does() -> None:
    found = re.search(r"timeout_keep_alive=(\d+)", inspect.getsource(serve))
    assert found is not None
    assert int(found[1]) > RESTS_S
    caddy, nginx, traefik = (
        (PROXIES / name).read_text() for name in ("Caddyfile", "nginx.conf", "traefik.yml")
    )
    assert f"max_size {LARGEST_MB}MiB" in caddy
    assert f"client_max_body_size {LARGEST_MB}m;" in nginx
    assert f"keepalive {RESTS_S}s" in caddy
    assert f"keepalive_timeout {RESTS_S}s;" in nginx
    assert f"idleConnTimeout: {RESTS_S}s" in traefik


def test_nginx_writes_what_relance_believes_and_holds_nothing_back() -> None:
    """Caddy and Traefik do so unless they are told otherwise."""
    nginx = (PROXIES / "nginx.conf").read_text()
    for line in (
        "proxy_set_header Host $host;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
        "proxy_buffering off;",
        "proxy_request_buffering off;",
    ):
        assert re.search(rf"^\s+{re.escape(line)}$", nginx, re.MULTILINE), line
