"""The picture of a chart, for files that cannot hold one in words."""

import json

import typst

from design.look import PAINT
from documents.content import Chart

_SOURCE = """
#set page(width: 166mm, height: auto, margin: 2mm)
#set text(size: 10pt)
#let bars = json(bytes(sys.inputs.bars))
#let most = calc.max(1, ..bars.map(bar => bar.parts.map(part => part.count).sum(default: 0)))
#grid(columns: (4cm, 1fr), row-gutter: 3mm, align: horizon,
  ..bars.map(bar => (bar.label, stack(dir: ltr, ..bar.parts.filter(part => part.count > 0).map(part => box(
    width: 100% * part.count / most, height: 8mm, fill: rgb(part.fill), stroke: 0.7pt + rgb(part.edge), inset: 1mm,
    align(center + horizon, text(fill: rgb(part.ink), str(part.count)))))))).flatten())
"""


def chart_png(chart: Chart) -> bytes:
    """The chart as a PNG picture, the same bytes for equal charts."""
    bars = [
        {
            "label": bar.label,
            "parts": [
                {"count": part.count} | dict(zip(("fill", "edge", "ink"), PAINT[part.colour], strict=True))
                for part in bar.parts
            ],
        }
        for bar in chart.bars
    ]
    return typst.compile(_SOURCE.encode(), format="png", ppi=192, sys_inputs={"bars": json.dumps(bars)})
