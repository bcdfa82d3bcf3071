"""What becomes of actions when their plan ends: by the services, whatever page calls them."""

import types

import pytest

from accounts.services import change_person
from actions.models import Action, ActionOutcome
from actions.services import add_action, edit_action, set_due_date, set_plan_state
from audit.recording import Refused, StaleRecord
from priorities.models import ActionPlan
from priorities.partial_date import PartialDate
from priorities.services import edit_plan, edit_status_meaning
from tests.actions.succeeding import carried, ended, new, old, plan, successor_of
from tests.world import NOW, give_update

People = types.SimpleNamespace
COMPLETE = {"status": "complete", "completed_on": NOW.date()}


@pytest.fixture
def following(people: People) -> ActionPlan:
    return successor_of(plan(), people.cora)


def test_the_successor_begins_with_what_stands(people: People) -> None:
    definition = plan().status_definitions.get(status="at_risk")
    edit_status_meaning(definition=definition, meaning="Help is needed.", by=people.cora, now=NOW, reason="Clearer")
    kept = list(plan().priorities.filter(number__in=(1, 3)))
    made = successor_of(plan(), people.cora, priorities=kept)
    assert (made.status, made.predecessor, made.first_level) == ("draft", plan(), plan().first_level)
    assert [(one.number, one.title, one.sro) for one in made.priorities.all()] == [
        (one.number, one.title, one.sro) for one in kept
    ]
    assert made.meanings["at_risk"] == "Help is needed."
    assert not made.actions.exists()
    assert made.history.get().history_change_reason == f"Follows {plan().title}"


def test_one_plan_follows(people: People, following: ActionPlan) -> None:
    with pytest.raises(Refused, match="Inclusion plan already follows"):
        successor_of(plan(), people.cora, slug="another")
    assert ActionPlan.objects.count() == 2


def test_another_plans_priority_is_not_copied(people: People, following: ActionPlan) -> None:
    with pytest.raises(Refused, match="Choose from those of"):
        successor_of(following, people.cora, slug="third", priorities=list(plan().priorities.all()))
    assert ActionPlan.objects.count() == 2


def test_an_sro_who_has_left_is_not_copied(people: People) -> None:
    change_person(person=people.sara, by=people.ada, now=NOW, reason="Left", is_active=False)
    assert successor_of(plan(), people.cora).priorities.get(number=1).sro is None


def test_carried_with_everything_that_stands(people: People, following: ActionPlan) -> None:
    organisation = people.mo.organisation
    edit_action(
        action=old("4c"), by=people.cora, now=NOW, plain_words="Simply put.", difference="Less waiting",
        success_measure="A survey", organisations={organisation: "lead"}, planned_start=PartialDate.month(2024, 1),
    )  # fmt: skip
    set_due_date(action=old("4c"), due=PartialDate.month(2025, 3), by=people.cora, now=NOW, reason="Posts vacant")
    outcome = carried("4c", people.cora, reason="Not finished")
    was, made = old("4c"), new("4c")
    assert (outcome.into, was.outcome, made.came_from.get()) == (made, outcome, outcome)
    for name in ("title", "plain_words", "difference", "success_measure", "lead", "deputy", "sro", "due",
                 "planned_start", "plan_state", "reference"):  # fmt: skip
        assert getattr(made, name) == getattr(was, name), name
    assert [link.user for link in made.co_leads.all()] == [people.cole]
    assert [(link.organisation, link.part) for link in made.organisation_links.all()] == [(organisation, "lead")]
    assert (made.status, made.last_update, made.priority.number) == ("none", None, 4)
    assert made.history.last().history_change_reason == f"Carried from 4c of {was.plan.title}: Not finished"
    assert made.history.last().history_user == people.cora
    assert (str(was.original_due), str(made.original_due)) == ("31 December 2024", "March 2025")


def test_ongoing_and_paused_ones_stay_so(people: People, following: ActionPlan) -> None:
    review, until = PartialDate.year(2026), PartialDate.month(2025, 1)
    edit_action(action=old("1c"), by=people.cora, now=NOW, is_ongoing=True, review=review)
    said = {"by": people.cora, "now": NOW, "reason": "A vacancy"}
    set_plan_state(action=old("1c"), state="paused", paused_until=until, **said)
    carried("1c", people.cora)
    made = new("1c")
    assert (made.is_ongoing, made.review, made.plan_state, made.paused_until) == (True, review, "paused", until)
    assert made.plan_state_reason == "A vacancy"


