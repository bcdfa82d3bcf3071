"""The minutes of a meeting: what they say, to whom, and in which files; nothing of an exempt item to others."""

import datetime
import io
import types
from collections.abc import Callable

import docx
import pypdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.content import Heading, Paragraph, Table, words
from governance.minutes.content import minutes_content
from governance.minutes.facts import (
    AttendanceFact,
    DecisionFact,
    DeclarationFact,
    ItemFact,
    MeetingActionFact,
    MinutesFacts,
    PersonFact,
)
from governance.minutes.reading import facts_for, minutes_for
from governance.models import Decision, Format, MeetingAction, QuorumRule
from governance.reports.rendering import render
from governance.services.minutes import agree_minutes, write_summary
from tests.actions.reading import texts
from tests.actions.reading import words as read
from tests.governance.composing import partnership
from tests.governance.minuting import (
    HELD,
    MINUTES,
    PAGE,
    SECRET,
    SEPTEMBER,
    agreeing,
    changed,
    item,
    meeting_on,
    minuted,
    put,
)
from tests.world import NOW

As = Callable[[str], Client]
People = types.SimpleNamespace


def test_everybody_reads_who_was_there_what_was_said_and_decided(as_: As, people: People) -> None:
    meeting = minuted(people)
    write_summary(meeting=meeting, by=people.cora, now=NOW, families_summary="You will see **waiting times**.")
    page = read(as_("olive").get(MINUTES))
    for text in (
        "Minutes of the meeting of 12 July 2024",
        "2pm to 4pm",
        "Municipal Buildings",
        "Draft minutes: not agreed yet",
        "What this means for families You will see waiting times.",
        "Present, remotely",
        "Sent apologies",
        "Chair",
        "No quorum rule recorded.",
        "1. Welcome To note. Declarations of interest: None declared. The chair welcomed everybody.",
        "2. Waiting times To decide. Declaration of interest:",
        ": Works for the provider.",
        "Decision 1: The Partnership agreed that waiting times are published each month.",
        "Decision 2: The Partnership agreed that a pilot begins. Subject to the Cabinet’s word.",
        "Meeting action: Write the first table.",
        "by 30 August 2024",
    ):
        assert text in page
    assert "Taken off" not in page
    assert "<h3" in texts(as_("olive").get(MINUTES))


def test_posts_and_not_names_unless_the_body_wants_names(as_: As, people: People) -> None:
    meeting = minuted(people)
    changed(people.mo, people.ada, job_title="Head of school")
    page = read(as_("olive").get(MINUTES))
    assert "Mo Brook" not in page
    assert "Head of school" in page
    changed(meeting.body.house_style, people.cora, people="names")
    assert "Mo Brook, Head of school" in read(as_("olive").get(MINUTES))


def test_an_exempt_item_is_its_number_to_others(as_: As, people: People) -> None:
    minuted(people)
    for person in ("olive", "sara", "ada", "ian"):
        page = read(as_(person).get(MINUTES))
        assert "Item 4: exempt" in page
        assert SECRET not in page
        assert "Decision 3" not in page
        assert "not for publication" not in page
        assert SECRET not in all_words(file(as_, person, "docx"))
        assert SECRET not in text_of(file(as_, person, "pdf"))


def test_its_body_and_the_co_ordinator_read_it(as_: As, people: People) -> None:
    minuted(people)
    for person in ("cora", "mo", "pat"):
        page = read(as_(person).get(MINUTES))
        assert page.count(SECRET) == 6
        assert "Not under an item" not in page
        assert "Contains exempt items: not for publication" in page
        assert SECRET in text_of(file(as_, person, "pdf"))


