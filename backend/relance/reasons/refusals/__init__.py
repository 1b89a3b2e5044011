"""Everything that Relance refuses: by its code the HTTP status and the sentence. The words of `AppError`."""

from typing import Final

from relance.reasons.reason import ReasonList
from relance.reasons.refusals.access import ACCESS
from relance.reasons.refusals.campaigns import CAMPAIGNS
from relance.reasons.refusals.contacts import CONTACTS
from relance.reasons.refusals.edge import EDGE
from relance.reasons.refusals.meta import META
from relance.reasons.refusals.missing import MISSING
from relance.reasons.refusals.settings import SETTINGS

_ALL = {**EDGE, **MISSING, **ACCESS, **CONTACTS, **CAMPAIGNS, **META, **SETTINGS}

REFUSALS: Final = ReasonList("refusal", {code: sentence for code, (_, sentence) in _ALL.items()})
STATUSES: Final = {code: status for code, (status, _) in _ALL.items()}
