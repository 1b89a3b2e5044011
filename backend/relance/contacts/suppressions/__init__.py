"""Who must not be written to: recorded by identity, so that it outlives the deletion of a contact."""

from relance.contacts.suppressions.service import (
    WHATSAPP_PREFERENCE,
    Choice,
    apply_suppressions,
    apply_to_new_phones,
    apply_to_taught,
    opt_in,
    opt_out,
    record_choices,
)

__all__ = [
    "WHATSAPP_PREFERENCE",
    "Choice",
    "apply_suppressions",
    "apply_to_new_phones",
    "apply_to_taught",
    "opt_in",
    "opt_out",
    "record_choices",
]
