"""What an API process is built of: made once at its start, the same for every request, typed.

What stands below has fields of its own. What a feature shares among its requests (look-ups that go together,
turns, feeds) is found by its class, since this module stands below all features.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

from fastapi import Depends, FastAPI, Request

from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool
from relance.core.jobs import JobQueue
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.whatsapp.client import GraphClient

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Services:
    """Of one API process. `kept_pool`: connections that no request can take.

    `ask_sending`: the word of `/readyz` for the senders. `graph`: None opens one for each request.
    """

    settings: Settings
    current: CurrentSettings[Settings]
    pool: Pool
    kept_pool: Pool
    redis: RedisClient
    jobs: JobQueue
    ask_sending: Callable[[], Awaitable[str]]
    graph: GraphClient | None = None
    shared: Sequence[object] = ()
    """What features share, one object of each class."""

    _by_class: dict[type, object] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_class", {type(one): one for one in self.shared})

    def of(self, kind: type[T]) -> T:
        """The one object of this very class. Raises LookupError: it was not built at the start."""
        found = self._by_class.get(kind)
        if not isinstance(found, kind):
            raise LookupError(f"{kind.__qualname__} is not built at the start of the API")
        return found


def provide(app: FastAPI, services: Services) -> None:
    """From now on these are the application's."""
    app.state.services = services


def services_of(app: FastAPI) -> Services:
    """Those of an application that has started: `services_of(request.app)` where no route is."""
    found: Services = app.state.services
    return found


async def _find_services(request: Request) -> Services:
    return services_of(request.app)


ServicesDep = Annotated[Services, Depends(_find_services)]
"""The type of a route's services."""
