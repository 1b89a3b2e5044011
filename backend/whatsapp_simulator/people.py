"""The people behind the addresses: their phone, what WhatsApp calls them (`wa_id`, BSUID), their name."""

import re
from dataclasses import dataclass, field

from .behaviour import Behaviour, draw

# A number of 15 digits at most times MULTIPLIER modulo this prime and back: a BSUID that shows nothing of the
# phone, is the same in every run, and needs no table of a million rows to find its person again.
_PRIME = 10**17 + 3
_MULTIPLIER = 68_190_473_651_920_847
_INVERSE = pow(_MULTIPLIER, -1, _PRIME)
_DIALLING_CODES = {
    "1": "US", "7": "RU", "20": "EG", "27": "ZA", "31": "NL", "32": "BE", "33": "FR", "34": "ES", "39": "IT",
    "41": "CH", "44": "GB", "49": "DE", "52": "MX", "54": "AR", "55": "BR", "62": "ID", "90": "TR",
    "91": "IN",
    "212": "MA", "213": "DZ", "216": "TN", "221": "SN", "223": "ML", "225": "CI", "226": "BF", "227": "NE",
    "228": "TG", "229": "BJ", "233": "GH", "234": "NG", "237": "CM", "241": "GA", "243": "CD", "254": "KE",
    "261": "MG", "262": "RE", "351": "PT", "352": "LU",
}  # fmt: skip
_FIRST_NAMES = ("Afi", "Amélie", "Bio", "Chloé", "Codjo", "Daniel", "Elena", "Fatou", "Grace", "Hugo", "Inès")
_LAST_NAMES = (
    "Adjovi",
    "Bernard",
    "Costa",
    "Dossou",
    "Faye",
    "Garcia",
    "Hounsou",
    "Lambert",
    "Nkosi",
    "Silva",
)
_NAMES = tuple(f"{first} {last}" for first in _FIRST_NAMES for last in _LAST_NAMES)
_FORMATTING = str.maketrans("", "", " ()-.\u00a0")
_BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")


@dataclass(slots=True, eq=False)
class Recipient:
    """One address we were sent to or that wrote to us, with what happened to it since the last reset."""

    address: str
    """Digits of the phone, or the BSUID of somebody known by nothing else."""
    phone: str | None
    bsuid: str
    name: str
    traits: tuple[float, ...]
    listed: bool = False
    """Whether the ledger has this person among its recipients."""
    nobody: bool = False
    """No phone has this number (it was misread because it came without `+`)."""
    accepted_templates: int = 0
    accepted_free_form: int = 0
    rejected: dict[int, int] | None = None
    last_inbound: dict[str, float] | None = None
    """phone_number_id to the time of the last message that opened the window."""
    interaction_kind: str | None = None
    interaction_at: float | None = None
    interaction_posted_at: float | None = None
    interaction_acked_at: float | None = None
    message_2_at: float | None = None
    message_2_delay_s: float | None = None
    pair_clock: float = 0.0

    def on_whatsapp(self, behaviour: Behaviour) -> bool:
        return not self.nobody and self.traits[0] >= behaviour.not_on_whatsapp

    def hides_phone(self, behaviour: Behaviour) -> bool:
        """True for people with a username whose inbound messages carry a BSUID only."""
        return self.phone is None or self.traits[1] < behaviour.reply_without_phone

    def wa_id(self, behaviour: Behaviour) -> str | None:
        """What WhatsApp calls this phone: its digits, or an older form of them."""
        if self.phone is not None and self.traits[2] < behaviour.wa_id_other:
            return renumber(self.phone)
        return self.phone


@dataclass(slots=True)
class People:
    """Everybody met so far; a person is made the first time an address comes up."""

    seed: int
    by_address: dict[str, Recipient] = field(default_factory=dict)

    def forget(self) -> None:
        """Everybody."""
        self.by_address.clear()

    def find_phone(self, phone: str) -> Recipient:
        """The person with this phone (digits with country code, no `+`)."""
        return self.by_address.get(phone) or self._add(phone, phone, make_bsuid(phone))

    def find_bsuid(self, bsuid: str) -> Recipient:
        """The person with this BSUID: with a phone if the BSUID was made here, else known by it alone."""
        phone = read_bsuid(bsuid)
        if phone is not None:
            return self.find_phone(phone)
        return self.by_address.get(bsuid) or self._add(bsuid, None, bsuid)

    def _add(self, address: str, phone: str | None, bsuid: str) -> Recipient:
        traits = draw(self.seed, address, "person")
        name = _NAMES[int(traits[3] * len(_NAMES))]
        person = Recipient(address, phone, bsuid, name, traits[:3])
        self.by_address[address] = person
        return person


def read_to(to: str, country_code: str) -> tuple[str, bool] | None:
    """(digits, misread) of the `to` of a request, None when it is no number.

    Without `+` Meta puts the business number's own country code in front; a number that had its country code
    already then belongs to nobody.
    """
    text = to.translate(_FORMATTING)
    international = text.startswith("+")
    digits = text[1:] if international else text
    if not (digits.isascii() and digits.isdigit()) or not 6 <= len(digits) <= 15 or digits[0] == "0":
        return None
    if international:
        return digits, False
    return country_code + digits, len(digits) > 10


def is_bsuid(text: str) -> bool:
    return _BSUID.fullmatch(text) is not None


def make_bsuid(phone: str) -> str:
    """The BSUID of the person with this phone."""
    return f"{_country(phone)}.{int(phone) * _MULTIPLIER % _PRIME:017d}"


def read_bsuid(bsuid: str) -> str | None:
    """The phone behind a BSUID made here, None for any other."""
    number = bsuid[3:]
    if not (number.isascii() and number.isdigit()) or int(number) >= _PRIME:
        return None
    phone = str(int(number) * _INVERSE % _PRIME)
    return phone if len(phone) <= 15 and make_bsuid(phone) == bsuid else None


def renumber(phone: str) -> str:
    """The `wa_id` where it differs from the phone: numbers kept from before a country renumbered.

    Brazil without its ninth digit, Mexico with the old mobile 1, Benin without 01; elsewhere one digit more,
    which no real number can be mistaken for.
    """
    if phone.startswith("55") and len(phone) == 13:
        return phone[:4] + phone[5:]
    if phone.startswith("52") and len(phone) == 12:
        return "521" + phone[2:]
    if phone.startswith("22901") and len(phone) == 13:
        return "229" + phone[5:]
    return phone + "0" if len(phone) < 15 else phone[:-1]


def _country(phone: str) -> str:
    for length in (1, 2, 3):
        code = _DIALLING_CODES.get(phone[:length])
        if code is not None:
            return code
    return "ZZ"
