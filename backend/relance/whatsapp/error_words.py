"""Codes of Meta as reasons: what one means, and what to do about it. The app words both by the code."""

from relance.reasons import Reason
from relance.reasons.meta import META_REASONS
from relance.whatsapp.errors import RULES, find_rule

MEANING = "meta_words"
ADVICE = "meta_advice"


def explain_code(code: int | None, words: str | None) -> Reason:
    """Why Meta refuses: by its code where the table has one, else in `words`, which are Meta's."""
    rule = None if code is None else RULES.get(code)
    if rule is not None:
        return Reason(MEANING, str(code), {}, words or rule.words_en)
    return META_REASONS.make("said", words=words) if words else META_REASONS.make("nothing_said")


def advise_on_code(code: int | None, words: str | None) -> Reason:
    """What to do about it; without a code, where to look."""
    if code is None:
        return META_REASONS.make("look_at_meta")
    rule = find_rule(code, words or "")
    return Reason(ADVICE, str(rule.code), {}, rule.advice_en)
