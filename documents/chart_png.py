"""A chart as a picture, for files that hold pictures."""

from documents.bars import chart_data
from documents.content import Chart
from documents.typeset import typeset

# Millimetres: the width of the text on A4. At 200 pixels an inch it prints sharply.
WIDTH = 160
PIXELS_PER_INCH = 200


def chart_png(chart: Chart) -> bytes:
    """The chart as PNG, 160 mm wide, without its caption; the file that takes it adds the alternative text."""
    data = {"chart": chart_data(chart, WIDTH), "width": WIDTH}
    return typeset("picture.typ", data, format="png", ppi=PIXELS_PER_INCH)
