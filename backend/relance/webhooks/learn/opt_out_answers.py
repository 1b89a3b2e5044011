"""What is answered to STOP: noted at the intake, in the transaction that records the opt-out.

States of an answer: *due* (noted), *begun* (`begun_at`: it may have left from now on), *ended* (`outcome`).
Killed before the note: the webhook comes again. Killed between begun and the answer of Meta: it ends as
`unknown` and is not sent again: a doubled confirmation is worse than none (`sending/opt_out_answers.py`).
"""

from collections.abc import Iterable
from datetime import datetime

from relance.core.db import Connection
from relance.interactions.arrival import CUSTOMER_SERVICE_WINDOW
from relance.interactions.keywords.folding import fold
from relance.webhooks import sql
from relance.webhooks.resolve.whose import Heard

_WANT_NO_ANSWER = frozenset(
    map(
        fold,
        ("don't text back", "do not text back", "do not ever contact me", "don't ever contact me",
         "never contact me", "ne me contactez plus", "ne m'écrivez plus"),
    )
)  # fmt: skip
"""Who says this wants no confirmation either."""


async def note_answers(conn: Connection, heard: Iterable[Heard], text: str, *, now: datetime) -> None:
    """Note an answer for everybody who opts out just now; to be called before the opt-outs are recorded.

    Who is out already is not answered again, nor who writes to another app, nor after the window.
    """
    if not text:
        return
    stops = sorted(
        (
            one.arrival
            for one in heard
            if one.arrival.is_opt_out
            and fold(one.arrival.text or "") not in _WANT_NO_ANSWER
            and not one.message.in_standby
            and one.arrival.at + CUSTOMER_SERVICE_WINDOW > now
        ),
        key=lambda arrival: arrival.wamid,
    )
    if stops:
        await conn.execute(
            sql.NOTE_ANSWERS,
            [arrival.wamid for arrival in stops],
            [arrival.contact_id for arrival in stops],
            [arrival.sender_id for arrival in stops],
            [arrival.at + CUSTOMER_SERVICE_WINDOW for arrival in stops],
            text,
        )
