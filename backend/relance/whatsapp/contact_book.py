"""The `contacts[]` of one webhook value: who the people in its messages are."""

from typing import Any

from relance.whatsapp.identities import read_bsuid, read_wa_id
from relance.whatsapp.storable import storable_text

_LONGEST_NAME = 256


def read_username(profile: object) -> str | None:
    """Read the name that a person chose in WhatsApp."""
    if not isinstance(profile, dict):
        return None
    return storable_text(profile.get("username"), _LONGEST_NAME) or None


class ContactBook:
    """Finds the contact a message speaks of. The index is only built when somebody asks: statuses hardly
    do."""

    __slots__ = ("_by_id", "_contacts")

    def __init__(self, contacts: object) -> None:
        self._contacts = contacts
        self._by_id: dict[str, dict[str, Any]] | None = None

    def find(self, wa_id: str | None, bsuid: str | None) -> dict[str, Any]:
        """Return the contact with one of these ids, or the only contact there is when neither is known."""
        index = self._by_id
        if index is None:
            index = self._by_id = self._build_index()
        if bsuid is not None and bsuid in index:
            return index[bsuid]
        if wa_id is not None and wa_id in index:
            return index[wa_id]
        return {}

    def find_only(self) -> dict[str, Any]:
        """Return the contact if there is exactly one."""
        contacts = self._contacts
        if isinstance(contacts, list) and len(contacts) == 1 and isinstance(contacts[0], dict):
            return contacts[0]
        return {}

    def find_bsuid(self, wa_id: str | None) -> str | None:
        """Return the BSUID of a `wa_id`, if the contacts tell it."""
        if wa_id is None or not self._contacts:
            return None
        return read_bsuid(self.find(wa_id, None).get("user_id"))

    def find_username(self, wa_id: str | None, bsuid: str | None) -> str | None:
        """Return the name that the person of one of these ids chose in WhatsApp, if the contacts tell it."""
        if not self._contacts:
            return None
        return read_username(self.find(wa_id, bsuid).get("profile"))

    def _build_index(self) -> dict[str, dict[str, Any]]:
        index: dict[str, dict[str, Any]] = {}
        contacts = self._contacts
        for contact in contacts if isinstance(contacts, list) else ():
            if not isinstance(contact, dict):
                continue
            for given in (contact.get("wa_id"), contact.get("user_id")):
                identity = read_wa_id(given) or read_bsuid(given)
                if identity is not None:
                    index[identity] = contact
        return index
