"""Webhooks, and items of them, that could not be applied. The words are those of the column `reason`."""

from typing import Final

from relance.reasons.reason import ReasonList

PARKED: Final = ReasonList(
    "parked",
    {
        "not_json": "It is no JSON.",
        "nested_too_deeply": "It is nested too deeply to be read.",
        "not_an_object": "It is JSON, and no object.",
        "not_a_whatsapp_webhook": "It is no webhook of WhatsApp.",
        "parser_failed": "Relance stumbled while it read it: {error:api}.",
        "not_applied": "The database refused it: {error:api}.",
        "entry_without_changes": "An entry holds no list of changes.",
        "change_unreadable": "A change has no field or no value.",
        "statuses_is_not_a_list": "The statuses are no list.",
        "messages_is_not_a_list": "The messages are no list.",
        "user_preferences_is_not_a_list": "The preferences are no list.",
        "errors_is_not_a_list": "The errors are no list.",
        "error_is_not_an_object": "An error is no object.",
        "status_is_not_an_object": "A status is no object.",
        "status_without_word": "A status does not say what happened.",
        "status_without_wamid": "A status does not name its message.",
        "status_without_time": "A status has no time.",
        "content_unreadable": "The content of a message cannot be read; its type is {type}.",
        "message_is_not_an_object": "A message is no object.",
        "message_without_type": "A message has no type.",
        "message_without_time": "A message has no time.",
        "message_without_wamid": "A message has no id.",
        "message_without_sender": "A message does not say whose it is.",
        "system_unreadable": "A notice of the system cannot be read.",
        "identity_change_without_ids": "A change of number or id names neither.",
        "template_event_without_template": "News of a template does not name it.",
        "template_event_without_event": "News of a template does not say what happened.",
        "preference_is_not_an_object": "A preference is no object.",
        "preference_with_unknown_value": "A preference is neither to stop nor to resume.",
        "preference_without_time": "A preference has no time.",
        "preference_without_person": "A preference does not say whose it is.",
    },
)