def test_those_entitled_find_the_files_that_can_be_published(as_: As, people: People) -> None:
    minuted(people)
    address = f"{PAGE}minutes.docx?public=1"
    for person in ("cora", "mo"):
        assert f'href="{address}"' in texts(as_(person).get(MINUTES))
        answer = as_(person).get(address)
        assert 'minutes-draft-public.docx"' in answer["Content-Disposition"]
        text = all_words(answer.content)
        assert "Item 4: exempt" in text
        assert SECRET not in text
        assert "not for publication" not in text
        assert SECRET not in text_of(as_(person).get(f"{PAGE}minutes.pdf?public=1").content)
        assert SECRET in all_words(file(as_, person, "docx"))
    assert "public=1" not in texts(as_("olive").get(MINUTES))


def test_an_earlier_exempt_matter_is_not_for_publication(as_: As, people: People) -> None:
    minuted(people)
    later = meeting_on(SEPTEMBER, people.cora, status="held")
    address = f"{later.get_absolute_url()}minutes"
    page = read(as_("pat").get(f"{address}/"))
    assert f"Sign {SECRET}" in page
    assert "Contains exempt items: not for publication" in page
    assert "without exempt items" in page
    assert SECRET not in text_of(as_("pat").get(f"{address}.pdf?public=1").content)
    page = read(as_("olive").get(f"{address}/"))
    assert "Write the first table" in page
    assert "not for publication" not in page


def file(as_: As, person: str, format: str) -> bytes:
    answer = as_(person).get(f"{PAGE}minutes.{format}")
    assert answer.status_code == 200
    return answer.content


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_files_are_attachments_that_nobody_keeps(format: str, as_: As, people: People) -> None:
    minuted(people)
    answer = as_("olive").get(f"{PAGE}minutes.{format}")
    assert answer["Content-Disposition"] == f'attachment; filename="{PAGE.split("/")[2]}-minutes-draft.{format}"'
    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]
    text = text_of(answer.content) if format == "pdf" else all_words(answer.content)
    for said in ("Draft minutes: not agreed yet", "Waiting times", "Write the first table", "Item 4: exempt"):
        assert said in text


