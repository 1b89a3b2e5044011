"""The built-in words as the settings page gets them."""

from relance.interactions.api import list_opt_out_words


async def test_words_are_told_by_language_and_stop_itself_is_fixed() -> None:
    told = await list_opt_out_words()
    stop = {one.language: one for one in told.stop}
    assert set(stop) >= {"fr", "en", "es", "pt", "ar", "yo", "ha", "ig", "wo", "bm", "ee", "fon", "tw"}
    assert "désabonner" in stop["fr"].words
    assert stop["fr"].fixed == stop["en"].fixed == ["stop"]
    assert not any(one.fixed for one in told.start)
