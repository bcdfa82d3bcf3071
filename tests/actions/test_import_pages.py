"""The pages of an import, each by itself: what is wrong comes back as it was, stale pages are refused, ways back."""

import datetime
import io
import itertools
import types
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from actions.models import Action, ImportDraft
from actions.services import open_import
from priorities.models import ActionPlan
from tests.actions.importing_pages import IMPORT, NEW, PLAN, STEPS, book, confirmed, fields_of, sent, walked
from tests.actions.reading import texts
from tests.hostile import HUGE, URLENCODED, WORDS, encoded, often
from tests.world import NOW

As = Callable[[str], Client]
RISKS = [("Risk", "Likelihood", "Impact score", "Mitigation"), ("Flood", "3", "4", "Dam")]


def draft() -> ImportDraft:
    return ImportDraft.objects.get()


def test_a_sheet_of_several_is_chosen(as_: As) -> None:
    cora = as_("cora")
    body = book(*NEW, **{"Other plan": [("Reference", "Action", "Lead"), ("9a", "Do it", "")], "Risk log": RISKS})
    answer = cora.post(IMPORT, sent(body))
    assert answer["Location"] == IMPORT + "sheet/"
    page = cora.get(IMPORT + "sheet/")
    assert "What is not brought in" in texts(page)
    assert "<strong>Risk log</strong>" in texts(page)
    assert draft().sheet is None
    assert cora.post(IMPORT + "sheet/", fields_of(page) | {"sheet": "1"})["Location"] == IMPORT + "columns/"
    assert draft().sheet == 1
    assert "What does each column of “Other plan” hold?" in texts(cora.get(IMPORT + "columns/"))


@pytest.mark.parametrize("sheet", ["", "2", "9", "-1", HUGE, "x", "\u0661"])
def test_no_other_sheet_is_taken(sheet: str, as_: As) -> None:
    cora = as_("cora")
    cora.post(IMPORT, sent(book(*NEW, **{"Other plan": [("Reference", "Action"), ("9a", "Do it")], "Risks": RISKS})))
    answer = cora.post(IMPORT + "sheet/", fields_of(cora.get(IMPORT + "sheet/")) | {"sheet": sheet})
    assert answer.status_code == 422
    assert draft().sheet is None


def test_a_spreadsheet_without_a_plan_goes_no_further(as_: As) -> None:
    cora = as_("cora")
    answer = cora.post(IMPORT, sent(book(*RISKS[1:], headings=RISKS[0]), "risks.xlsx"))
    page = texts(cora.get(answer["Location"]))
    if answer["Location"] == IMPORT + "sheet/" and "No sheet of this spreadsheet" in page:
        assert ">Continue<" not in page
    assert not Action.objects.filter(title="Flood").exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"column-3": ""}, "Choose which column is “Action”"),
        ({"column-4": "title"}, "Column C is “Action” already: choose one of the two"),
        ({"column-4": "nonsense"}, "Choose one from the list"),
    ],
)
def test_wrong_columns_come_back(fields: dict[str, str], said: str, as_: As) -> None:
    cora = as_("cora")
    cora.post(IMPORT, sent(book(*NEW)))
    page = cora.get(IMPORT + "columns/")
    assert "For example: “SENCos”; “Olive Marsh / Otis Field”" in texts(page)
    answer = cora.post(IMPORT + "columns/", fields_of(page) | fields)
    assert answer.status_code == 422
    assert said in texts(answer)
    assert draft().columns is None


def test_a_heading_merged_over_a_row_is_an_example_of_its_first_column_alone(as_: As) -> None:
    rows = [("Ref", "Action", "Lead"), ("Outcome 1: Early help",), ("1.1", "Train every setting", "SENCos")]
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A2:C2")
    workbook.save(file := io.BytesIO())
    cora = as_("cora")
    cora.post(IMPORT, sent(file.getvalue()))
    page = texts(cora.get(IMPORT + "columns/"))
    assert "For example: “Outcome 1: Early help”; “1.1”" in page
    assert "For example: “SENCos”" in page


@pytest.mark.parametrize(("review", "said"), [("", "Enter when what is ongoing"), ("soon", "must be a date like")])
def test_what_is_ongoing_needs_a_review(review: str, said: str, as_: As) -> None:
    cora = as_("cora")
    walked(cora, book(*NEW))
    kept = draft().answers
    answer = cora.post(IMPORT + "words/", fields_of(cora.get(IMPORT + "words/")) | {"review": review})
    assert answer.status_code == 422
    assert said in texts(answer)
    assert draft().answers == kept


