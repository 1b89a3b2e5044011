"""The table itself. `errors` says how to read it.

Source: Meta's error code pages for the meaning; scope and action are ours. Where Meta gives no figure for a
wait, the delay is a judgement: long enough not to hammer, short enough to go on by itself.
"""

from types import MappingProxyType

from relance.whatsapp.error_types import Action, ErrorRule, Scope

_HOUR_S = 3600.0

# Meta asks for 4^X seconds after the pair limit; the same curve serves what else concerns one message.
_SOON_S = (1.0, 4.0, 16.0)

# Meta itself is ill: minutes as a rule, now and then an hour. Nobody is given up sooner.
_OVER_AN_HOUR_S = (5.0, 30.0, 120.0, 480.0, 1200.0, 1800.0)


def _fail(code: int, words: str, advice: str, *, by_hand: bool = False) -> ErrorRule:
    return ErrorRule(code, "rejected", "row", None, by_hand, words, advice)


def _again(code: int, words: str, waits_s: tuple[float, ...] = _SOON_S) -> ErrorRule:
    advice = "Tried again by itself; if it still failed, send it again by hand later."
    return ErrorRule(code, "retry_at", "row", waits_s[0], True, words, advice, waits_s)


def _outage(code: int, words: str) -> ErrorRule:
    return _again(code, words, _OVER_AN_HOUR_S)


def _wait(code: int, scope: Scope, delay_s: float, words: str, advice: str) -> ErrorRule:
    return ErrorRule(code, "retry_at", scope, delay_s, True, words, advice)


def _stop(code: int, scope: Scope, words: str, advice: str) -> ErrorRule:
    action: Action = "stop_account"
    if scope == "number":
        action = "stop_sender"
    elif scope == "template":
        action = "stop_template"
    return ErrorRule(code, action, scope, None, True, words, advice)


_SLOW = "Sending goes on by itself, more slowly."
_ACCESS = "Put a valid access token into the settings."
_PERMISSION = "Give the token's system user the WhatsApp permissions and access to this account."
_PAYLOAD = "Correct the campaign's template values or texts."
_NOT_SAME_DAY = "Wait at least a day; sending again sooner makes Meta block this person for longer."
_MM_API = "This concerns the Marketing Messages API, which Relance does not use."