def text_of(body: bytes) -> str:
    """What a PDF says, on one line."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages).split())


def all_words(body: bytes) -> str:
    """What a Word file says, with the texts of its margins."""
    opened = docx.Document(io.BytesIO(body))
    margins = [
        one.text for section in opened.sections for one in (*section.header.paragraphs, *section.footer.paragraphs)
    ]
    return " ".join([*margins, *(one.text for one in opened.paragraphs)])


@pytest.mark.parametrize("address", [f"{PAGE}minutes.csv", f"{PAGE}minutes.", "/meetings/nowhere/minutes/"])
def test_what_is_not_there(address: str, as_: As, people: People) -> None:
    minuted(people)
    assert as_("cora").get(address).status_code == 404


def test_a_meeting_that_was_not_held_has_none(as_: As, people: People) -> None:
    meeting = minuted(people)
    assert as_("olive").get(MINUTES).status_code == 200
    changed(meeting, people.cora, status="planned")
    assert as_("cora").get(MINUTES).status_code == 404
    assert as_("cora").get(f"{PAGE}minutes.pdf").status_code == 404


def test_open_meeting_actions_arise_in_the_next_meeting(people: People) -> None:
    minuted(people)
    later = meeting_on(SEPTEMBER, people.cora, status="held")
    item(later, 1, people.cora, title="Matters arising", kind="matters_arising")
    told = facts_for(later, people.olive, NOW).matters_arising
    assert [(one.text, one.asked_on) for one in told] == [("Write the first table", "12 July 2024")]
    assert len(facts_for(later, people.pat, NOW).matters_arising) == 3
    action = MeetingAction.objects.get(text="Write the first table")
    changed(action, people.cora, done_on=SEPTEMBER)
    assert facts_for(later, people.olive, NOW).matters_arising
    changed(action, people.cora, done_on=datetime.date(2024, 9, 1))
    assert not facts_for(later, people.olive, NOW).matters_arising


def test_quorum_and_next_meeting_are_said(people: People) -> None:
    meeting = minuted(people)
    put(QuorumRule, people.cora, body=partnership(), members=2)
    meeting_on(SEPTEMBER, people.cora, place="Online")
    facts = facts_for(meeting, people.olive, NOW)
    assert facts.quorum == "Quorum met: 2 voting members, 2 needed."
    assert facts.next_meeting == "The next meeting: 2 September 2024, Online."


def test_agreed_minutes_stay_whatever_comes_later(people: People) -> None:
    """A decision is ratified, a meeting action done, somebody in another post: the minutes say what they said."""
    meeting = minuted(people)
    by = agreeing(people)
    agreed = agree_minutes(meeting=meeting, by=people.cora, now=HELD + datetime.timedelta(hours=1), decision=by)
    before = minutes_for(agreed, people.mo, NOW)
    changed(people.pat, people.ada, NOW, job_title="Somebody else", name="Another name")
    changed(Decision.objects.get(text__contains="a pilot"), people.cora, NOW, standing="ratified", subject_to="",
            ratified_by=by)  # fmt: skip
    changed(MeetingAction.objects.get(text="Write the first table"), people.cora, NOW, text="Other", done_on=SEPTEMBER)
    put(QuorumRule, people.cora, NOW, body=partnership(), members=9)
    changed(meeting.body.house_style, people.cora, NOW, people="names")
    assert minutes_for(agreed, people.mo, NOW + datetime.timedelta(days=9)) == before
    assert before.standing == "Agreed by decision 1 of 2 September 2024"
    assert not before.is_draft


def test_a_draft_says_so_and_what_is_not_recorded() -> None:
    document = minutes_content(MinutesFacts("Partnership", "12 July 2024", items=(ItemFact(1, title="Welcome"),)))
    assert document.is_draft
    told = [words(one.text) for one in document.blocks if isinstance(one, Paragraph)]
    assert told == ["Whether it was quorate is not recorded.", "Nobody’s attendance is recorded."]
    assert not [one for one in document.blocks if isinstance(one, Table)]
    assert [one.text for one in document.blocks if isinstance(one, Heading)] == ["Attendance", "1. Welcome"]


def test_the_number_of_queries_does_not_grow(
    as_: As, people: People, django_assert_num_queries: Callable[..., object]
) -> None:
    meeting = minuted(people)
    client = as_("olive")
    client.get(MINUTES)
    with CaptureQueriesContext(connection) as few:
        client.get(MINUTES)
    for number in range(5, 25):
        item(meeting, number, people.cora, title=f"Item {number}", minutes="Said.")
        put(MeetingAction, people.cora, meeting=meeting, text=f"Do {number}", assigned_to=people.olive)
    with django_assert_num_queries(len(few)):
        client.get(MINUTES)


HOSTILE = [
    "<script>alert(1)</script> & {{ user }} {% now 'Y' %}", '#read("/etc/passwd") $x$ @y', "الأسرة والمدرسة 👍🏽",
    "x" * 3000, "- a\n  - b\n    - c\n\n### Deep\n\n# Not one", "[[budget]] {#budget}", "\u202eback\u202c\u200b",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("format", [Format.DOCX, Format.PDF, Format.HTML])
def test_whatever_is_written_is_printed_and_never_markup(text: str, format: Format) -> None:
    person = PersonFact(text[:200], "", text[:200])
    facts = MinutesFacts(
        body=text[:200], date="12 July 2024", families_summary=text, place=text[:200],
        attendance=(AttendanceFact(person, "present"),), notes=(("4 September 2024", text),),
        items=(
            ItemFact(
                1, title=text[:200], minutes=text, declarations=(DeclarationFact(person, text),),
                decisions=(DecisionFact(1, text),), actions=(MeetingActionFact(text, person),),
            ),
        ),
    )  # fmt: skip
    rendered = render(minutes_content(facts), format)
    assert len(rendered) > 1000
    assert format != Format.HTML or b"<script>" not in rendered
