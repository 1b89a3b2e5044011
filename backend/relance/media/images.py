"""What an image is, read from its bytes: what a name or a browser says about it is not believed.

Only what WhatsApp takes: JPEG and PNG, 8 bits per channel, RGB or grey with or without transparency. A wrong
one would be accepted at the upload and fail for each contact.
"""

import struct
from dataclasses import dataclass

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
    """The image in `data`. Raises ValueError with a person's sentence."""
    if not data:
        raise ValueError("The file is empty.")
    if len(data) > MOST_BYTES:
        raise ValueError("An image may have 5 MB.")
    if data.startswith(_PNG):
        return _read_png(data)
    if data.startswith(_JPEG):
        return _read_jpeg(data)
    raise ValueError("The file is neither a JPEG nor a PNG image.")


def _read_png(data: bytes) -> Image:
    if len(data) < 33 or data[12:16] != b"IHDR" or _PNG_END not in data[-64:]:
        raise ValueError("The PNG image is damaged or incomplete.")
    width, height, depth, colours = struct.unpack(">IIBB", data[16:26])
    if depth != 8:
        raise ValueError(f"WhatsApp takes PNG images with 8 bits per channel; this one has {depth}.")
    image = _sized("image/png", width, height)
    if height * (1 + width * _PNG_CHANNELS.get(colours, 1)) > _MOST_DEFLATED * len(data):
        raise ValueError(
            f"The PNG image says that it has {width} x {height} pixels, and the file is too small for them."
        )
    return image


def _read_jpeg(data: bytes) -> Image:
    if _JPEG_END not in data[-64:]:
        raise ValueError("The JPEG image is incomplete.")
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
    raise ValueError("The JPEG image is damaged, or of a kind that WhatsApp does not take.")


def _read_frame(data: bytes, at: int) -> Image:
    header = data[at + 4 : at + 10]
    if len(header) < 6:
        raise ValueError("The JPEG image is damaged.")
    depth, height, width, channels = struct.unpack(">BHHB", header)
    if depth != 8 or channels not in (1, 3):
        raise ValueError("WhatsApp takes JPEG images in RGB with 8 bits; save this one (CMYK?) as RGB.")
    return _sized("image/jpeg", width, height)


def _sized(mime: str, width: int, height: int) -> Image:
    if width == 0 or height == 0:
        raise ValueError("The image has no size.")
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise ValueError(
            f"The image has {width} x {height} pixels; up to {LONGEST_SIDE} a side and"
            f" {MOST_PIXELS // 1_000_000} million in all are taken. Make it smaller."
        )
    return Image(mime, width, height)
