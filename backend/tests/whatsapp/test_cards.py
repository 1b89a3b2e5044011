"""What people send beside words, as a person reads it."""

from typing import Any

import pytest

from relance.whatsapp.message_types import READERS

CARD = {"name": {"formatted_name": "Koffi"}, "phones": [{"phone": "+229 01 97 00 00 01"}, {"wa_id": "1"}, 7]}


@pytest.mark.parametrize(
    ("kind", "content", "text"),
    [
        ("location", {"latitude": 6.3703, "longitude": 2.3912}, "6.3703, 2.3912"),
        ("location", {"name": "Dantokpa", "address": "Cotonou", "latitude": 6.3}, "Dantokpa, Cotonou"),
        ("location", {"latitude": True, "name": 7}, None),
        ("contacts", [CARD, {"name": {"formatted_name": "Awa"}}], "Koffi +229 01 97 00 00 01\nAwa"),
        ("contacts", [7, {"phones": "x", "name": "y"}], None),
        ("order", {"text": "Vite svp", "product_items": [
            {"product_retailer_id": "A1", "quantity": 2, "item_price": 30, "currency": "XOF"},
            {"product_retailer_id": "B2", "quantity": "1"}, 9]}, "Vite svp\n2 × A1 (30 XOF)\n1 × B2"),
        ("order", {"text": "", "product_items": []}, None),
        ("image", {"caption": "Voici", "id": "1"}, "Voici"),
        ("video", {"caption": "Regardez"}, "Regardez"),
        ("document", {"filename": "devis.pdf"}, "devis.pdf"),
        ("document", {"filename": "devis.pdf", "caption": "Le devis"}, "Le devis"),
        ("interactive", {"type": "list_reply", "list_reply": {"id": "2", "title": "Parakou"}}, "Parakou"),
        ("interactive", {"type": "nfm_reply", "nfm_reply": {"response_json": "{", "body": "Sent"}}, "Sent"),
        ("interactive", {"type": "nfm_reply", "nfm_reply": {
            "response_json": '{"screen_0_Votre_ville_0":"0_Cotonou","ok":true,"flow_token":"x"}'}},
         "Votre ville: Cotonou\nok: ✓"),
    ],
)  # fmt: skip
def test_what_is_sent_is_text_that_people_read(kind: str, content: Any, text: str | None) -> None:
    said = READERS[kind](content)
    assert said is not None and said.text == text
