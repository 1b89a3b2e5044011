"""An HTTP server inside a running event loop: uvicorn's protocol without its process and signals."""

import asyncio
import socket

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from .asgi import Application


class Server:
    """Listens from `start` to `stop`; uvicorn's own takes the process's signals, and 0.1 s to stop."""

    def __init__(self, application: Application, host: str, port: int) -> None:
        self._config = Config(
            application,
            access_log=False,
            log_config=None,
            lifespan="off",
            proxy_headers=False,
            ws="none",
            timeout_keep_alive=75,
        )
        self._config.load()
        self._state = ServerState()
        self._host = host
        self._port = port
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """The port listened on."""
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def start(self) -> None:
        """Raises OSError when the port is taken."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: HttpToolsProtocol(self._config, self._state, {}, loop),
            self._host,
            self._port,
            family=socket.AF_INET6 if ":" in self._host else socket.AF_INET,
            backlog=2048,
        )

    async def stop(self) -> None:
        """Closes every connection; requests under way get no answer."""
        if self._server is None:
            return
        self._server.close()
        for connection in list(self._state.connections):
            connection.transport.abort()
        tasks = list(self._state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None
