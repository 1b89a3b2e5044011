"""Words that this house does without: plain ones say the same to those who learnt English late."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
SEARCHED = ("backend/relance", "backend/whatsapp_simulator", "benchmarks", "docs", "frontend/src")
SUFFIXES = {".py", ".md", ".ts", ".tsx", ".json"}
PLAIN = {"anew": "again"}


def test_no_text_has_a_word_for_which_there_is_a_plain_one() -> None:
    unwanted = re.compile(rf"\b({'|'.join(PLAIN)})\b", re.IGNORECASE)
    texts = [path for place in SEARCHED for path in (ROOT / place).rglob("*") if path.suffix in SUFFIXES]
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in (*texts, *ROOT.glob("*.md"))
        for word in unwanted.findall(path.read_text())
    ]
    assert found == []
    assert len(texts) > 1000
