"""Typst, as the papers use it: with the fonts of this folder, and data that is never taken for markup."""

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import typst

from design.look import PAINT, SYMBOL_OF
from design.symbols import symbol_file

HERE = Path(__file__).resolve().parent
REPLACEMENT = "\ufffd"
# A PDF for everybody has no glyph for control characters, surrogates and private use.
_UNPRINTABLE = ("Cc", "Cs", "Co")


def typeset(source: str, data: dict[str, Any], **options: Any) -> bytes:
    """What the Typst file of this name makes of the data. Raises typst.TypstError where it refuses.

    The data comes as JSON, so that no text in it is ever read as markup; nothing is fetched, and no file outside this
    folder is read.
    """
    made = _compiler(source, data).compile(**options)
    if not isinstance(made, bytes):
        raise TypeError(f"{source} makes one file, not {type(made).__name__}")
    return made


def told(source: str, data: dict[str, Any], label: str) -> Any:
    """What the Typst file says of itself under a label, once the data is set. Raises as `typeset`."""
    return json.loads(_compiler(source, data).query(f"<{label}>", field="value", one=True))


def _compiler(source: str, data: dict[str, Any]) -> typst.Compiler:
    return typst.Compiler(
        HERE / source,
        root=HERE,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data | {"looks": _looks()})},
    )


def printable(text: str) -> str:
    """The text with what has no glyph replaced by "\ufffd", and a tab by a space; line breaks stay."""
    if text.isprintable():
        return text
    return "".join(map(_printable, text.replace("\r\n", "\n")))


def _printable(letter: str) -> str:
    if letter in "\t\n\v\f\r\x85\u2028\u2029":
        return " " if letter == "\t" else "\n"
    code = ord(letter)
    is_none = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or code == 0xFEFF
    return REPLACEMENT if is_none or unicodedata.category(letter) in _UNPRINTABLE else letter


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"])


@cache
def _looks() -> dict[str, dict[str, str]]:
    looks = {}
    for colour, (fill, edge, ink) in PAINT.items():
        looks[colour] = {
            "name": colour,
            "fill": fill,
            "edge": edge,
            "ink": ink,
            "symbol": symbol_file(SYMBOL_OF[colour], ink),
        }
    return looks
