"""Why a campaign waits, where its status alone does not tell. The sentences are those of `status_reason`."""

from typing import Final

from relance.reasons.reason import ReasonList

BRAKED: Final = "failing: "
"""How `status_reason` begins of a campaign that was paused by itself."""

_FAILED = (
    "{failed:count} of {finished:count} messages that finished within {minutes:minutes} failed"
    " with code {code:id}: {said:reason}"
)

WAITING: Final = ReasonList(
    "waiting",
    {
        "overdue": "overdue: start by hand",
        "restored": "restored",
        "not_started": "{refusal:api}: {why:reason}",
        "failing": f"{BRAKED}{_FAILED}",
        "failed_lately": _FAILED,
        "nothing_went_out": "nothing_went_out",
        "no_recipients_left": "no_recipients_left",
        "no_worker": "no worker has started it",
    },
)
"""`failed_lately` is `failing` inside of a sentence, `no_worker` what is said of none."""
