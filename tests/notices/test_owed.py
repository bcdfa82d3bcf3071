"""What a lead reads: everything that they owe, and what it takes to give it."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet

from accounts.models import Organisation, User
from accounts.services import add_person, change_person
from actions.models import Action
from actions.services import edit_action, save_draft, set_due_date
from notices.compose import Message
from notices.gathering import gather
from priorities.models import ActionPlan, UpdateCycle
from priorities.partial_date import PartialDate
from priorities.services import add_cycle
from tests.actions.succeeding import closed
from tests.growing import Grower
from tests.notices.conftest import at
from tests.world import NOW, PLANNED, TESTER, give_update

Act = Callable[[str], Action]
DAY, PORTAL = "2024-08-29", "http://127.0.0.1:8000"


def mails(day: str = DAY, time: str = "08:10") -> dict[str, Message]:
    """What would go at that moment, by the reader's first name."""
    return {one.person.name.split()[0].lower(): one.message for one in gather(at(day, time)).written}


def test_a_line_for_each_update_with_all_that_it_takes(people: types.SimpleNamespace, act: Act) -> None:
    give_update(act("4c"), people.olive, at("2024-07-08"), headline="Slow")
    save_draft(action=act("1a"), by=people.olive, now=NOW, fields={}, revision=1)
    mail = mails()["olive"]
    assert mail.subject == "SEND action plan: 4 updates due by 12 noon on Thursday 5 September 2024"
    assert [line.heading[:2] for line in mail.lines] == ["1a", "1b", "3f", "4c"]
    begun, _, _, told = mail.lines
    assert begun.facts == (
        "No status yet",
        "No update yet",
        "Due: 31 December 2024",
        "You began a draft on 4 September 2024",
    )
    assert begun.link is not None
    assert begun.link.address == f"{PORTAL}/plans/2023-24/actions/1a/progress/"
    assert told.facts[:2] == ("On track, as last reported on 8 July 2024", "Not updated since 8 July 2024")
    for words in ("due by 12 noon on Thursday 5 September 2024", "meeting of Thursday 12 September 2024"):
        assert words in mail.text
        assert words in mail.html
    assert f"{PORTAL}/me/notices/" in mail.text


def test_the_mail_that_opens_a_cycle_calls_nobody_late(people: types.SimpleNamespace, act: Act) -> None:
    """On the morning after the meeting whoever was on time for it reads nothing of an update that is missing."""
    give_update(act("4c"), people.olive, NOW, headline="Slow")
    [line] = [line for line in mails("2024-09-13")["olive"].lines if line.heading.startswith("4c")]
    assert line.facts[0] == "On track, as last reported on 4 September 2024"
    assert not any("Not updated" in fact for fact in line.facts)
    five_days = mails("2024-10-31")["olive"]
    assert "Not updated since 4 September 2024" in five_days.text


def test_a_draft_that_an_update_has_replaced_is_not_told_of(people: types.SimpleNamespace, act: Act) -> None:
    save_draft(action=act("1a"), by=people.olive, now=at("2024-07-08"), fields={}, revision=1)
    assert "You began a draft" in mails()["olive"].text
    give_update(act("1a"), people.dev, at("2024-07-09"))
    assert "You began a draft" not in mails()["olive"].text


def test_each_link_leads_to_its_form_through_sign_in(as_: Any, people: types.SimpleNamespace) -> None:
    for line in mails()["olive"].lines:
        path = line.link.address.removeprefix(PORTAL)  # type: ignore[union-attr]
        assert as_("anon").get(path)["Location"] == f"/sign-in/?next={path}"
        assert as_("olive").get(path).status_code == 200


def test_only_what_is_still_owed(people: types.SimpleNamespace, act: Act) -> None:
    """An update that came after the cycle began is not asked for; who owes nothing gets no mail."""
    for key in ("2a", "3f.i"):
        give_update(act(key), people.otis, at("2024-08-01"))
    give_update(act("1a"), people.olive, at("2024-08-01"))
    found = mails()
    assert set(found) == {"olive"}
    assert len(found["olive"].lines) == 3


def test_an_action_without_a_date_says_so(people: types.SimpleNamespace, act: Act) -> None:
    edit_action(action=act("5a"), by=people.cora, now=PLANNED, lead=people.mo)
    [line] = mails()["mo"].lines
    assert "No date set" in line.facts


def test_what_is_overdue_says_so(people: types.SimpleNamespace, act: Act) -> None:
    set_due_date(action=act("1a"), due=PartialDate.day(2024, 8, 19), by=people.cora, now=PLANNED, reason="Sooner")
    assert "Overdue by 10 days" in mails()["olive"].lines[0].facts


def test_the_other_of_your_organisation_are_in(people: types.SimpleNamespace, act: Act) -> None:
    assert "your organisation" not in mails()["olive"].text
    for key in ("1a", "1b", "3f", "4c"):
        give_update(act(key), people.olive, at("2024-08-01"))
    assert "The other 4 of your organisation’s 6 are in." in mails()["otis"].text
    give_update(act("2a"), people.otis, at("2024-08-01"))
    assert "The other 5 of your organisation’s 6 are in." in mails()["otis"].text


