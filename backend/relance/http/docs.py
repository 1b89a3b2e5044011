"""`/openapi.json`, and `/docs`: the document as pages to read and to try, without any other machine.

Both are open to everybody, so they cost next to nothing: the document is written once (FastAPI writes its
300 kB for each request). Swagger UI itself is built with the web app (`frontend/scripts/api-docs.mjs`).
"""

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

router = APIRouter(include_in_schema=False)

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Relance: the API</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/api-docs/swagger-ui.css">
</head>
<body>
<div id="docs">
<h1>The API of Relance</h1>
<p>This page needs JavaScript and the built web app: run <code>make install</code> in the folder of Relance
and start it again. The document itself is at <a href="/openapi.json">/openapi.json</a>.</p>
</div>
<script src="/api-docs/swagger-ui-bundle.js"></script>
<script src="/api-docs/start.js"></script>
</body>
</html>
"""

_HEADERS = {
    # Swagger UI writes style elements of its own, and its pictures are data.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
}


def serve_document(app: FastAPI) -> None:
    """`/openapi.json`, for an application made without an address for it."""
    written: list[bytes] = []

    async def show_document(_request: Request) -> Response:
        if not written:
            written.append(bytes(JSONResponse(app.openapi()).body))
        return Response(written[0], media_type="application/json")

    app.add_route("/openapi.json", show_document, include_in_schema=False)


@router.get("/docs")
async def show_docs() -> HTMLResponse:
    """The page; who reads it needs no key, who tries a route does."""
    return HTMLResponse(_PAGE, headers=_HEADERS)
