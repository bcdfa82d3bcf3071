"""A paper as a page: headings, numbers, tables and charts as a screen reader needs them, and no live text."""

import dataclasses
import datetime
import itertools
import re

import pytest

from design.symbols import SPRITE
from documents.content import Bar, Bullet, Cell, Chart, Column, Document, Heading, Paragraph, Part, Run, Table, plain
from documents.page import Contents, to_html, to_standalone_html
from tests.documents.facts import folded
from tests.documents.read_html import Element, elements
from tests.documents.samples import ACTIONS, BARS, EMPTY, FULL, HOSTILE, STATUSES


@pytest.fixture(scope="module")
def page() -> Element:
    return elements(to_html(FULL))


def first(page: Element, name: str, part: str) -> Element:
    """The first element of this name with this class."""
    return next(one for one in page.every(name) if part in one.classes)


def test_the_title_heads_it_and_no_level_is_left_out(page: Element) -> None:
    (article,) = page.children
    assert (article.name, article.attributes["lang"]) == ("article", "en-GB")
    levels = [int(one.name[1]) for one in page.every("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - above <= 1 for above, deeper in itertools.pairwise(levels))


def test_numbers_are_text(page: Element) -> None:
    assert folded(first(page, "p", "portal-numbered--2").text) == "i. Roman."


def test_emphasis_and_bullets(page: Element) -> None:
    assert [one.text for one in page.every("em")] == ["at risk"]
    assert "six" in [one.text for one in page.every("strong")]
    assert [one.text for one in page.every("li")] == ["Neuro pathway"]


def test_tables_have_captions_and_headers(page: Element) -> None:
    for table, written in zip(page.every("table"), (STATUSES, ACTIONS), strict=True):
        assert table.every("caption")[0].text == written.caption
        scopes = [head.attributes["scope"] for head in table.every("th")]
        assert scopes == ["col"] * len(written.columns) + ["row"] * len(written.rows)
        assert table.every("td")[0].attributes["data-label"] == written.columns[1].heading
    assert first(page, "p", "portal-document__note").text == STATUSES.note


def test_a_status_has_its_word(page: Element) -> None:
    status = page.every("table")[1].every("td")[2]
    assert status.text == "At risk"
    assert "portal-status--amber" in status.children[0].classes


def test_what_is_long_may_break_and_what_is_empty_heads_nothing() -> None:
    long = "On track, as last reported on 26 June 2024 – no update received"
    slipped, due = "5 March 2025 (at first 1 August 2024)", datetime.date(2025, 3, 5)
    columns = (Column("Reference"), Column("Due"), Column("Status"))
    rows = (
        (Cell("1a"), Cell("5 March 2025", due), Cell("On track", colour="green")),
        (Cell(""), Cell(slipped, due), Cell(long, colour="green")),
    )
    _, *found = elements(to_html(dataclasses.replace(EMPTY, blocks=(Table("T", columns, rows, "T"),)))).every("tr")
    assert [[cell.name for cell in row.children] for row in found] == [["th", "td", "td"], ["td", "td", "td"]]
    assert ["portal-nowrap" in row.children[1].classes for row in found] == [True, False]
    tag, *_ = found[1].children[2].children
    assert (tag.text, found[1].children[2].text) == ("On track", long)


def test_the_chart_is_one_picture_with_one_text(page: Element) -> None:
    (figure,) = page.every("figure")
    assert figure.every("figcaption")[0].text == BARS.caption
    picture = next(one for one in figure.every("div") if one.attributes.get("role") == "img")
    assert picture.attributes["aria-label"] == BARS.alternative
    assert [one.text for one in first(figure, "p", "portal-chart__key").every("strong")] == ["On track", "At risk"]


def test_a_chart_may_be_of_nothing() -> None:
    chart = Chart("None", "Nothing is counted.", (Bar("1", (Part("On track", 0, "green"),)),))
    assert "No actions" in to_html(Document("A paper", (), (chart, Chart("Bare", "No bars.", ()))))


def test_standing_moment_and_appendix_are_said(page: Element) -> None:
    assert folded(first(page, "p", "portal-document__marks").text) == (
        "DRAFT · Official · As at 4 September 2024, 10:42am"
    )
    assert page.every("section")[0].every("h2")[0].text == FULL.appendices[0].title
    assert first(page, "div", "portal-document__footer").text.strip() == FULL.footer[0]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_literal(text: str) -> None:
    blocks = (
        Heading(text),
        Paragraph((Run(text, strong=True), Run(text, emphasis=True)), "1"),
        Bullet(plain(text)),
        Table(text, (Column(text),), ((Cell(text, colour="red"),),), "Sheet", text),
        Chart(text, text, (Bar(text, (Part(text, 1, "red"),)),)),
    )
    page = elements(to_standalone_html(Document(text, (text,), blocks, footer=(text,))))
    found = {one.name for one in page.every() if folded(one.text) == folded(text)}
    assert found >= {"title", "h1", "h2", "strong", "em", "li", "caption", "th", "td", "figcaption", "p"} - {"td"}
    assert folded(next(one for one in page.every("div") if "role" in one.attributes).attributes["aria-label"]) == (
        folded(text)
    )
    assert page.every("script") == []


def test_nothing_is_styled_in_place() -> None:
    """The security policy drops style attributes."""
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", to_html(FULL).replace(HOSTILE[8], ""))


def test_the_file_needs_nothing_else() -> None:
    file = to_standalone_html(FULL)
    page = elements(file)
    assert page.every("html")[0].attributes["lang"] == "en-GB"
    assert page.every("title")[0].text == FULL.title
    assert page.every("script", "link", "img", "iframe", "a") == []
    assert SPRITE in file
    assert {one.attributes["href"][0] for one in page.every("use")} == {"#"}
    # Hostile texts apart, there is not even an address.
    assert not re.search(r"https?://(?!evil\.example|www\.w3\.org/2000/svg)", file)
    assert "url(" not in file


def test_every_class_has_its_looks_in_the_file() -> None:
    """The file's own styles know every class of the portal that a paper uses."""
    used = {name for one in elements(to_html(FULL)).every() for name in one.classes if name.startswith("portal-")}
    styles = elements(to_standalone_html(EMPTY)).every("style")[0].text
    plain_looks = {"portal-document", "portal-numbered--0", "portal-level--0", "portal-table", "portal-reflow"}
    own = used - plain_looks - {"portal-inline", "portal-document__table", "portal-chart__label"}
    assert {name for name in own if f".{name}" not in styles} == set()


def test_a_paper_of_nothing_is_a_page() -> None:
    page = elements(to_html(EMPTY))
    assert [folded(one.text) for one in page.children] == [EMPTY.title]


def test_a_page_may_lead_to_what_its_paper_names() -> None:
    table = Table("Actions", (Column("Ref."), Column("What")), ((Cell("1a"), Cell("1a")),), "Actions")
    document = Document(
        "Paper",
        (),
        (Heading("Got <worse>"), Bullet((Run("1a", strong=True), Run(" stands"))), table, Heading("Got worse")),
    )
    page = elements(to_html(document, lambda text: "/actions/1a/?a=1&b=2" if text == "1a" else "", "<i>"))
    assert [(one.attributes["href"], one.text) for one in page.every("a")] == [("/actions/1a/?a=1&b=2", "1a")] * 2
    assert [one.attributes.get("id") for one in page.every("h2")] == ["paper-got-worse", "paper-got-worse-2"]
    assert "&lt;i&gt;" in to_html(document, None, "<i>")
    elsewhere = dataclasses.replace(table, columns=(Column("Organisation"), Column("What")))
    assert not elements(to_html(Document("Paper", (), (elsewhere,)), lambda text: "/")).every("a")
    assert not elements(to_html(document)).every("a")


def test_a_page_may_list_where_the_parts_of_its_paper_begin() -> None:
    headings = [("What matters", 2), ("Worse", 3), ("Coverage", 3), ("Of one", 4), ("Agenda", 2), ("Coverage", 3)]
    document = Document("Paper", (), tuple(Heading(text, level) for text, level in headings))
    contents = Contents("In this paper", "Coverage", (("files", "Files"),))
    page = elements(to_html(document, lambda text: "", "", contents))
    [listed] = page.every("nav")
    assert [(one.attributes["href"], one.text) for one in listed.every("a")] == [
        ("#paper-coverage", "Coverage"), ("#paper-agenda", "Agenda"), ("#paper-coverage-2", "Coverage"),
        ("#files", "Files"),
    ]  # fmt: skip
    assert "portal-no-print" in listed.classes
    assert not elements(to_html(document)).every("nav")
    assert not elements(to_html(EMPTY, None, "", contents)).every("nav")


def test_columns_have_their_shares() -> None:
    table = Table("Wide", (Column("Ref.", 2), Column("What is said", 18)), ((Cell("1a"), Cell("A")),), "Wide")
    heads = list(elements(to_html(Document("Paper", (), (table,)))).every("th"))
    assert [one for one in heads[0].classes if "share" in one] == ["portal-share-2"]
    assert [one for one in heads[1].classes if "share" in one] == ["portal-share-12"]
    assert "portal-nowrap" in heads[0].classes
