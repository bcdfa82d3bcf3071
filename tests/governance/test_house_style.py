"""The house style of a body: the co-ordinator changes it on pages, papers follow, and history keeps how it was."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from audit.recording import Refused
from documents.content import Bullet, Heading, Paragraph, words
from governance.models import HouseSection, HouseStyle
from governance.reports.reading import preview
from governance.services.house_styles import edit_heading, edit_style
from governance.services.publishing import finalise
from tests.actions.reading import texts
from tests.governance.reporting import EARLIER, PAGE, revision_of, start, write
from tests.governance.styling import BEFORE, STYLE, heading, heading_sent, sent, style
from tests.world import NOW, asked

As = Callable[[str], Client]
People = types.SimpleNamespace
LATER = NOW + datetime.timedelta(hours=1)


def test_the_style_is_changed_and_a_draft_follows(as_: As, people: People) -> None:
    report = write(start(people.cora), people.cora)
    client = as_("cora")
    page = texts(client.post(STYLE + "edit/", sent(
        header_lines="REPORT FOR {body}\r\n\r\n{date}", classification="Official", page_limit="8",
        recommendation_lead="The Board is asked to", recommendation_verbs="Note\r\nAgree\r\n", people="names",
        has_separate_appendices="on", reason="Democratic Services asked",
    ), follow=True))  # fmt: skip
    for text in ("The house style has been saved.", "REPORT FOR {body} {date}", "Official", "Names and posts",
                 "Note, Agree", "Separate files"):  # fmt: skip
        assert text in page
    document = preview(report, NOW)
    assert document.header == ("REPORT FOR HEALTH AND WELLBEING BOARD", "25 SEPTEMBER 2024")
    assert document.classification.startswith("Official · ")
    assert "The Board is asked to" in [words(one.text) for one in document.blocks if isinstance(one, Paragraph)]
    history = texts(client.get(STYLE + "history/"))
    assert "Democratic Services asked" in history
    assert "House style Health and Wellbeing Board" in history


def test_the_style_is_where_it_is_used(as_: As, people: People) -> None:
    start(people.cora)
    for address in (PAGE, PAGE + "preview/"):
        assert f'href="{STYLE}"' in as_("cora").get(address).content.decode()
    assert "copied when a report starts" in texts(as_("cora").get(STYLE))


WRONG = {
    "no lines": ({"header_lines": ""}, "Enter the lines above the title"),
    "an unknown place": ({"header_lines": "REPORT TO {bdy}"}, "“{bdy}” stands for nothing. Use {body}, {date} or"),
    "half a place": ({"header_lines": "REPORT TO {body"}, "“{body” stands for nothing."),
    "nothing before recommendations": ({"recommendation_lead": " "}, "Enter the words before the recommendations"),
    "no pages": ({"page_limit": "0"}, "Enter a whole number from 1 to 500"),
    "many pages": ({"page_limit": "99999999999999999999"}, "Enter a whole number from 1 to 500"),
    "pages in words": ({"page_limit": "eight"}, "Enter a whole number from 1 to 500"),
    "numbers of its own": ({"numbering": "roman"}, "Select one of these options"),
    "a control character": ({"classification": "a\x00b"}, "contains a character that cannot be shown"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_lost(case: str, as_: As) -> None:
    said, problem = WRONG[case]
    before = HouseStyle.history.count()
    answer = as_("cora").post(STYLE + "edit/", sent(reason="Typed with care", **said))
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert "Typed with care" in texts(answer)
    assert HouseStyle.history.count() == before


def test_what_looks_personal_is_asked_about(as_: As) -> None:
    personal = "About the child with NHS number 943 476 5919"
    said = {
        "edit/": sent(recommendation_lead=personal),
        "headings/legal/": heading_sent("legal", standing_text=personal),
    }
    for address, fields in said.items():
        first = as_("cora").post(STYLE + address, fields)
        assert first.status_code == 422
        assert 'id="free-text-notice"' in as_("cora").get(STYLE + address).content.decode()
        assert as_("cora").post(STYLE + address, fields | {"considered": asked(first)}).status_code == 302


def test_two_co_ordinators_at_once(as_: As) -> None:
    mine, theirs = sent(classification="Mine"), sent(classification="Theirs")
    assert as_("cora").post(STYLE + "edit/", theirs).status_code == 302
    answer = as_("cora").post(STYLE + "edit/", mine)
    assert answer.status_code == 409
    assert "Theirs" in texts(answer)
    assert style().classification == "Theirs"
    mine = heading_sent("legal", heading="Mine")
    as_("cora").post(STYLE + "headings/legal/", heading_sent("legal", heading="Theirs"))
    assert as_("cora").post(STYLE + "headings/legal/", mine).status_code == 409


def test_headings_change_place_words_and_presence(as_: As, people: People) -> None:
    started = start(people.cora)
    client = as_("cora")
    place = heading("recommendations").position
    sends = heading_sent("equality", heading="Equality and inclusion", presence="none", is_on="on", position=place)
    page = texts(client.post(STYLE + "headings/equality/", sends, follow=True))
    assert "Equality and inclusion" in page
    assert "Printed with “None”" in page
    # The same place twice keeps an order: the one that stood there first stays first.
    kinds = list(style().sections.values_list("kind", flat=True))
    assert kinds[:3] == ["summary", "recommendations", "equality"]
    assert started.sections.get(kind="equality").heading == "Equality"
    begun = start(people.cora, NOW)
    assert [section.kind for section in begun.sections.all()] == kinds
    blocks = preview(begun, LATER).blocks
    at = blocks.index(Heading("Equality and inclusion", 2))
    assert words(blocks[at + 1].text) == "Nothing has been written here yet."  # type: ignore[union-attr]
    begun_page = f"{begun.get_absolute_url()}sections/equality/"
    assert "There are none" in texts(client.get(begun_page))


HEADINGS = {
    "required and off": ({"presence": "required", "is_on": ""}, "A required heading is in every new report"),
    "no words": ({"heading": " "}, "Enter the heading"),
    "no place": ({"position": "0"}, "Enter a whole number from 1 to 9999"),
    "no presence": ({"presence": "sometimes"}, "Select one of these options"),
    "a review of nothing": ({"review_on_0": "1", "review_on_1": "5", "review_on_2": "2024"},
                            "Write the standing text, or take its review date away"),
    "a citation of nothing": ({"standing_text": "As [[gone]] says."}, "No paragraph is named “gone”"),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADINGS)
def test_a_heading_that_cannot_be_is_refused(case: str, as_: As) -> None:
    said, problem = HEADINGS[case]
    rows = HouseSection.history.count()
    sends = heading_sent("legal") | said
    if not sends["is_on"]:
        del sends["is_on"]
    answer = as_("cora").post(STYLE + "headings/legal/", sends)
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert HouseSection.history.count() == rows


def test_the_service_holds_it_too(people: People) -> None:
    said = {"section": heading("legal"), "by": people.cora, "now": NOW, "position": 1, "heading": "Legal"}
    for wrong, problem in (
        ({"presence": "required", "is_on": False}, "A required heading"),
        ({"presence": "optional", "is_on": True, "heading": " "}, "Enter the heading"),
        ({"presence": "optional", "is_on": True, "review_on": NOW.date()}, "Write the standing text"),
        ({"presence": "optional", "is_on": True, "standing_text": "[[gone]]"}, "No paragraph is named"),
    ):
        with pytest.raises(Refused, match=problem):
            edit_heading(**said | wrong)
    with pytest.raises(TypeError, match="no colour"):
        edit_style(style=style(), by=people.cora, now=NOW, colour="red")


def test_a_report_begins_with_the_standing_texts(as_: As, people: People) -> None:
    client = as_("cora")
    without = start(people.cora, BEFORE)
    sends = heading_sent("financial", standing_text="The Dedicated Schools Grant pays for it.", review_on_0="1",
                         review_on_1="5", review_on_2="2024")  # fmt: skip
    page = texts(client.post(STYLE + "headings/financial/", sends, follow=True))
    assert "whose review was due on 1 May 2024" in page
    report = start(people.cora, NOW)
    assert report.sections.get(kind="financial").narrative == "The Dedicated Schools Grant pays for it."
    assert "was due for review" not in texts(client.get(without.get_absolute_url()))
    page = texts(client.get(report.get_absolute_url()))
    assert "The standing text of “Financial implications” was due for review on 1 May 2024" in page
    assert "“Financial implications” is empty" not in page
    sends |= {"review_on_2": "2025", "revision": heading("financial").revision}
    client.post(STYLE + "headings/financial/", sends)
    assert "was due for review" not in texts(client.get(report.get_absolute_url()))
    assert "was due" not in texts(client.get(STYLE))


def test_papers_without_numbers(as_: As, people: People) -> None:
    report = write(start(people.cora), people.cora)
    client = as_("cora")
    assert client.post(STYLE + "edit/", sent(numbering="none")).status_code == 302
    document = preview(report, NOW)
    numbered = [one for one in document.blocks if isinstance(one, Paragraph) and one.number]
    assert [one.list for one in numbered] == ["recommendations", "recommendations"]
    page = texts(client.get(PAGE))
    told = "The papers of this body have no numbered paragraphs, so take {} away from “{}”"
    assert told.format("[[budget]]", "Financial implications") in page
    address = PAGE + "sections/detail/"
    assert "numbered paragraph" not in texts(client.get(address)).partition("<form class")[2]
    answer = client.post(address, {"narrative": "It is. {#budget}\n\nSee [[budget]].", **revision_of(client, address)})
    assert answer.status_code == 422
    assert told.format("{#budget} and [[budget]]", "Detail") in texts(answer)
    said = {"narrative": "It is.\n\n- one\n- two", **revision_of(client, address)}
    assert client.post(address, said).status_code == 302
    assert [words(one.text) for one in preview(report, NOW).blocks if isinstance(one, Bullet)] == ["one", "two"]


def test_numbers_stay_while_a_standing_text_needs_them(as_: As) -> None:
    as_("cora").post(STYLE + "headings/legal/", heading_sent("legal", standing_text="The Act applies. {#act}"))
    answer = as_("cora").post(STYLE + "edit/", sent(numbering="none"))
    assert answer.status_code == 422
    assert "The standing text of “Legal implications” names a paragraph or cites its number" in texts(answer)
    twice = as_("cora").post(STYLE + "headings/financial/", heading_sent("financial", standing_text="It. {#act}"))
    assert "Two paragraphs are named “act”" in texts(twice)


@pytest.mark.parametrize(("limit", "is_over"), [("", False), ("40", False), ("1", True)])
def test_the_preview_counts_pages(limit: str, is_over: bool, as_: As, people: People) -> None:
    write(start(people.cora), people.cora)
    client = as_("cora")
    client.post(STYLE + "edit/", sent(page_limit=limit))
    page = texts(client.get(PAGE + "preview/"))
    told = page.partition("The paper has ")[2].partition("</p>")[0]
    assert " pages, and " in told
    assert " of appendices." in told
    assert ("The Health and Wellbeing Board takes at most" in told) is bool(limit)
    assert ("portal-callout--gap" in page) is is_over
    assert ("the preview counts them" in texts(client.get(PAGE))) is bool(limit)


def test_later_changes_change_nothing_that_is_finalised(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    report = write(start(people.cora), people.cora)
    edit_heading(section=heading("background"), by=people.cora, now=EARLIER, heading="Background papers",
                 presence="none", is_on=True, position=150)  # fmt: skip
    version = finalise(report=report, by=people.cora, now=NOW)
    before = {file.pk: bytes(file.body) for file in version.files.all()}
    edit_style(style=style(), by=people.cora, now=LATER, header_lines="OTHER", numbering="none", people="names",
               recommendation_lead="Please:", classification="Secret", has_separate_appendices=True)  # fmt: skip
    edit_heading(section=heading("background"), by=people.cora, now=LATER, heading="Sources", presence="optional",
                 is_on=False, position=1)  # fmt: skip
    assert {file.pk: bytes(file.body) for file in version.files.all()} == before
    capsys.readouterr()
    call_command("verify_report", report.slug)
    assert "is equal to what history gives" in capsys.readouterr().out


def test_what_would_count_as_made_before_a_version_is_refused(people: People) -> None:
    finalise(report=write(start(people.cora), people.cora), by=people.cora, now=NOW)
    for change in (
        lambda: edit_style(style=style(), by=people.cora, now=BEFORE, classification="Late"),
        lambda: edit_heading(section=heading("risk"), by=people.cora, now=BEFORE, heading="Late", presence="optional",
                             is_on=True, position=1),
    ):  # fmt: skip
        with pytest.raises(Refused, match="was finalised while you were saving"):
            change()
    assert style().classification == ""