def test_the_other_are_those_beside_the_readers_own(people: types.SimpleNamespace, act: Act) -> None:
    """What another organisation is named to lead is none of theirs, whoever gives its update."""
    forum = Organisation.objects.get(sector="families")
    for key in ("1a", "1b"):
        edit_action(action=act(key), by=people.cora, now=PLANNED, organisations={forum: "lead"})
    for key in ("2a", "3f"):
        give_update(act(key), people.cora, at("2024-08-01"))
    text = mails()["olive"].text  # owes 1a and 1b for the forum, 4c for the council; Otis owes the council's 3f(i)
    assert "2 of your organisation’s 4 are in." in text
    assert "The other" not in text
    give_update(act("3f.i"), people.otis, at("2024-08-01"))
    assert "The other 3 of your organisation’s 4 are in." in mails()["olive"].text
    give_update(act("4c"), people.olive, at("2024-08-01"))
    assert "\n4 of your organisation’s 4 are in." in mails()["olive"].text


def test_some_of_your_organisation_are_in(people: types.SimpleNamespace, act: Act) -> None:
    give_update(act("1a"), people.olive, at("2024-08-01"))
    found = mails()
    assert "1 of your organisation’s 6 is in." in found["olive"].text
    assert "The other" not in found["olive"].text


def test_the_deputy_is_asked_where_the_lead_has_left(people: types.SimpleNamespace) -> None:
    assert "dev" not in mails()
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Left", is_active=False)
    found = mails()
    assert "olive" not in found
    assert len(found["dev"].lines) == 4
    assert "its lead cannot be written to" in found["dev"].text


def test_the_deputy_is_asked_where_the_lead_has_no_account_that_opens(people: types.SimpleNamespace, act: Act) -> None:
    nobody = add_person(
        by=TESTER, now=PLANNED, email="n@portal.example", name="Nora Bell", organisation=people.mo.organisation
    )
    edit_action(action=act("1a"), by=people.cora, now=PLANNED, lead=nobody, reason="New")
    found = mails()
    assert "nora" not in found
    assert [line.heading[:2] for line in found["dev"].lines] == ["1a"]


def test_co_leads_are_not_asked(people: types.SimpleNamespace) -> None:
    assert "cole" not in mails()


@pytest.mark.breaks_history
def test_a_person_of_the_demonstration_is_written_to_there_alone(people: types.SimpleNamespace, settings: Any) -> None:
    QuerySet.update(User.objects.filter(pk=people.otis.pk), is_demonstration=True)
    assert "otis" in mails()
    settings.IS_DEMONSTRATION = False
    assert "otis" not in mails()


def test_other_drafts_are_named(people: types.SimpleNamespace, act: Act) -> None:
    give_update(act("1a"), people.olive, at("2024-08-01"))
    save_draft(action=act("1a"), by=people.olive, now=NOW, fields={}, revision=1)
    text = mails()["olive"].text
    assert "OTHER DRAFTS YOU HAVE BEGUN" in text
    assert len(mails()["olive"].lines) == 3


def test_what_people_wrote_is_text_and_no_markup(people: types.SimpleNamespace, act: Act) -> None:
    edit_action(action=act("1a"), by=people.cora, now=NOW, title="<b>Bold</b> & “so”", reason="So")
    mail = mails()["olive"]
    assert "1a <b>Bold</b> & “so”" in mail.text
    assert "1a &lt;b&gt;Bold&lt;/b&gt; &amp; “so”" in mail.html
    assert "<img" not in mail.html


def test_several_plans_in_one_mail(people: types.SimpleNamespace, grow: Grower) -> None:
    grow.action(grow.priority(1), 2)  # Pat leads it
    edit_action(**grow.by, action=Action.objects.get(plan=grow.plan), lead=people.olive, reason="New")
    add_cycle(
        **grow.by, plan=grow.plan, meeting_on=datetime.date(2024, 9, 10), papers_due_at=at("2024-09-03", "17:00")
    )
    mail = mails()["olive"]
    assert mail.subject == "SEND action plan: 5 updates due by 5pm on Tuesday 3 September 2024"
    assert "1 UPDATE TO GIVE: GROWN" in mail.text
    assert "4 UPDATES TO GIVE: SEND ACTION PLAN 2023/24" in mail.text
    assert mail.calendar.count("BEGIN:VEVENT") == 2


def test_a_plan_that_is_closed_asks_nobody(people: types.SimpleNamespace) -> None:
    plan = ActionPlan.objects.get()
    closed(plan, people.cora)
    assert mails() == {}


def test_the_deadline_for_a_calendar(people: types.SimpleNamespace) -> None:
    cycle = UpdateCycle.objects.get(meeting_on=datetime.date(2024, 9, 12))
    calendar = mails()["olive"].calendar
    assert "DTEND;TZID=Europe/London:20240905T120000" in calendar
    assert f"UID:deadline-{cycle.pk}@127.0.0.1" in calendar
    assert f"{PORTAL}/plans/2023-24/deadlines/{cycle.pk}.ics" in mails()["olive"].text
