"""Doctor's look at the secrets: what was copied with them, who may read them, what is left of old ones."""

import stat
from pathlib import Path

from relance.cli.findings import Finding, bad, warn
from relance.core.secret import describe_odd
from relance.core.settings import Settings


def check_secrets(settings: Settings) -> list[Finding]:
    """What no secret of Meta's looks like, and secrets that are still valid beside newer ones."""
    findings = []
    for name in ("whatsapp_token", "whatsapp_app_secret", "whatsapp_app_secret_previous"):
        value = getattr(settings, name)
        if value and (odd := describe_odd(value)):
            mend = "copy it again, without blanks, line ends or quotes around it"
            findings.append(bad(_variable(name), f"holds {odd}, which none of Meta's has", mend))
    for name in ("whatsapp_verify_token", "whatsapp_verify_token_previous"):
        value = getattr(settings, name)
        if value and value != value.strip():
            mend = "take it away here, or enter it with the blank at Meta too"
            findings.append(warn(_variable(name), "begins or ends with a blank or a line end", mend))
    for name in ("whatsapp_app_secret_previous", "whatsapp_verify_token_previous"):
        if getattr(settings, name):
            mend = "unset it as soon as Meta uses the new one (docs/secrets.md)"
            findings.append(warn(_variable(name), "the previous one is still accepted", mend))
    return findings


def check_mode() -> list[Finding]:
    """Whether others on this machine may read or change `.env`."""
    file = Path(str(Settings.model_config.get("env_file") or ".env"))
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except OSError:
        return []  # there is none, or `load_settings` has said that it cannot be read
    who = "everybody on this machine" if mode & 0o007 else "its group" if mode & 0o070 else ""
    verb = "change" if mode & 0o022 else "read"
    if not who:
        return []
    return [
        warn(str(file), f"{who} may {verb} it (mode {mode:o}), and it holds secrets", f"chmod 600 {file}")
    ]


def _variable(name: str) -> str:
    return f"RELANCE_{name.upper()}"
