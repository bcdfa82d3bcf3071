"""The bars of a chart, measured: the same drawing stands in the PDF and, as a picture, in other files."""

from typing import Any

from documents.content import Bar, Chart, plain
from documents.typeset import printable
from documents.widths import pieces, word_width

# Millimetres and points; chart.typ is given what follows from them.
LABEL_SHARE = 0.36
SIZE = 9.0
GAP = 3.0
# Room for a number of two digits, and for the symbol before it.
NARROWEST = 4.6
WITH_SYMBOL = 10.5


def chart_data(chart: Chart, width: float) -> dict[str, Any]:
    """The chart for chart.typ: labels, parts with their widths, and a key of every status that it names."""
    label_width = _label_width(chart, width)
    longest = width - label_width - GAP
    unit = unit_width(chart, longest)
    return {
        "caption": pieces(plain(chart.caption), width, SIZE * 1.2),
        "alternative": printable(chart.alternative),
        "size": SIZE,
        "label_width": label_width,
        "gap": GAP,
        "bars": [_bar(bar, unit, label_width) for bar in chart.bars],
        "key": [{"colour": colour, "label": printable(label)} for colour, label in _key(chart)],
    }


def unit_width(chart: Chart, longest: float) -> float:
    """How wide one of what is counted is drawn, so that the widest bar fills the width and no part is too narrow."""
    low, high = 0.0, longest
    # Forty halvings find it to a millionth of a millimetre; there is no formula, because narrow parts do not shrink.
    for _ in range(40):
        middle = (low + high) / 2
        fits = all(sum(_part_widths(bar, middle)) <= longest for bar in chart.bars)
        low, high = (middle, high) if fits else (low, middle)
    return low


def _part_widths(bar: Bar, unit: float) -> list[float]:
    return [max(part.count * unit, NARROWEST) for part in bar.parts if part.count > 0]


def _label_width(chart: Chart, width: float) -> float:
    widest = max((word_width(bar.label, SIZE) for bar in chart.bars), default=0)
    return min(widest + 1, width * LABEL_SHARE)


def _bar(bar: Bar, unit: float, label_width: float) -> dict[str, Any]:
    shown = [part for part in bar.parts if part.count > 0]
    return {
        "label": pieces(plain(bar.label), label_width, SIZE),
        "parts": [
            {
                "count": str(part.count),
                "colour": part.colour,
                "width": width,
                "shows_symbol": width >= WITH_SYMBOL,
            }
            for part, width in zip(shown, _part_widths(bar, unit), strict=True)
        ],
    }


def _key(chart: Chart) -> list[tuple[str, str]]:
    return list(dict.fromkeys((part.colour, part.label) for bar in chart.bars for part in bar.parts))
