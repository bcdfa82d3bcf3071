"""Status tags, flags and symbols: a word always, and nothing unknown passes."""

import re

import pytest
from django.template import Context, Template

from design.look import COLOURS, PAINT, Look
from design.symbols import FLAG_SYMBOLS, SPRITE, STATUS_SYMBOLS
from tests.design.markup import elements

AT_RISK = Look("At risk", "at-risk", "amber")


def render(source, **context):
    return Template("{% load design %}" + source).render(Context(context))


def test_tag_has_word_symbol_and_colour():
    html = render("{% status_tag look %}", look=AT_RISK)
    assert "At risk</strong>" in html
    assert "portal-status--amber" in html
    assert '<use href="#symbol-at-risk"/>' in html


def test_word_is_escaped():
    assert "<b>" not in render("{% status_tag look %}", look=Look("<b>Risk", "at-risk", "amber"))


@pytest.mark.parametrize("nothing", ["at_risk", "", None, 3, "At risk"])
def test_tag_fails_on_anything_but_a_look(nothing):
    with pytest.raises(TypeError, match="Look"):
        render("{% status_tag look %}", look=nothing)


@pytest.mark.parametrize(
    "values", [("At risk", "at-risk", "pink"), ("At risk", "exploded", "amber"), ("", "at-risk", "amber")]
)
def test_unknown_look_is_refused_when_it_is_made(values):
    with pytest.raises(ValueError, match=r"no colour|no symbol|word"):
        Look(*values)


def test_every_symbol_is_in_the_sprite_once():
    drawn = [attrs["id"] for attrs in elements(SPRITE, "symbol")]
    assert len(drawn) == len(set(drawn))
    assert {f"symbol-{name}" for name in (*STATUS_SYMBOLS, *FLAG_SYMBOLS)} == set(drawn)


def test_every_colour_has_a_style(settings):
    css = (settings.ROOT / "static" / "portal.css").read_text()
    for colour in COLOURS:
        assert f".portal-status--{colour} {{" in css


@pytest.mark.parametrize("name", FLAG_SYMBOLS)
def test_flag_is_a_word_and_a_symbol(name):
    html = render("{% flag name 'Overdue by 35 days' %}", name=name)
    assert "Overdue by 35 days" in html
    assert f"#symbol-{name}" in html


@pytest.mark.parametrize(("name", "text"), [("late", "Late"), ("overdue", ""), ("at-risk", "At risk")])
def test_unknown_or_wordless_flag_fails(name, text):
    with pytest.raises(ValueError, match="flag"):
        render("{% flag name text %}", name=name, text=text)


def test_unknown_symbol_fails():
    with pytest.raises(ValueError, match="no symbol"):
        render("{% symbol 'smile' %}")


def test_breadcrumbs_want_pairs():
    assert 'href="/plan"' in render("{% breadcrumbs 'Plan' '/plan' %}")
    with pytest.raises(ValueError, match="pairs"):
        render("{% breadcrumbs 'Plan' %}")


@pytest.mark.parametrize("colour", COLOURS)
def test_what_is_drawn_has_the_colours_of_the_page(colour, settings):
    css = (settings.ROOT / "static" / "portal.css").read_text()
    rule = css.split(f".portal-status--{colour} {{")[1].split("}")[0]
    fill, edge, ink = PAINT[colour]
    assert re.findall(r"(\S+): [^;]*(#[0-9a-f]{6});", rule) == [
        ("border" if colour == "dashed" else "border-color", edge), ("background", fill), ("color", ink),
    ]  # fmt: skip
