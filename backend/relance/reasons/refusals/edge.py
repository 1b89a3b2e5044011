"""Requests that no route takes, and a server that cannot answer now."""

EDGE = {
    "malformed": (422, "{problem:reason}"),
    "bad_request": (400, "{words:api}"),
    "bad_cursor": (
        400,
        "This cursor is not one of this list with this filter: begin again without a cursor.",
    ),
    "not_found": (404, "{words:api}"),
    "method_not_allowed": (405, "{words:api}"),
    "unsupported_media_type": (415, "{words:api}"),
    "forbidden": (403, "{words:api}"),
    "http_error": (500, "{words:api}"),
    "body_too_large": (413, "The body of a request here may have {most_bytes:api} bytes."),
    "host_not_allowed": (
        400,
        "This name is not one that Relance answers to. Use its own address; whoever runs it lists names in "
        "RELANCE_ALLOWED_HOSTS.",
    ),
    "foreign_origin": (403, "This came from a page of another site. Use Relance's own pages."),
    "not_http": (400, "This is no well-formed HTTP request."),
    "request_timeout": (408, "The request did not come to its end in time. Send it again."),
    "url_too_long": (414, "An address may have {most_bytes:api} bytes."),
    "headers_too_large": (
        431,
        "A request may have {most:api} headers, and {most_bytes:api} bytes beside its body.",
    ),
    "too_many_connections": (
        503,
        "Too many connections are open at the moment. Try again in a few seconds.",
    ),
    "server_busy": (503, "Too many requests are under way at the moment. Try again in a few seconds."),
    "database_busy": (
        503,
        "Too many requests are waiting for the database at the moment. Try again in a few seconds.",
    ),
    "database_unavailable": (
        503,
        "The database cannot be reached at the moment. Try again in a few seconds.",
    ),
    "try_again": (503, "Somebody else was changing the same rows. Nothing was changed; send it again."),
    "internal_error": (
        500,
        "Something went wrong on our side. The log tells what, under the request id if there is one.",
    ),
    "too_many_streams": (503, "Too many live pages are open. Try again later."),
    "too_many_at_once": (
        429,
        "{limit:count} {counted:what_counts}, as many as one key or user may have at once."
        " {counted:what_ends_it}, or try again in {retry_after_s:seconds}.",
    ),
    "too_many_requests": (
        429,
        "This key may send {limit_per_s:number} requests a second. Try again in {retry_after_s:seconds}.",
    ),
    "signature_invalid": (401, "X-Hub-Signature-256 does not fit the body: check the app secret."),
    "verify_token_invalid": (403, "The verify token is not RELANCE_WHATSAPP_VERIFY_TOKEN."),
    "intake_crowded": (503, "Too many bytes of webhooks that are not whole yet. Deliver it again."),
    "intake_unavailable": (503, "The webhook could not be stored now. Deliver it again."),
}
