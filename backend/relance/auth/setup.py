"""The first user: a super admin, made once, by whoever can read what `relance up` prints.

The code is derived from the secret key and the installation's id, so every process can check it and none has
to store it; it is worth nothing as soon as a user exists.
"""

import base64
import hmac

from relance.activity import Act, Subject, act_as, record
from relance.auth import sql
from relance.auth.gate import LoginGate
from relance.auth.login import OpenedSession
from relance.auth.passwords import hash_password
from relance.auth.sessions import Device, open_session
from relance.auth.users import SUPER_ADMIN, check_new_user, insert_user
from relance.core import locks
from relance.core.db import Connection, Pool, transaction
from relance.core.errors import AppError
from relance.core.log import get_logger
from relance.core.settings import Settings

log = get_logger(__name__)

_CODE_BYTES = 10
_GROUP = 4


async def is_setup_needed(conn: Connection) -> bool:
    """Whether there is no user yet."""
    return not await conn.fetchval(sql.ANY_USER)


async def log_if_needed(pool: Pool) -> None:
    """For the log of an API that no `relance up` speaks for. The code belongs in no log that is kept."""
    async with pool.acquire() as conn:
        if await is_setup_needed(conn):
            log.warning("setup_waiting", how="relance create-user NAME --role super_admin, or the code of up")


async def setup_code(conn: Connection, settings: Settings) -> str | None:
    """The code that lets somebody make the first user, as XXXX-XXXX-XXXX-XXXX; None once there is one."""
    if not await is_setup_needed(conn):
        return None
    installation: str = await conn.fetchval(sql.INSTALLATION)
    digest = hmac.digest(settings.secret_key.encode(), b"setup\0" + installation.encode(), "sha256")
    letters = base64.b32encode(digest[:_CODE_BYTES]).decode()
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


async def set_up(
    pool: Pool,
    gate: LoginGate,
    settings: Settings,
    *,
    code: str,
    username: str,
    password: str,
    device: Device,
) -> OpenedSession:
    """Make the super admin and log in. Two at once make one.

    Raises AppError `setup_done` (409), `setup_code_wrong` (403), those of `create_user`, and
    TooManyLoginsError (429).
    """
    async with transaction(pool) as conn:
        right = await setup_code(conn, settings)
    if right is None:
        raise _done()

    # First, and whatever was tried before: no number of guesses finds it, and none may keep it out.
    if not hmac.compare_digest(_plain(code), _plain(right)):
        locked = await gate.count_wrong_code(address=device.address)
        await gate.failures.write(pool, place="setup", user=None, locked=locked)
        raise AppError("setup_code_wrong")
    check_new_user(username=username, password=password, role=SUPER_ADMIN)
    password_hash = await hash_password(password)
    async with transaction(pool) as conn:
        await locks.take(conn, locks.SETUP)
        if not await is_setup_needed(conn):
            raise _done()
        user_id = await insert_user(conn, username=username, password_hash=password_hash, role=SUPER_ADMIN)
        token = await open_session(conn, user_id=user_id, proved_hash=password_hash, device=device)
        act_as("user", id=user_id, name=username)
        await record(conn, Act.SIGNED_IN, Subject("user", user_id, username))
    assert token is not None, "the user was made in this transaction"
    return OpenedSession(token, user_id, username, SUPER_ADMIN)


def _plain(code: str) -> bytes:
    """People type small letters, and leave out the dashes."""
    return code.replace("-", "").replace(" ", "").upper().encode("utf-8", "replace")


def _done() -> AppError:
    return AppError("setup_done")
