"""Small images of every kind, made by hand."""

import struct
import zlib


def png(width: int = 2, height: int = 1, *, depth: int = 8, padding: int = 0, end: bool = True) -> bytes:
    """A PNG image; `padding` bytes of a text chunk make it large."""
    header = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * (1 + width * 3) * height)
    chunks = [_chunk(b"IHDR", header), _chunk(b"tEXt", b"x" * padding), _chunk(b"IDAT", pixels)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + (_chunk(b"IEND", b"") if end else b"")


def jpeg(
    width: int = 3, height: int = 2, *, channels: int = 3, frame: int = 0xC0, depth: int = 8, end: bool = True
) -> bytes:
    """A JPEG image as far as its headers go."""
    segments = [
        (0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
        (0xDB, b"\0" * 65),
        (frame, struct.pack(">BHHB", depth, height, width, channels) + b"\1\x11\0" * channels),
    ]
    body = b"".join(
        bytes([0xFF, marker]) + struct.pack(">H", 2 + len(content)) + content for marker, content in segments
    )
    return b"\xff\xd8" + body + b"\xff\xda\0\2pixels" + (b"\xff\xd9" if end else b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
