"""How a workbook's cells look: their colour, and the format in which a number or a date is printed."""

import colorsys
import dataclasses
import datetime
import math
import re

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from actions.importing.archive import Archive, Attributes
from actions.importing.marks import is_on
from actions.importing.told import Value

# The order in which cells count the theme's colours, which is not the order in which the theme names them.
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_RGB = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_DIGITS = re.compile(r"(0+)(?:\.(0+))?")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
# No workbook has more; a larger one only repeats itself.
_MOST_LOOKS = 70_000


@dataclasses.dataclass(frozen=True)
class Look:
    """A cell's colour as RRGGBB, empty without one, its number format, and whether its text is struck out."""

    fill: str = ""
    format: str = "General"
    is_struck: bool = False


class Looks:
    """The looks of a workbook, which cells name by their number."""

    def __init__(self, archive: Archive, styles: str, theme: str) -> None:
        self._theme: dict[str, str] = {}
        self._fills: list[str] = []
        self._formats: dict[int, str] = {}
        self._struck: list[bool] = []
        self._looks: list[tuple[int, int, int]] = []
        self._within: list[str] = []
        self._pattern = ""
        if theme and archive.has(theme):
            archive.parse(theme, self._in_theme, self._leave)
            self._within = []
        if styles and archive.has(styles):
            archive.parse(styles, self._in_styles, self._leave)

    def of(self, number: int) -> Look:
        """The look of that number; a plain one where the workbook has none."""
        if not 0 <= number < len(self._looks):
            return Look()
        number_format, fill, font = self._looks[number]
        builtin = BUILTIN_FORMATS.get(number_format, "General")
        colour = self._fills[fill] if 0 <= fill < len(self._fills) else ""
        is_struck = 0 <= font < len(self._struck) and self._struck[font]
        return Look(colour, self._formats.get(number_format, builtin), is_struck)

    def _leave(self, name: str) -> None:
        self._within.pop()

    def _in_theme(self, name: str, attributes: Attributes) -> None:
        above = self._within[-1] if self._within else ""
        if name in ("srgbClr", "sysClr") and above in _THEME and above not in self._theme:
            self._theme[above] = attributes.get("lastClr") or attributes.get("val") or ""
        self._within.append(name)

    def _in_styles(self, name: str, attributes: Attributes) -> None:
        above = self._within[-1] if self._within else ""
        self._within.append(name)
        if name == "numFmt" and above == "numFmts":
            self._formats[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "patternFill":
            self._pattern = attributes.get("patternType", "")
        elif name == "fill" and above == "fills":
            self._fills.append("")
        elif name == "fgColor" and self._pattern == "solid" and "fills" in self._within:
            self._fills[-1] = self._colour(attributes)
        elif name == "xf" and above == "cellXfs" and len(self._looks) < _MOST_LOOKS:
            named = ("numFmtId", "fillId", "fontId")
            number_format, fill, font = (int(attributes.get(one, 0)) for one in named)
            self._looks.append((number_format, fill, font))
        elif name == "font" and above == "fonts":
            self._struck.append(False)
        elif name == "strike" and "fonts" in self._within and self._struck:
            self._struck[-1] = is_on(attributes)

    def _colour(self, attributes: Attributes) -> str:
        if "theme" in attributes:
            number = int(attributes["theme"])
            colour = self._theme.get(_THEME[number], "") if 0 <= number < len(_THEME) else ""
        elif "indexed" in attributes:
            number = int(attributes["indexed"])
            colour = COLOR_INDEX[number] if 0 <= number < len(COLOR_INDEX) else ""
        else:
            colour = attributes.get("rgb", "")
        match = _RGB.fullmatch(colour)
        return _tinted(match[1].upper(), float(attributes.get("tint", 0))) if match else ""


def _tinted(colour: str, tint: float) -> str:
    """The colour made lighter or darker, as a theme's colours are."""
    if not math.isfinite(tint) or not tint:
        return "" if colour == "FFFFFF" else colour
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    parts = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), saturation)
    tinted = "".join(f"{round(part * 255):02X}" for part in parts)
    return "" if tinted == "FFFFFF" else tinted


def printed(number: float, look: Look, *, is_1904: bool) -> tuple[Value, str]:
    """A number as the cell's format means it, a date where it is one, and as it is printed."""
    if is_date_format(look.format):
        moment = moment_of(number, is_1904=is_1904)
        if moment is not None:
            return moment, _date_words(moment, look.format)
        if 0 <= number < 1 and "h" in _QUOTED.sub("", look.format).lower():
            hours, minutes = divmod(round(number * 24 * 60) % (24 * 60), 60)
            return f"{hours:02}:{minutes:02}", f"{hours:02}:{minutes:02}"
    return number, number_words(number, look.format)


def moment_of(serial: float, *, is_1904: bool) -> datetime.date | datetime.datetime | None:
    """The day that a spreadsheet's number stands for, with its time unless that is midnight; None where it is none."""
    if not 1 <= serial < 2_958_466:
        return None
    try:
        found = from_excel(serial, MAC_EPOCH if is_1904 else WINDOWS_EPOCH)
    except (ValueError, OverflowError):
        return None
    if isinstance(found, datetime.datetime):
        return found if found.time() != datetime.time() else found.date()
    return None


def _date_words(moment: datetime.date, number_format: str) -> str:
    """The date as precise as the format prints it: a cell that shows "Sep-24" means the month."""
    plain = _QUOTED.sub("", number_format.split(";")[0]).lower()
    if "d" in plain or "y" not in plain:
        return f"{moment.day} {moment:%B} {moment.year}"
    return f"{moment:%B} {moment.year}" if "m" in plain else f"{moment.year}"


def number_words(number: float, number_format: str = "General") -> str:
    """The number as it is printed, in the few formats that matter to a plan: 007, 1.10, 50%."""
    first = number_format.split(";")[0]
    if first.endswith("%"):
        return f"{number * 100:.10g}%"
    if match := _DIGITS.fullmatch(first):
        decimals = len(match[2] or "")
        width = len(match[1]) + (decimals + 1 if decimals else 0)
        return f"{number:0{width}.{decimals}f}"
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"
