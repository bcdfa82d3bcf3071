"""Packs, and questions with their answers, in the bundle for a period."""

import datetime
import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action
from actions.services import answer_question, ask_question, close_question
from governance.models import Meeting, PackFile
from governance.services.agendas import add_item
from governance.services.meetings import undo_state
from governance.services.packs import FORMATS
from governance.services.publishing import finalise
from tests.governance.bundling import Unpacked, words_in
from tests.governance.minuting import changed, minuted
from tests.governance.packing import sent_out, september
from tests.governance.reporting import start, write
from tests.world import NOW, PEOPLE, PLANNED

As = Callable[[str], Client]
Act = Callable[[str], Action]
EARLIER = NOW - datetime.timedelta(days=5)
SECRET = "What must stay secret"


def test_packs_as_they_went_out(as_: As, people: types.SimpleNamespace) -> None:
    sent_out(september(people), people, EARLIER)
    found = Unpacked(as_("ada"))
    files = {name: body for name, body in found.members.items() if name.startswith("packs/")}
    assert sorted(name.rpartition(".")[2] for name in files) == ["docx", "pdf"]
    assert {bytes(kept.body) for kept in PackFile.objects.all()} == set(files.values())
    assert "as it went out on 30 August 2024, 9am (Word)" in found.part("Packs as they went out")
    before = Unpacked(as_("ada"), last=datetime.date(2024, 8, 29))
    assert "No pack went out in this period." in before.part("Packs as they went out")


def test_a_pack_that_was_taken_back_is_told_as_one(as_: As, people: types.SimpleNamespace) -> None:
    meeting = september(people)
    sent_out(meeting, people, EARLIER)
    undo_state(meeting=Meeting.objects.get(pk=meeting.pk), by=people.cora, now=EARLIER, reason="An item was missing")
    alone = Unpacked(as_("cora")).part("Packs as they went out")
    assert alone.count("as it went out on 30 August 2024, 9am; it was taken back later (") == len(FORMATS)
    sent_out(meeting, people)
    both = Unpacked(as_("cora")).part("Packs as they went out")
    assert both.count("it was taken back later") == len(FORMATS)
    assert "as it went out on 4 September 2024, 9am (PDF)" in both


def test_what_became_exempt_since_is_in_no_pack_of_it(as_: As, people: types.SimpleNamespace) -> None:
    meeting = september(people)
    item = add_item(meeting=meeting, by=people.cora, now=PLANNED, title=SECRET, purpose="decide")
    sent_out(meeting, people, EARLIER)
    assert any(SECRET in words_in(name, body) for name, body in Unpacked(as_("cora")).members.items())
    changed(item, people.cora, NOW, is_exempt=True, exempt_reason="About a contract")
    found = Unpacked(as_("cora"))
    assert [name for name in found.members if name.startswith("packs/")]
    assert ", without what became exempt since" in found.part("Packs as they went out")
    for name, body in found.members.items():
        assert SECRET not in words_in(name, body), name


def test_questions_with_their_answers(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    asked = ask_question(action=act("1a"), by=people.sara, now=EARLIER, text="How long do families wait?")
    old = ask_question(action=act("2a"), by=people.ian, now=NOW.replace(month=7, day=2), text="=Who pays?")
    ask_question(action=act("4c"), by=people.sara, now=EARLIER, text="When does it begin?")
    answered = answer_question(question=asked, by=people.olive, now=NOW, answer="Eleven weeks.")
    close_question(question=answered, by=people.cora, now=NOW, closed_as="answered", reason="Answered in full")
    rows = Unpacked(as_("cora"), first=EARLIER.date()).rows("questions.csv")
    assert [row["Reference"] for row in rows] == ["1a", "4c"]
    council = people.sara.organisation.name
    assert rows[0] == {
        "Priority": "1", "Reference": "1a", "Action": act("1a").title, "Question": "How long do families wait?",
        "State": "Closed", "Asked on": "2024-08-30", "Asked by": "", "Organisation": council,
        "Answer": "Eleven weeks.", "Answered on": "2024-09-04", "Answered by": "",
        "Organisation of the answer": council, "On the agenda of": "", "Closed on": "2024-09-04",
        "Closed as": "answered", "Why it is closed": "Answered in full",
    }  # fmt: skip
    assert (rows[1]["Answer"], rows[1]["Closed as"]) == ("", "")
    whole = Unpacked(as_("cora"))
    assert whole.rows("questions.csv")[0]["Question"] == "'=Who pays?"
    assert old.text not in str(rows)
    for person in PEOPLE.values():
        assert person not in whole.members["questions.csv"].decode()


def test_an_answer_after_the_period_is_not_in_it(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    asked = ask_question(action=act("1a"), by=people.sara, now=EARLIER, text="How long do families wait?")
    answer_question(question=asked, by=people.olive, now=NOW, answer="Eleven weeks.")
    (row,) = Unpacked(as_("cora"), last=datetime.date(2024, 9, 3)).rows("questions.csv")
    assert (row["Answer"], row["Answered on"]) == ("", "")


def test_a_report_of_what_became_exempt_since_is_left_out_and_named(as_: As, people: types.SimpleNamespace) -> None:
    meeting = minuted(people)
    written = EARLIER - datetime.timedelta(minutes=10)
    finalise(report=write(start(people.cora, written), people.cora, written), by=people.cora, now=EARLIER)
    decision = meeting.decisions.get(number=1)
    words = decision.text.removeprefix("The Partnership agreed that ")
    before = Unpacked(as_("cora"))
    assert any(words in words_in(name, body) for name, body in before.members.items() if name.startswith("reports/"))
    assert "left out: it prints" not in before.index
    changed(decision.item, people.cora, NOW, is_exempt=True, exempt_reason="About a contract")
    found = Unpacked(as_("cora"))
    for name, body in found.members.items():
        assert words not in words_in(name, body), name
    told = found.part("Reports as finalised")
    assert "version 1, finalised 30 August 2024, 9am, is left out: it prints a decision on an item" in told
    assert "Ask the co-ordinator for it." in told
    assert "No report on this plan was finalised" not in told


def test_on_which_agenda_a_question_stood(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    asked = ask_question(action=act("1a"), by=people.sara, now=EARLIER, text="How long do families wait?")
    meeting = september(people)
    item = add_item(meeting=meeting, by=people.cora, now=EARLIER, title="Waits", purpose="discuss", question=asked)
    (row,) = Unpacked(as_("cora")).rows("questions.csv")
    assert row["On the agenda of"] == f"{meeting}, item {item.number}"
    changed(item, people.cora, NOW, is_exempt=True, exempt_reason="About a contract")
    (row,) = Unpacked(as_("cora")).rows("questions.csv")
    assert row["On the agenda of"] == ""
