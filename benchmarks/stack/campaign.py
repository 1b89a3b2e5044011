"""Contacts and campaigns by the public commands and the API that every version has."""

import csv
from typing import Any

from relance.cli.demo_http import JsonApi, RequestRefusedError
from stack.stack import Stack

MESSAGE_2 = "Merci pour votre réponse ! Votre code : BIENVENUE. Il vaut jusqu'à dimanche."


def import_people(stack: Stack, category: str, people: range) -> None:
    """Made-up contacts of Benin's plan, in a block that is not given out."""
    file = stack.folder / f"{category}.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("phone", "first_name"))
        writer.writerows((f"+2290196{number:06d}", "Afi") for number in people)
    stack.run("import", str(file), "--category", category, "--default-country", "BJ")


def open_api(stack: Stack) -> None:
    """Simulator, API and worker started, and a key for the API."""
    stack.start("simulator")
    stack.wait_until(lambda: stack.simulator.is_ready("/_simulator/ledger"), "the simulator")
    key = stack.run("create-api-key", "--name", "benchmark").split()[-1]
    stack.start("api", "worker")
    stack.wait_until(lambda: stack.api.is_ready("/readyz"), "the API")
    stack.api = JsonApi(f"http://127.0.0.1:{stack.env['RELANCE_PORT']}", key=key, timeout_s=60)


def start_campaign(stack: Stack, category: str) -> int:
    """Create and start; the templates may still be on their way from the simulator."""
    found = [one["id"] for one in stack.api.get("/api/categories")["items"] if one["name"] == category]
    body = {
        "name": f"Benchmark {category}",
        "category_ids": found,
        "template": {"name": "welcome_offer", "language": "fr"},
        "variables": {"1": {"field": "first_name", "default": "chère cliente, cher client"}},
        "message_2": {"type": "text", "text": MESSAGE_2},
    }
    answers: list[dict[str, Any]] = []

    def is_started() -> bool:
        try:
            answers.append(stack.api.post("/api/campaigns/start", body))
        except RequestRefusedError as error:
            if error.status != 503 and not error.code.startswith("template"):
                raise
        return bool(answers)

    stack.wait_until(is_started, "a campaign that starts")
    return int(answers[0]["id"])


def read_stats(stack: Stack, campaign_id: int) -> dict[str, Any]:
    """The numbers of the campaign."""
    stats: dict[str, Any] = stack.api.get(f"/api/campaigns/{campaign_id}/stats")
    return stats


def wait_until_launched(stack: Stack, campaign_id: int) -> None:
    """All messages are in the queue."""
    stack.wait_until(lambda: read_stats(stack, campaign_id)["status"] != "preparing", "the launch")
