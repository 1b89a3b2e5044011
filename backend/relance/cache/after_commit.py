"""Invalidation by routes: after the commit, before the answer, so that the caller's next read is fresh."""

from starlette.requests import Request

from relance.core.http import after_commit


def invalidate_after(request: Request, *namespaces: str) -> None:
    """Empty these namespaces once the request's transaction is committed; a rollback empties nothing."""
    cache = request.app.state.cache
    after_commit(request, lambda: cache.invalidate(*namespaces))
