"""Sub-headings in the text of a section, and markup that is not offered: refused with what to do, never in silence."""

import io
import types
from collections.abc import Callable

import docx
import pytest
from django.test import Client

from documents.content import Heading, Paragraph
from documents.excel import to_xlsx
from documents.page import to_html
from documents.pdf import to_pdf
from documents.table_file import to_csv
from documents.word import to_docx
from governance.reports.markup import markup_problems
from governance.reports.reading import preview
from governance.services.reports import edit_section
from tests.actions.reading import texts
from tests.documents.facts import facts_of
from tests.documents.read_csv import read_csv
from tests.documents.read_excel import read_xlsx
from tests.documents.read_html import read_html
from tests.documents.read_pdf import read_pdf
from tests.documents.read_word import heading_level, read_docx
from tests.governance.reporting import EARLIER, PAGE, revision_of, start, write
from tests.world import NOW

As = Callable[[str], Client]
TEXT = "Before.\n\n## Context\n\nWithin.\n\n### What comes next\nAfter."
UNOFFERED = {
    "# Context": "begin a sub-heading with ## and a space",
    "- ## Context": "begin a sub-heading with ## and a space",
    "#### Context": "begin a sub-heading with ## and a space",
    "| a | b |\n|---|---|": "write each row as an item of a list",
    "a | b\n--- | ---": "write each row as an item of a list",
    "![A chart](chart.png)": "say in words what it shows",
    "See [the plan](https://www.example.org/plan).": "write the words and the address",
    "```\ncode\n```": "take the marks of code away",
    "> Said.": "put quotation marks round the words",
    "Before\n---": "lines across the page",
    "- a\n  - b\n    - c": "move it one level up",
    "Named {#x} too early.": "move the name to the end of its paragraph",
    "Named. {#Big Name}": "move the name to the end of its paragraph",
    "As [[Big Name]] tells.": "a name has small letters",
    "## Context {#context}": "sub-headings have no numbers",
}


def test_sub_headings_stand_one_level_below_their_section(people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    for kind in ("detail", "risk", "exceptions", "summary"):
        said = TEXT.replace("Before.", "Before. {#budget}") if kind == "detail" else TEXT
        edit_section(
            section=report.sections.get(kind=kind), by=people.cora, now=EARLIER, is_included=True, narrative=said
        )
    document = preview(report, NOW)
    levels = [block.level for block in document.blocks if isinstance(block, Heading)]
    found = [block.level for block in document.blocks if isinstance(block, Heading) and block.text == "Context"]
    assert sorted(found) == [3, 3, 3, 4]
    assert all(after - before <= 1 for before, after in zip([1, *levels], levels, strict=False))
    numbers = [int(one.number) for one in document.blocks if isinstance(one, Paragraph) and one.list == "detail"
               and one.level == 0]  # fmt: skip
    assert numbers == list(range(1, len(numbers) + 1))
    facts = facts_of(document)
    assert read_csv(to_csv(document)).headings == facts.headings
    assert read_html(to_html(document)).headings == facts.headings
    assert read_pdf(to_pdf(document)).headings == facts.headings
    assert read_xlsx(to_xlsx(document)).headings == facts.headings
    assert read_docx(to_docx(document)).headings == facts.headings
    opened = docx.Document(io.BytesIO(to_docx(document)))
    assert sorted(heading_level(one) for one in opened.paragraphs if one.text == "Context") == [3, 3, 3, 4]


@pytest.mark.parametrize("text", UNOFFERED)
def test_what_is_not_offered_is_told(text: str) -> None:
    assert any(UNOFFERED[text] in problem for problem in markup_problems("Detail", text))


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "- a\n  - b",
        "Named. {#x}\n\nAs [[x]] tells.",
        "A # and a | in words, 3 > 2.",
        "**Bold** – *soft*",
        "#1 is it",
    ],
)
def test_what_is_offered_is_no_problem(text: str) -> None:
    assert markup_problems("Detail", text) == []


def test_the_form_refuses_it(as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client, address = as_("cora"), PAGE + "sections/legal/"
    sent = {"is_included": "on", **revision_of(client, address)}
    assert "sub-heading" in texts(client.get(address))
    answer = client.post(address, {**sent, "narrative": "| Cost | 2024 |\n|---|---|"})
    assert answer.status_code == 422
    assert "In “Legal implications”, change “| Cost | 2024 |”: tables cannot be written here" in texts(answer)
    assert "Cost" not in report.sections.get(kind="legal").narrative
    assert client.post(address, {**sent, "narrative": "## Cost\n\nNone."}).status_code == 302
    assert "Cost" in texts(client.get(PAGE + "preview/"))
