"""What `relance up` says once it runs."""

from relance.campaigns.running.launch import launch_campaign
from relance.cli.up_words import greet
from relance.core.settings import Settings
from tests.campaigns.scene import Scene
from tests.cli.test_doubts import on
from tests.restored.scene import notice


def test_it_names_the_address_that_people_use(relance_environment: Settings) -> None:
    settings = relance_environment.model_copy(update={"host": "127.0.0.1", "port": 8123})
    lines = greet(settings, "/var/lib/relance/logs")
    assert lines[0].startswith("Relance runs: [bold]http://127.0.0.1:8123[/]  (logs: /var/lib/relance/logs;")
    assert lines[1].startswith("No user yet. Code to make the super admin: [bold]")
    assert len(lines) == 2
    public = settings.model_copy(update={"public_url": "https://relance.example.org"})
    assert greet(public, "logs")[0].startswith("Relance runs: [bold]https://relance.example.org[/] ")


def test_it_says_that_nothing_leaves_of_a_restored_database(relance_environment: Settings) -> None:
    async def go(scene: Scene) -> None:
        await scene.furnish()
        category = await scene.add_category()
        await scene.add_contacts(category, 1)
        campaign = await scene.add_campaign(category)
        await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
        await notice(scene.pool)

    on(relance_environment, go)
    assert any(
        "Nothing leaves" in line and "relance restored" in line for line in greet(relance_environment, "logs")
    )


def test_a_database_that_is_away_keeps_nothing_from_starting(settings: Settings) -> None:
    away = settings.model_copy(update={"database_url": "postgresql://nobody@127.0.0.1:9/none"})
    assert len(greet(away, "logs")) == 1