_ROWS: tuple[ErrorRule, ...] = (
    # Meta's own outages, as one message meets them; many messages at once hold the number (`is_meta_outage`).
    _outage(1, "Meta could not process the request."),
    _outage(2, "Meta's service was overloaded or down for a moment."),
    _outage(131000, "Something went wrong at Meta."),
    _outage(131016, "Meta's service was unavailable."),
    _outage(133004, "Meta's server was unavailable."),
    # The row, transient.
    _again(131053, "Meta could not fetch or read the media."),
    _again(131056, "Too many messages to this person in a short time (pair limit)."),
    _again(135000, "Meta refused the request without a reason."),
    # The row, for good.
    _fail(100, "A parameter is missing, misspelled or too long.", _PAYLOAD),
    _fail(130403, "This business has blocked the person.", "Unblock the person first.", by_hand=True),
    _fail(
        130472,
        "The person is in one of Meta's experiments and gets no marketing.",
        _NOT_SAME_DAY,
        by_hand=True,
    ),
    _fail(130497, "This account may not message this country.", "Leave this country out of the category."),
    _fail(131008, "A required parameter is missing.", _PAYLOAD),
    _fail(131009, "A parameter has a value Meta does not accept.", _PAYLOAD),
    _fail(131021, "The person's number is the sending number itself.", "Remove this contact."),
    _fail(
        131026,
        "Not deliverable: not on WhatsApp, or the app is too old.",
        "Check the phone number.",
        by_hand=True,
    ),
    _fail(
        131030,
        "A test number may only write to its list of allowed phones.",
        "Add the phone to that list.",
        by_hand=True,
    ),
    _fail(
        131047, "More than 24 hours since the person last wrote to this number.", "Send a template instead."
    ),
    _fail(
        131049, "Meta withheld it: this person gets enough marketing messages.", _NOT_SAME_DAY, by_hand=True
    ),
    _fail(
        131050, "The person stopped marketing messages from this business.", "Respect it; they can resume."
    ),
    _fail(131051, "Meta does not support this type of message.", _PAYLOAD),
    _fail(131052, "A file of the person could not be downloaded.", "Ask the person to send it again."),
    _fail(131060, "This message is not available.", "Nothing to do."),
    _fail(
        131062,
        "This message needs a phone number; a business-scoped user id is not enough.",
        "Ask the person for the phone number.",
    ),
    _fail(
        132005,
        "The text with its values is longer than the template allows.",
        "Shorten this contact's values.",
        by_hand=True,
    ),
    _fail(132008, "A value of the template has a form Meta does not accept.", _PAYLOAD, by_hand=True),
    _fail(132012, "A value of the template has the wrong format.", _PAYLOAD, by_hand=True),
    _fail(132018, "A value of the template is not valid.", _PAYLOAD, by_hand=True),
    _fail(134100, "Only marketing templates may be sent there.", _MM_API),
    _fail(
        137000,
        "The person's identity changed since it was last confirmed.",
        "Confirm the identity first.",
        by_hand=True,
    ),
    # The number. Meta counts each further try after 131048 against it: hours of rest, and nobody is burnt.
    _wait(
        131048,
        "number",
        4 * _HOUR_S,
        "Too many people blocked or reported this number.",
        "The number rests for some hours, then they go on by themselves. Improve audience and text now.",
    ),
    _wait(130429, "number", 2.0, "The number's throughput was reached.", _SLOW),
    _wait(
        131057, "number", 60.0, "The number is being upgraded to a higher throughput.", "Goes on by itself."
    ),
    _wait(2494100, "number", 120.0, "The number is in maintenance.", "Goes on by itself."),
    _stop(
        33,
        "number",
        "The sending number does not exist any more.",
        "Check the phone number id in the settings.",
    ),
    _stop(131037, "number", "The number's display name is not approved.", "Have the name approved by Meta."),
    _stop(131045, "number", "The number's registration failed.", "Register the number again."),
    _stop(133010, "number", "The number is not registered.", "Register the number with the Cloud API."),
    # The template.
    _stop(
        132000, "template", "The number of values does not match the template.", "Synchronise the templates."
    ),
    _stop(
        132001,
        "template",
        "The template does not exist in this language or is not approved.",
        "Synchronise the templates; a template just approved can need some minutes.",
    ),
    _stop(132007, "template", "The template breaks a content policy.", "Change the template."),
    _stop(
        132015, "template", "The template is paused for its low quality.", "Wait until it is approved again."
    ),
    _stop(132016, "template", "The template is disabled for good.", "Use another template."),
    _stop(132068, "template", "The template's form (Flow) is blocked.", "Correct the Flow."),
    _wait(132069, "template", _HOUR_S, "The template's form (Flow) is throttled.", "Goes on by itself."),
    # All marketing templates of the account meet this: pausing keeps the messages, failing burns them.
    _stop(
        131063,
        "template",
        "This account may not send marketing templates through the Cloud API.",
        "Allow it in the account's settings.",
    ),
    _wait(134101, "template", 600.0, "The template is still being synchronised.", "Goes on by itself."),
    _stop(134102, "template", "The template cannot be used.", _MM_API),
    # The account, for a time.
    _wait(4, "account", 60.0, "The app makes too many calls.", _SLOW),
    _wait(17, "account", 60.0, "The token's user makes too many calls.", _SLOW),
    _wait(613, "account", 30.0, "Too many calls in a short time.", _SLOW),
    _wait(80007, "account", 120.0, "The business account makes too many calls.", _SLOW),
    # The account, until somebody acts.
    _stop(0, "account", "Meta could not authenticate the token.", _ACCESS),
    _stop(3, "account", "The app lacks a capability.", _PERMISSION),
    _stop(10, "account", "The app lacks a permission.", _PERMISSION),
    _stop(102, "account", "The token's session is not valid.", _ACCESS),
    _stop(190, "account", "The access token has expired or was revoked.", _ACCESS),
    _stop(
        368,
        "account",
        "The account is restricted for breaking a policy.",
        "See the account's quality page at Meta.",
    ),
    _stop(131005, "account", "Access denied.", _PERMISSION),
    _stop(131031, "account", "The account is locked.", "Contact Meta's support."),
    _stop(
        131042,
        "account",
        "There is a problem with the payment method.",
        "Correct the payment method at Meta.",
    ),
    _stop(131055, "account", "This method is not available to the account.", _MM_API),
    _stop(
        131064,
        "account",
        "The account is limited for templates in a wrong category.",
        "Correct the categories; Meta lifts the limit.",
    ),
    # Our own codes, so that every stored code can be explained.
    _wait(-1, "number", 1.0, "No connection to Meta could be made.", "Goes on by itself; check the network."),
    ErrorRule(
        -2,
        "unknown",
        "row",
        None,
        False,
        "The answer was lost: Meta may have taken the message.",
        "Wait for a status of the message before you send it again.",
    ),
    ErrorRule(
        -3,
        "unknown",
        "row",
        None,
        False,
        "The answer could not be read: Meta may have taken the message.",
        "Wait for a status of the message before you send it again.",
    ),
    _fail(-4, "Meta reported a failure without a reason.", "Send it again by hand.", by_hand=True),
)

RULES: MappingProxyType[int, ErrorRule] = MappingProxyType({rule.code: rule for rule in _ROWS})
META_OUTAGES = frozenset(rule.code for rule in _ROWS if rule.waits_s == _OVER_AN_HOUR_S)

PERMISSION_MISSING = _stop(200, "account", "The token lacks a permission.", _PERMISSION)
UNKNOWN_OBJECT = _stop(
    100,
    "number",
    "The sending number does not exist, or the token may not use it.",
    "Check the phone number id and the token's access to it.",
)
UNKNOWN_OUTAGE = _outage(-6, "Meta reported a passing fault of its own.")
UNKNOWN_CODE = _fail(
    -5,
    "Meta refused the message with a code Relance does not know.",
    "Read Meta's words; send it again by hand when the cause is gone.",
    by_hand=True,
)
