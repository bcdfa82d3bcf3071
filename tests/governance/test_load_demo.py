"""The demonstration, loaded once for this module into a plan of its own and then taken back."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings

from accounts.models import Organisation, User
from actions.as_at import plan_as_at
from actions.as_at.changes import changes_between
from actions.models import (
    Action,
    CoProduction,
    Driver,
    DueDateProposal,
    Evidence,
    Milestone,
    ProgressUpdate,
    Question,
    SourceQuery,
)
from actions.pages.partners import partners_page
from actions.table import rows
from audit.models import append_only_models
from governance.demonstration import cast, play
from governance.management.commands import load_demo
from governance.models import Commitment
from priorities.cycles import Window, window_at, windows_of
from priorities.models import ActionPlan
from priorities.status import PlanState, Status
from tests.actions.agreeing import assert_says_what_pages_say
from tests.governance.demonstrated import SLUG, TODAY, copied_plan, everything, is_plain, person, tasks_of
from tests.world import LOADED, NOW

pytestmark = [pytest.mark.xdist_group("demonstration"), pytest.mark.django_db]


@pytest.fixture(scope="module", autouse=True)
def demonstration(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The plan's file under another slug, and the demonstration in it: the tests' own plan has people already."""
    copy = copied_plan(tmp_path_factory.mktemp("plan"), SLUG)
    patch = pytest.MonkeyPatch()
    patch.setattr(load_demo, "PLAN", SLUG)
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_plan", str(copy), recorded_at=LOADED.isoformat(), verbosity=0)
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture
def plan() -> ActionPlan:
    return ActionPlan.objects.get(slug=SLUG)


@pytest.fixture
def window(plan: ActionPlan) -> Window:
    found = window_at(windows_of(plan), NOW)
    assert found is not None
    return found


def test_accounts_can_sign_in() -> None:
    for name in ("officer", "officer2", "deputy", "sro", "member", "chair", "coordinator", "admin", "reader"):
        assert Client().login(username=f"{name}@demo.example", password=cast.PASSWORD), name
    assert all(user.is_demonstration for user in User.objects.filter(email__endswith="@demo.example"))
    assert person("coordinator").is_coordinator
    assert person("admin").is_administrator
    assert person("reader").granted_roles == {"reader"}
    assert not person("member").granted_roles | person("chair").granted_roles


def test_organisations_of_the_source_stay_real() -> None:
    assert set(Organisation.objects.filter(is_demonstration=True).values_list("name", flat=True)) == {
        "Parent carer forum", "Head teachers' group", "Post-16 colleges group"
    }  # fmt: skip


def test_every_status_and_plan_state_shows(plan: ActionPlan) -> None:
    assert set(plan.actions.counted().values_list("status", flat=True)) == set(Status.values)
    assert set(plan.actions.values_list("plan_state", flat=True)) == set(PlanState.values)
    assert plan.actions.get(plan_state=PlanState.PROPOSED).reference == "3f(v)"
    assert plan.actions.get(plan_state=PlanState.REPLACED).replaced_by.reference == "5h"
    assert str(plan.actions.get(plan_state=PlanState.PAUSED).paused_until) == "spring 2025"


def test_one_question_is_answered_and_one_waits_for_the_lead(plan: ActionPlan) -> None:
    answered, waits = Question.objects.filter(action__plan=plan).order_by("pk")
    assert {answered.asked_as, waits.asked_as} == {"member of the Local Inclusion Partnership"}
    assert (answered.state, answered.answered_as, waits.state) == ("answered", "lead of 2e", "open")
    assert tasks_of("officer").questions == [waits]


def test_two_thirds_go_well(plan: ActionPlan) -> None:
    statuses = Counter(plan.actions.counted().values_list("status", flat=True))
    well = statuses["complete"] + statuses["on_track"]
    assert 0.6 < well / statuses.total() < 0.7
    assert statuses["off_track"] in (2, 3)


def test_every_flag_shows(plan: ActionPlan, window: Window) -> None:
    found = [flag for row in rows(list(plan.actions.for_table()), TODAY, window) for flag in row.flags]
    assert {flag.name for flag in found} == {
        "overdue", "due-soon", "start-overdue", "not-updated", "silent", "carried-over", "slipped", "no-lead",
        "no-date", "asked", "query",
    }  # fmt: skip
    texts = {flag.text for flag in found}
    assert {
        "Slipped, date moved once",
        "Slipped, date moved twice",
        "No lead yet",
        "No update yet, for two cycles",
    } <= texts
    assert "No lead: Gail Restorick has left" in texts


