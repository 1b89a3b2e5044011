import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.whatsapp.echo import MAX_BIGINT, Echo, format_echo, parse_echo


@given(
    st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True).filter(str.isascii),
    st.integers(0, MAX_BIGINT),
    st.integers(0, 2**31 - 1),
)
def test_echo_survives_the_round_trip_within_metas_limit(
    installation: str, message: int, attempt: int
) -> None:
    text = format_echo(installation, message, attempt)
    assert parse_echo(text) == Echo(installation, message, attempt)
    assert len(text) <= 512


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "some data of another system",
        "a.1",
        "a.1.2.3",
        "a.-1.1",
        "a.1.-1",
        "a.01.1",
        "a.1_0.1",
        "a. 1.1",
        "a.1.1\n",
        "a.٣.1",
        "é.1.1",
        ".1.1",
        f"a.{MAX_BIGINT + 1}.1",
        f"a.1.{2**31}",
        "a." + "9" * 400 + ".1",
        "a" * 65 + ".1.1",
    ],
)
def test_anything_else_is_no_echo(text: str | None) -> None:
    assert parse_echo(text) is None


@given(st.text())
def test_no_text_makes_the_reading_of_an_echo_raise(text: str) -> None:
    parse_echo(text)
