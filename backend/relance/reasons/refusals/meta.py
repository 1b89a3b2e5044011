"""Numbers, templates, and what Meta says to what is asked of it."""

META = {
    "sender_unknown": (422, "{why:reason}"),
    "template_unknown": (
        422,
        "The account of this sender has no template {name} in {language}. Run `relance sync` if it is new.",
    ),
    "template_not_approved": (
        409,
        "The template {name} ({language}) cannot be sent: its status at Meta is {status}.",
    ),
    "graph_unreachable": (
        503,
        "The Graph API at {url:api} cannot be reached; nothing was changed. Check this machine's connection"
        " and RELANCE_WHATSAPP_API_URL, then try again.",
    ),
    "graph_refused": (503, "{why:reason}"),
    "media_refused": (422, "Meta refuses this image: {said:reason}"),
}
