"""A council's own look: its colour, which must be readable under white text, and its logo."""

import re
from pathlib import Path

LEAST_CONTRAST = 4.5
LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
MOST_LOGO_BYTES = 200_000


def colour_problem(colour: str) -> str:
    """Why this cannot be the brand colour, in words; empty where it can."""
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        return "is not a colour: write it like #17485a."
    contrast = contrast_with_white(colour)
    if contrast < LEAST_CONTRAST:
        return f"is too pale: white text on it has a contrast of {contrast:.1f}, and needs {LEAST_CONTRAST}."
    return ""


def contrast_with_white(colour: str) -> float:
    """The contrast of #rrggbb with white as the Web Content Accessibility Guidelines reckon it, from 1 to 21."""
    parts = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def darker(colour: str, share: float) -> str:
    """The colour with this share of its light left."""
    return "#" + "".join(f"{int(channel * share):02x}" for channel in _channels(colour))


def logo_problem(path: Path) -> str:
    """Why this file cannot be the logo, in words; empty where it can."""
    if path.suffix.lower() not in LOGO_TYPES:
        return "is neither an .svg nor a .png file."
    if not path.is_file():
        return f"is not there: {path}."
    if path.stat().st_size > MOST_LOGO_BYTES:
        return f"is too large: at most {MOST_LOGO_BYTES // 1000} kB, it goes with every first visit."
    return ""


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