def test_the_cycle_has_received_most_and_misses_some(plan: ActionPlan, window: Window) -> None:
    assert str(window.meeting_on) == "2024-09-12"
    assert window.papers_due_at == datetime.datetime(2024, 9, 5, 11, tzinfo=datetime.UTC)
    assert plan.cycles.count() == 9
    received, missing = plan.actions.received_in(window), plan.actions.not_updated_in(window, TODAY)
    assert received.count() == 21
    assert missing.count() == 12


@pytest.mark.parametrize("name", ["officer", "officer2"])
def test_four_plain_actions_wait_for_an_update(name: str) -> None:
    plain = tasks_of(name).to_update[:4]
    assert [is_plain(task.row.action) for task in plain] == [True] * 4
    assert sum(task.offers_no_change for task in plain) >= 2


def test_officer_also_has_an_overdue_one_and_one_without_a_date() -> None:
    tasks = tasks_of("officer")
    assert tasks.to_update[-1].row.action.is_overdue(TODAY)
    assert [task.row.action.reference for task in tasks.without_date] == ["5e"]
    assert "1a" in [task.row.action.reference for task in tasks.nothing_to_do]


def test_deputy_stands_in_for_officer_alone(plan: ActionPlan) -> None:
    assert set(plan.actions.filter(deputy=person("deputy"))) == set(plan.actions.filter(lead=person("officer")))
    assert not tasks_of("officer2").to_update[0].row.action.deputy_id


def test_sro_answers_for_actions_and_priorities(plan: ActionPlan) -> None:
    sro = person("sro")
    assert plan.actions.filter(sro=sro).count() >= 3
    assert plan.priorities.filter(sro=sro).exists()


def test_updates_come_in_every_way(plan: ActionPlan) -> None:
    updates = ProgressUpdate.objects.filter(action__plan=plan)
    assert set(updates.values_list("author_role", flat=True)) == {"lead", "co_lead", "deputy", "coordinator"}
    assert {"portal", "telephone", "e-mail", "meeting"} == set(updates.values_list("received_by", flat=True))
    assert updates.filter(is_no_change=True).exists()
    assert updates.filter(corrects__isnull=False).exists()
    assert updates.filter(difference_made__gt="", figure_is__gt="").exists()
    deputys = updates.filter(author_role="deputy")
    assert {update.on_behalf_of for update in deputys} == {person("officer")}


def test_asks_dates_milestones_and_queries_stand(plan: ActionPlan) -> None:
    assert {"decision", "help"} <= set(plan.actions.open().values_list("last_update__ask", flat=True))
    states = set(DueDateProposal.objects.filter(action__plan=plan).values_list("state", flat=True))
    assert {"open", "agreed", "declined"} <= states
    milestones = Milestone.objects.filter(action__plan=plan)
    assert milestones.filter(met_on__isnull=False).exists()
    assert milestones.open().filter(due_on__lt=TODAY, action__plan_state="agreed").exists()
    queries = SourceQuery.objects.filter(plan=plan)
    assert (queries.open().count(), queries.count()) == (3, 4)
    assert all(row.history_change_reason for row in SourceQuery.history.filter(plan_id=plan.pk).exclude(answer=""))


def test_evidence_and_co_production_stand(plan: ActionPlan) -> None:
    evidence = Evidence.objects.filter(action__plan=plan)
    assert evidence.values("kind").distinct().count() >= 6
    assert evidence.filter(update__isnull=True).standing().exists()
    assert evidence.filter(is_withdrawn=True).exists()
    told = CoProduction.objects.filter(action__plan=plan)
    assert told.filter(we_did="").exists()
    assert told.exclude(could_not_because="").exists()


def test_drivers_of_every_kind_have_actions(plan: ActionPlan) -> None:
    drivers = plan.drivers.with_actions()
    assert {driver.kind for driver in drivers} == set(Driver.Kind.values)
    assert all(driver.actions and "made up" in driver.title for driver in drivers)


