"""The application with the routes of monitoring and of the dashboard, whoever joined them."""

from typing import Any

from fastapi import Depends, FastAPI

from relance.auth.access import require_key
from relance.dashboard.api import router as dashboard
from relance.monitoring.api import router as monitoring


def with_monitoring(app: Any) -> FastAPI:
    """Join what is missing; returns the FastAPI application inside."""
    api: FastAPI = app.api
    known = set(api.openapi()["paths"])
    for router in (monitoring, dashboard):
        if not known & {getattr(route, "path", None) for route in router.routes}:
            api.include_router(router, dependencies=[Depends(require_key)])
    api.openapi_schema = None
    return api
