"""Addresses that Meta is told to fetch from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.whatsapp.links import find_link_problem


@pytest.mark.parametrize(
    "link",
    [
        "https://a.bj/a.png",
        "https://a.bj:8443/a%20b.png?x=a@b#c",
        "https://é.bj/été.png",
        "https://[2001:db8::1]/a",
        "https://a.bj/x@y",
    ],
)
def test_link_is_taken(link: str) -> None:
    assert find_link_problem(link) is None


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (None, "https://"),
        ("", "https://"),
        ("http://a.bj/a.png", "https://"),
        ("//a.bj", "https://"),
        ("javascript:alert(1)", "https://"),
        (" https://a.bj", "https://"),
        ("https://u:p@a.bj/a.png", "user name"),
        ("https://u@a.bj", "user name"),
        ("https://@a.bj", "user name"),
        ("https://a.bj@b.bj:443/", "user name"),
        ("https://a.bj/\r\nHost: b.bj", "invisible"),
        ("https://a.bj/a\tb", "invisible"),
        ("https://a.bj/a\x00b", "invisible"),
        ("https://a.bj/a b", "blanks"),
        ("https://a\u200b.bj/", "invisible"),
        ("https://a.bj/\u202egnp.a", "invisible"),
        ("https://a.bj/\ud800", "invisible"),
        ("https://b.bj\\@a.bj/", "backslash"),
        ("https://", "without a host"),
        ("https:///a.png", "without a host"),
        ("https://?x", "without a host"),
        ("https://./a.png", "without a host"),
        ("https://[a/", "no address"),
        ("https://a.bj:99999/", "no address"),
        ("https://a.bj:x/", "no address"),
        ("https://a\uff0fb.bj/", "no address"),
    ],
)
def test_link_is_refused_in_words(link: str | None, words: str) -> None:
    problem = find_link_problem(link)
    assert problem is not None and words in problem.text


@given(st.text(st.characters(), max_size=30))
def test_anything_is_taken_or_refused(text: str) -> None:
    if find_link_problem(f"https://{text}") is None:
        assert not any(character in text for character in "\r\n\t \\")
        assert "@" not in text.split("/")[0].split("?")[0].split("#")[0]
