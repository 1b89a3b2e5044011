"""Doctor's look at the secrets: what was copied with them, who may read them, what is left of old ones."""

import stat
from collections.abc import Collection
from pathlib import Path

from relance.cli.findings import Finding, bad, warn
from relance.core.secret import describe_odd
from relance.core.secret_files import SUFFIX
from relance.core.setting_faults import list_secret_files, list_unknown
from relance.core.settings import Settings

_MOUNTED = Path("/run/secrets")
"""Where containers find their secrets, readable to all there is in them."""


def check_names() -> list[Finding]:
    """Settings that are set and mean nothing: misspelt, most of them."""
    findings = []
    for name, nearest in list_unknown().items():
        if name.endswith(SUFFIX) and nearest == name.removesuffix(SUFFIX):
            fact, mend = "is no setting: only secrets may lie in files", f"set {nearest} itself"
        else:
            fact = "is no setting of Relance, and has no effect"
            mend = (
                f"write {nearest}, or take it away"
                if nearest
                else "take it away (.env.example has all names)"
            )
        findings.append(warn(name, fact, mend))
    return findings


def check_secrets(settings: Settings, faulty: Collection[str] = ()) -> list[Finding]:
    """What no secret of Meta's looks like, and secrets that are still valid beside newer ones."""
    findings = []
    for name in ("whatsapp_token", "whatsapp_app_secret", "whatsapp_app_secret_previous"):
        value = getattr(settings, name)
        if name not in faulty and value and (odd := describe_odd(value)):
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
    """Whether others on this machine may read or change `.env`, or a file that holds a secret."""
    files = {str(Settings.model_config.get("env_file") or ".env"): "it holds secrets"}
    for setting, path in list_secret_files().items():
        if not Path(path).is_relative_to(_MOUNTED):
            files.setdefault(path, f"it is {setting}")
    return [finding for path, what in files.items() for finding in _check_mode_of(Path(path), what)]


def _check_mode_of(file: Path, what: str) -> list[Finding]:
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except OSError:
        return []  # there is none, or `find_settings` has said that it cannot be read
    who = "everybody on this machine" if mode & 0o007 else "its group" if mode & 0o070 else ""
    verb = "change" if mode & 0o022 else "read"
    if not who:
        return []
    return [warn(str(file), f"{who} may {verb} it (mode {mode:o}), and {what}", f"chmod 600 {file}")]


def _variable(name: str) -> str:
    return f"RELANCE_{name.upper()}"
