"""What the sheets of a workbook are, and how one can tell."""

import pytest

from actions.importing.kinds import what_is
from actions.importing.told import SheetKind
from tests.actions.importing.making import opened, saved, workbook
from tests.actions.importing.sheets import ALL, sheet_of

THORNLEY = {
    "Cover": (SheetKind.FRONT_MATTER, "It holds text, and no table with columns of its own."),
    "Summary": (
        SheetKind.SUMMARY,
        "It holds numbers beside “Number of actions”, “Red”, “Green” and “Total”, as a summary does.",
    ),
    "Plan": (SheetKind.ACTION_PLAN, "It has columns “Action”, “Lead”, “Due” and “Status”."),
    "KPIs": (
        SheetKind.MEASURES,
        "Its headings speak of “baseline”, “target”, “actual” and “measure”, as a list of measures does.",
    ),
    "Risks": (
        SheetKind.RISK_LOG,
        "Its headings speak of “likelihood”, “mitigating”, “risk” and “risk owner”, as a risk log's do.",
    ),
    "Contacts": (
        SheetKind.UNKNOWN, "It holds a table, and none of its headings says which column is the action.",
    ),
    "Empty": (SheetKind.EMPTY, "It has nothing in it."),
}  # fmt: skip


@pytest.mark.parametrize("name", THORNLEY)
def test_each_sheet_is_named_with_its_reason(name: str) -> None:
    told = what_is(sheet_of("thornley", name))
    assert (told.kind, told.why) == THORNLEY[name]


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_plan_is_known_as_one(name: str) -> None:
    make, file_name = ALL[name]
    assert SheetKind.ACTION_PLAN in [what_is(sheet).kind for sheet in opened(make(), file_name).sheets]


PLANS = {
    "with its measures": [["Action", "Lead", "Baseline", "Target", "Actual"], ["Train", "ICB", 1, 2, 3]],
    "with its risks": [["Action", "Lead", "Due", "Risk", "Likelihood"], ["Train", "ICB", "2025", "Staff", "High"]],
}
OTHERS = {
    "risks with mitigating actions": (
        [["Risk", "Likelihood", "Mitigating action", "Owner", "Due"], ["Staff", "High", "Recruit", "HR", "2025"]],
        SheetKind.RISK_LOG,
    ),
    "headings alone": ([["Action", "Lead", "Due"]], SheetKind.UNKNOWN),
    "prose": ([["We will do what we say."], ["And say what we do."]], SheetKind.FRONT_MATTER),
}


@pytest.mark.parametrize("case", PLANS)
def test_a_plan_may_speak_of_other_things(case: str) -> None:
    (sheet,) = opened(saved(workbook({"Sheet": PLANS[case]}))).sheets
    assert what_is(sheet).kind == SheetKind.ACTION_PLAN


@pytest.mark.parametrize("case", OTHERS)
def test_what_is_no_plan(case: str) -> None:
    rows, kind = OTHERS[case]
    (sheet,) = opened(saved(workbook({"Sheet": rows}))).sheets
    assert what_is(sheet).kind == kind


def test_only_a_plan_and_what_nobody_can_tell_is_read() -> None:
    assert [kind for kind in SheetKind if kind.can_be_read] == [SheetKind.ACTION_PLAN, SheetKind.UNKNOWN]
