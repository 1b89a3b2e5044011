"""With the embedded server: started for the moment when no `relance up` runs, and stopped again."""

from pathlib import Path

import pytest

from relance.core.settings import Settings
from relance.embedded import EmbeddedServers, read_running
from tests.backups.world import ask, count, fill, run, run_well
from tests.embedded.conftest import folder

__all__ = ["folder"]


@pytest.fixture
def use_folder(relance_environment: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """No URL is set."""
    monkeypatch.delenv("RELANCE_DATABASE_URL")
    monkeypatch.delenv("RELANCE_REDIS_URL")


def test_from_one_data_folder_into_another_with_nothing_running(
    folder: Path, settings: Settings, use_folder: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first, second = folder, folder.with_name("second")
    monkeypatch.setenv("RELANCE_DATA_DIR", str(first))
    result = run("backup", tmp_path / "relance.dump")
    assert result.exit_code == 1
    assert f"RELANCE_DATA_DIR={first} holds no database" in result.stderr
    with EmbeddedServers(first, durable=False, wanted=["postgres"]) as addresses:
        run_well("migrate")
        fill(settings, url=addresses.database_url)
        before = count(addresses.database_url)
        run_well("backup", tmp_path / "while-it-runs.dump")
    run_well("backup", tmp_path / "relance.dump")
    assert read_running(first) is None

    refused = run("restore", tmp_path / "relance.dump")
    assert refused.exit_code == 1
    assert "Stop `relance up` and move " in refused.stderr

    monkeypatch.setenv("RELANCE_DATA_DIR", str(second))
    said = run_well("restore", tmp_path / "relance.dump")
    assert "The counts agree with the rows." in said
    assert read_running(second) is None
    with EmbeddedServers(second, durable=False, wanted=["postgres"]) as addresses:
        assert count(addresses.database_url) == before
        assert ask(addresses.database_url, "SELECT count(*) FROM former_installations") == 1
        assert "Nothing leaves" in run_well("restored")
