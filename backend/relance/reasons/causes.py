"""Causes of refusals whose code stands for several: `why` and `problem` among their values."""

from typing import Final

from relance.reasons.reason import ReasonList

CAUSES: Final = ReasonList(
    "cause",
    {
        "log_in": "Log in, or send an API key: 'Authorization: Bearer <key>'.",
        "key_unknown": "The API key is unknown, expired or revoked.",
        "session_ended": "The session has ended: log in again.",
        "super_admin_does": "Only a super admin {task:super_admin_task}.",
        "super_admin_changes": "Only a super admin changes {names:list}.",
        "refused_by_meta": "Meta refused: {said:reason} {advice:reason}",
        "token_unusable": "RELANCE_WHATSAPP_TOKEN: the access token is empty or holds characters no token"
        " has, such as a line end.",
        "no_sender_yet": "There is no sender yet: run `relance sync`.",
        "sender_missing": "There is no sender {id:api}.",
        "phone_column_not_found": "No column holds phone numbers: name it phone, number, phone_number or"
        " full_number in the first line, or use country_code and phone_number. Found: {found:list}.",
        "phone_column_not_named": "Say which column holds the phone numbers.",
        "mapping_not_json": 'The columns are given as JSON such as {{"0": "phone", "1": "first_name", "2":'
        ' "city"}}: places from 0, and phone, full_number, further_phone, country_code, first_name,'
        " last_name, consent_given, consent_date, consent_date_month_first, consent_how, consent_words,"
        " consent_refused, skip or the name of a field.",
        "mapping_no_such_column": "The file has {columns:count} columns: there is none at {place:id}.",
        "mapping_no_such_header": "{n:count} columns of the file are called '{header}': there must be one.",
        "mapping_twice": "Two columns are both '{meaning}'.",
        "retry_nothing_failed": "A campaign that is {status:campaign_status} has no failed messages to send"
        " again.",
        "retry_ended_meanwhile": "The campaign was stopped or deleted meanwhile.",
        "media_not_of_meta": "'{media_id:api}' is no id of Meta: the image that was uploaded is"
        " 'media:{media_id:api}'.",
        "media_missing": "There is no image '{media_id:api}': upload it first.",
        "setting_read_at_start": "{name} is read at the start: set {variable} in the environment, and start"
        " again.",
        "setting_missing": "There is no setting {name}: GET /api/settings lists those there are.",
        "settings_changed": "{names:list} changed since you read it: read the settings again, then decide.",
        "settings_changed_by": "{names:list} changed since you read it by {by:list}: read the settings again,"
        " then decide.",
        "restored_never": "This database was not found to have been restored or copied.",
        "restored_answered_before": "It was answered already: {answer:restored_answer}. That cannot be taken"
        " back.",
    },
)
