import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.whatsapp.errors import (
    RULES,
    ErrorRule,
    find_rule,
    is_known_code,
    is_meta_outage,
)

# The whole decision per code, written out a second time: action, scope, delay in seconds, retry by hand.
# A change of the table must be made on purpose, here too.
DECISIONS = {
    # Meta's own outages: tried again over an hour
    1: ("retry_at", "row", 5, True),
    2: ("retry_at", "row", 5, True),
    131000: ("retry_at", "row", 5, True),
    131016: ("retry_at", "row", 5, True),
    133004: ("retry_at", "row", 5, True),
    # the row: tried again
    131053: ("retry_at", "row", 1, True),
    131056: ("retry_at", "row", 1, True),
    135000: ("retry_at", "row", 1, True),
    # the row: failed, an operator may send it again
    130403: ("rejected", "row", None, True),
    130472: ("rejected", "row", None, True),
    131026: ("rejected", "row", None, True),
    131030: ("rejected", "row", None, True),
    131049: ("rejected", "row", None, True),
    132005: ("rejected", "row", None, True),
    132008: ("rejected", "row", None, True),
    132012: ("rejected", "row", None, True),
    132018: ("rejected", "row", None, True),
    137000: ("rejected", "row", None, True),
    # the row: failed for good
    100: ("rejected", "row", None, False),
    130497: ("rejected", "row", None, False),
    131008: ("rejected", "row", None, False),
    131009: ("rejected", "row", None, False),
    131021: ("rejected", "row", None, False),
    131047: ("rejected", "row", None, False),
    131050: ("rejected", "row", None, False),
    131051: ("rejected", "row", None, False),
    131052: ("rejected", "row", None, False),
    131060: ("rejected", "row", None, False),
    131062: ("rejected", "row", None, False),
    134100: ("rejected", "row", None, False),
    # the number
    131048: ("retry_at", "number", 14_400, True),
    130429: ("retry_at", "number", 2, True),
    131057: ("retry_at", "number", 60, True),
    2494100: ("retry_at", "number", 120, True),
    33: ("stop_sender", "number", None, True),
    131037: ("stop_sender", "number", None, True),
    131045: ("stop_sender", "number", None, True),
    133010: ("stop_sender", "number", None, True),
    # the template
    132000: ("stop_template", "template", None, True),
    132001: ("stop_template", "template", None, True),
    132007: ("stop_template", "template", None, True),
    132015: ("stop_template", "template", None, True),
    132016: ("stop_template", "template", None, True),
    132068: ("stop_template", "template", None, True),
    132069: ("retry_at", "template", 3600, True),
    131063: ("stop_template", "template", None, True),
    134101: ("retry_at", "template", 600, True),
    134102: ("stop_template", "template", None, True),
    # the account, for a time
    4: ("retry_at", "account", 60, True),
    17: ("retry_at", "account", 60, True),
    613: ("retry_at", "account", 30, True),
    80007: ("retry_at", "account", 120, True),
    # the account, until somebody acts
    0: ("stop_account", "account", None, True),
    3: ("stop_account", "account", None, True),
    10: ("stop_account", "account", None, True),
    102: ("stop_account", "account", None, True),
    190: ("stop_account", "account", None, True),
    368: ("stop_account", "account", None, True),
    131005: ("stop_account", "account", None, True),
    131031: ("stop_account", "account", None, True),
    131042: ("stop_account", "account", None, True),
    131055: ("stop_account", "account", None, True),
    131064: ("stop_account", "account", None, True),
    # our own: not connected, answer lost, answer unusable, failed without a code
    -1: ("retry_at", "number", 1, True),
    -2: ("unknown", "row", None, False),
    -3: ("unknown", "row", None, False),
    -4: ("rejected", "row", None, True),
}


@pytest.mark.parametrize("code", DECISIONS)
def test_decision_per_code(code: int) -> None:
    rule = find_rule(code)
    assert rule.code == code
    assert (rule.action, rule.scope, rule.delay_s, rule.retryable_by_hand) == DECISIONS[code]


def test_no_code_of_the_table_is_left_out_here() -> None:
    assert set(RULES) == set(DECISIONS)


@pytest.mark.parametrize("code", range(200, 300))
def test_missing_permissions_stop_the_account(code: int) -> None:
    rule = find_rule(code)
    assert (rule.action, rule.scope) == ("stop_account", "account")
    assert is_known_code(code)


@pytest.mark.parametrize("code", [131049, 130472])
def test_withheld_marketing_is_never_tried_again_by_itself(code: int) -> None:
    rule = find_rule(code)
    assert rule.action == "rejected"
    assert rule.retryable_by_hand


@pytest.mark.parametrize("code", [199, 300, 131999, 999999, -99, -502])
def test_unknown_code_fails_the_row_and_can_be_sent_again_by_hand(code: int) -> None:
    rule = find_rule(code)
    assert (rule.action, rule.scope, rule.retryable_by_hand) == ("rejected", "row", True)
    assert not is_known_code(code)


def test_wrong_number_id_stops_the_sender_while_a_wrong_parameter_fails_its_row() -> None:
    words = (
        "Unsupported post request. Object with ID '123' does not exist, cannot be loaded due to missing "
        "permissions, or does not support this operation."
    )
    assert find_rule(100, words).action == "stop_sender"
    assert find_rule(100, "(#100) Invalid parameter").action == "rejected"


@given(st.integers(), st.text())
def test_no_code_makes_the_table_raise(code: int, details: str) -> None:
    rule = find_rule(code, details)
    assert rule.words_en
    assert rule.advice_en


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: str(rule.code))
def test_waiting_rules_have_a_delay_and_stopping_rules_have_none(rule: ErrorRule) -> None:
    if rule.action == "retry_at":
        assert rule.delay_s
    elif rule.action.startswith("stop_"):
        assert rule.delay_s is None
        assert rule.action.removeprefix("stop_").replace("sender", "number") == rule.scope


OUTAGES = (1, 2, 131000, 131016, 133004)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: str(rule.code))
def test_only_transient_errors_of_the_row_have_waits_and_the_first_is_the_delay(rule: ErrorRule) -> None:
    if rule.action == "retry_at" and rule.scope == "row":
        assert rule.waits_s[0] == rule.delay_s
        assert list(rule.waits_s) == sorted(rule.waits_s)
    else:
        assert rule.waits_s == ()


def test_outages_of_meta_are_tried_over_an_hour_and_the_pair_limit_for_seconds() -> None:
    for code in OUTAGES:
        assert 3000 <= sum(find_rule(code).waits_s) <= 4500
        assert is_meta_outage(code)
    assert find_rule(131056).waits_s == (1, 4, 16)
    assert {code for code in RULES if is_meta_outage(code)} == set(OUTAGES)


def test_unknown_code_that_meta_calls_passing_is_an_outage_of_its_own() -> None:
    assert not is_meta_outage(999_999)
    assert is_meta_outage(999_999, is_passing=True)
    rule = find_rule(999_999, is_passing=True)
    assert (rule.action, rule.scope, rule.waits_s) == ("retry_at", "row", find_rule(131000).waits_s)
    # What the table knows it knows better.
    for code in (131049, 131042, 130429, 200):
        assert not is_meta_outage(code, is_passing=True)
        assert find_rule(code, is_passing=True) == find_rule(code)
