"""Meta itself: its outages, its refusals as answer and as status, its throughput."""

from collections.abc import Mapping
from typing import Any

from tests.faults.kind import Kind
from tests.faults.rig.scene import Scene


def _misbehave(scene: Scene, seconds: float, then_restart_api: bool = False, **faults: Any) -> None:
    scene.until_sent(0.3)
    with scene.cause():
        scene.simulator.misbehave(**faults)
        scene.wait(seconds)
        scene.simulator.behave()
    if then_restart_api:
        scene.wait(1.0)
        scene.terminate("api")


def _mended_by_a_person(scene: Scene, seconds: float, **faults: Any) -> None:
    """What a person must mend is mended: the cause ends with the unblocking."""
    scene.until_sent(0.3)
    with scene.cause():
        scene.simulator.misbehave(**faults)
        scene.wait(seconds)
        scene.simulator.behave()
        scene.unblock_sender()


def _fail_by_status(scene: Scene) -> None:
    """Forty people at 5/s, all accepted and then failed for the account's sake."""
    with scene.cause():
        scene.simulator.misbehave(fail_codes={"131042": 1.0})
        scene.wait(20.0)
        asked = scene.simulator.accepted()
        scene.note(f"asked while it lasted: {asked} of {scene.kind.contacts}")
        if asked >= 10:
            scene.problems.append(f"{asked} people were asked before it stopped, fewer than 10 wanted")
        scene.simulator.behave()
        scene.unblock_sender()


def _expire_token(scene: Scene) -> None:
    scene.until_sent(0.3)
    with scene.cause():
        scene.simulator.misbehave(expired_token=True)
        scene.wait(10.0)
        scene.simulator.behave()
        scene.unblock_sender()


def _pause_template(scene: Scene, seconds: float, *, webhook: bool, sync: bool) -> None:
    scene.until_sent(0.3)
    with scene.cause():
        if not webhook:
            scene.simulator.change("webhook-target", {"url": None})
        scene.simulator.change("faults", {"pause_template": "welcome_offer"})
        if not webhook:
            scene.simulator.change("webhook-target", {"url": scene.place.webhook_url})
        scene.wait(seconds)
        if not webhook:
            scene.simulator.change("webhook-target", {"url": None})
        scene.simulator.change("faults", {"unpause_template": "welcome_offer"})
        if not webhook:
            scene.simulator.change("webhook-target", {"url": scene.place.webhook_url})
        if sync:
            code, said = scene.command("sync")
            assert code == 0, said


def _accepted_while_messages_1_left(scene: Scene) -> list[float]:
    """When Meta accepted each message while a queue waited: both types share the number's rate.

    The last fiftieth of Messages 1 is left out: those that were refused at first, and come when they are due.
    """
    messages = list(scene.simulator.ledger.messages())
    ones = sorted(message["accepted_at"] for message in messages if message["template"])
    last = ones[int(0.98 * (len(ones) - 1))]
    return sorted(message["accepted_at"] for message in messages if message["accepted_at"] <= last)


def _rate_of(scene: Scene, from_s: float = 0.0) -> float:
    """Messages a second that Meta accepted, over all or from so many seconds after the first of them."""
    times = _accepted_while_messages_1_left(scene)
    times = [at for at in times if at >= times[0] + from_s]
    return (len(times) - 1) / (times[-1] - times[0])


def _share_refused(scene: Scene) -> float:
    summary = scene.simulator.ledger.summary()
    refused = int(summary["rejected"].get("130429", 0))
    return refused / max(1, refused + int(summary["accepted"]))


def _keeps_its_rate(scene: Scene) -> list[str]:
    rate = _rate_of(scene)
    scene.note(f"{rate:.0f} messages/s of {scene.kind.rate_per_s:g}")
    return [] if rate >= 0.9 * scene.kind.rate_per_s else [f"only {rate:.0f} messages/s"]


def _finds_the_cap(scene: Scene) -> list[str]:
    cap = scene.kind.simulator["rate_limit_per_s"]
    rate, refused = _rate_of(scene, from_s=60.0), _share_refused(scene)
    scene.note(f"{rate:.1f} messages/s of {cap} from the second minute on, {refused:.1%} refused")
    found = [] if rate >= 0.9 * cap else [f"only {rate:.1f} messages/s under a cap of {cap}"]
    return found if refused <= 0.02 else [*found, f"{refused:.1%} of the requests refused"]


def _back_at_its_rate(scene: Scene) -> list[str]:
    """Ten seconds after the storm it sends as fast as is set."""
    from_when = scene.causes[-1].ended + 10.0
    times = [at for at in _accepted_while_messages_1_left(scene) if from_when <= at]
    within = [at for at in times if at < from_when + 3.0]
    if not times or max(times) < from_when + 3.0:
        return [] if len(times) < 3 * scene.kind.rate_per_s else ["nothing to measure"]
    rate = len(within) / 3.0
    scene.note(f"{rate:.0f} messages/s ten seconds after the storm")
    return [] if rate >= 0.9 * scene.kind.rate_per_s else [f"only {rate:.0f} messages/s 10 s after the storm"]


