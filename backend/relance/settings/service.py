"""Reading the settings that may be changed while Relance runs, and changing them: all or nothing."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from relance.activity import Act, Subject, record
from relance.activity.actor import current_actor
from relance.core import locks
from relance.core.changeable_settings import ChangeableSettings
from relance.core.current_settings import CurrentSettings
from relance.core.db import Connection, Row
from relance.core.errors import AppError
from relance.core.setting_words import word_error
from relance.core.settings import Settings
from relance.reasons.causes import CAUSES
from relance.settings import sql
from relance.settings.described import describe
from relance.whatsapp.placeholders import list_broken, list_meant


@dataclass(frozen=True, slots=True)
class Listed:
    """The version, and each setting as `schemas.Setting`."""

    version: int
    items: list[dict[str, Any]]


async def list_settings(conn: Connection, *, current: CurrentSettings[ChangeableSettings]) -> Listed:
    """All that may be changed, with what holds in this process."""
    rows = {row["name"]: row for row in await conn.fetch(sql.LIST)}
    values, _ = current.resolve({name: row["value"] for name, row in rows.items()})
    items = [
        {
            **describe(declared),
            "value": getattr(values, name),
            "locked": name in current.locked,
            "changed_at": rows[name]["changed_at"] if name in rows else None,
            "changed_by": rows[name]["changed_by"] if name in rows else None,
        }
        for name, declared in current.declared.items()
    ]
    return Listed(_version_of(rows.values()), items)


async def change_settings(
    conn: Connection,
    *,
    current: CurrentSettings[ChangeableSettings],
    wanted: Mapping[str, object],
    version: int | None = None,
    is_super_admin: bool,
) -> None:
    """Store new values by name; None: back to the default. Every process has them a second later.

    Raises AppError `setting_unknown`, `setting_refused` (422), `super_admin_only` (403), `setting_locked`
    and, when somebody else has changed one of them since `version`, `settings_changed` (409).
    """
    _refuse_unknown(current, wanted)
    if not is_super_admin:
        _refuse_kept_back(current, wanted)
    _refuse_locked(current, wanted)
    values = _read_all(current, wanted)
    await locks.take(conn, locks.SETTINGS)
    rows = {row["name"]: row for row in await conn.fetch(sql.LIST)}
    if version is not None:
        _refuse_stale(rows, wanted, version)
    before = {name: rows[name]["value"] if name in rows else None for name in values}
    new = {name: value for name, value in values.items() if value != before[name]}
    if not new:
        return
    who = current_actor()
    user = who.id if who.kind == "user" else None
    key = who.id if who.kind == "api_key" else None
    texts = [None if value is None else json.dumps(value) for value in new.values()]
    await conn.execute(sql.STORE, list(new), texts, user, key)
    was = {name: before[name] for name in new}
    await record(conn, Act.SETTINGS_CHANGED, Subject("settings"), before=was, after=new)


def _refuse_unknown(current: CurrentSettings[ChangeableSettings], names: Iterable[str]) -> None:
    unknown = [name for name in names if name not in current.declared]
    if not unknown:
        return
    name = unknown[0]
    if name in Settings.model_fields:
        why = CAUSES.make("setting_read_at_start", name=name, variable=f"RELANCE_{name.upper()}")
    else:
        why = CAUSES.make("setting_missing", name=repr(name[:100]))
    raise AppError("setting_unknown", why=why, details={"names": [name[:100] for name in unknown]})


def _refuse_kept_back(current: CurrentSettings[ChangeableSettings], names: Iterable[str]) -> None:
    kept = [name for name in names if current.declared[name].mark.super_admins_only]
    if kept:
        raise AppError(
            "super_admin_only",
            why=CAUSES.make("super_admin_changes", names=kept),
            details={"names": kept},
        )


def _refuse_locked(current: CurrentSettings[ChangeableSettings], names: Iterable[str]) -> None:
    locked = [name for name in names if name in current.locked]
    if locked:
        variables = [current.declared[name].variable for name in locked]
        details = {"names": locked, "variables": variables}
        raise AppError("setting_locked", name=locked[0], variable=variables[0], details=details)


def _read_all(current: CurrentSettings[ChangeableSettings], wanted: Mapping[str, object]) -> dict[str, Any]:
    """As they are stored: what JSON gave, once it is found to be right."""
    problems = []
    for name, value in wanted.items():
        try:
            if value is not None:
                current.declared[name].read(value)
            if isinstance(value, str):
                _refuse_placeholders(value)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            problems.append({"name": name, "problem": f"{name} {word_error(name, first)}"})
        except ValueError as error:
            problems.append({"name": name, "problem": f"{name} is not right: {error}"})
    if problems:
        raise AppError("setting_refused", problem=problems[0]["problem"], details={"problems": problems})
    return dict(wanted)


def _refuse_placeholders(text: str) -> None:
    """Nobody fills them in here. Raises ValueError."""
    written = [f"{{{{{name}}}}}" for name in list_meant(text)[0]] + list_broken(text)
    if written:
        raise ValueError(f"it is the same for everybody and cannot hold {written[0]}")


def _refuse_stale(rows: Mapping[str, Row], names: Collection[str], version: int) -> None:
    """Only of what this change would undo: two people may change different settings at once."""
    now = _version_of(rows.values())
    others = {name: rows[name] for name in names if name in rows and rows[name]["version"] > version}
    if not others and version <= now:
        return
    changed = list(others) or ["Settings"]
    by = sorted({row["changed_by"] for row in others.values()} - {None})
    why = CAUSES.make("settings_changed", names=changed)
    if by:
        why = CAUSES.make("settings_changed_by", names=changed, by=by)
    details = {"version": now, "values": {name: row["value"] for name, row in others.items()}}
    raise AppError("settings_changed", why=why, details=details)


def _version_of(rows: Iterable[Row]) -> int:
    return max((row["version"] for row in rows), default=0)
