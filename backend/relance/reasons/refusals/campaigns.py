"""Campaigns, their images, and a database that went back."""

CAMPAIGNS = {
    "campaign_refused": (422, "{problem:reason}"),
    "campaign_exists_already": (
        409,
        "Campaign {campaign_id:api} with the same name, template and categories was created less than a"
        ' minute ago. Send "force": true if you want a second one.',
    ),
    "idempotency_key_reused": (409, "This Idempotency-Key was used for another request."),
    "campaign_without_recipients": (409, "There is no contact in the chosen categories."),
    "campaign_not_startable": (
        409,
        "A campaign that is {status:campaign_status} cannot be started: a draft can, or one that is"
        " scheduled; one that is paused is resumed.",
    ),
    "campaign_not_pausable": (409, "A campaign that is {status:campaign_status} cannot be paused."),
    "campaign_not_resumable": (409, "A campaign that is {status:campaign_status} cannot be resumed."),
    "campaign_not_stoppable": (409, "A campaign that is {status:campaign_status} cannot be stopped."),
    "campaign_not_changeable": (
        409,
        "A campaign that is {status:campaign_status} cannot be changed any more. Duplicate it and change the"
        " copy.",
    ),
    "campaign_is_running": (
        409,
        "A campaign that is {status:campaign_status} cannot be deleted: stop it first.",
    ),
    "campaign_not_retryable": (409, "{why:reason}"),
    "schedule_in_the_past": (422, "{at:moment} is in the past."),
    "too_many_tests": (
        429,
        "Within an hour {of_campaign:count} tests of a campaign and {of_all:count} in all may be sent."
        " Try again later.",
    ),
    "media_unknown": (422, "{why:reason}"),
    "image_refused": (422, "{problem:reason}"),
    "image_too_large": (413, "An image may have {most:megabytes}."),
    "restored_unanswered": (
        409,
        "This database was restored from a backup or copied. Nothing leaves until a super admin has said "
        "which: in the web app under Settings, Database, with `relance restored`, or by POST "
        "/api/installation/restored.",
    ),
    "restored_settling": (
        409,
        "What left before the backup was restored is being taken over from the sent logs. Try again in a "
        "moment.",
    ),
    "restored_not_asked": (409, "{why:reason}"),
    "restored_answered": (409, "It was answered already: {answer:restored_answer}."),
}
