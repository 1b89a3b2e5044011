"""Settings that are changed while Relance runs."""

SETTINGS = {
    "setting_missing": (422, 'Name the settings to change, such as {{"daily_limit": 2000}}.'),
    "setting_unknown": (422, "{why:reason}"),
    "setting_locked": (
        409,
        "{name} is set by {variable} in the environment: change it there, or unset it there and start again.",
    ),
    "setting_refused": (422, "{problem:api}."),
    "settings_changed": (409, "{why:reason}"),
}
