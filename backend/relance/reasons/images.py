"""Images that WhatsApp would not take."""

from typing import Final

from relance.reasons.reason import ReasonList

IMAGE_PROBLEMS: Final = ReasonList(
    "image",
    {
        "empty": "The file is empty.",
        "too_large": "An image may have {most:megabytes}.",
        "no_image": "The file is neither a JPEG nor a PNG image.",
        "png_damaged": "The PNG image is damaged or incomplete.",
        "png_depth": "WhatsApp takes PNG images with 8 bits per channel; this one has {depth:count}.",
        "png_untrue": "The PNG image says that it has {width:count} x {height:count} pixels, and the file is"
        " too small for them.",
        "jpeg_incomplete": "The JPEG image is incomplete.",
        "jpeg_kind": "The JPEG image is damaged, or of a kind that WhatsApp does not take.",
        "jpeg_damaged": "The JPEG image is damaged.",
        "jpeg_colours": "WhatsApp takes JPEG images in RGB with 8 bits; save this one (CMYK?) as RGB.",
        "no_size": "The image has no size.",
        "too_many_pixels": "The image has {width:count} x {height:count} pixels; up to {most_side:count} a"
        " side and {most_millions:count} million in all are taken. Make it smaller.",
    },
)
