"""The copy of a person for that person: a page with headings in their language, and no more than the copy."""

import re
from html import unescape
from typing import get_args

import pytest

from relance.contacts.copy import copy_contact
from relance.contacts.copy_page import write_copy_page
from relance.contacts.copy_words import TEXTS, WORDS
from relance.downloads.look import Look
from relance.downloads.words import Language
from relance.whatsapp.interaction_kinds import InteractionKind
from tests.contacts.test_erasure import TRACES, everything, scene
from tests.webhooks.scene import Scene

__all__ = ["scene"]


async def page_of(scene: Scene, contact: int, language: Language) -> str:
    async with scene.pool.acquire() as conn, conn.transaction():
        copy = await copy_contact(conn, contact_id=contact)
    return write_copy_page(copy, Look(language=language, timezone="Africa/Porto-Novo"))


def text_of(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "\n", page))


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        (Language.EN, ["Who you are here", "First name", "Messages sent to you", "What you answered",
                       "on paper"]),
        (Language.FR, ["Qui vous êtes ici", "Prénom", "Messages qui vous ont été envoyés", "Désabonné le",
                       "Ce que vous avez répondu", "sur papier", "texte", "dit à l’équipe"]),
    ],
)  # fmt: skip
async def test_everything_that_is_known_stands_under_headings(
    scene: Scene, language: Language, headings: list[str]
) -> None:
    contact, _ = await everything(scene)
    await scene.pool.execute(
        "UPDATE templates SET components = $1", [{"type": "BODY", "text": "Bonjour {{1}} !"}]
    )
    told = text_of(await page_of(scene, contact, language))
    assert [trace for trace in (*TRACES[1:], "01 97 45 67 89", "Bonjour Moussa !") if trace not in told] == []
    assert [heading for heading in headings if heading not in told] == []
    for name_of_a_program in (
        "first_name",
        "opted_out_reason",
        "wamid",
        "message_1",
        "T0",
        "phone:",
        "bsuid:",
    ):
        assert name_of_a_program not in told


async def test_what_people_wrote_is_text_and_nothing_else(scene: Scene) -> None:
    wrong = '<script>alert(1)</script>" onload="x'
    contact = await scene.contact(first_name=wrong, attributes={wrong: wrong})
    page = await page_of(scene, contact, Language.FR)
    assert "<script" not in page and page.count("&lt;script&gt;") == 3
    assert page.count("Rien n’est gardé.") == 4


def test_every_kind_and_every_word_is_told_in_both_languages() -> None:
    assert WORDS["kind"].keys() == set(get_args(InteractionKind))
    for both in (*TEXTS.values(), *(both for words in WORDS.values() for both in words.values())):
        assert all(both)
