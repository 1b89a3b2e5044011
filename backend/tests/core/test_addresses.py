"""Addresses as people and proxies write them."""

import pytest

from relance.core.addresses import narrow_network, wide_network
from relance.core.errors import SettingsError
from relance.core.settings import Settings, load_settings


@pytest.mark.parametrize(
    ("address", "narrow", "wide"),
    [
        ("192.0.2.1", "192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/64", "fe80::/48"),
        ("somebody", "unknown", "unknown"),
        ("192.0.2.1:4711", "192.0.2.1", "192.0.2.1"),
        ('"[2001:db8::1]:4711"', "2001:db8::/64", "2001:db8::/48"),
        ("192.0.2.1%evil", "unknown", "unknown"),
        ("[192.0.2.1]evil", "unknown", "unknown"),
        ("[2001:db8::1]@evil", "unknown", "unknown"),
        ("192.0.2.1:evil", "unknown", "unknown"),
        (None, "unknown", "unknown"),
    ],
)
def test_networks_of_an_address(address: str | None, narrow: str, wide: str) -> None:
    assert (narrow_network(address), wide_network(address)) == (narrow, wide)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://relance.example.org", "https://relance.example.org"),
        ("https://Relance.example.org/", "https://relance.example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
        ("https://relance.example.org:", "https://relance.example.org"),
        ("https://10.0.0.5:443/", "https://10.0.0.5:443"),
        ("", None),
    ],
)
def test_public_url_is_an_origin(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch, given: str, kept: str | None
) -> None:
    monkeypatch.setenv("RELANCE_PUBLIC_URL", given)
    settings = load_settings()
    assert settings.public_url == kept
    assert settings.is_public_tls is (given[:6] == "https:")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PUBLIC_URL", "relance.example.org", "https://relance.example.org"),
        ("PUBLIC_URL", "https://relance.example.org/app", "without a path"),
        ("PUBLIC_URL", "https://relance.example.org:port", "https://relance.example.org"),
        ("PUBLIC_URL", "https://me@relance.example.org", "without a path"),
        ("PUBLIC_URL", "ftp://relance.example.org", "without a path"),
        ("TRUSTED_PROXIES", "10.0.0.1, proxy.internal", "'proxy.internal'"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "write 10.0.0.0/8"),
        ("TRUSTED_PROXIES", "172.18.0.1/16", "write 172.18.0.0/16"),
        ("TRUSTED_PROXIES", "*", "'*'"),
        ("ALLOWED_HOSTS", "https://relance.example.org", "'https://relance.example.org'"),
        ("ALLOWED_HOSTS", "*", "'*'"),
        ("ALLOWED_HOSTS", "10.0.0.5%evil", "'10.0.0.5%evil'"),
        ("ALLOWED_HOSTS", "[::1]evil", "'[::1]evil'"),
        ("ALLOWED_HOSTS", "relance.example.org:80@evil", "'relance.example.org:80@evil'"),
        ("PUBLIC_URL", "https://x y", "'https://x y'"),
        ("PUBLIC_URL", "https://x\ty", "https://relance.example.org"),
        ("PUBLIC_URL", "https://[::1]evil", "https://relance.example.org"),
        ("PUBLIC_URL", "https://a,b", "https://relance.example.org"),
        ("PUBLIC_URL", "https://@relance.example.org", "https://relance.example.org"),
        ("PUBLIC_URL", "https://relance.example.org?", "https://relance.example.org"),
        ("PUBLIC_URL", "https://relance.example.org#", "https://relance.example.org"),
        ("PUBLIC_URL", "https:\\\\relance.example.org", "https://relance.example.org"),
    ],
)
def test_what_cannot_be_meant_is_said(
    relance_environment: Settings, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"RELANCE_{name}", value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert f"RELANCE_{name}" in str(refused.value) and words in str(refused.value)
