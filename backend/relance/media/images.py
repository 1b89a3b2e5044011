"""What an image is, read from its bytes: what a name or a browser says about it is not believed.

Only what WhatsApp takes: JPEG and PNG, 8 bits per channel, RGB or grey with or without transparency. A wrong
one would be accepted at the upload and fail for each contact.
"""

import struct
from dataclasses import dataclass
from typing import Any

from relance.core.errors import ReasonError
from relance.reasons.images import IMAGE_PROBLEMS

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 100_000_000
LONGEST_SIDE = 30_000
"""More than any photograph of 5 MB: whoever opens such an image makes room for all that it says it has."""

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND\xaeB`\x82"
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_MOST_DEFLATED = 1_032  # to one: more than that deflate cannot do
_JPEG = b"\xff\xd8\xff"
_JPEG_END = b"\xff\xd9"
# Baseline, extended and progressive; the others are lossless, arithmetic or hierarchical.
_FRAMES = (0xC0, 0xC1, 0xC2)
_OTHER_FRAMES = (0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)
_STANDALONE = (0x01, *range(0xD0, 0xD8))
_START_OF_SCAN = 0xDA


@dataclass(frozen=True, slots=True)
class Image:
    """Media type, and size in pixels."""

    mime: str
    width: int
    height: int


def read_image(data: bytes) -> Image:
    """The image in `data`. Raises ReasonError."""
    if not data:
        raise _refused("empty")
    if len(data) > MOST_BYTES:
        raise _refused("too_large", most=MOST_BYTES >> 20)
    if data.startswith(_PNG):
        return _read_png(data)
    if data.startswith(_JPEG):
        return _read_jpeg(data)
    raise _refused("no_image")


def _read_png(data: bytes) -> Image:
    if len(data) < 33 or data[12:16] != b"IHDR" or _PNG_END not in data[-64:]:
        raise _refused("png_damaged")
    width, height, depth, colours = struct.unpack(">IIBB", data[16:26])
    if depth != 8:
        raise _refused("png_depth", depth=depth)
    image = _sized("image/png", width, height)
    if height * (1 + width * _PNG_CHANNELS.get(colours, 1)) > _MOST_DEFLATED * len(data):
        raise _refused("png_untrue", width=width, height=height)
    return image


def _read_jpeg(data: bytes) -> Image:
    if _JPEG_END not in data[-64:]:
        raise _refused("jpeg_incomplete")
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _STANDALONE:  # padding, or a marker without content
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            return _read_frame(data, at)
        if marker in _OTHER_FRAMES or marker == _START_OF_SCAN:
            break
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    raise _refused("jpeg_kind")


def _read_frame(data: bytes, at: int) -> Image:
    header = data[at + 4 : at + 10]
    if len(header) < 6:
        raise _refused("jpeg_damaged")
    depth, height, width, channels = struct.unpack(">BHHB", header)
    if depth != 8 or channels not in (1, 3):
        raise _refused("jpeg_colours")
    return _sized("image/jpeg", width, height)


def _sized(mime: str, width: int, height: int) -> Image:
    if width == 0 or height == 0:
        raise _refused("no_size")
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _refused(
            "too_many_pixels",
            width=width,
            height=height,
            most_side=LONGEST_SIDE,
            most_millions=MOST_PIXELS // 1_000_000,
        )
    return Image(mime, width, height)


def _refused(code: str, **values: Any) -> ReasonError:
    return ReasonError(IMAGE_PROBLEMS.make(code, **values))
