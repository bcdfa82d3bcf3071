"""Reading a plan file: the first plan proves its numbers; every text stays as it is printed."""

import json
import pathlib
import re

import jsonschema
import pytest

from accounts.models import Organisation
from actions.models import Action
from priorities.models import ActionPlan, GlossaryTerm, Objective, Priority
from priorities.partial_date import PartialDate
from priorities.plan_file import read_plan_file
from priorities.plan_shape import validator

FIRST_PLAN = pathlib.Path("priorities/plans/stockton-2023-24.yaml")
REAL = FIRST_PLAN.read_text(encoding="utf-8")

SMALL = pathlib.Path(__file__).with_name("small_plan.yaml").read_text(encoding="utf-8")


def changed(old, new):
    """The small plan with one text changed."""
    assert SMALL.count(old) == 1, f"{old!r} must stand once"
    return SMALL.replace(old, new)


@pytest.fixture(scope="module")
def first_plan():
    return read_plan_file(REAL)


def actions_of(plan):
    return [action for priority in plan.priorities for action in priority.actions]


def sub_actions_of(plan):
    return [sub_action for action in actions_of(plan) for sub_action in action.sub_actions]


def test_first_plan_has_the_numbers_of_the_source(first_plan):
    assert [priority.number for priority in first_plan.priorities] == [1, 2, 3, 4, 5, 6, 7]
    assert [len(priority.actions) for priority in first_plan.priorities] == [3, 5, 6, 7, 7, 6, 0]
    assert [priority.is_placeholder for priority in first_plan.priorities] == [False] * 6 + [True]
    assert [sub_action.key for sub_action in sub_actions_of(first_plan)] == [
        "3f.i",
        "3f.ii",
        "3f.iii",
        "3f.iv",
        "3f.v",
    ]
    assert len(first_plan.related) == 6
    assert len(first_plan.glossary) == 11
    assert len(first_plan.organisations) == 5


def test_first_plan_keeps_dates_as_precise_as_printed(first_plan):
    found = {milestone.title: milestone.due for action in actions_of(first_plan) for milestone in action.milestones}
    assert found == {
        "Shadow partnership meets": PartialDate.month(2023, 7),
        "Meets as a full partnership": PartialDate.month(2023, 9),
        "Proposals for change brought forward": PartialDate.year(2023),
    }
    assert first_plan.plan["ends"] == PartialDate.month(2024, 9)


def test_first_plan_leaves_four_queries_open(first_plan):
    entries = [*first_plan.priorities, *actions_of(first_plan), *sub_actions_of(first_plan)]
    asked = [getattr(entry, "reference", None) or entry.number for entry in entries if entry.query]
    assert asked == [2, 7, "4c", "3f(v)"]


def test_first_plan_invents_no_lead_date_status_or_measure(first_plan):
    for action in [*actions_of(first_plan), *sub_actions_of(first_plan)]:
        assert set(action.texts) <= {"source", "source_text"}
        assert (action.due, action.planned_start) == (None, None)
        assert action.plan_state == ("proposed" if action.reference == "3f(v)" else "agreed")


def test_small_plan_is_read():
    plan = read_plan_file(SMALL)
    assert plan.plan["slug"] == "north-2025"
    assert plan.priorities[0].actions[0].due == PartialDate.month(2025, 9)


def test_objectives_are_headings_whose_actions_count_for_the_priority():
    text = changed(
        "related:\n",
        "    objectives:\n      - {ref: '1.1', title: Heading, actions: [{ref: CYP 1, title: Under it}]}\nrelated:\n",
    )
    priority = read_plan_file(text).priorities[0]
    assert [(action.key, action.objective) for action in priority.actions] == [
        ("1a", ""),
        ("1b", ""),
        ("1c", ""),
        ("cyp-1", "1.1"),
    ]
    assert [objective.title for objective in priority.objectives] == ["Heading"]


@pytest.mark.parametrize(
    ("written", "precision", "date"),
    [
        ("2025-02-28", "day", PartialDate.day(2025, 2, 28)),
        ("2025-02", "month", PartialDate.month(2025, 2)),
        ("autumn 2025", "season", PartialDate.season(2025, "autumn")),
        ("2025", "year", PartialDate.year(2025)),
    ],
)
def test_dates_of_every_precision(written, precision, date):
    text = changed("due: 2025-09, precision: month", f"due: {written}, precision: {precision}")
    assert read_plan_file(text).priorities[0].actions[0].due == date


@pytest.mark.parametrize("written", ["3.10", "3.02.02", "2023-07", "2024-09-30", "007", "1_000", "1e3", "1:30", "no"])
def test_a_reference_stays_as_it_is_printed(written):
    text = changed("{ref: 1b, title: Do more}", f"{{ref: {written}, title: Do more}}")
    assert read_plan_file(text).priorities[0].actions[1].reference == written


@pytest.mark.parametrize(
    "source", [REAL.encode(), REAL.replace("\n", "\r\n"), "\ufeff" + REAL, ("\ufeff" + REAL).encode()]
)
def test_windows_files_say_the_same(source, first_plan):
    assert read_plan_file(source) == first_plan


@pytest.mark.parametrize(
    ("model", "column", "fields"),
    [
        (ActionPlan, "slug", ["plan.slug"]),
        (ActionPlan, "title", ["plan.title", "plan.local_area", "plan.predecessor", "plan.successor"]),
        (ActionPlan, "vision_source", ["plan.vision_source"]),
        (Priority, "title", ["priorities.title"]),
        (Priority, "source", ["priorities.source"]),
        (Objective, "reference", ["priorities.objectives.ref"]),
        (Action, "reference", ["priorities.actions.ref"]),
        (Action, "source", ["priorities.actions.source"]),
        (GlossaryTerm, "term", ["glossary.term"]),
        (Organisation, "name", ["organisations.name"]),
    ],
)
def test_texts_fit_their_columns(model, column, fields):
    for field in fields:
        assert schema_of(field)["maxLength"] == model._meta.get_field(column).max_length


def test_choices_are_those_of_the_rows():
    assert schema_of("organisations.sector")["enum"] == Organisation.Sector.values
    assert schema_of("plan.status")["enum"] == ActionPlan.State.values


def schema_of(field):
    """The part of the schema for a field, by its dotted name."""
    schema = validator().schema
    found = schema
    for name in field.split("."):
        while "properties" not in found:
            found = found["items"] if "items" in found else schema["$defs"][found["$ref"].rpartition("/")[2]]
        found = found["properties"][name]
    return schema["$defs"][found["$ref"].rpartition("/")[2]] if "$ref" in found else found


def test_schema_is_a_schema_whose_faults_all_have_words():
    jsonschema.Draft202012Validator.check_schema(validator().schema)
    keywords = set(re.findall(r'"(\w+)":', json.dumps(validator().schema)))
    checked_by_us = {"required", "dependentRequired", "additionalProperties", "type", "pattern", "enum"}
    checked_by_us |= {"minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"}
    known_to_schema = set(jsonschema.Draft202012Validator.VALIDATORS)
    structure = {"properties", "items"}
    assert keywords & known_to_schema <= checked_by_us | structure
