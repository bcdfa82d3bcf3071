"""What an update asks before it is sent: contradictions, repeats, and what may be about a child."""

import datetime
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action, ProgressUpdate
from actions.services import add_milestone
from priorities.partial_date import PartialDate
from tests.actions.reading import texts
from tests.world import NOW, asked, give_update, typed

URL = "/plans/2023-24/actions/1a/progress/"
As = Callable[[str], Client]
Act = Callable[[str], Action]
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}
QUESTIONS = {
    "milestone": {},
    "evidence": {"status": "complete", "completed_on_0": "1", "completed_on_1": "9", "completed_on_2": "2024"},
    "personal": {"happened": "The child with NHS number 943 476 5919 was seen.", **RISK},
}


@pytest.mark.parametrize("code", QUESTIONS)
def test_contradiction_is_asked_once(code: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    add_milestone(action=act("1a"), by=people.cora, now=NOW, title="Pilot", due=PartialDate.month(2024, 7))
    fields = typed(act("1a"), **QUESTIONS[code])
    first = as_("olive").post(URL, fields)
    assert first.status_code == 422
    assert [found.partition("-")[0] for found in asked(first)] == [code]
    assert not ProgressUpdate.objects.exists()
    assert as_("olive").post(URL, fields | {"considered": asked(first)}).status_code == 302


def test_a_question_leads_to_its_field_and_its_answer_stands_beside_it(as_: As, act: Act) -> None:
    page = as_("olive").post(URL, typed(act("1a"), **QUESTIONS["personal"])).content.decode()
    notice = page.partition("portal-soft")[2].partition("</section>")[0]
    assert '<a class="govuk-link" href="#id_happened">What has happened?</a>' in notice
    assert re.search(r'<button type="submit" name="submit" [^>]*form="progress-form">Submit as it is<', notice)
    assert "again" not in notice


def test_same_text_a_third_time_is_asked(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    for days in (20, 10):
        give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=days), happened="As before.")
    first = as_("olive").post(URL, typed(act("1a"), happened="As before."))
    assert "third update in a row with the same text" in texts(first)


def test_on_track_above_a_red_sub_action_is_asked(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("3f.i"), people.otis, **RISK | {"status": "off_track"})
    first = as_("olive").post("/plans/2023-24/actions/3f/progress/", typed(act("3f")))
    assert "Sub-action 3f(i) is off track. Is 3f still on track?" in texts(first)


@pytest.mark.parametrize(
    ("text", "kinds"),
    {
        "born 12/03/2014": "a date of birth",
        "EHCP for Jamie Smith": "the name of a child",
        "UPN A123456789012": "a unique pupil number (UPN)",
        "DOB 12/03/2014, NHS number 943 476 5919": "a date of birth and an NHS number",
    }.items(),
)
def test_what_may_be_about_a_child_is_asked(text: str, kinds: str, as_: As, act: Act) -> None:
    first = as_("olive").post(URL, typed(act("1a"), happened=text))
    assert first.status_code == 422
    assert f"The text seems to contain {kinds}." in texts(first)
    assert len(asked(first)) == 1


def test_yes_to_one_name_is_no_yes_to_another(as_: As, act: Act) -> None:
    sent = typed(act("1a"), happened="EHCP for Jamie Smith")
    considered = asked(as_("olive").post(URL, sent))
    again = as_("olive").post(URL, sent | {"considered": considered, "happened": "EHCP for Robin Smith"})
    assert again.status_code == 422
    assert asked(again) != considered
    assert not ProgressUpdate.objects.exists()
