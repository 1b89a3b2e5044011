"""What can stand in the activity log: a closed vocabulary. A word keeps its meaning; others are added."""

from enum import StrEnum


class Act(StrEnum):
    """What was done. Lines are written for what changed something: a second pause of a pause is none."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_INS_LOCKED = "sign_ins_locked"
    SIGNED_OUT = "signed_out"
    SESSION_ENDED = "session_ended"

    USER_CREATED = "user_created"
    USER_CHANGED = "user_changed"
    USER_DELETED = "user_deleted"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    API_KEY_CREATED = "api_key_created"
    API_KEY_REVOKED = "api_key_revoked"

    SETTINGS_CHANGED = "settings_changed"
    SENDER_CHANGED = "sender_changed"
    SENDER_UNBLOCKED = "sender_unblocked"
    TEMPLATES_SYNCED = "templates_synced"
    IMAGE_UPLOADED = "image_uploaded"

    IMPORT_STARTED = "import_started"
    IMPORT_UNDONE = "import_undone"
    CONTACTS_EXPORTED = "contacts_exported"
    MESSAGES_EXPORTED = "messages_exported"
    REJECTED_LINES_EXPORTED = "rejected_lines_exported"
    CONTACTS_DELETED = "contacts_deleted"
    CONTACTS_ERASED = "contacts_erased"
    CONTACT_COPIED = "contact_copied"
    CONTACT_OPTED_OUT = "contact_opted_out"
    CONTACT_OPTED_IN = "contact_opted_in"
    CONSENT_RECORDED = "consent_recorded"
    CATEGORY_CREATED = "category_created"
    CATEGORY_CHANGED = "category_changed"
    CATEGORY_DELETED = "category_deleted"
    CATEGORY_FILLED = "category_filled"
    CATEGORY_EMPTIED = "category_emptied"

    CAMPAIGN_CREATED = "campaign_created"
    CAMPAIGN_CHANGED = "campaign_changed"
    CAMPAIGN_DELETED = "campaign_deleted"
    CAMPAIGN_STARTED = "campaign_started"
    CAMPAIGN_PAUSED = "campaign_paused"
    CAMPAIGN_RESUMED = "campaign_resumed"
    CAMPAIGN_STOPPED = "campaign_stopped"
    CAMPAIGN_TESTED = "campaign_tested"
    CAMPAIGN_RETRIED = "campaign_retried"
    DOUBTS_DECIDED = "doubts_decided"

    WEBHOOK_REPLAYED = "webhook_replayed"
    BACKUP_MADE = "backup_made"
    DATABASE_RESTORED = "database_restored"
    RESTORED_ANSWERED = "restored_answered"
