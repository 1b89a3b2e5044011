"""Why Meta stops a number, an account or a template, and what to do where no code of Meta's tells it.

What a code of Meta means stands in `whatsapp/error_table.py`; `whatsapp/error_words.py` makes reasons of it.
"""

from typing import Final

from relance.reasons.reason import ReasonList

META_REASONS: Final = ReasonList(
    "meta",
    {
        "said": "{words}",
        "status": "its status at Meta is {status}",
        "nothing_said": "Meta gave no reason",
        "look_at_meta": "See the account at Meta (WhatsApp Manager); sending goes on when Meta or you lift"
        " the stop.",
    },
)
