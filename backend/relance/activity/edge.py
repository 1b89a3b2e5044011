"""Where each request comes from."""

from starlette.types import ASGIApp, Receive, Scope, Send

from relance.activity.actor import Actor, acting

USER_AGENT_LENGTH = 200


class KnowWhence:
    """Notes where each request comes from; who sends it is said where the caller is looked up."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on as nobody's, from there."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        client = scope.get("client")
        before = acting.set(
            Actor("nobody", address=client[0] if client else None, user_agent=_read_user_agent(scope))
        )
        try:
            await self.app(scope, receive, send)
        finally:
            acting.reset(before)


def _read_user_agent(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == b"user-agent":
            return clean_user_agent(value.decode("latin-1"))
    return None


def clean_user_agent(text: str) -> str:
    """As much of it as is kept, without what would not be shown."""
    return "".join(char for char in text[:USER_AGENT_LENGTH] if char.isprintable())
