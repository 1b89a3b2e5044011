"""Declaring a setting: every kind there is, from the environment and from the database."""

import json
import re
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field
from structlog.testing import capture_logs

from relance.cli.unprivileged import user_environment
from relance.core.changeable_settings import Changeable, ChangeableSettings, Texts, declared_in
from relance.core.current_settings import CurrentSettings
from relance.core.settings import Settings, load_settings
from relance.settings.described import describe

RELANCE = Path(__file__).parents[2] / "relance"


class Sample(Settings):
    """One of each kind."""

    whole: Annotated[int, Field(ge=1, le=9), Changeable("limits", "days")] = 3
    number: Annotated[float, Field(gt=0, lt=1), Changeable("limits")] = 0.5
    maybe: Annotated[Annotated[int, Field(ge=1)] | None, Changeable("limits")] = None
    yes: Annotated[bool, Changeable("limits")] = True
    sentence: Annotated[str, Field(max_length=10), Changeable("limits")] = "as it is"
    country: Annotated[Literal["", "BJ", "FR"], Changeable("limits")] = ""
    words: Annotated[Texts, Field(max_length=3), Changeable("limits")] = ("stop",)


KINDS = ("whole", "number", "maybe", "yes", "sentence", "country", "words")


@pytest.fixture
def sample(settings: Settings) -> Sample:
    return Sample(**settings.model_dump(mode="json", exclude_unset=True))


def test_every_kind_is_told_with_its_bounds() -> None:
    told = {
        name: {key: value for key, value in describe(declared_in(Sample)[name]).items() if value is not None}
        for name in KINDS
    }
    parts = {name: {key: told[name][key] for key in told[name].keys() - COMMON} for name in KINDS}
    assert parts == {
        "whole": {"kind": "integer", "minimum": 1, "maximum": 9, "default": 3, "unit": "days"},
        "number": {"kind": "number", "exclusive_minimum": 0, "exclusive_maximum": 1, "default": 0.5},
        "maybe": {"kind": "integer", "minimum": 1},
        "yes": {"kind": "boolean", "default": True},
        "sentence": {"kind": "text", "max_length": 10, "default": "as it is"},
        "country": {"kind": "choice", "choices": ["", "BJ", "FR"], "default": ""},
        "words": {"kind": "texts", "max_length": 200, "max_items": 3, "default": ("stop",)},
    }
    assert told["whole"]["variable"] == "RELANCE_WHOLE"


COMMON = {"name", "group", "super_admins_only", "variable"}


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("whole", [1, 9], [0, 10, "3", 3.5, True, [], ["3"]]),
        ("number", [0.1, 0.9], [0, 1, "0.5"]),
        ("maybe", [1, 2**53 - 1], [0, 2**53, ""]),
        ("yes", [True, False], [0, 1, "true", "on"]),
        ("sentence", ["", "ten of it."], ["eleven of it", 5, ["a"], "\ud800", "a\0"]),
        ("country", ["", "BJ"], ["bj", "XX", 1]),
        (
            "words",
            [[], ["stop", "arrêt"]],
            ["stop", "stop,arrêt", [""], ["a"] * 4, ["a" * 201], [1], [["a"]]],
        ),
    ],
)
def test_values_are_read_strictly(name: str, good: list[Any], bad: list[Any]) -> None:
    declared = declared_in(Sample)[name]
    for value in good:
        read = declared.read(value)
        assert (list(read) if isinstance(read, tuple) else read) == value
    for value in bad:
        with pytest.raises(ValueError, match=r".+"):
            declared.read(value)


def test_the_environment_gives_values_and_locks(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    own = settings.model_dump(mode="json", exclude_unset=True)
    for name, value in {"WHOLE": "4", "WORDS": " stop, arrêt ,,", "YES": "false", "MAYBE": ""}.items():
        monkeypatch.setenv(f"RELANCE_{name}", value)
    current = CurrentSettings(Sample(**own))
    assert current.locked == {"whole", "words", "yes"}
    current.adopt({"whole": 5, "words": ["halt"], "yes": True, "maybe": 7, "country": "BJ"})
    now = current.values
    assert (now.whole, now.words, now.yes, now.maybe, now.country) == (4, ("stop", "arrêt"), False, 7, "BJ")


def test_what_cannot_be_understood_is_said_once_and_left_out(sample: Sample) -> None:
    current = CurrentSettings(sample)
    broken = {"whole": "three", "number": None, "sentence": {"a": 1}, "of_tomorrow": 5, "yes": False}
    with capture_logs() as logs:
        current.adopt(broken)
        current.adopt(dict(broken))
    assert (current.values.whole, current.values.sentence, current.values.yes) == (3, "as it is", False)
    ignored = {line["setting"]: line["reason"] for line in logs if line["event"] == "setting_ignored"}
    assert ignored == {"whole": "malformed", "sentence": "malformed", "of_tomorrow": "unknown"}
    assert sum(line["event"] == "setting_ignored" for line in logs) == 3


def test_what_is_taken_back_is_the_default_again(sample: Sample) -> None:
    current = CurrentSettings(sample)
    current.adopt({"whole": 5})
    assert current.values.whole == 5
    current.adopt({"whole": None})
    assert current.values.whole == 3
    current.adopt({"whole": 6})
    current.adopt({})
    assert current.values.whole == 3


def test_an_empty_variable_sets_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in declared_in(Settings):
        monkeypatch.setenv(f"RELANCE_{name.upper()}", "")
    for name, value in settings.model_dump(mode="json", exclude_unset=True).items():
        monkeypatch.setenv(f"RELANCE_{name.upper()}", str(value))
    loaded = load_settings()
    assert CurrentSettings(loaded).locked == set()
    assert loaded.lists_at_once == 8 and loaded.daily_limit is None


def test_the_processes_of_another_user_keep_what_is_free(settings: Settings) -> None:
    one = settings.model_copy(update={"daily_limit": 9})
    handed_down = user_environment(one)
    assert handed_down["RELANCE_DAILY_LIMIT"] == "9"
    assert handed_down["RELANCE_UNKNOWN_GRACE_S"] == "300.0"
    variables = {f"RELANCE_{name.upper()}" for name in declared_in(Settings)}
    assert variables & set(handed_down) == {"RELANCE_DAILY_LIMIT"}


def test_every_setting_of_the_file_is_marked_and_only_a_none_may_be_none() -> None:
    declared = declared_in(Settings)
    assert list(declared) == list(ChangeableSettings.model_fields)
    assert "version" not in declared
    for name, found in declared.items():
        nullable = any(part.get("type") == "null" for part in found.reader.json_schema().get("anyOf", ()))
        assert nullable == (found.default is None), name
        if found.default is not None:
            found.read(list(found.default) if isinstance(found.default, tuple) else found.default)


def test_nobody_keeps_or_reads_what_may_change_from_the_settings_of_the_start() -> None:
    names = "|".join(declared_in(Settings))
    held = re.compile(rf"(state|self)\._?settings\.({names})\b")
    found = {
        path.name: hit.group() for path in RELANCE.rglob("*.py") if (hit := held.search(path.read_text()))
    }
    assert found == {}


def test_every_setting_has_its_words_in_both_languages() -> None:
    file = RELANCE.parents[1] / "frontend" / "src" / "i18n" / "settings-words.json"
    words = json.loads(file.read_text())
    assert list(words) == list(declared_in(Settings))
    for name, of in words.items():
        assert set(of) == {"en", "fr"}, name
        for language in of.values():
            assert language["label"] and language["help"], name
