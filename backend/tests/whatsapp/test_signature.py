import hashlib
import hmac

import pytest

from relance.whatsapp.signature import sign, verify_signature

SECRET = b"app secret"
BODY = b'{"text":"\\u00e9t\\u00e9"}'


def test_signature_is_hmac_sha256_over_the_raw_bytes() -> None:
    assert sign(BODY, SECRET) == "sha256=" + hmac.new(SECRET, BODY, hashlib.sha256).hexdigest()
    assert verify_signature(BODY, sign(BODY, SECRET), SECRET)


def test_signature_over_rewritten_json_is_refused() -> None:
    assert not verify_signature('{"text":"été"}'.encode(), sign(BODY, SECRET), SECRET)


def test_signature_with_capital_hex_digits_is_accepted() -> None:
    assert verify_signature(BODY, "sha256=" + sign(BODY, SECRET)[7:].upper(), SECRET)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256=",
        "sha256=" + "0" * 64,
        "sha1=" + sign(BODY, SECRET)[7:],
        sign(BODY, SECRET)[7:],
        sign(BODY, SECRET)[:-1],
        sign(BODY, SECRET) + "0",
        " " + sign(BODY, SECRET),
        "sha256=" + "é" * 64,
        sign(BODY, b"another secret"),
    ],
)
def test_wrong_signature_is_refused_without_raising(header: str | None) -> None:
    assert not verify_signature(BODY, header, SECRET)


def test_empty_app_secret_verifies_nothing() -> None:
    assert not verify_signature(BODY, sign(BODY, b""), b"")


def test_any_of_several_secrets_signs_and_an_empty_one_never() -> None:
    for secret in (SECRET, b"the previous one"):
        assert verify_signature(BODY, sign(BODY, secret), SECRET, b"the previous one")
    assert not verify_signature(BODY, sign(BODY, b"a third"), SECRET, b"the previous one")
    assert not verify_signature(BODY, sign(BODY, b""), SECRET, b"")
    assert not verify_signature(BODY, sign(BODY, SECRET))
