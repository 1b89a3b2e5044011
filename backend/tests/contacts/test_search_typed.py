"""What people type into a search box, and whom it finds: in the list of contacts and in that of messages."""

import pytest

from relance.contacts.search import read_search
from relance.contacts.upsert import ContactRow, upsert_contacts
from relance.core.db import Pool, transaction
from relance.messages.filters import MessageFilter
from relance.messages.listing import Place, list_messages
from tests.campaigns.scene import Scene
from tests.contacts.test_folding import find

PEOPLE = {
    # Benin: accents, dots below, hooks, an eye of a needle for an apostrophe
    "+2290197000001": ("Sèna", "Houénou"), "+2290197000002": ("Ɖossou", "Agbégnénou"),
    "+2290197000003": ("Kɔfi", "Gbɛ̀nu"), "+2290197000004": ("Codjo", "d’Almeida"),
    "+2290197000005": ("Fifamè", "Hounsa-Gbo"), "+2290197000006": ("Ayìdjí", "Ahouansou"),
    "+2290197000007": ("Mahoutondji", "Kpánou"), "+2290197000008": ("Nàfíù", "Aláàyè"),
    # Yoruba
    "+2348031000001": ("Ọláìyá", "Ṣẹ́gun"), "+2348031000002": ("Adéṣọlá", "Ògúnbánjọ"),
    "+2348031000003": ("Olúwaṣẹ́gun", "Àjàyí"), "+2348031000004": ("Títílayọ̀", "Ẹniọlá"),
    "+2348031000005": ("Yétúndé", "Ọ̀ṣun"), "+2348031000006": ("Ṣadé", "Adébáyọ̀"),
    # Ewe and Togo
    "+22890000001": ("Edem", "Agblezãƒe"), "+22890000002": ("Ʋivi", "Ŋutsu"),
    "+22890000003": ("Akɔ̃ɛ", "Ɖagadu"), "+22890000004": ("Kɔdzó", "Amɛgã"),
    "+22890000005": ("Séna", "Aƒeli"), "+22890000006": ("Yawa", "Ɣeyigbe"),
    # Côte d'Ivoire, Senegal, Mali, Guinea
    "+2250707080910": ("Amenan", "N’Guessan"), "+2250505080911": ("Yao", "N'Dri"),
    "+2250101020304": ("Affoué", "Kouadio née Brou"), "+2252720301234": ("Gnamien", "M`Bra"),
    "+221771234567": ("Ndèye", "Diouf"), "+221771234568": ("Aïssatou", "Ba"),
    "+22376123456": ("Fatoumata", "Traoré"), "+224622123456": ("Mamadou", "Ɓaldé"),
    "+237677123456": ("Ngo", "Nko’o"), "+237677123457": ("Éboué", "Mbɔ̀ŋ"),
    # Vietnam
    "+84912345671": ("Nguyễn", "Văn Đức"), "+84912345672": ("Trần Thị", "Hường"),
    "+84912345673": ("Phạm", "Ngọc Ánh"), "+84912345674": ("Đặng", "Thùy Trâm"),
    # France and neighbours
    "+33612345678": ("Cœur", "Lefèvre"), "+33612345679": ("Lætitia", "L’Hôte"),
    "+33612345680": ("Jean‑Noël", "Œuvrard"), "+33612345681": ("He\u0301le\u0300ne", "Le Goff"),
    "+33612345682": ("François", "Nuñez"), "+33612345683": ("Anaïs", "de l'Isle"),
    "+491701234567": ("Jürgen", "Straßer"), "+491701234568": ("GROẞ", "Weiß"),
    "+41791234567": ("Zoë", "Müller"), "+32470123456": ("Maëlle", "’t Jonck"),
    # Poland, Turkey, Iceland, Romania, Croatia, Hungary, an apostrophe that is a letter
    "+48601234567": ("Łukasz", "Żółć"), "+905321234567": ("Işıl", "Çelik"),
    "+3546111234": ("Þórður", "Guðmundsson"), "+40721234567": ("Ștefan", "Țîrlea"),
    "+38591234567": ("Đurđica", "Šarić"), "+3613456789": ("Őrsi", "Győző"),
    "+68987712345": ("Teʻura", "Tāneʼa"),
}  # fmt: skip

