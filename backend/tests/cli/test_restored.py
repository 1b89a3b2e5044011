"""`relance restored`: where things stand in sentences, both answers, as often as one likes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from relance.campaigns.running.launch import launch_campaign
from relance.cli import app
from relance.cli.restored import GONE, describe
from relance.core.clock import utc_now
from relance.core.settings import Settings
from relance.restored.service import Question
from tests.campaigns.scene import Scene
from tests.cli.test_doubts import on
from tests.restored.scene import Gone, notice, write_log

STILL = "1 campaign is still paused: resume it.\n"
HOW = "Answer with `relance restored --copy` or `relance restored --restored`."


def run(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(app, ["restored", *arguments], input=input)


def said(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def told(state: str, **more: object) -> list[str]:
    question = Question(state, reason="claim", noticed_at=utc_now(), campaigns_paused=2, **more)  # type: ignore[arg-type]
    return describe(question)


@pytest.fixture
def went_back(relance_environment: Settings) -> Callable[..., Settings]:
    """A campaign of three that waits; it was noticed, and the log in `folder` knows that one had left."""

    def make(folder: Path) -> Settings:
        async def go(scene: Scene) -> None:
            await scene.furnish()
            category = await scene.add_category()
            contacts = await scene.add_contacts(category, 3)
            campaign = await scene.add_campaign(category)
            await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
            ids = await scene.queued_ids(campaign)
            former = await notice(scene.pool)
            gone = Gone(campaign, contacts[0], ids[0], "wamid.1")
            await write_log(scene.pool, folder, former, [gone])

        on(relance_environment, go)
        return relance_environment

    return make


def states(settings: Settings) -> list[str]:
    async def read(scene: Scene) -> list[str]:
        return [row["status"] for row in await scene.pool.fetch("SELECT status FROM messages ORDER BY id")]

    return on(settings, read)


def test_a_database_that_never_went_back_says_so(relance_environment: Settings) -> None:
    assert said() == "This database was never found to have been restored or copied.\n"
    result = run("--restored")
    assert result.exit_code != 0
    assert "was not found to have been restored or copied" in result.output
    assert "Traceback" not in result.output


def test_it_refuses_both_answers_at_once(relance_environment: Settings) -> None:
    result = run("--copy", "--restored")
    assert result.exit_code == 2
    assert "either --copy or --restored" in result.output


def test_it_tells_the_numbers_and_what_is_gone_and_asking_answers_nothing(
    went_back: Callable[..., Settings],
    relance_environment: Settings,
) -> None:
    settings = went_back(relance_environment.data_dir)
    for _ in range(2):
        lines = said().splitlines()
        assert lines[0].endswith(
            "that this database was restored or copied: it is in another place than before."
        )
        assert lines[1:] == [
            "Nothing leaves. 1 campaign is paused, 3 messages are waiting.",
            "The sent logs know of 1 message that left since. They are complete: nothing else left of the "
            "one sender whose logs were read. Those of other hosts are to be given with --folder.",
            GONE,
            HOW,
        ]
    assert states(settings) == ["pending"] * 3


def test_restored_takes_over_what_the_logs_know_and_says_the_same_when_repeated(
    went_back: Callable[..., Settings], relance_environment: Settings
) -> None:
    settings = went_back(relance_environment.data_dir)
    for _ in range(2):
        assert said("--restored") == "Answered by command line: restored.\n" + STILL
        assert said() == "Answered by command line: restored.\n" + STILL
    assert states(settings) == ["sent", "pending", "pending"]
    other = run("--copy")
    assert other.exit_code != 0 and "It was answered already: restored." in other.output


def test_copy_forgets_what_the_logs_know(
    went_back: Callable[..., Settings], relance_environment: Settings
) -> None:
    settings = went_back(relance_environment.data_dir)
    said()
    for _ in range(2):
        assert said("--copy") == "Answered by command line: copy.\n" + STILL
    assert states(settings) == ["pending"] * 3


def test_without_its_logs_it_warns_and_logs_of_another_folder_can_be_given(
    went_back: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = went_back(tmp_path / "elsewhere")
    lines = said().splitlines()
    assert "They are not complete: with --restored all that waits is in doubt." in lines[2]
    assert "--folder" in lines[2]
    assert "They are complete" in said("--folder", str(tmp_path / "elsewhere"))
    # Logs that were read once count, also when the folder is not given again.
    assert said("--restored") == "Answered by command line: restored.\n" + STILL
    assert states(settings) == ["sent", "pending", "pending"]


def test_without_any_log_all_that_waits_is_in_doubt(
    went_back: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = went_back(tmp_path / "elsewhere")
    assert said("--restored") == "Answered by command line: restored. 3 messages are in doubt.\n" + STILL
    assert states(settings) == ["unknown"] * 3


def test_a_folder_without_a_sent_log_is_refused_before_anything_is_stored(
    went_back: Callable[..., Settings], tmp_path: Path
) -> None:
    settings = went_back(tmp_path / "elsewhere")
    (tmp_path / "other").mkdir()
    both = ("--folder", str(tmp_path / "elsewhere"), "--folder", str(tmp_path / "other"))
    result = run("--restored", *both)
    assert result.exit_code == 1
    assert f"There is no sent log in {tmp_path / 'other'}" in result.output
    assert states(settings) == ["pending"] * 3 and said().splitlines()[-1] == HOW


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits before it."""
    monkeypatch.setattr("relance.cli.restored._is_terminal", lambda: True)


@pytest.mark.parametrize("answer", ["--copy", "--restored"])
def test_on_a_terminal_an_answer_is_asked_for_once_more(
    went_back: Callable[..., Settings], relance_environment: Settings, terminal: None, answer: str
) -> None:
    went_back(relance_environment.data_dir)
    no = run(answer, input="n\n")
    assert no.exit_code == 1
    assert "It cannot be taken back." in no.stderr and "Nothing was changed." in no.stderr
    assert said().splitlines()[-1] == HOW
    yes = run(answer, input="y\n")
    assert yes.exit_code == 0 and "Answered by command line: " in yes.stdout
    again = run(answer, input="")
    assert again.exit_code == 0 and "taken back" not in again.stderr


def test_on_a_terminal_yes_asks_nothing(
    went_back: Callable[..., Settings], relance_environment: Settings, terminal: None
) -> None:
    went_back(relance_environment.data_dir)
    result = run("--copy", "--yes", input="")
    assert result.exit_code == 0 and result.stdout.startswith("Answered by command line: copy.")


def test_a_folder_that_is_not_there_is_refused(relance_environment: Settings, tmp_path: Path) -> None:
    result = run("--folder", str(tmp_path / "nowhere"))
    assert result.exit_code == 2
    # In a frame, and broken into lines where the path is long.
    assert "does not exist" in " ".join(result.output.replace("│", " ").split())


def test_each_other_state_has_its_sentence() -> None:
    assert told("reading")[2] == "The sent logs are not read yet."
    assert told("reading")[-1] == HOW
    assert told("settling", left_unknown=0, covered=True)[-1].startswith("It was answered: restored.")
    assert "it does not know of what a sender had taken out of it." in told("asked")[0]
    known = told("asked", known_until=utc_now().replace(hour=9, minute=8, second=7))[0]
    assert "the newest it knows is of " in known and known.endswith("09:08:07 UTC.")
