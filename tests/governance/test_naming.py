"""Names of paragraphs fit through the whole report: where it is written, read and finalised."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import Refused, recording
from documents.content import Paragraph, words
from governance.models import BoardReport
from governance.reports.draft import SectionDraft
from governance.reports.naming import naming_problems
from governance.reports.reading import preview
from governance.services.publishing import finalise
from governance.services.recommendations import set_recommendations
from governance.services.reports import edit_section
from tests.actions.reading import texts
from tests.governance.reporting import EARLIER, PAGE, revision_of, start, write
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
GONE = "No paragraph is named “gone”, and “Detail” prints its number. Name one with {#gone}, or take [[gone]] away"


def problems_of(detail: str, *, risk: str = "", summary: str = "", recommendations: tuple[str, ...] = ()) -> list[str]:
    sections = [
        SectionDraft("summary", "Summary", summary), SectionDraft("recommendations", "Recommendations"),
        SectionDraft("detail", "Detail", detail), SectionDraft("risk", "Risk", risk),
    ]  # fmt: skip
    return naming_problems(sections, recommendations)


@pytest.mark.parametrize(
    ("detail", "problem"),
    [
        ("One {#same}\n\nTwo {#same}", "Two paragraphs are named “same”. Give one of them another name"),
        ("One {#taken}", "Two paragraphs are named “taken”. Give one of them another name"),
        ("See [[gone]]", GONE),
    ],
)
def test_names_that_do_not_fit_are_told(detail: str, problem: str) -> None:
    assert problems_of(detail, risk="A risk {#taken}") == [problem]


def test_names_of_other_sections_are_known() -> None:
    assert problems_of("[[mine]], [[risk]]\n\nMine {#mine}", risk="A {#risk}", recommendations=("As [[mine]]",)) == []


def test_a_summary_has_no_numbers_to_print() -> None:
    assert problems_of("", summary="In short. {#short}") == [
        "“Summary” has no numbers, so nothing in it can be named. Take {#short} away"
    ]
    assert problems_of("A long story. {#long}", summary="See [[long]].") == []


def test_recommendations_are_checked() -> None:
    (problem,) = problems_of("", recommendations=("Note [[gone]]",))
    assert "“Recommendations” prints its number" in problem


@pytest.mark.parametrize("sent", [{"narrative": "No name any more.", "is_included": "on"}, {"narrative": ""}])
def test_what_another_section_prints_stays_named(sent: dict[str, str], as_: As, people: types.SimpleNamespace) -> None:
    """“Risk” gives the name that “Financial” prints; neither the name nor the section can go."""
    report = write(start(people.cora), people.cora)
    said = {"by": people.cora, "now": EARLIER, "is_included": True}
    edit_section(**said, section=report.sections.get(kind="risk"), narrative="A shortfall. {#shortfall}")
    edit_section(**said, section=report.sections.get(kind="legal"), narrative="As [[shortfall]] tells.")
    client, address = as_("cora"), PAGE + "sections/risk/"
    answer = client.post(address, {**sent, **revision_of(client, address)})
    assert answer.status_code == 422
    assert "“Legal implications” prints its number" in texts(answer)
    assert "{#shortfall}" in report.sections.get(kind="risk").narrative


def test_a_recommendation_prints_a_known_number(as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client, address = as_("cora"), PAGE + "recommendations/"
    carried = revision_of(client, address)
    answer = client.post(address, {"text_1": "Note [[gone]].", **carried})
    assert answer.status_code == 422
    assert "No paragraph is named “gone”" in texts(answer)
    assert report.recommendations.count() == 2
    assert client.post(address, {"text_1": "Note [[budget]].", **carried}).status_code == 302
    assert "Note 1." in texts(client.get(PAGE + "preview/"))


def test_what_does_not_fit_is_told_and_blocks(as_: As, people: types.SimpleNamespace) -> None:
    """A report in which a name is missing already, however that came about."""
    report = write(start(people.cora), people.cora)
    with recording(by=people.cora, now=EARLIER):
        detail = report.sections.get(kind="detail")
        detail.narrative = "Nothing is named here."
        detail.save()
    assert "No paragraph is named “budget”" in texts(as_("cora").get(PAGE))
    with pytest.raises(Refused, match="No paragraph is named “budget”"):
        finalise(report=report, by=people.cora, now=NOW)
    legal = report.sections.get(kind="legal")
    assert edit_section(section=legal, by=people.cora, now=EARLIER, is_included=True, narrative="Other words.")


def test_only_what_the_co_ordinator_wrote_prints_numbers(act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, EARLIER, difference_made="Parents say [[budget]] is clear.")
    report: BoardReport = write(start(people.cora), people.cora)
    set_recommendations(report=report, by=people.cora, now=EARLIER, texts=["Note [[budget]]."])
    blocks = preview(report, NOW).blocks
    printed = [words(one.text) for one in blocks if isinstance(one, Paragraph)]
    assert any("Parents say [[budget]] is clear." in text for text in printed)
    assert "Note 1." in printed
    assert "As 1 says, nothing more is needed." in printed
