"""Words of closed lists that stand in sentences: by the name of the list and the word that the API tells."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "campaign_status": {
        status: status
        for status in (
            "draft", "scheduled", "preparing", "sending", "paused", "completed", "failed", "stopped"
        )
    },
    "super_admin_task": {
        "users": "manages users and keys",
        "activity": "reads who did what",
        "installation": "says whether a database is a copy or was restored",
        "other": "may do this",
    },
    "what_counts": {
        "streams": "live streams are open",
        "exports": "exports are under way",
        "uploads": "uploads are under way",
        "lists": "searches, lists or preflights are under way",
    },
    "what_ends_it": {
        "streams": "Close one",
        "exports": "Wait until one has ended",
        "uploads": "Wait until one has ended",
        "lists": "Ask for fewer",
    },
    "restored_answer": {"restored": "restored", "copy": "copy"},
    "part_of_request": {"query": "query parameter", "form": "field"},
    "content": {
        "text": "The text of Message 2",
        "text_with_buttons": "The text of Message 2 with buttons",
        "image": "The image of Message 2",
        "caption": "The caption of Message 2",
        "button_title": "The title of a button",
        "button_id": "The id of a button",
        "header_text": "The variable of the template's header",
        "header_image": "The image of the template's header",
        "header_video": "The video of the template's header",
        "header_document": "The document of the template's header",
        "header_other": "The header of the template",
    },
    "gap": {
        gap: gap
        for gap in ("api_away", "api_stopped", "api_silent", "stopping", "overloaded", "not_committed")
    },
    "work": {
        work: work
        for work in (
            "poll", "listen", "settle", "lanes", "departures", "lines", "intake", "enqueue"
        )
    },
    "button_part": {"id": "id", "title": "title"},
}  # fmt: skip