def test_whoever_has_left_is_not_named_again(people: People, following: ActionPlan) -> None:
    for person in (people.olive, people.dev, people.cole):
        change_person(person=person, by=people.ada, now=NOW, reason="Left", is_active=False)
    carried("4c", people.cora)
    assert (new("4c").lead, new("4c").deputy, new("4c").co_leads.count()) == (None, None, 0)
    assert new("4c").sro == people.sara


def test_a_second_time_changes_nothing(people: People, following: ActionPlan) -> None:
    first = carried("1a", people.cora)
    rows = ActionOutcome.history.count(), Action.history.count()
    assert carried("1a", people.cora) == first
    assert (ActionOutcome.history.count(), Action.history.count()) == rows


def test_sub_actions_go_with_their_action(people: People, following: ActionPlan) -> None:
    carried("3f", people.cora, reference="2x", priority=following.priorities.get(number=2))
    moved = old("3f.i").outcome
    assert (moved.outcome, moved.is_with_parent, moved.reason) == ("carried", True, "With 3f")
    assert (moved.into.reference, moved.into.parent.reference, moved.into.priority.number) == ("2x(i)", "2x", 2)
    assert moved.into.lead == people.otis


def test_a_complete_sub_action_is_done(people: People, following: ActionPlan) -> None:
    give_update(old("3f.i"), people.otis, **COMPLETE)
    carried("3f", people.cora)
    assert (old("3f.i").outcome.outcome, old("3f.i").outcome.into) == ("done", None)
    assert not new("3f").sub_actions.filter(reference="3f(i)").exists()


@pytest.mark.parametrize("first", ["sub-action", "action"])
def test_a_sub_action_may_have_its_own(first: str, people: People, following: ActionPlan) -> None:
    if first == "action":
        carried("3f", people.cora)
    ended("3f.i", people.cora, "dropped", reason="Nobody needs it")
    if first == "sub-action":
        carried("3f", people.cora)
    assert (old("3f.i").outcome.outcome, old("3f.i").outcome.reason) == ("dropped", "Nobody needs it")
    of_it = new("3f").sub_actions.filter(reference="3f(i)")
    assert [one.plan_state for one in of_it] == (["withdrawn"] if first == "action" else [])


def test_a_sub_action_alone_becomes_an_action(people: People, following: ActionPlan) -> None:
    carried("3f.i", people.cora, reference="3z")
    ended("3f", people.cora, "dropped", reason="Too broad")
    assert (new("3z").parent, old("3f.i").outcome.is_with_parent) == (None, False)


def test_another_outcome_withdraws_what_was_carried(people: People, following: ActionPlan) -> None:
    carried("3f", people.cora)
    give_update(old("3f"), people.olive, **COMPLETE)
    with pytest.raises(Refused, match="Say why the outcome of 3f changes"):
        ended("3f", people.cora, "done")
    ended("3f", people.cora, "dropped", reason="The new plan does without")
    assert [new(key).plan_state for key in ("3f", "3f.i")] == ["withdrawn", "withdrawn"]
    assert new("3f").plan_state_reason == "No longer carried from 3f: The new plan does without"
    assert (old("3f.i").outcome.outcome, old("3f.i").outcome.into) == ("dropped", None)
    told = [(row.outcome, row.into_id, row.actor_name) for row in ActionOutcome.history.filter(action=old("3f"))]
    assert told == [("dropped", None, "Cora Vale"), ("carried", new("3f").pk, "Cora Vale")]


def test_what_comes_back_is_the_same_action(people: People, following: ActionPlan) -> None:
    was = carried("3f", people.cora).into
    ended("3f", people.cora, "dropped", reason="Not needed")
    again = carried("3f", people.cora, reason="Needed after all")
    assert (again.into, new("3f").plan_state, new("3f.i").plan_state) == (was, "agreed", "agreed")
    assert new("3f").sub_actions.filter(plan_state="agreed").count() == old("3f").sub_actions.count() - 1
    assert [one.plan_state for one in new("3f").sub_actions.filter(reference__startswith="3f(v)")] == ["proposed"]


def test_what_has_ended_there_by_itself_stays(people: People, following: ActionPlan) -> None:
    into = carried("1a", people.cora).into
    set_plan_state(action=into, state="withdrawn", by=people.cora, now=NOW, reason="A double")
    ended("1a", people.cora, "dropped", reason="Not needed")
    assert new("1a").plan_state_reason == "A double"


def test_what_was_added_under_it_there_is_decided_first(people: People, following: ActionPlan) -> None:
    into = carried("1a", people.cora).into
    add_action(
        plan=following, priority=into.priority, parent=into, by=people.cora, now=NOW, reason="New", reference="1a(x)",
        title="More", plan_state="agreed",
    )  # fmt: skip
    with pytest.raises(Refused, match=r"First decide what happens to its sub-actions in Inclusion plan: 1a\(x\)"):
        ended("1a", people.cora, "dropped", reason="Not needed")
    assert (old("1a").outcome.outcome, new("1a").plan_state) == ("carried", "agreed")


