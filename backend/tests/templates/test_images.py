"""What counts as an image, by its bytes."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.media.images import MOST_BYTES, Image, read_image
from tests.templates.pictures import jpeg, png


def sized(image: bytes, width: int, height: int) -> bytes:
    """A PNG that says it is larger than it is."""
    return image[:16] + struct.pack(">II", width, height) + image[24:]


@pytest.mark.parametrize(
    ("data", "image"),
    [
        (png(2, 1), Image("image/png", 2, 1)),
        (jpeg(3, 2), Image("image/jpeg", 3, 2)),
        (jpeg(1200, 628, frame=0xC2, channels=1), Image("image/jpeg", 1200, 628)),
        (jpeg().replace(b"\xff\xdb", b"\xff\xff\xff\xdb"), Image("image/jpeg", 3, 2)),
        (png(2_000, 2_000), Image("image/png", 2_000, 2_000)),
        (jpeg(12_000, 8_000), Image("image/jpeg", 12_000, 8_000)),
    ],
)
def test_image_is_read(data: bytes, image: Image) -> None:
    assert read_image(data) == image


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"GIF89a", "neither"),
        (b"<svg/>", "neither"),
        (b"RIFF\0\0\0\0WEBP", "neither"),
        (png(end=False), "incomplete"),
        (png()[:20], "incomplete"),
        (png(depth=16), "8 bits"),
        (png(width=0), "no size"),
        (jpeg(end=False), "incomplete"),
        (jpeg(channels=4), "CMYK"),
        (jpeg(depth=12), "RGB"),
        (jpeg(frame=0xC3), "damaged"),
        (b"\xff\xd8\xff\xd9", "damaged"),
        (b"\xff\xd8\xff\xc0\0\1\xff\xd9", "damaged"),
        (b"\xff\xd8\xff\xe0\0\0" * 9 + b"\xff\xd9", "damaged"),
        (png(padding=MOST_BYTES), "5 MB"),
        (sized(png(), 2**31 - 1, 2**31 - 1), "2147483647 x 2147483647 pixels; up to"),
        (sized(png(), 30_001, 1), "a side"),
        (sized(png(), 10_001, 10_000), "100 million"),
        (jpeg(65_535, 65_535), "65535 x 65535 pixels; up to"),
        (sized(png(), 2**32 - 1, 1), "a side"),
        (sized(png(), 2_000, 2_000), "too small for them"),
    ],
)
def test_what_whatsapp_refuses_is_refused_with_a_reason(data: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_image(data)


@given(st.sampled_from([png(), jpeg()]), st.data())
def test_damaged_images_are_read_or_refused(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole)))
    damaged = whole[:at] + data.draw(st.binary(max_size=8)) + whole[data.draw(st.integers(at, len(whole))) :]
    with suppress(ValueError):
        assert read_image(damaged).width > 0
