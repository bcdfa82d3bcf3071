"""A spreadsheet on its way that two pages hold at once: no step undoes another, nor brings back what is spent."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.carried import carry
from actions.models import Action, ImportDraft
from actions.services import answer_words, choose_sheet, discard_import, edit_action, match_columns, set_plan_state
from audit.recording import Refused
from tests.actions.importing_pages import IMPORT, NEW, book, confirmed, fields_of, sent, walked
from tests.actions.reading import texts, words
from tests.actions.test_import_existing import row
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]
STEPS = [
    lambda draft, by: choose_sheet(draft=draft, sheet=1, by=by),
    lambda draft, by: match_columns(draft=draft, columns={"title": 3}, by=by),
    lambda draft, by: answer_words(draft=draft, words=[], review=None, by=by),
]
Step = Callable[[ImportDraft, object], ImportDraft]


@pytest.mark.parametrize("step", STEPS)
def test_what_is_spent_stays_so(step: Step, as_: As, people: types.SimpleNamespace) -> None:
    cora = as_("cora")
    page = walked(cora, book(*NEW))
    opened_before = ImportDraft.objects.get()
    assert confirmed(cora, page).status_code == 302
    with pytest.raises(Refused, match="already brought in"):
        step(opened_before, people.cora)
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_read_something_else_is_refused(step: Step, as_: As, people: types.SimpleNamespace) -> None:
    walked(as_("cora"), book(*NEW))
    opened_before = ImportDraft.objects.get()
    match_columns(draft=ImportDraft.objects.get(), columns={"title": 2}, by=people.cora)
    with pytest.raises(Refused, match="saved at the same time"):
        step(opened_before, people.cora)
    assert ImportDraft.objects.get().columns == {"title": 2}


@pytest.mark.parametrize("step", STEPS)
def test_nobody_says_anything_of_another_persons(step: Step, as_: As, people: types.SimpleNamespace) -> None:
    walked(as_("cora"), book(*NEW))
    before = ImportDraft.objects.get()
    with pytest.raises(Refused):
        step(ImportDraft.objects.get(), people.mo)
    discard_import(draft=before, by=people.mo)
    assert ImportDraft.objects.get().said == before.said


def test_the_preview_lists_the_rows_that_are_passed_over(as_: As) -> None:
    example = ("1. Needs", "Example", "Offer every early years setting a training day", "", "", "", "", "")
    page = words(walked(as_("cora"), book(example, *NEW)))
    assert "Rows that are passed over (2)" in page
    assert "Row 2: the example of the template" in page


def test_the_preview_says_of_a_changed_action_that_it_is_withdrawn(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    set_plan_state(action=act("1b"), state="withdrawn", reason="No longer needed", by=people.cora, now=NOW)
    row = (f"Priority 1 {act('1b').priority.title}", "1b", "Other words", "", "", "", "", "")
    assert "is withdrawn, and changes all the same" in words(walked(as_("cora"), book(row)))


def test_a_spreadsheet_of_very_many_words_can_be_sent(as_: As) -> None:
    cora = as_("cora")
    rows = [
        ("Priority 8 Next", f"8.{n}", f"Do {n}", "", f"by way of {n}", f"state {n}", "", "") for n in range(1, 491)
    ]
    cora.post(IMPORT, sent(book(*rows)))
    cora.post(IMPORT + "columns/", fields_of(cora.get(IMPORT + "columns/")))
    page = cora.get(IMPORT + "words/")
    assert "The other 480 are read as the portal understands them" in texts(page)
    assert cora.post(IMPORT + "words/", fields_of(page))["Location"] == IMPORT + "preview/"


def test_no_page_speaks_of_a_text_that_nobody_wrote(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    cora = as_("cora")
    page = walked(cora, book(*NEW, row(act("1a"), title="Other words")))
    sending, address = fields_of(page), page.request["PATH_INFO"]
    refused = as_("mo").post(address, sending)
    assert refused.status_code == 403
    for secret in ("What you wrote", sending["about"], sending["standing"]):
        assert secret not in refused.content.decode()
    match_columns(draft=ImportDraft.objects.get(), columns={"title": 3, "reference": 2}, by=people.cora)
    moved = cora.post(address, sending)
    assert moved.status_code == 409
    assert "before you changed an earlier step. It is refreshed. Check what would be brought in now" in words(moved)
    edit_action(action=act("1b"), title="Mine", reason="Agreed", by=people.otis, now=NOW)
    changed = confirmed(cora, moved)
    assert changed.status_code == 409
    assert "The plan changed since you opened this page, and nothing was brought in." in words(changed)
    for answer in (refused, moved, changed):
        assert "your text" not in words(answer).lower()


def test_after_sign_out_the_spreadsheet_is_to_be_chosen_again(as_: As) -> None:
    cora = as_("cora")
    writer = fields_of(cora.get(IMPORT))["writer"]
    late = Client()
    answer = late.post(IMPORT, sent(book(*NEW), writer=writer))
    assert answer.status_code == 401
    assert "You will have to choose the file again." in words(answer)
    session = cora.session
    carry(types.SimpleNamespace(session=session), IMPORT, answer.context["carried"])
    session.save()
    page = words(cora.get(IMPORT))
    assert "Choose the spreadsheet again: no file is kept." in page
    assert "your text" not in page.lower()