def test_merged_here_and_there(people: People, following: ActionPlan) -> None:
    into = carried("1a", people.cora).into
    assert ended("1b", people.cora, "merged", into=into).into == into
    assert ended("1c", people.cora, "merged", into=old("1a")).into == old("1a")
    assert [one.action.reference for one in into.came_from.order_by("pk")] == ["1a", "1b"]


def test_nothing_is_merged_in_a_circle(people: People) -> None:
    for key, into in (("1a", "1b"), ("1b", "1c")):
        ended(key, people.cora, "merged", into=old(into))
    with pytest.raises(Refused, match="was merged into 1c in its turn"):
        ended("1c", people.cora, "merged", into=old("1a"))
    assert not ActionOutcome.objects.filter(action=old("1c")).exists()


def refusals(people: People, following: ActionPlan) -> dict[str, tuple[str, dict[str, object]]]:
    priority = following.priorities.get(number=1)
    third = successor_of(following, people.cora, slug="third")
    stranger = add_action(
        plan=third, priority=third.priorities.get(number=1), by=people.cora, now=NOW, reason="New", reference="1a",
        title="Elsewhere", plan_state="agreed",
    )  # fmt: skip
    gone = add_action(
        plan=following, priority=priority, by=people.cora, now=NOW, reason="New", reference="g", title="Gone",
        plan_state="withdrawn",
    )  # fmt: skip
    place = {"priority": priority, "reference": "1a"}
    return {
        "dropped without a reason": ("Say why 1a is dropped", {"outcome": "dropped"}),
        "done and not complete": ("1a is not complete", {"outcome": "done"}),
        "carried nowhere": ("Choose a priority of Inclusion plan", {"outcome": "carried"}),
        "carried into this plan": (
            "Choose a priority of Inclusion plan", {"outcome": "carried", "priority": old("1a").priority},
        ),
        "a reference that is taken": ("already in Inclusion plan", {"outcome": "carried", **place, "reference": "g"}),
        "no reference": ("must have a letter or a digit", {"outcome": "carried", **place, "reference": ""}),
        "merged into nothing": ("Choose the other action", {"outcome": "merged"}),
        "merged into itself": ("Choose the other action", {"outcome": "merged", "into": old("1a")}),
        "merged into a third plan": ("of the same plan or of the plan", {"outcome": "merged", "into": stranger}),
        "merged into what has gone": ("g is withdrawn", {"outcome": "merged", "into": gone}),
    }  # fmt: skip


@pytest.mark.parametrize(
    "case",
    ["dropped without a reason", "done and not complete", "carried nowhere", "carried into this plan",
     "a reference that is taken", "no reference", "merged into nothing", "merged into itself",
     "merged into a third plan", "merged into what has gone"],
)  # fmt: skip
def test_what_does_not_fit_is_refused(case: str, people: People, following: ActionPlan) -> None:
    words, said = refusals(people, following)[case]
    rows = Action.history.count()
    with pytest.raises(Refused, match=words):
        ended("1a", people.cora, **said)
    assert not ActionOutcome.objects.exists()
    assert Action.history.count() == rows


def test_nothing_follows_yet(people: People) -> None:
    with pytest.raises(Refused, match="No plan follows this one yet"):
        ended("1a", people.cora, "carried", priority=old("1a").priority, reference="1a")


def test_nothing_goes_into_a_successor_that_is_closed(people: People, following: ActionPlan) -> None:
    edit_plan(plan=following, by=people.cora, now=NOW, status="closed", reason="Given up")
    with pytest.raises(Refused, match="Inclusion plan is closed"):
        carried("1a", people.cora)


def test_what_has_ended_has_its_outcome(people: People) -> None:
    set_plan_state(action=old("1a"), state="withdrawn", by=people.cora, now=NOW, reason="Not needed")
    with pytest.raises(Refused, match="1a is withdrawn, which is its outcome already"):
        ended("1a", people.cora, "dropped", reason="Not needed")


def test_somebody_else_was_faster(people: People) -> None:
    first = ended("1a", people.cora, "dropped", reason="Not needed", revision=0)
    with pytest.raises(StaleRecord) as stale:
        ended("1a", people.cora, "done", reason="As good as", revision=0)
    assert stale.value.record == first
    assert ended("1a", people.cora, "done", reason="As good as", revision=first.revision).outcome == "done"
