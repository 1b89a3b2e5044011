"""Why something is refused, waits or was set aside: closed lists of codes, each with one English sentence.

A reason is its code and the values that fill the places of its sentence. The API and the commands say it in
English, the app in its reader's language, by the same code. A sentence writes its places as `{name}` or
`{name:type}`; `sentence` lists the types. How to add one: CONTRIBUTING.md.
"""

from relance.reasons.reason import Reason, ReasonList, read_reason
from relance.reasons.sentence import Sentence

__all__ = ["Reason", "ReasonList", "Sentence", "read_reason"]
