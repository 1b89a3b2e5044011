"""The copy of one person as a page that this person can read: one file, which opens without a network."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from relance.contacts.copy_words import TEXTS, WORDS
from relance.contacts.identities import PHONE
from relance.contacts.own_columns import OWN_TEXTS
from relance.downloads.cells import write_phone, write_time
from relance.downloads.look import Look
from relance.downloads.words import WORDS as WORDS_OF_FILES
from relance.downloads.words import Language, heading, word

_CONTACT = (
    *OWN_TEXTS, "phone", "username", "wa_id", "bsuid", "parent_bsuid", "aliases", "whatsapp_verified",
    "categories", "created_at", "interacted_at", "consented_at", "opted_out_at", "opted_out_reason",
)  # fmt: skip

_PARTS: Mapping[str, tuple[str, ...]] = {
    "consents": ("at", "given", "how", "words", "source"),
    "opt_outs": ("at", "identity", "opted_out", "reason"),
    "messages": (
        "sent_at", "campaign", "message_type", "text", "status", "delivered_at", "read_at", "failed_at",
        "cancel_reason",
    ),
    "interactions": ("at", "kind", "text"),
    "opt_out_answers": ("noted_at", "text"),
    "chats_answered_elsewhere": ("at", "taken_by"),
    "replies_not_attributed": ("at", "kind", "text"),
}  # fmt: skip
"""The columns of each part; what is for programs alone is left to the copy as JSON."""

_RARE = ("opt_out_answers", "chats_answered_elsewhere", "replies_not_attributed")
"""Parts of which nobody asks where there is nothing."""

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1a1b1e}"
    "h2{margin-top:2.5rem}th[scope]{width:16rem}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #dee2e6;"
    "overflow-wrap:anywhere;white-space:pre-line}"
    "@media(max-width:40rem){tr,td,th,th[scope]{display:block;width:auto;border:0;padding:.1rem 0}"
    "thead{display:none}tr{border-bottom:1px solid #dee2e6;padding:.6rem 0}"
    "td[data-head]:not(:empty)::before{content:attr(data-head);display:block;color:#5c5f66;font-size:.85em}}"
)


def write_copy_page(copy: Mapping[str, Any], look: Look) -> str:
    """`copy`: what `copy_contact` gives. `look` has a language and, where times are to be local, a zone."""
    language = look.language or Language.EN
    title = escape(_told("title", language))
    made = f"{escape(_told('made_at', language))} {escape(_show('at', copy['made_at'], look))}"
    parts = [_write_contact(copy["contact"], look)]
    for name, columns in _PARTS.items():
        if copy[name] or name not in _RARE:
            parts.append(_write_part(name, columns, [_open(row) for row in copy[name]], look))
    return (
        f'<!doctype html><html lang="{language.value}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{title}</h1><p>{made}</p>{''.join(parts)}</body></html>"
    )


def _open(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A reply that belongs to nothing yet is kept with its message inside."""
    message = row.get("message")
    return {**message, **row} if isinstance(message, dict) else row


def _write_contact(contact: Mapping[str, Any], look: Look) -> str:
    language = look.language or Language.EN
    known = [(_told(name, language), _show(name, contact.get(name), look)) for name in _CONTACT]
    known += [(name, _show(name, value, look)) for name, value in (contact.get("attributes") or {}).items()]
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
        for name, value in known
        if value
    )
    return f"<h2>{escape(_told('contact', language))}</h2><table>{rows}</table>"


def _write_part(name: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]], look: Look) -> str:
    """Columns in which nothing stands are left out."""
    language = look.language or Language.EN
    head = f"<h2>{escape(_told(name, language))}</h2>"
    shown = [column for column in columns if any(_is_told(row.get(column)) for row in rows)]
    if not shown:
        return f"{head}<p>{escape(_told('nothing', language))}</p>"
    names = [escape(_told(column, language)) for column in shown]
    top = "".join(f"<th>{name}</th>" for name in names)
    lines = "".join(
        _write_line([_show(column, row.get(column), look) for column in shown], names) for row in rows
    )
    return f"{head}<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"


def _write_line(cells: Iterable[str], names: Sequence[str]) -> str:
    """On a narrow screen each cell stands below its name."""
    pairs = zip(names, cells, strict=True)
    return "".join(
        ("<tr>", *(f'<td data-head="{name}">{escape(cell)}</td>' for name, cell in pairs), "</tr>")
    )


def _is_told(value: object) -> bool:
    return value is not None and value not in ("", [])


def _told(name: str, language: Language) -> str:
    both = TEXTS.get(name)
    return heading(name, language) if both is None else both[0 if language is Language.EN else 1]


def _show(column: str, value: Any, look: Look) -> str:
    language = look.language or Language.EN
    if not _is_told(value):
        return ""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    known = WORDS.get(column, {}).get(text)
    if known is not None:
        return known[0 if language is Language.EN else 1]
    if column == "at" or column.endswith("_at"):
        return write_time(datetime.fromisoformat(text), look)
    if column == "phone":
        return write_phone(text)
    if column == "identity":
        # What is in front tells programs of which kind it is: `phone:+229…`, `wa:229…`, `bsuid:BJ.…`.
        name = text.partition(":")[2]
        return write_phone(name) if text.startswith(PHONE) else name
    kind = {"status": "state", "whatsapp_verified": "yes_no", "opted_out": "yes_no"}.get(column, column)
    return word(kind, text, language) if kind in WORDS_OF_FILES else text
