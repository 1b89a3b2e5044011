"""Bodies of the routes of login, users and API keys."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from relance.http.bodies import Deadline, RequestBody

_NOON = "2026-11-01T12:00:00Z"
_USER: JsonDict = {
    "id": 1,
    "username": "awa",
    "role": "admin",
    "created_at": _NOON,
    "last_login_at": None,
    "disabled_at": None,
}
_SESSION: JsonDict = {
    "id": 9,
    "created_at": _NOON,
    "last_used_at": _NOON,
    "expires_at": "2026-12-01T12:00:00Z",
    "address": "192.0.2.7",
    "user_agent": "Firefox",
    "current": True,
}
_KEY: JsonDict = {
    "id": 3,
    "name": "crm",
    "created_by": "awa",
    "created_at": _NOON,
    "last_used_at": None,
    "expires_at": None,
    "revoked_at": None,
}

# What may be set is said by the services, with its own code; these bounds only keep bodies small.
Username = Annotated[str, Field(min_length=1, max_length=100, examples=["awa"])]
Password = Annotated[str, Field(max_length=2000, examples=["correct horse battery"])]
Role = Literal["admin", "super_admin"]


class Credentials(RequestBody):
    """A name and a password to log in with."""

    username: Annotated[str, Field(max_length=1000, examples=["awa"])]
    password: Password


class FirstUser(RequestBody):
    """The super admin to make, and the code that `relance up` prints."""

    code: Annotated[str, Field(max_length=100, examples=["ABCD-EFGH-IJKL-MNOP"])]
    username: Username
    password: Password


class PasswordChange(RequestBody):
    """The password of now and the one to come."""

    current_password: Password
    new_password: Password


class PasswordAgain(RequestBody):
    """One's own password, once more."""

    password: Password


class SetupAnswer(BaseModel):
    """Whether the first user is still to be made."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"needed": False}]})

    needed: bool


class Me(BaseModel):
    """Who is calling: a user, or an API key (then `username` is null and `name` the key's)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"kind": "user", "id": 1, "name": "awa", "username": "awa", "role": "super_admin"}]
        }
    )

    kind: Literal["user", "api_key"]
    id: int
    name: str
    username: str | None
    role: Role


class SessionBody(BaseModel):
    """One of one's own sessions."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_SESSION]})

    id: int
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    address: str | None
    user_agent: str | None
    current: bool


class SessionList(BaseModel):
    """One's own sessions, the one used last first; never paged."""

    items: list[SessionBody]
    next_cursor: None = None
    total: int


class NewUser(RequestBody):
    """A user to make."""

    username: Username
    password: Password
    role: Role = "admin"


class UserChange(RequestBody):
    """What is left out, or null, stays as it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"role": "super_admin"}]})

    username: Username | None = None
    password: Password | None = None
    role: Role | None = None
    disabled: bool | None = None


class UserReplacement(RequestBody):
    """What a user shall be; without a password, or with null, the password stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"username": "awa", "role": "admin"}]})

    username: Username
    role: Role
    disabled: bool = False
    password: Password | None = None


class UserBody(BaseModel):
    """A user. A disabled one cannot log in."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_USER]})

    id: int
    username: str
    role: Role
    created_at: datetime
    last_login_at: datetime | None
    disabled_at: datetime | None


class UserList(BaseModel):
    """All users by name; never paged."""

    items: list[UserBody]
    next_cursor: None = None
    total: int


class NewApiKey(RequestBody):
    """A key to make; without `expires_at` it counts until it is revoked."""

    name: Annotated[str, Field(min_length=1, max_length=100, examples=["crm"])]
    expires_at: Annotated[Deadline | None, Field(examples=["2027-11-01T12:00:00Z"])] = None


class ApiKeyBody(BaseModel):
    """A key, without the key itself. `last_used_at` is exact to a minute."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_KEY]})

    id: int
    name: str
    created_by: str | None
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None


class NewApiKeyBody(ApiKeyBody):
    """A key just made. `key` is shown this one time."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_KEY, "key": "rl_" + "x" * 43}]})

    key: str


class ApiKeyList(BaseModel):
    """All keys, the newest first; never paged."""

    items: list[ApiKeyBody]
    next_cursor: None = None
    total: int
