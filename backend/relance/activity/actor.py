"""Who is acting, from where. Known where a request or a command begins, read where a line is written.

It stands in a context variable, as the request id of the log does: an act is noted in the service that does
it, whoever calls it, and nothing that stands between has to hand it down.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Literal

ActorKind = Literal["user", "api_key", "command", "nobody", "relance"]


@dataclass(frozen=True, slots=True)
class Actor:
    """`nobody`: a request without a caller, such as a sign-in that fails. `relance`: by itself, as scheduled.

    `id` is the user's or the key's, `name` theirs or the command's with who ran it where. `address` is the
    client's as the limits of signing in count it.
    """

    kind: ActorKind
    id: int | None = None
    name: str | None = None
    address: str | None = None
    user_agent: str | None = None


_BY_ITSELF = Actor("relance")

acting: ContextVar[Actor] = ContextVar("acting", default=_BY_ITSELF)
"""Set where something begins; read it with `current_actor`."""


def current_actor() -> Actor:
    """Who acts in this request, command or job."""
    return acting.get()


def act_as(kind: ActorKind, *, id: int | None = None, name: str | None = None) -> None:
    """From here on the request or command is theirs; where it comes from stays."""
    acting.set(replace(acting.get(), kind=kind, id=id, name=name))


@contextmanager
def actor_of_this() -> Iterator[None]:
    """Whoever acts inside does so no longer after it."""
    before = acting.set(acting.get())
    try:
        yield
    finally:
        acting.reset(before)
