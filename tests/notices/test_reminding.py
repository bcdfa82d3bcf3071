"""Reminding by hand: shown first, then written and sent; what the desk asks of it."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest

from accounts.services import change_person
from actions.models import Action
from actions.services import edit_action
from audit.recording import Refused
from governance.services.meetings import send_papers_out
from notices.models import Kind, Notice, NoticeTopic
from notices.reminding import last_reminded_at, preview, send_reminders
from notices.services import choose_notices
from priorities.models import ActionPlan
from priorities.services import add_cycle
from tests.actions.succeeding import closed
from tests.governance.composing import sits
from tests.governance.meeting_days import planned
from tests.growing import Grower
from tests.notices.conftest import at
from tests.notices.post import PostOffice
from tests.world import NOW, PLANNED, give_update

Act = Callable[[str], Action]
Run = Callable[..., str]


@pytest.fixture
def plan(db: None) -> ActionPlan:
    return ActionPlan.objects.get()


@pytest.fixture
def sends(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """send_reminders(), with what comes after its commit."""

    def reminded(*, now: Any = NOW, **said: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return send_reminders(now=now, **said)

    return reminded


def test_a_preview_shows_the_mails_and_writes_nothing(people: types.SimpleNamespace, plan: ActionPlan) -> None:
    first, second = preview([people.otis, people.mo, people.olive, people.otis], plan, NOW)
    assert (first.person, second.person) == (people.otis, people.olive)
    assert [line.heading[:2] for line in first.lines] == ["2a", "3f"]
    assert first.subject == "SEND action plan: 2 updates due by 12 noon on Thursday 5 September 2024"
    assert "2a Embed" in first.text
    assert "2a Embed" in first.html
    assert not Notice.objects.exists()


def test_a_deputy_who_is_reminded_gets_nothing_of_the_lead(
    people: types.SimpleNamespace, plan: ActionPlan, post: PostOffice, sends: Any, act: Act
) -> None:
    """Dev is the deputy of Olive's four and leads one: the others are Olive's as long as she can be written to."""
    said = {"people": [people.dev], "plan": plan, "by": people.cora}
    assert preview([people.dev], plan, NOW) == []
    assert sends(**said).owe_nothing == (people.dev,)
    edit_action(action=act("5a"), by=people.cora, now=PLANNED, lead=people.dev)
    [shown] = preview([people.dev], plan, NOW)
    assert [line.heading[:2] for line in shown.lines] == ["5a"]
    assert "nobody else is asked" not in shown.text
    assert sends(**said).queued == (people.dev,)
    assert "nobody else is asked" not in post.taken[0].get_body(("plain",)).get_content()
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Left", is_active=False)
    [shown] = preview([people.dev], plan, at("2024-09-05", "09:00"))
    assert len(shown.lines) == 5


def test_a_reminder_goes_at_once_and_as_it_was_shown(
    people: types.SimpleNamespace, plan: ActionPlan, post: PostOffice, sends: Any
) -> None:
    [shown] = preview([people.otis], plan, NOW)
    done = sends(people=[people.otis, people.mo], plan=plan, by=people.cora)
    assert (done.queued, done.already_today, done.owe_nothing, done.cannot) == ((people.otis,), (), (people.mo,), ())
    [mail] = post.taken
    assert (mail["To"], mail["Subject"]) == ("otis@portal.example", shown.subject)
    assert mail.get_body(("plain",)).get_content().split() == shown.text.split()
    first, present, *_ = plan.cycles.order_by("meeting_on")
    [moment] = last_reminded_at(present.pk, [people.otis.pk, people.olive.pk]).values()
    assert (moment - NOW).total_seconds() < 60
    assert last_reminded_at(first.pk, [people.otis.pk]) == {}


def test_a_mail_reminds_of_the_cycles_that_it_names(
    people: types.SimpleNamespace, plan: ActionPlan, post: PostOffice, sends: Any, grow: Grower
) -> None:
    """The plan that is made current after it went says of nobody that they were reminded."""
    meeting = {"meeting_on": datetime.date(2024, 9, 12), "papers_due_at": at("2024-09-05", "12:00")}
    newer = grow.plan
    cycle = add_cycle(plan=newer, **meeting, **grow.by)
    present = plan.cycles.get(meeting_on=meeting["meeting_on"])
    sends(people=[people.otis], plan=plan, by=people.cora)
    assert set(last_reminded_at(present.pk, [people.otis.pk])) == {people.otis.pk}
    assert last_reminded_at(cycle.pk, [people.otis.pk]) == {}


def test_a_preview_shows_all_that_goes_with_the_reminder(
    people: types.SimpleNamespace, plan: ActionPlan, post: PostOffice, sends: Any
) -> None:
    """Papers are out as well: one mail tells both."""
    meeting = planned(people.cora, "2024-10-10", "2024-10-03")
    sits(people.otis, people.cora)
    send_papers_out(meeting=meeting, by=people.cora, now=NOW)
    [shown] = preview([people.otis], plan, NOW)
    assert shown.subject.endswith("and more")
    sends(people=[people.otis], plan=plan, by=people.cora)
    [mail] = post.taken
    assert "are out." in shown.text
    assert mail["Subject"] == shown.subject
    assert mail.get_body(("plain",)).get_content().split() == shown.text.split()
    assert preview([people.otis], plan, NOW) == []


def test_one_mail_a_day_at_most(people: types.SimpleNamespace, plan: ActionPlan, post: PostOffice, sends: Any) -> None:
    said = {"people": [people.otis, people.olive], "plan": plan, "by": people.cora}
    sends(**said | {"people": [people.otis]})
    done = sends(**said)
    assert (done.queued, done.already_today) == ((people.olive,), (people.otis,))
    assert sends(**said, now=at("2024-09-05", "09:00")).queued == (people.otis, people.olive)
    assert len(post.taken) == 4


def test_a_reminder_takes_the_place_of_the_one_that_was_due(
    people: types.SimpleNamespace, plan: ActionPlan, post: PostOffice, sends: Any, run: Run
) -> None:
    sends(people=[people.otis], plan=plan, by=people.cora, now=at("2024-09-05", "08:05"))
    run("2024-09-05", "08:10")
    assert post.readers == ["olive@portal.example", "otis@portal.example"]
    kinds = set(NoticeTopic.objects.filter(user=people.otis).values_list("kind", flat=True))
    assert kinds == {Kind.DESK, Kind.ON_THE_DAY}


def test_what_the_server_does_not_take_waits_for_the_next_run(
    people: types.SimpleNamespace, plan: ActionPlan, post: PostOffice, sends: Any, run: Run, settings: Any
) -> None:
    settings.EMAIL_PORT = 1
    assert sends(people=[people.otis], plan=plan, by=people.cora).queued == (people.otis,)
    assert not Notice.objects.sent().exists()
    settings.EMAIL_PORT = post.port
    run("2024-09-04", "09:10")
    assert post.readers == ["otis@portal.example"]
    run("2024-09-04", "09:20")
    assert len(post.taken) == 1


def test_a_reminder_that_waits_reminds_nobody_else(
    people: types.SimpleNamespace, plan: ActionPlan, post: PostOffice, sends: Any, run: Run, settings: Any
) -> None:
    settings.EMAIL_PORT = 1
    sends(people=[people.otis], plan=plan, by=people.cora)
    run("2024-09-04", "09:10")
    assert Notice.objects.count() == 1


def test_a_reminder_that_waits_is_dropped_once_all_is_in(
    people: types.SimpleNamespace, plan: ActionPlan, post: PostOffice, sends: Any, run: Run, settings: Any, act: Act
) -> None:
    settings.EMAIL_PORT = 1
    sends(people=[people.otis], plan=plan, by=people.cora)
    for key in ("2a", "3f.i"):
        give_update(act(key), people.otis, at("2024-09-04", "09:05"))
    settings.EMAIL_PORT = post.port
    run("2024-09-04", "09:10")
    assert post.taken == []
    assert not Notice.objects.exists()


def test_one_after_papers_went_out_says_so(people: types.SimpleNamespace, plan: ActionPlan) -> None:
    [mail] = preview([people.otis], plan, at("2024-09-06"))
    assert mail.subject == "SEND action plan: 2 updates still to come"
    assert "marked “after papers went out”" in mail.text
    assert mail.calendar == ""


def test_who_wants_only_what_is_due_is_reminded(
    people: types.SimpleNamespace, plan: ActionPlan, post: PostOffice, sends: Any
) -> None:
    choose_notices(by=people.otis, only_due=True)
    assert sends(people=[people.otis], plan=plan, by=people.cora).queued == (people.otis,)


def test_who_has_left_cannot_be_written_to(people: types.SimpleNamespace, plan: ActionPlan, sends: Any) -> None:
    change_person(person=people.otis, by=people.ada, now=NOW, reason="Left", is_active=False)
    done = sends(people=[people.otis], plan=plan, by=people.cora)
    assert done.cannot == (people.otis,)
    assert preview([people.otis], plan, NOW) == []


def test_without_a_deadline_nobody_owes(people: types.SimpleNamespace, plan: ActionPlan, sends: Any) -> None:
    done = sends(people=[people.otis], plan=plan, by=people.cora, now=at("2024-11-20"))
    assert (done.queued, done.owe_nothing) == ((), (people.otis,))


def test_refusals(people: types.SimpleNamespace, plan: ActionPlan, settings: Any) -> None:
    said = {"people": [people.otis], "plan": plan, "now": NOW}
    with pytest.raises(Refused, match="Only the co-ordinator"):
        send_reminders(**said, by=people.otis)
    settings.PORTAL_URL = ""
    with pytest.raises(Refused, match="PORTAL_URL"):
        send_reminders(**said, by=people.cora)
    settings.PORTAL_URL = "http://127.0.0.1:8000"
    closed(plan, people.cora)
    plan.refresh_from_db()
    with pytest.raises(Refused, match="is closed"):
        send_reminders(**said, by=people.cora)
    assert not Notice.objects.exists()
