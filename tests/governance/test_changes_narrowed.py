"""Whose changes a person is told: narrowed to a kind, a priority, an organisation; never what is not theirs to see."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.services import add_organisation, change_person, grant_role
from actions.models import Action
from actions.services import add_action, edit_action
from audit.models import audited_models
from governance.changes import between as module
from governance.changes.owed import Owed
from governance.changes.places import PAGES
from governance.changes.told import Kind
from governance.models import AgendaItem, HouseStyle
from governance.services.agendas import add_item, edit_item
from governance.services.decisions import withdraw_decision
from governance.services.house_styles import edit_style
from governance.services.meeting_actions import change_meeting_action
from priorities.models import ActionPlan
from priorities.services import add_plan, add_priority, edit_priority
from priorities.status import PlanState
from tests.governance.changing import AT_RISK, DAY, SINCE, between, days_ago, lines, told
from tests.governance.deciding import decide, give, held, partnership
from tests.governance.meeting_days import planned
from tests.world import NOW, give_update

Act = Callable[[str], Action]
People = types.SimpleNamespace


def subjects(found: module.Between) -> set[str]:
    return {line.subject for group in found.groups for line in group.lines}


@pytest.fixture
def changed(act: Act, people: People) -> None:
    give_update(act("1a"), people.olive, days_ago(4), **AT_RISK)
    give_update(act("4c"), people.olive, days_ago(3), **AT_RISK)
    edit_action(action=act("1b"), by=people.cora, now=days_ago(2), title="Other words", reason="Clearer")
    edit_priority(
        priority=act("1a").priority, by=people.cora, now=days_ago(1), title="Another title", reason="Clearer"
    )


@pytest.mark.usefixtures("changed")
def test_to_one_kind(people: People) -> None:
    found = between(people.mo, kind="worse")
    assert [(group.kind, group.total) for group in found.groups] == [(Kind.WORSE, 2)]
    assert {line.kind for line in found.lines()} == {Kind.WORSE}
    assert (between(people.mo, kind="dates").groups, between(people.mo, kind="dates").not_updated) == ([], Owed())


@pytest.mark.usefixtures("changed")
def test_to_one_priority(people: People) -> None:
    assert subjects(between(people.mo)) == {"1a", "1b", "4c", "Priority 1"}
    assert subjects(between(people.mo, priority=1)) == {"1a", "1b", "Priority 1"}
    assert subjects(between(people.mo, priority=4)) == {"4c"}
    assert subjects(between(people.mo, priority=77)) == set()


@pytest.mark.usefixtures("changed")
def test_to_what_an_organisation_led_at_the_later_moment(act: Act, people: People) -> None:
    trust = add_organisation(by=people.ada, now=days_ago(30), name="Hospital trust", sector="health")
    edit_action(action=act("1a"), by=people.cora, now=days_ago(3), organisations={trust: "lead"}, reason="Named")
    assert subjects(between(people.mo, organisation=trust.pk)) == {"1a"}
    assert subjects(between(people.mo, organisation=people.olive.organisation.pk)) == {"1b", "4c"}
    edit_action(action=act("1a"), by=people.cora, now=NOW, organisations={}, reason="Not theirs")
    assert subjects(between(people.mo, organisation=trust.pk)) == set()
    assert subjects(between(people.mo, organisation=trust.pk, until=NOW - DAY)) == {"1a"}


@pytest.mark.usefixtures("changed")
def test_the_actions_wanted_are_one_parameter_of_a_query(people: People) -> None:
    """However many they are, and however many kinds of record a query asks for."""

    def parameters(**narrowed: object) -> int:
        found = between(people.mo, **narrowed)
        rows = found.scope.rows(Action)
        return len(rows.query.sql_with_params()[1])

    many, few = (Action.objects.filter(priority__number=number).count() for number in (1, 4))
    assert many != few
    assert parameters(priority=1) == parameters(priority=4) == 1


@pytest.mark.usefixtures("changed")
def test_recorded_changes_are_narrowed_too(people: People) -> None:
    def texts(**narrowed: object) -> set[str]:
        entries = between(people.mo, **narrowed).recorded().entries
        return {line.text.split(" ")[1] for entry in entries for line in entry.lines if line.text.startswith("Action")}

    assert texts() == {"1a", "1b", "4c"}
    assert texts(priority=4) == {"4c"}


def test_a_page_of_one_kind(act: Act, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FIRST", 1)
    monkeypatch.setattr(module, "PAGE", 2)
    keys = ("1a", "1b", "1c")
    for key in keys:
        edit_action(action=act(key), by=people.cora, now=days_ago(2), title=f"Other {key}", reason="Clearer")
    [group] = between(people.mo).groups
    assert (group.total, len(group.lines), group.has_more) == (3, 1, True)
    pages = [between(people.mo, kind="wording", page=page).groups for page in (1, 2, 3)]
    assert [[line.subject for group in groups for line in group.lines] for groups in pages] == [
        ["1a", "1b"],
        ["1c"],
        [],
    ]
    assert [line.subject for line in between(people.mo).lines()] == list(keys)


def test_another_plan_is_not_told(act: Act, people: People) -> None:
    by = {"by": people.cora, "now": days_ago(2), "reason": "New"}
    plan = add_plan(**by, slug="other", title="Other", local_area="Here", status=ActionPlan.State.CURRENT)
    priority = add_priority(**by, plan=plan, number=1, title="Elsewhere")
    add_action(
        **by, plan=plan, priority=priority, reference="1x", title="Elsewhere", position=1, plan_state=PlanState.AGREED
    )
    assert between(people.mo).groups == []
    assert between(people.mo).recorded().entries == ()
    assert module.Between(plan, people.mo, SINCE, NOW).groups != []


def test_decided(act: Act, people: People) -> None:
    meeting = held(partnership())
    decide(meeting, text="Pause the pilot.", effects={act("1a"): "paused"})
    slip = decide(meeting, text="A slip.")
    withdraw_decision(decision=slip, by=people.cora, now=NOW, reason="Another body")
    found = between(people.mo)
    [one] = lines(found, Kind.DECIDED)
    assert (one.subject, one.title, one.after, one.note) == (
        "", "Decision 1 of 11 July 2024", "The Partnership agreed Pause the pilot. (made)", "It concerns 1a (paused)"
    )  # fmt: skip
    [mistaken] = lines(found, Kind.MISTAKEN)
    words = "The Partnership agreed a slip. (recorded by mistake, because: Another body)"
    assert (mistaken.title, mistaken.after) == ("Decision 2 of 11 July 2024", words)
    assert one.href == reverse("decision", args=[meeting.decisions.get(number=1).pk])


def test_a_decision_that_was_recorded_by_mistake(act: Act, people: People) -> None:
    """It is none, nor is what it was said to concern; where it was told before, it says why."""
    slip = decide(held(partnership()), text="A slip.", effects={act("1a"): "paused"})
    later = NOW + datetime.timedelta(days=1)
    withdraw_decision(decision=slip, by=people.cora, now=later, reason="Another body")
    told_before = between(people.mo, since=NOW, until=later)
    [line] = [*told_before.lines()]
    assert (line.kind, line.title) == (Kind.MISTAKEN, "Decision 1 of 11 July 2024")
    assert (line.what, line.before, line.after) == ("Recorded by mistake, because", "", "Another body")
    assert [group.kind for group in between(people.mo, until=later).groups if group.kind == Kind.DECIDED] == []
    [link] = lines(between(people.mo, until=later, priority=1), Kind.DECIDED)
    assert (link.what, link.after) == ("Decision", "decision 1 of 11 July 2024 (recorded by mistake)")


def test_what_is_exempt_is_for_its_body(act: Act, people: People) -> None:
    meeting = held(partnership())
    decide(meeting, number=2, text="Buy Zyxwort.", effects={act("4c"): "other"})
    give(meeting, people.cora, number=2, text="Write to Zyxwort", actions=[act("4c")])
    decide(meeting, number=1, text="Open to all.")
    everything = {name: between(getattr(people, name)) for name in ("cora", "mo", "ian")}
    words = {name: str([*found.lines()]) + str(found.recorded()) for name, found in everything.items()}
    assert "Zyxwort" in words["cora"]
    for name in ("mo", "ian"):
        assert "Zyxwort" not in words[name]
        assert "A contract" not in words[name]
        assert "Open to all." in words[name]
        assert not [line for line in everything[name].lines() if line.subject == "4c"]


def test_a_new_agenda_item_is_told_as_it_stands_at_the_end(people: People) -> None:
    meeting = planned(people.cora, "2024-09-12", papers="2024-09-05", now=days_ago(20))
    item = add_item(meeting=meeting, by=people.cora, now=days_ago(3), title="About Zyxwort", purpose="note")
    edit_item(item=item, by=people.cora, now=days_ago(2), title="A contract")
    for name in ("cora", "ian"):
        [line] = between(getattr(people, name)).lines_of([Kind.OTHER], lambda item, source: source.model is AgendaItem)
        assert line.title == "“A contract”"
    edit_item(item=item, by=people.cora, now=days_ago(1), title="Prices", is_exempt=True, exempt_reason="Terms")
    said = {name: str([*between(getattr(people, name)).lines()]) for name in ("cora", "ian")}
    assert "“Prices”" in said["cora"]
    assert "About Zyxwort" not in said["cora"]
    for words in ("Prices", "A contract", "Zyxwort"):
        assert words not in said["ian"]


def test_a_persons_details_are_for_them_the_administrator_and_the_reader(people: People) -> None:
    change_person(person=people.otis, by=people.ada, now=days_ago(2), reason="Promoted", job_title="Head of Zyxwort")
    for name, sees in (("otis", True), ("ada", True), ("ian", True), ("mo", False), ("cora", False)):
        found = between(getattr(people, name))
        assert ("Zyxwort" in str([*found.lines()])) == sees, name
        assert ("Zyxwort" in str(found.recorded())) == sees, name


def test_a_persons_roles_are_for_them_the_administrator_and_the_reader(people: People) -> None:
    grant_role(to=people.otis, role="coordinator", by=people.ada, now=days_ago(2), reason="Zyxwort")
    for name, sees in (("otis", True), ("ada", True), ("ian", True), ("mo", False), ("cora", False)):
        found = between(getattr(people, name))
        assert ("Otis Field" in str([*found.lines()])) == sees, name
        assert ("Zyxwort" in str(found.recorded())) == sees, name


def test_how_a_body_wants_its_papers_is_for_the_co_ordinator(people: People) -> None:
    """As the page of its house style and the history of it are."""
    style = HouseStyle.objects.get(body__slug="health-and-wellbeing-board")
    edit_style(style=style, by=people.cora, now=days_ago(2), reason="Zyxwort", page_limit=77)
    for name, sees in (("cora", True), ("mo", False), ("ian", False), ("ada", False)):
        found = between(getattr(people, name))
        assert bool([*found.lines()]) == sees, name
        assert ("Zyxwort" in str(found.recorded())) == sees, name


def test_every_kind_that_a_model_names_is_one() -> None:
    kinds = {kind for model in audited_models() for kind in model.change_kinds.values()}
    assert kinds <= set(Kind)
    assert Kind.OTHER not in {model.change_kinds.get("") for model in audited_models()}


@pytest.mark.parametrize("model", dict.fromkeys(audited_models()))
def test_what_a_model_says_of_its_changes_is_of_its_fields(model: type) -> None:
    names = {field.name for field in model._meta.fields}
    assert set(model.change_kinds) - {"", "*"} <= names
    assert set(model.told_along) | set(model.told_along.values()) <= names
    assert set(model.said_by) - {""} <= names
    assert set(model.told_by) <= {field.column for field in model._meta.fields}
    assert all(hasattr(model, name) for name in model.said_by.values())


def test_every_page_of_a_thing_is_there() -> None:
    for page, history, columns in PAGES.values():
        arguments = [1 if column in ("pk", "number") else "x" for column in columns]
        assert reverse(page, args=arguments)
        assert reverse(history, args=arguments)


def test_a_meeting_and_its_item_lead_to_their_pages(people: People) -> None:
    held(partnership())
    other = {line.title: line for line in between(people.mo, kind="other").lines()}
    assert other["“Waits”"].href == "/meetings/2024-07-11-local-inclusion-partnership/items/1/"
    assert other["“Waits”"].history_href.endswith("/items/1/history/")
    assert told(between(people.mo), Kind.WORSE) == []


def test_agendas_are_told_in_plain_words(act: Act, people: People) -> None:
    """What a new item or meeting action concerns is told with it; what an older one concerns now has its own line."""
    meeting = held(partnership())
    task = give(meeting, people.mo, text="Write to schools", actions=[act("4c")])
    add_item(meeting=meeting, by=people.cora, now=NOW, title="Schools", purpose="note", actions=[act("1a")])
    new = {(line.title, line.what, line.after) for line in between(people.mo, kind="other").lines()}
    assert ("“Schools”", "Agenda item", "On the agenda of 11 July 2024") in new
    assert {subject for subject, *_ in told(between(people.mo), Kind.OTHER)} == {""}
    later = NOW + DAY
    links = {"by": people.cora, "now": later, "reason": "It concerns them"}
    edit_item(item=meeting.items.get(number=1), actions=[act("1b")], priorities=[act("1a").priority], **links)
    task_for = {"text": task.text, "assigned_to": people.mo, "actions": [act("4c"), act("2a")]}
    change_meeting_action(meeting_action=task, **task_for, **links)
    found = between(people.mo, since=NOW, until=later)
    assert set(told(found, Kind.OTHER)) == {
        ("1b", "On the agenda of 11 July 2024", "", "“Waits”"),
        ("Priority 1", "On the agenda of 11 July 2024", "", "“Waits”"),
        ("2a", "Meeting action", "", "“Write to schools”"),
    }
    edit_item(item=meeting.items.get(number=1), actions=[], by=people.cora, now=later + DAY, reason="It does not")
    gone = between(people.mo, since=later, until=later + DAY)
    assert told(gone, Kind.OTHER) == [("1b", "On the agenda of 11 July 2024", "“Waits”", "")]


def test_other_things_are_newest_first(people: People) -> None:
    for day, name in ((5, "First"), (3, "Second")):
        add_organisation(by=people.ada, now=NOW - datetime.timedelta(days=day), name=name, sector="health")
    assert [line.title for line in between(people.mo, kind="other").lines()] == ["Second", "First"]