TYPED = [
    "sena houenou", "dossou agbegnenou", "kofi gbenu", "d'almeida", "hounsa-gbo", "ayidji", "kpanou",
    "nafiu alaaye", "olaiya segun", "adesola ogunbanjo", "oluwasegun ajayi", "titilayo eniola",
    "yetunde osun", "sade adebayo", "agblezafe", "vivi nutsu", "akoe dagadu", "kodzo amega", "afeli",
    "geyigbe", "nguessan", "n‘dri", "affoue kouadio", "m'bra", "ndeye", "aissatou ba", "traore", "balde",
    "nko'o", "eboue mbon", "nguyen van duc", "tran thi huong", "pham ngoc anh", "dang thuy tram",
    "coeur lefevre", "laetitia lhote", "oeuvrard", "hélène", "francois nunez", "anais de lisle", "strasser",
    "gross weiss", "zoe muller", "maelle t jonck", "lukasz zolc", "isil celik", "thordur gudmundsson",
    "stefan tirlea", "durdica saric", "orsi gyozo", "te'ura tanea",
]  # fmt: skip
"""For each of them what somebody with a plain keyboard types."""

NUMBERS = {
    "01 97 00 00 01": "+2290197000001", "97 00 00 01": "+2290197000001", "+229 97 00 00 01": "+2290197000001",
    "0022997000001": "+2290197000001", "(+229) 01-97-00-00-01": "+2290197000001",
    "Sena +229 01 97 00 00 01": "+2290197000001", "97.00.00.01 Sèna": "+2290197000001",
    "2290197000001": "+2290197000001", " 2290197000001": "+2290197000001", "229 97000001": "+2290197000001",
    "tel:+22997000001": "+2290197000001", "https://wa.me/2290197000001": "+2290197000001",
    "\u202a+229 97\u00a000\u202f00 01\u202c": "+2290197000001", "97 00 00 01,": "+2290197000001",
    "07 08 09 10 ": "+2250707080910", "+225 07 08 09 10": "+2250707080910", "20 30 12 34": "+2252720301234",
    "06 12 34 56 78": "+33612345678", "+33 (0)6 12 34 56 78": "+33612345678", "0612345678": "+33612345678",
    "0803 100 0001": "+2348031000001", "0170 1234567": "+491701234567", "٠١٩٧٠٠٠٠٠١": "+2290197000001",
    "Houénou, Sèna": "+2290197000001",
}  # fmt: skip


async def _add_people(pool: Pool) -> None:
    rows = [ContactRow(phone, first, last) for phone, (first, last) in PEOPLE.items()]
    async with transaction(pool) as conn:
        await upsert_contacts(conn, rows=rows)


@pytest.fixture
async def scene(pool: Pool) -> Scene:
    """Each of the people has a message."""
    await _add_people(pool)
    scene = await Scene(pool).furnish()
    campaign = await scene.add_campaign(status="sending")
    await pool.execute(
        "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status)"
        " SELECT $1, id, $2, 'message_1', 'sent' FROM contacts WHERE phone = ANY($3)",
        campaign, scene.sender_id, list(PEOPLE),
    )  # fmt: skip
    return scene


async def _find_messages(pool: Pool, q: str) -> list[str]:
    async with pool.acquire() as conn:
        page = await list_messages(conn, wanted=MessageFilter(q=q), after=Place(), limit=100)
    return [row["phone"] for row in page.rows]


async def test_people_are_found_by_what_a_plain_keyboard_has(scene: Scene) -> None:
    assert len(TYPED) == len(PEOPLE) > 50
    wrong = []
    for typed, (phone, name) in zip(TYPED, PEOPLE.items(), strict=True):
        for q in (typed, typed.upper(), " ".join(name), " ".join(reversed(name))):
            found = (await find(scene.pool, q), await _find_messages(scene.pool, q))
            if found != ([phone], [phone]):
                wrong.append((q, name, found))
    assert wrong == []


async def test_people_are_found_by_numbers_as_they_are_typed(scene: Scene) -> None:
    found = {q: (await find(scene.pool, q), await _find_messages(scene.pool, q)) for q in NUMBERS}
    assert found == {q: ([phone], [phone]) for q, phone in NUMBERS.items()}


async def test_a_search_of_blanks_asks_nothing_and_of_nobody_finds_nobody(scene: Scene) -> None:
    assert len(await _find_messages(scene.pool, "  ")) == len(PEOPLE)
    assert await _find_messages(scene.pool, "Zzyzx") == []


@pytest.mark.parametrize("q", ["12/03/1990", "1990-03-12", "12.03.1990"])
def test_a_date_of_an_own_field_is_no_number(q: str) -> None:
    search = read_search(q)
    assert search is not None and search.terms == (q,)
