"""A copy of one person (GDPR 15 and 20): all that is kept of them, as one object that a program can read."""

from typing import Any

from relance.activity import Act, Subject, record
from relance.contacts import copy_sql as sql
from relance.contacts.identities import BSUID, identities_to_ask
from relance.contacts.message_text import text_of_message
from relance.core.clock import utc_now
from relance.core.db import Connection
from relance.core.errors import AppError


async def copy_contact(conn: Connection, *, contact_id: int) -> dict[str, Any]:
    """Everything of a contact, by what it is. Raises AppError `contact_not_found`.

    Who of the house wrote something down is not part of it; numbers, texts, answers and times are.
    """
    contact: dict[str, Any] | None = await conn.fetchval(sql.CONTACT, contact_id)
    if contact is None:
        raise AppError("contact_not_found", id=contact_id)
    ids = {name: contact[name] for name in ("phone", "wa_id", "bsuid", "parent_bsuid")}
    names = identities_to_ask(**ids) + [f"{BSUID}{alias}" for alias in contact["aliases"]]
    bsuids = [name.removeprefix(BSUID) for name in names if name.startswith(BSUID)]
    numbers = [number.lstrip("+") for number in (ids["phone"], ids["wa_id"]) if number]
    found = {
        "consents": await conn.fetch(sql.CONSENTS, contact_id),
        "opt_outs": await conn.fetch(sql.CHOICES, names),
        "messages": await conn.fetch(sql.MESSAGES, contact_id),
        "interactions": await conn.fetch(sql.INTERACTIONS, contact_id),
        "opt_out_answers": await conn.fetch(sql.ANSWERS, contact_id),
        "chats_answered_elsewhere": await conn.fetch(sql.CHATS, contact_id),
        "replies_not_attributed": await conn.fetch(sql.KEPT, bsuids, numbers),
    }
    for row in found["messages"]:
        message = row["copy"]
        message["text"] = text_of_message(message["message_type"], message["text"], message["parameters"])
    await record(conn, Act.CONTACT_COPIED, Subject("contact", contact_id))
    parts = {name: [row["copy"] for row in rows] for name, rows in found.items()}
    return {"made_at": utc_now().isoformat(), "contact": contact, **parts}
