"""The built-in words of STOP and START. Who may call the route is decided where the routers are joined."""

from collections.abc import Collection, Mapping

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.interactions.keywords.match import ALWAYS, letters_of
from relance.interactions.keywords.start_words import START_WORDS
from relance.interactions.keywords.stop_words import STOP_WORDS

router = APIRouter(prefix="/api/settings", tags=["settings"])

_WORDS: JsonDict = {"language": "fr", "words": ["stop", "désabonner"], "fixed": ["stop"]}


class WordsOfLanguage(BaseModel):
    """The built-in words and clear sentences of one language (ISO 639)."""

    model_config = ConfigDict(json_schema_extra={"examples": [_WORDS]})

    language: str
    words: list[str]
    fixed: list[str] = Field(description="Those that always count: STOP itself.")


class BuiltInWords(BaseModel):
    """What means STOP and START before an installation adds words of its own."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"stop": [_WORDS], "start": []}]})

    stop: list[WordsOfLanguage]
    start: list[WordsOfLanguage]


@router.get("/opt-out-words")
async def list_opt_out_words() -> BuiltInWords:
    """List the built-in words of STOP and START by language.

    The settings `opt_out_words_removed` and `opt_in_words_removed` take some of them out, those that end with
    `_added` add others.
    """
    return BuiltInWords(stop=_list(STOP_WORDS, ALWAYS), start=_list(START_WORDS))


def _list(words: Mapping[str, Collection[str]], always: str | None = None) -> list[WordsOfLanguage]:
    return [
        WordsOfLanguage(
            language=language,
            words=list(listed),
            fixed=[word for word in listed if letters_of(word) == always],
        )
        for language, listed in words.items()
    ]
