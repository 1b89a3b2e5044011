"""Alerts of who tries to come in."""

from collections.abc import Iterator

from relance.core.db import Row
from relance.monitoring.alerts.alert import Alert, make_alert

WITHIN_S = 900.0
FEWEST_FAILED = 20
"""Somebody who has forgotten a password is stopped after ten tries (auth/gate.py)."""


def find_sign_in_alerts(failed: Row) -> Iterator[Alert]:
    """Many failed sign-ins within a quarter of an hour; of a flood at least half are counted."""
    if failed["n"] >= FEWEST_FAILED:
        yield make_alert(
            "sign_ins_failing",
            "sign_ins:failed",
            failed["since"],
            failed=failed["n"],
            minutes=round(WITHIN_S / 60),
        )
