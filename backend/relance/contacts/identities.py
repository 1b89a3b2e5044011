"""The identities by which a person's choice is remembered: `phone:+229…`, `wa:229…`, `bsuid:BJ.…`."""

from relance.contacts.phones.spellings import known_aliases

PHONE = "phone:"
WA_ID = "wa:"
BSUID = "bsuid:"


def identities_of(
    *,
    phone: str | None = None,
    wa_id: str | None = None,
    bsuid: str | None = None,
    parent_bsuid: str | None = None,
) -> list[str]:
    """The identities a contact has, as they are recorded."""
    identities = [f"{BSUID}{value}" for value in (bsuid, parent_bsuid) if value]
    if wa_id:
        identities.append(f"{WA_ID}{wa_id}")
    if phone:
        identities.append(f"{PHONE}{phone}")
    return identities


def identities_to_ask(
    *,
    phone: str | None = None,
    wa_id: str | None = None,
    bsuid: str | None = None,
    parent_bsuid: str | None = None,
) -> list[str]:
    """The identities under which an earlier choice of this person may stand, other spellings included."""
    numbers: list[str] = []
    for number in (phone, wa_id):
        if number and (digits := number.removeprefix("+")) not in numbers:
            numbers += [digits, *known_aliases(digits)]
    spelt = [spelling for number in numbers for spelling in (f"{PHONE}+{number}", f"{WA_ID}{number}")]
    return spelt + [f"{BSUID}{value}" for value in (bsuid, parent_bsuid) if value]
