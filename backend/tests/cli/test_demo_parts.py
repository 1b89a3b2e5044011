"""The demo's parts: options, made-up contacts, and what the terminal shows."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.console import Console

from relance.cli.demo_contacts import contacts_file
from relance.cli.demo_options import DemoOptions, read_duration
from relance.cli.demo_progress import LiveProgress, Pace, describe, draw, seconds_left
from relance.cli.demo_setup import prepare_place
from relance.contacts.phones.parse import parse_phone
from relance.embedded import Addresses

STATS: dict[str, Any] = {
    "status": "sending",
    "total_recipients": 1000,
    "message_1": {"sent": 100, "delivered": 150, "read": 230, "failed": 20, "unknown": 5, "pending": 495},
    "message_2": {"sent": 40, "cancelled": 2},
    "funnel": {"sent": 480, "delivered": 380, "read": 230, "message_2_sent": 40},
    "interaction_count": 50,
    "sent_count": 520,
    "no_interaction_count": 0,
}


@pytest.mark.parametrize(
    ("text", "seconds"), [("20s", 20), ("90", 90), ("2m", 120), ("1h", 3600), (" 30 S ", 30)]
)
def test_duration(text: str, seconds: int) -> None:
    assert read_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "4s", "25h", "-20s", "1.5m"])
def test_duration_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        read_duration(text)


def test_made_up_contacts_are_always_the_same_and_each_number_is_possible_and_unique(tmp_path: Path) -> None:
    first = contacts_file(tmp_path, 500).read_text(encoding="utf-8")
    other = tmp_path / "other"
    other.mkdir()
    assert contacts_file(other, 500).read_text(encoding="utf-8") == first
    rows = list(csv.DictReader(io.StringIO(first)))
    phones = [parse_phone(row["phone"], default_country=None).e164 for row in rows]
    assert phones == [row["phone"] for row in rows]
    assert len(set(phones)) == 500


def test_without_a_number_the_sample_file_that_ships_is_used(tmp_path: Path) -> None:
    file = contacts_file(tmp_path, None)
    assert file.name == "sample_contacts.csv"
    assert file.exists()


def test_demo_owes_nothing_to_the_settings_of_the_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELANCE_DATABASE_URL", "postgresql://production")
    monkeypatch.setenv("RELANCE_DAILY_LIMIT", "3")
    servers = Addresses(database_url="postgresql://demo", redis_url="redis://demo")
    place = prepare_place(tmp_path, servers, DemoOptions(None, 20, 75, 8000, True))
    assert place.env["RELANCE_DATABASE_URL"] == "postgresql://demo"
    assert place.env["RELANCE_DAILY_LIMIT"] == ""
    assert place.env["RELANCE_WHATSAPP_TOKEN"] == place.env["WHATSAPP_SIMULATOR_TOKEN"]
    assert place.env["RELANCE_WHATSAPP_API_URL"] == place.simulator_url
    again = prepare_place(tmp_path, servers, DemoOptions(None, 20, 75, 8000, True))
    assert again.env["RELANCE_SECRET_KEY"] == place.env["RELANCE_SECRET_KEY"]
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0


def test_picture_shows_every_step_and_what_went_wrong() -> None:
    console = Console(file=io.StringIO(), width=100, force_terminal=True, color_system=None)
    console.print(draw("Campaign", STATS, "75 messages/s", ["sender ended (SIGKILL)"]))
    assert isinstance(console.file, io.StringIO)
    picture = console.file.getvalue()
    for words in (
        "Campaign · 1,000 contacts · sending",
        "Message 1 sent",
        "480",
        "48%",
        "Interactions",
        "50",
    ):
        assert words in picture
    assert "5 unknown · 2 cancelled" in picture
    assert "sender ended (SIGKILL)" in picture


def test_where_there_is_no_terminal_a_line_is_written_now_and_then() -> None:
    console = Console(file=io.StringIO(), width=80, force_terminal=False)
    with LiveProgress(console, name="Campaign", window_s=20) as progress:
        for _ in range(5):
            progress.show(STATS, [])
        progress.show(STATS | {"status": "completed"}, [])
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    assert [line.split(":")[0] for line in lines] == ["sending", "completed"]
    assert describe(STATS, "foot") in lines[0].rpartition(";")[0] + "; foot"


def test_pace_is_that_of_the_last_moments() -> None:
    pace = Pace()
    assert pace.note(0, 0.0) == 0.0
    assert pace.note(100, 1.0) == 100.0
    for second in range(2, 12):
        rate = pace.note(100 + 10 * (second - 1), float(second))
    assert rate == 10.0


def test_time_left_is_sending_and_then_the_window() -> None:
    assert seconds_left(STATS, elapsed_s=0, rate_per_s=50, window_s=20) == 495 / 50 + 20
    all_sent = STATS | {"funnel": STATS["funnel"] | {"sent": 975}}
    assert seconds_left(all_sent, elapsed_s=5, rate_per_s=0, window_s=20) == 15
    over = all_sent | {"message_1": {"no_interaction": 975, "failed": 20, "unknown": 5}}
    assert seconds_left(over, elapsed_s=5, rate_per_s=0, window_s=20) == 0


def test_when_it_is_over_nothing_is_waited_for() -> None:
    screen = Console(file=io.StringIO(), width=200)
    with LiveProgress(screen, name="Campaign", window_s=30) as progress:
        progress.show(STATS | {"status": "completed"}, [])
    said = screen.file.getvalue()  # type: ignore[attr-defined]  # a StringIO, see above
    assert "completed" in said and "over after" in said
    assert "waiting" not in said and "left" not in said
