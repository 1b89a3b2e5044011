"""Routes of the settings that may be changed while Relance runs. Open to admins and keys."""

from typing import Annotated

from fastapi import APIRouter, Depends

from relance.auth.edge.access import USER, Principal, require_user_or_key
from relance.auth.users import SUPER_ADMIN
from relance.core.changeable_settings import ChangeableSettings
from relance.core.current_settings import CurrentSettings
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.http.requests import Transaction
from relance.http.responses import errors
from relance.http.services import ServicesDep
from relance.settings import service
from relance.settings.schemas import Setting, SettingList, SettingsChange

router = APIRouter(prefix="/api/settings", tags=["settings"])


@router.get("")
async def list_settings(services: ServicesDep, conn: Transaction) -> SettingList:
    """List the settings that may be changed while Relance runs, and their values.

    Those that the environment sets are locked: they are changed there only.
    """
    return await _list(conn, services.current)


@router.patch("", responses=errors(403, 409))
async def change_settings(
    services: ServicesDep,
    conn: Transaction,
    change: SettingsChange,
    caller: Annotated[Principal, Depends(require_user_or_key)],
) -> SettingList:
    """Change settings: all that are named, or none. Every process knows them within two seconds.

    Limits of callers and the time that the activity log is kept are changed by super admins who are logged
    in. What the environment sets cannot be changed here (409).
    """
    current: CurrentSettings[ChangeableSettings] = services.current
    wanted = dict(change.model_extra or {})
    if not wanted:
        raise AppError("setting_missing")
    await service.change_settings(
        conn,
        current=current,
        wanted=wanted,
        version=change.version,
        is_super_admin=caller.kind == USER and caller.role == SUPER_ADMIN,
    )
    return await _list(conn, current)


async def _list(conn: Connection, current: CurrentSettings[ChangeableSettings]) -> SettingList:
    listed = await service.list_settings(conn, current=current)
    return SettingList(version=listed.version, items=[Setting(**item) for item in listed.items])