def _brake(scene: Scene) -> None:
    """Most fail with a code that is not of the person: the campaign pauses by itself."""
    scene.excused |= set(scene.people)
    scene.until(
        lambda: scene.database.campaign_status(scene.campaign_id) == "paused", "the campaign is paused", 60
    )
    scene.wait(3.0)
    asked = scene.simulator.accepted()
    scene.note(f"{asked} of {scene.kind.contacts} asked before it paused")
    if asked > scene.kind.contacts // 2:
        scene.problems.append(f"{asked} were asked before the campaign was paused")


def _replace_token(scene: Scene) -> None:
    """A new token in the settings, Relance started again with it; Meta takes only the new one by then."""
    scene.until_sent(0.3)
    with scene.cause():
        scene.simulator.change("token", {"token": "another-token"})
        scene.wait(5.0)
        scene.up.terminate()
        scene.place.env["RELANCE_WHATSAPP_TOKEN"] = "another-token"
        scene.up.env = dict(scene.place.env)
        scene.stack.start()
        scene.until(lambda: scene.api.is_ready("/readyz"), "Relance is ready again", 60)
        scene.unblock_sender()


def _all_sent(scene: Scene) -> None:
    scene.until(
        lambda: scene.simulator.accepted() >= scene.kind.contacts, "all accepted", scene.kind.time_limit_s
    )


_CODES: Mapping[str, tuple[int, float, str]] = {
    "meta_code_2": (2, 20.0, "10"),
    "meta_code_1": (1, 20.0, "10"),
    "meta_code_131000": (131000, 60.0, "10"),
    "meta_code_131016": (131016, 20.0, "10"),
    "meta_code_133004": (133004, 20.0, "10"),
}

KINDS = (
    *(
        Kind(
            name,
            f"Meta answers every message with its error {code} for {seconds:g} s",
            lambda scene, code=code, seconds=seconds: _misbehave(  # type: ignore[misc]
                scene, seconds, refuse_codes={str(code): 1.0}
            ),
            row=row,
            contacts=800,
            window_s=40,
            unknown_at_most=0,
            time_limit_s=300,
        )
        for name, (code, seconds, row) in _CODES.items()
    ),
    Kind(
        "html_500_then_api_restarted",
        "HTTP 500 with HTML for 8 s, nothing accepted; then the API restarted in good order",
        lambda scene: _misbehave(scene, 8.0, then_restart_api=True, bare_5xx_share=1.0),
        row="9",
        contacts=900,
    ),
    Kind(
        "html_500",
        "HTTP 500 with HTML for 20 s, nothing accepted",
        lambda scene: _misbehave(scene, 20.0, bare_5xx_share=1.0),
        contacts=900,
    ),
    Kind(
        "spam_limit",
        "131048 as the answer for 15 s; a person unblocks the number",
        lambda scene: _mended_by_a_person(scene, 15.0, refuse_codes={"131048": 1.0}),
        row="11",
        unknown_at_most=0,
    ),
    Kind(
        "account_failed_by_status",
        "Meta accepts all and reports each failed with 131042; then a person mends it",
        _fail_by_status,
        row="22",
        contacts=40,
        rate_per_s=5,
        unknown_at_most=0,
    ),
    Kind(
        "throughput_storm",
        "every request refused with 130429 for 20 s",
        lambda scene: _misbehave(scene, 20.0, error_429_share=1.0),
        row="24",
        contacts=2000,
        window_s=40,
        also=_back_at_its_rate,
        unknown_at_most=0,
    ),
    Kind(
        "throughput_shared",
        "2 % of all requests refused once with 130429, 200/s set",
        _all_sent,
        row="24",
        contacts=3000,
        rate_per_s=200,
        faults={"error_429_share": 0.02},
        also=_keeps_its_rate,
        unknown_at_most=0,
    ),
    Kind(
        "throughput_capped",
        "20/s at Meta where 80 are set",
        _all_sent,
        row="24",
        contacts=2400,
        rate_per_s=80,
        simulator={"rate_limit_per_s": 20},
        behaviour={"reply_text": 0.0, "tap_button": 0.02},
        also=_finds_the_cap,
        unknown_at_most=0,
    ),
    Kind(
        "braked",
        "60 % fail with 131051, which is not of the person: the campaign pauses itself",
        _brake,
        contacts=1500,
        ends="paused",
        faults={"fail_codes": {"131051": 0.6}},
        unknown_at_most=0,
    ),
    Kind(
        "token_replaced",
        "the token replaced, Relance started again with it",
        _replace_token,
        unknown_at_most=0,
    ),
    Kind("token_expired", "the token expired for 10 s; a person unblocks", _expire_token, unknown_at_most=0),
    Kind(
        "template_paused",
        "the template paused for 10 s, with its webhooks",
        lambda scene: _pause_template(scene, 10.0, webhook=True, sync=False),
        unknown_at_most=0,
    ),
    Kind(
        "template_paused_sync_only",
        "the template paused for 10 s without webhooks; `relance sync` afterwards",
        lambda scene: _pause_template(scene, 10.0, webhook=False, sync=True),
        unknown_at_most=0,
    ),
    Kind(
        "template_paused_silently",
        "the template paused for 100 s; neither webhook nor sync",
        lambda scene: _pause_template(scene, 100.0, webhook=False, sync=False),
        unknown_at_most=0,
        time_limit_s=600,
    ),
    Kind(
        "answers_after_statuses",
        "answers take 1 to 3 s, statuses come before them",
        _all_sent,
        faults={"latency_s": [1.0, 3.0]},
        unknown_at_most=0,
    ),
)