def test_promises_are_met_missed_and_open() -> None:
    promises = Commitment.objects.all()
    assert {promise.met_on is not None for promise in promises if promise.due} == {True, False}
    assert any(promise.met_on is None and promise.due and promise.due.on < TODAY for promise in promises)
    assert any(promise.met_on is None and not promise.due for promise in promises)


def test_one_lead_has_never_given_an_update(plan: ActionPlan) -> None:
    [waiting] = partners_page(plan, NOW).waiting
    assert (waiting.name, waiting.organisation) == ("Rowan Eastley", "Head teachers' group")


def test_no_line_breaks_in_mid_sentence(plan: ActionPlan) -> None:
    texts = [text for update in ProgressUpdate.objects.filter(action__plan=plan) for text in update.texts]
    assert len([text for text in texts if "\n" in text]) == 1
    assert not [text for text in texts if re.search(r"[^.\n]\n|[^\n]\n[^\n]", text)]


def test_a_parent_is_on_track_above_a_red_sub_action(plan: ActionPlan) -> None:
    assert plan.actions.filter(status="off_track", parent__status="on_track").exists()


def test_nothing_happens_after_now() -> None:
    for model in append_only_models():
        name = "history_date" if hasattr(model, "history_date") else "recorded_at"
        assert not model.objects.filter(**{f"{name}__gt": NOW}).exists(), model
    for label, name in (("ProgressUpdate", "completed_on"), ("ProgressUpdate", "figure_is_on"),
                        ("Milestone", "met_on"), ("Evidence", "dated_on")):  # fmt: skip
        model = apps.get_model("actions", label)
        assert not model.objects.filter(**{f"{name}__gt": TODAY}).exists(), (label, name)


def test_the_command_speaks_for_people_alone(plan: ActionPlan) -> None:
    of_plan = Action.history.filter(plan=plan, history_date__gt=LOADED)
    assert not of_plan.filter(history_user__isnull=True).exists()


def test_a_second_run_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = everything()
    call_command("load_demo")
    assert "already loaded" in capsys.readouterr().out
    assert everything() == before


@override_settings(IS_DEMONSTRATION=False)
def test_refused_in_production() -> None:
    before = everything()
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("load_demo")
    assert everything() == before


def test_refused_without_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_demo, "PLAN", "1999-00")
    monkeypatch.setattr(load_demo, "is_loaded", lambda: False)
    with pytest.raises(CommandError, match="load_plan"):
        call_command("load_demo")


def test_half_a_story_does_not_stand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of a plan that was recorded after the story begins, nothing can be told."""
    call_command("load_plan", str(copied_plan(tmp_path, "late")), recorded_at=NOW.isoformat(), verbosity=0)
    before = everything()
    monkeypatch.setattr(load_demo, "PLAN", "late")
    monkeypatch.setattr(load_demo, "is_loaded", lambda: False)
    monkeypatch.setattr(cast, "add_people", people_of_the_story)
    # The partnership has met already.
    monkeypatch.setattr(play, "_of_partnership", lambda *arguments: [])
    with pytest.raises(CommandError, match="recorded-at"):
        call_command("load_demo")
    assert everything() == before


def people_of_the_story(roles: dict[str, Any], known: object) -> tuple[dict[str, User], dict[str, Organisation]]:
    council = Organisation.objects.filter(sector="council").first()
    known = [*roles["organisations"], *roles["known_organisations"]]
    return {name: person(name) for name in roles["people"]}, dict.fromkeys(known, council)


def test_the_past_says_of_now_what_the_pages_say(plan: ActionPlan) -> None:
    """Built from history alone, the plan as at now has the flags, lists and numbers of its pages."""
    found = assert_says_what_pages_say(plan, NOW)
    for priority, at in zip(plan.priorities.all(), found.priorities, strict=True):
        assert (at.judgement and at.judgement.reason) == getattr(priority.judgements.first(), "reason", None)


def test_a_year_of_it_can_be_compared(plan: ActionPlan) -> None:
    """Each kind of change that the story tells stands between its first day and now."""
    changes = changes_between(plan_as_at(plan, LOADED), plan_as_at(plan, NOW))
    for name in ("added", "paused", "replaced", "closed", "completed", "statuses", "dates_set", "leads",
                 "milestones_met", "milestones_missed", "evidence_added", "evidence_withdrawn"):  # fmt: skip
        assert getattr(changes, name), name
