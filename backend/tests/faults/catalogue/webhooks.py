"""Webhooks that come late, many times, in the wrong order, or say less than one would like."""

from tests.faults.kind import Kind
from tests.faults.rig.scene import Scene


def _mute(scene: Scene) -> None:
    scene.until_sent(0.3)
    with scene.cause():
        scene.simulator.misbehave(mute_webhooks=True)
        scene.wait(15.0)
        scene.simulator.misbehave(
            mute_webhooks=False, duplicate_webhooks_share=1.0, duplicate_webhooks_times=2
        )


def _all_sent(scene: Scene) -> None:
    scene.until_sent(1.0)


def _answer_to_the_late(scene: Scene) -> list[str]:
    """Whoever answered after the window got no Message 2."""
    began = {
        message["to"]: message["accepted_at"]
        for message in scene.simulator.ledger.messages()
        if message["template"]
    }
    late = [
        recipient["address"]
        for recipient in scene.simulator.ledger.recipients()
        if recipient["first_interaction"] is not None
        and recipient["accepted_free_form"]
        and recipient["first_interaction"]["at"] > began[recipient["address"]] + scene.kind.window_s + 4.0
    ]
    return [f"{len(late)} answered after their window and got Message 2"] if late else []


KINDS = (
    Kind(
        "webhooks_muted",
        "webhooks away for 15 s and then all at once, each thrice concurrently",
        _mute,
        window_s=40,
        unknown_at_most=0,
    ),
    Kind(
        "webhooks_disordered",
        "every webhook twice and up to 8 s late, in any order",
        _all_sent,
        faults={"reorder_webhooks_s": 8.0, "duplicate_webhooks_share": 1.0},
        unknown_at_most=0,
    ),
    Kind(
        "bsuid_before_statuses",
        "replies that carry only a BSUID, before any status has brought that id",
        _all_sent,
        row="21",
        faults={"reorder_webhooks_s": 8.0},
        behaviour={"reply_without_phone": 0.6, "reply_after_s": [0.05, 1.0]},
        unknown_at_most=0,
    ),
    Kind(
        "replies_at_the_edge",
        "replies around the edge of the window",
        _all_sent,
        behaviour={"reply_late": 0.7, "reply_late_after_s": [26.0, 34.0]},
        also=_answer_to_the_late,
        unknown_at_most=0,
    ),
    Kind(
        "replies_after_the_end",
        "replies after the campaign has closed",
        _all_sent,
        window_s=15,
        behaviour={"reply_late": 0.7, "reply_late_after_s": [20.0, 30.0]},
        also=_answer_to_the_late,
        unknown_at_most=0,
    ),
)
