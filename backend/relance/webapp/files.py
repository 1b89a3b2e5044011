"""The files of the built web app, read once: some two megabytes, each with its compressed forms."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PACKED = Path(__file__).resolve().parent / "built"
BUILT = _PACKED if _PACKED.is_dir() else Path(__file__).resolve().parents[3] / "frontend" / "dist"
"""In an installed wheel beside this file, in a checkout where `make install` builds it."""

INDEX = "index.html"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
# The encodings the build writes beside its files, the best first.
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent: `forms` by content encoding, "identity" for the plain one."""

    media_type: str
    etag: str
    forms: Mapping[str, bytes]
    immutable: bool

    def choose(self, accepted: str) -> tuple[str, bytes]:
        """The best form that a request with this Accept-Encoding can take."""
        for encoding, _ in _ENCODINGS:
            if encoding in self.forms and encoding in accepted:
                return encoding, self.forms[encoding]
        return "identity", self.forms["identity"]


@cache
def read_built() -> Mapping[str, File]:
    """Those of the web app, read once per process: whoever builds it again starts Relance again."""
    return read_files(BUILT)


def read_files(folder: Path) -> Mapping[str, File]:
    """All files below `folder` by their path in the address; empty when the app was not built.

    The build names what stands under `assets/` by its content, so it never changes.
    """
    files = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        # What begins with a dot is about the build, such as its manifest.
        if not path.is_file() or path.suffix not in _TYPES or name.startswith("."):
            continue
        forms = {"identity": path.read_bytes()}
        for encoding, ending in _ENCODINGS:
            beside = path.with_name(path.name + ending)
            if beside.is_file():
                forms[encoding] = beside.read_bytes()
        files[f"/{name}"] = File(
            media_type=_TYPES[path.suffix],
            etag=f'"{hashlib.sha256(forms["identity"]).hexdigest()[:20]}"',
            forms=forms,
            immutable=name.startswith("assets/"),
        )
    return files
