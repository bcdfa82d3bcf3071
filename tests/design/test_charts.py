"""Bars: a block per action, readable without colour and without sight, kept by the security policy."""

import pytest

from design.charts import MOST_BLOCKS, BarRow, BarTable, Segment, stacked_bar
from design.look import Look
from tests.design.markup import elements

OFF_TRACK = Look("Off track", "off-track", "red")
ON_TRACK = Look("On track", "on-track", "green")
NO_STATUS = Look("No status yet", "no-status", "dashed")


def test_bars_compare_by_length():
    widths = [
        [attrs["width"] for attrs in elements(stacked_bar([Segment(ON_TRACK, count)], most=8), "svg")][1]
        for count in (2, 4, 8)
    ]
    assert widths == ["25.00%", "50.00%", "100.00%"]


def test_blocks_stand_side_by_side_and_none_for_nothing():
    html = stacked_bar([Segment(OFF_TRACK, 1), Segment(NO_STATUS, 0), Segment(ON_TRACK, 3)], most=4)
    blocks = elements(html, "svg")[1:]
    assert [(block["x"], block["width"]) for block in blocks] == [("0.00%", "25.00%"), ("25.00%", "75.00%")]
    assert "symbol-no-status" not in html


def test_a_block_per_action_is_marked():
    assert len(elements(stacked_bar([Segment(ON_TRACK, 5)], most=5), "line")) == 4


def test_says_in_words_what_it_shows():
    html = stacked_bar([Segment(OFF_TRACK, 1), Segment(ON_TRACK, 3)], most=4)
    outer = elements(html, "svg")[0]
    assert outer["role"] == "img"
    assert outer["aria-label"] == "1 off track, 3 on track"


def test_links_lead_to_the_list_and_are_not_inside_an_image():
    html = stacked_bar([Segment(ON_TRACK, 3, href="/actions/?status=on_track&plan=a")], most=4)
    assert elements(html, "svg")[0]["role"] == "group"
    assert elements(html, "a") == [{"href": "/actions/?status=on_track&plan=a", "aria-label": "3 on track"}]


def test_a_narrow_bar_shows_fewer_numbers_and_never_one_over_another():
    segments = [Segment(OFF_TRACK, 1), Segment(ON_TRACK, 6)]
    assert stacked_bar(segments, 7).count("<text") == 2
    assert stacked_bar(segments, 7, 220).count("<text") == 1
    assert stacked_bar(segments, 7, 220).count("<use") == 2
    assert stacked_bar(segments, 7, 100).count("<use") == 1


def test_a_drawing_has_no_links():
    row = BarRow("1", [Segment(ON_TRACK, 3, "/x", 1, "/y")])
    assert [(one.count, one.href, one.carried_over_href) for one in row.drawing] == [(3, "", "")]
    assert elements(stacked_bar(row.drawing, 3), "svg")[0]["role"] == "img"


def test_no_style_attribute():
    html = stacked_bar([Segment(look, 1, "/x") for look in (OFF_TRACK, ON_TRACK, NO_STATUS)], most=3)
    assert not [attrs for attrs in elements(html) if "style" in attrs]


def test_empty_bar_says_so():
    assert "No actions" in stacked_bar([Segment(ON_TRACK, 0)], most=0)


def test_bar_longer_than_the_scale_does_not_overflow():
    blocks = elements(stacked_bar([Segment(ON_TRACK, 9)], most=3), "svg")
    assert blocks[1]["width"] == "100.00%"


def test_table_scales_to_its_longest_row():
    rows = [
        BarRow("1", [Segment(OFF_TRACK, 1), Segment(ON_TRACK, 2)]),
        BarRow("2", [Segment(OFF_TRACK, 0), Segment(ON_TRACK, 7)]),
    ]
    table = BarTable("Status", rows)
    assert (table.most, table.looks) == (7, [OFF_TRACK, ON_TRACK])
    assert (BarTable("Status", []).most, BarTable("Status", []).looks) == (0, [])


@pytest.mark.parametrize(("count", "lines"), [(MOST_BLOCKS, MOST_BLOCKS - 1), (MOST_BLOCKS + 1, 0)])
def test_blocks_are_drawn_while_they_can_be_told_apart(count, lines):
    assert stacked_bar([Segment(ON_TRACK, count)], count).count("<line") == lines
    assert BarTable("Actions", [BarRow("1", [Segment(ON_TRACK, count)])]).shows_blocks == bool(lines)