def test_steps_that_are_still_to_come_lead_back(as_: As) -> None:
    cora = as_("cora")
    for step in STEPS:
        assert cora.get(f"{IMPORT}{step}/")["Location"] == IMPORT
    cora.post(IMPORT, sent(book(*NEW)))
    for step in STEPS[2:]:
        assert cora.get(f"{IMPORT}{step}/")["Location"] == IMPORT + "columns/"
    assert f'href="{IMPORT}sheet/"' in texts(cora.get(IMPORT + "columns/"))
    assert cora.get(IMPORT + "sheet/").status_code == 200


def test_one_goes_back_and_on_again(as_: As) -> None:
    cora = as_("cora")
    walked(cora, book(*NEW))
    for step, following in itertools.pairwise(STEPS):
        answer = cora.post(f"{IMPORT}{step}/", fields_of(cora.get(f"{IMPORT}{step}/")))
        assert answer["Location"] == f"{IMPORT}{following}/"
    assert confirmed(cora, cora.get(IMPORT + "preview/")).status_code == 302


@pytest.mark.parametrize("step", STEPS)
def test_a_page_of_another_spreadsheet_is_refused(step: str, as_: As) -> None:
    cora = as_("cora")
    walked(cora, book(*NEW))
    page = cora.get(f"{IMPORT}{step}/")
    walked(cora, book(("Priority 9 Other", "9a", "Other", "", "", "", "", "")), name="other.xlsx")
    was = draft().said
    answer = cora.post(f"{IMPORT}{step}/", fields_of(page))
    assert answer.status_code == 409
    assert "This page was opened for another spreadsheet" in texts(answer)
    assert draft().said == was
    assert not Action.objects.filter(key__in=("8a", "9a")).exists()


def test_a_preview_from_before_another_answer_is_refused(as_: As) -> None:
    cora = as_("cora")
    page = walked(cora, book(*NEW))
    cora.post(IMPORT + "words/", fields_of(cora.get(IMPORT + "words/")) | {"review": "July 2030"})
    assert confirmed(cora, page).status_code == 409
    assert not Action.objects.filter(key="8a").exists()


def test_discarding_brings_nothing(as_: As) -> None:
    cora = as_("cora")
    walked(cora, book(*NEW))
    assert cora.get(IMPORT + "discard/").status_code == 405
    for _ in range(2):
        assert cora.post(IMPORT + "discard/")["Location"] == IMPORT
    assert not ImportDraft.objects.exists()
    assert "plan.xlsx was discarded." in texts(cora.get(IMPORT))


def test_what_has_lain_for_a_day_is_gone(
    as_: As, people: types.SimpleNamespace, clock_stands: Callable[[datetime.datetime], None]
) -> None:
    cora = as_("cora")
    page = walked(cora, book(*NEW))
    assert "You have begun with plan.xlsx" in texts(cora.get(IMPORT))
    clock_stands(NOW + datetime.timedelta(days=1, minutes=1))
    assert "You have begun" not in texts(cora.get(IMPORT))
    assert confirmed(cora, page)["Location"] == IMPORT
    assert ImportDraft.objects.exists()
    plan = ActionPlan.objects.get()
    open_import(
        plan=plan, by=people.mo, now=NOW + datetime.timedelta(days=2), file_name="x.csv", sha256="", book="[]",
        plan_state="agreed",
    )  # fmt: skip
    assert draft().user == people.mo


@pytest.mark.parametrize("step", STEPS)
def test_whatever_is_posted(step: str, as_: As, people: types.SimpleNamespace) -> None:
    cora = as_("cora")
    walked(cora, book(*NEW))
    right = fields_of(cora.get(f"{IMPORT}{step}/"))
    flat = {name: value[0] if isinstance(value, list) else value for name, value in right.items()}
    names = [*flat, "considered", "column-99", "word-99", "named", "standing", "about"]

    @often
    @given(fields=st.dictionaries(st.sampled_from(names), WORDS, max_size=4))
    def post(fields: dict[str, object]) -> None:
        with transaction.atomic():
            answer: Any = cora.post(f"{IMPORT}{step}/", encoded(flat | fields), content_type=URLENCODED)
            assert answer.status_code in (302, 409, 422)
            assert b"<b>" not in answer.content
            transaction.set_rollback(True)

    post()
    assert not Action.objects.filter(key="8a").exists()


def test_the_pages_say_where_one_is(as_: As) -> None:
    cora = as_("cora")
    walked(cora, book(*NEW))
    labels = {"": "Spreadsheet", "sheet/": "Sheet", "columns/": "Columns", "words/": "Words"}
    for step, label in labels.items():
        page = texts(cora.get(IMPORT + step))
        assert f'aria-current="step">{label}<' in page
        assert PLAN + "set-up/" in page
