"""Minutes are agreed by a decision of a later meeting; from then on nothing changes but by a dated note."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from audit.recording import Refused
from governance.models import Meeting, MinutesNote
from governance.services.decisions import withdraw_decision
from governance.services.locking import AGREED, locked_meeting
from governance.services.minutes import CANNOT_AGREE, NOT_HELD, add_note, agree_minutes, agrees_minutes, write_summary
from tests.actions.reading import texts, words
from tests.governance.minuting import (
    MINUTES,
    PAGE,
    SECRET,
    SEPTEMBER,
    SLUG,
    agreeing,
    changed,
    decide,
    item,
    meeting_on,
    minuted,
)
from tests.governance.reporting import revision_of
from tests.world import NOW, asked

As = Callable[[str], Client]
People = types.SimpleNamespace
AGREE, SUMMARY, NOTES = (f"{MINUTES}{page}/" for page in ("agree", "summary", "notes"))
NOTE = {"text": "The figure in item 2 is 61, not 16."}


def meeting() -> Meeting:
    return Meeting.objects.get(slug=SLUG)


def agreed(people: People) -> Meeting:
    return agree_minutes(meeting=meeting(), by=people.cora, now=NOW, decision=agreeing(people))


def test_the_co_ordinator_names_the_decision(as_: As, people: People) -> None:
    minuted(people)
    decision, client = agreeing(people), as_("cora")
    assert (
        "Decision 1 of 2 September 2024: The Partnership agreed that the minutes of 12 July 2024 are a true record"
        in texts(client.get(AGREE))
    )
    fields = revision_of(client, AGREE) | {"decision": decision.pk}
    page = words(client.post(AGREE, fields, follow=True))
    for text in ("The minutes are agreed.", "Agreed by decision 1 of 2 September 2024", "Word", "PDF"):
        assert text in page
    assert "not agreed yet" not in page
    assert meeting().confirmed_by == decision
    assert Meeting.history.filter(slug=SLUG).latest("history_id").history_user_id == people.cora.pk
    assert agrees_minutes(decision)
    rows = Meeting.history.count()
    assert client.post(AGREE, fields).status_code == 302  # the same form once more
    assert Meeting.history.count() == rows


def test_items_of_which_nothing_is_written_are_asked_about_once(as_: As, people: People) -> None:
    held, client = minuted(people), as_("cora")
    item(held, 5, people.cora, title="Any other business")
    fields = revision_of(client, AGREE) | {"decision": agreeing(people).pk}
    first = client.post(AGREE, fields)
    assert first.status_code == 422
    assert "Nothing is written of item 5." in texts(first)
    assert not meeting().is_locked
    assert client.post(AGREE, fields | {"considered": asked(first)}).status_code == 302
    assert meeting().is_locked


WRONG = {
    "of a meeting that is not recorded as held": lambda held, people: _of_planned(people),
    "of the same meeting": lambda held, people: held.decisions.get(number=1),
    "of an earlier meeting": lambda held, people: decide(
        item(meeting_on(datetime.date(2024, 6, 1), people.cora, status="held"), 1, people.cora, title="First"),
        1, "the minutes are a true record", people.cora,
    ),
    "withdrawn": lambda held, people: agreeing(people, withdrawn_reason="A slip"),
    "exempt": lambda held, people: agreeing(people, is_exempt=True, exempt_reason="Secret"),
    "of another body": lambda held, people: changed(
        agreeing(people), people.cora,
        body=Meeting.objects.exclude(body=held.body).exclude(body=held.body_id).first().body,
    ),
}  # fmt: skip


def _of_planned(people: People) -> Any:
    decision = agreeing(people)
    changed(decision.meeting, people.cora, status="planned")
    return decision


@pytest.mark.parametrize("case", WRONG)
def test_a_decision_that_cannot_agree_them(case: str, as_: As, people: People) -> None:
    decision = WRONG[case](minuted(people), people)
    answer = as_("cora").post(AGREE, revision_of(as_("cora"), AGREE) | {"decision": decision.pk})
    assert answer.status_code == 422
    assert "Choose one from the list" in texts(answer)
    with pytest.raises(Refused, match=CANNOT_AGREE):
        agree_minutes(meeting=meeting(), by=people.cora, now=NOW, decision=decision)
    assert not meeting().is_locked


def test_a_meeting_that_was_not_held_is_not_agreed(as_: As, people: People) -> None:
    changed(minuted(people), people.cora, status="papers_out", papers_out_at=NOW)
    with pytest.raises(Refused, match=NOT_HELD):
        agree_minutes(meeting=meeting(), by=people.cora, now=NOW, decision=agreeing(people))
    assert as_("cora").get(AGREE).status_code == 404


def test_from_then_on_nothing_changes(as_: As, people: People) -> None:
    minuted(people)
    client = as_("cora")
    assert [client.get(page).status_code for page in (AGREE, SUMMARY, NOTES)] == [200, 200, 403]
    stale = revision_of(client, SUMMARY)
    agreed(people)
    assert [client.get(page).status_code for page in (AGREE, SUMMARY, NOTES)] == [403, 403, 200]
    assert "Add a dated note to them instead" in texts(client.get(SUMMARY))
    assert client.post(SUMMARY, stale | {"families_summary": "Late."}).status_code == 403
    with pytest.raises(Refused, match=AGREED):
        write_summary(meeting=meeting(), by=people.cora, now=NOW, families_summary="Late.")
    with pytest.raises(Refused, match=AGREED):
        agree_minutes(meeting=meeting(), by=people.cora, now=NOW, decision=agreeing(people))
    with pytest.raises(Refused, match=AGREED):
        locked_meeting(meeting())
    assert meeting().families_summary == ""


def test_a_note_stands_below_with_its_day(as_: As, people: People) -> None:
    minuted(people)
    with pytest.raises(Refused, match="not agreed yet"):
        add_note(meeting=meeting(), by=people.cora, now=NOW, text="Too early")
    agreed(people)
    client = as_("cora")
    page = words(client.post(NOTES, NOTE, follow=True))
    assert "The note has been added." in page
    assert "Notes on these minutes 4 September 2024 The figure in item 2 is 61, not 16." in page
    assert MinutesNote.objects.get().recorded_by == people.cora
    assert client.post(NOTES, NOTE).status_code == 302
    assert MinutesNote.objects.count() == 1
    assert NOTE["text"] in texts(as_("olive").get(MINUTES))


@pytest.mark.parametrize(
    ("page", "fields", "problem"),
    [
        (SUMMARY, {"families_summary": "> a quotation"}, "take &gt; away"),
        (AGREE, {"decision": ""}, "Choose the decision that agreed them, or the meeting"),
        (AGREE, {"decision": "999999"}, "Choose one from the list"),
        (AGREE, {"decision": "a\x00b"}, "Choose one from the list"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    page: str, fields: dict[str, Any], problem: str, as_: As, people: People
) -> None:
    minuted(people)
    agreeing(people)
    rows = Meeting.history.count()
    answer = as_("cora").post(page, revision_of(as_("cora"), page) | fields)
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert Meeting.history.count() == rows


def test_an_empty_note_is_none(as_: As, people: People) -> None:
    minuted(people)
    agreed(people)
    answer = as_("cora").post(NOTES, {"text": " "})
    assert answer.status_code == 422
    assert "Enter the note" in texts(answer)
    assert "take &gt; away" in texts(as_("cora").post(NOTES, {"text": "> a quotation"}))
    with pytest.raises(Refused, match="take > away"):
        add_note(meeting=meeting(), by=people.cora, now=NOW, text="> a quotation")
    assert not MinutesNote.objects.exists()


def test_the_summary_is_written_and_recorded(as_: As, people: People) -> None:
    minuted(people)
    client = as_("cora")
    fields = revision_of(client, SUMMARY) | {"families_summary": "You will see waiting times each month."}
    assert "What this means for families" in words(client.post(SUMMARY, fields, follow=True))
    row = Meeting.history.filter(slug=SLUG).latest("history_id")
    assert (row.families_summary, row.history_user_id) == (fields["families_summary"], people.cora.pk)
    rows = Meeting.history.count()
    again = revision_of(client, SUMMARY) | {"families_summary": fields["families_summary"], "writer": "another"}
    assert "Nothing has changed" in texts(client.post(SUMMARY, again, follow=True))
    assert Meeting.history.count() == rows


@pytest.mark.parametrize("page", ["summary", "notes"])
def test_what_looks_personal_is_asked_about_once(page: str, as_: As, people: People) -> None:
    minuted(people)
    if page == "notes":
        agreed(people)
    client, field = as_("cora"), "text" if page == "notes" else "families_summary"
    fields = revision_of(client, f"{MINUTES}{page}/") if page == "summary" else {}
    fields |= {field: "About the child with NHS number 943 476 5919"}
    first = client.post(f"{MINUTES}{page}/", fields)
    assert first.status_code == 422
    assert "seems to contain an NHS number" in texts(first)
    assert client.post(f"{MINUTES}{page}/", fields | {"considered": asked(first)}).status_code == 302


def test_two_co_ordinators_at_once(as_: As, people: People) -> None:
    minuted(people)
    fields = revision_of(as_("cora"), SUMMARY)
    assert as_("cora").post(SUMMARY, fields | {"families_summary": "Theirs."}).status_code == 302
    answer = as_("cora").post(SUMMARY, fields | {"families_summary": "Mine."})
    assert answer.status_code == 409
    assert "Theirs." in texts(answer)
    assert "Mine." in texts(answer)
    assert meeting().families_summary == "Theirs."
    assert as_("cora").post(AGREE, fields | {"decision": agreeing(people).pk}).status_code == 409
    assert not meeting().is_locked


def test_others_are_told_whom_to_ask(as_: As, people: People) -> None:
    minuted(people)
    for person in ("olive", "pat", "ada"):
        for page in (AGREE, SUMMARY):
            assert as_(person).get(page).status_code == 403
            assert as_(person).post(page, {"families_summary": "x"}).status_code == 403
    agreed(people)
    assert as_("pat").post(NOTES, NOTE).status_code == 403
    assert as_("pat").get(NOTES).status_code == 403
    assert as_("pat").put(MINUTES).status_code == 405
    assert (meeting().families_summary, MinutesNote.objects.count()) == ("", 0)


def test_the_page_of_the_meeting_leads_to_them(as_: As, people: People) -> None:
    minuted(people)
    page = texts(as_("cora").get(PAGE))
    for address in (MINUTES, AGREE, SUMMARY, f"{PAGE}minutes.pdf"):
        assert f'href="{address}"' in page
    assert "not agreed yet" in page
    assert f'href="{AGREE}"' not in texts(as_("olive").get(PAGE))
    add_note(meeting=agreed(people), by=people.cora, now=NOW, text=NOTE["text"])
    page = words(as_("olive").get(PAGE))
    assert "agreed by decision 1 of 2 September 2024" in page
    assert NOTE["text"] in page
    add_note(meeting=meeting(), by=people.cora, now=NOW, text="It was **not** 16.")
    page = texts(as_("olive").get(PAGE))
    assert "It was <strong>not</strong> 16." in page
    assert "**" not in page


def test_an_exempt_decision_is_not_offered(as_: As, people: People) -> None:
    minuted(people)
    later = meeting_on(SEPTEMBER, people.cora, status="held")
    decide(item(later, 1, people.cora, title="x", is_exempt=True, exempt_reason="y"), 1, SECRET, people.cora)
    page = texts(as_("cora").get(AGREE))
    assert SECRET not in page
    changed(later, people.cora, status="cancelled")
    assert "No later meeting of this body is recorded as held yet" in texts(as_("cora").get(AGREE))


def test_a_decision_that_agreed_minutes_cannot_be_withdrawn(people: People) -> None:
    minuted(people)
    decision = agreeing(people)
    said = {"decision": decision, "by": people.cora, "now": NOW, "reason": "A slip"}
    agree_minutes(meeting=meeting(), by=people.cora, now=NOW, decision=decision)
    with pytest.raises(Refused, match="Minutes were agreed by it"):
        withdraw_decision(**said)
    assert withdraw_decision(**said | {"decision": agreeing(people)}).is_withdrawn
