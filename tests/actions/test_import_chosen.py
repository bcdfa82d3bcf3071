"""What the portal takes a sheet and its rows for is a guess: the co-ordinator can say otherwise, without scripts."""

from collections.abc import Callable

from django.test import Client

from actions.models import Action, ImportDraft
from tests.actions.importing_pages import IMPORT, NEW, book, confirmed, fields_of, sent
from tests.actions.reading import texts, words

As = Callable[[str], Client]
RISKS = (
    ("Risk description", "Likelihood", "Mitigating action", "Owner", "Due"),
    ("Staff leave", "High", "Advertise early", "HR", "May 2025"),
)
COVER = (("SEND improvement",), ("Version 4",))
SHEET, COLUMNS = IMPORT + "sheet/", IMPORT + "columns/"
ALL = SHEET + "?all=1"
LINK = "One of these is the action plan all the same"


def begun(as_: As, body: bytes) -> Client:
    cora = as_("cora")
    assert cora.post(IMPORT, sent(body)).status_code == 302
    return cora


def test_what_is_refused_stays_so_until_somebody_says_otherwise(as_: As) -> None:
    cora = begun(as_, book(*RISKS[1:], headings=RISKS[0], Cover=COVER))
    page = cora.get(SHEET)
    assert "No sheet of this spreadsheet reads like an action plan" in words(page)
    assert LINK in words(page)
    assert "sheet" not in fields_of(page)
    assert cora.post(SHEET, fields_of(page) | {"sheet": "0"}).status_code == 422
    assert ImportDraft.objects.get().sheet is None


def test_a_sheet_that_was_doubted_comes_in_all_the_same(as_: As) -> None:
    cora = begun(as_, book(*RISKS[1:], headings=RISKS[0], Cover=COVER))
    page = cora.get(ALL)
    assert "Its headings speak of “likelihood”" in words(page)
    assert "Choose it only if it is your action plan all the same" in words(page)
    assert LINK not in words(page)
    answer = cora.post(ALL, fields_of(page) | {"sheet": "0"})
    assert answer["Location"] == COLUMNS
    page = cora.get(COLUMNS)
    assert "The portal would take this sheet for a risk log" in words(page)
    # Going back, it is still the chosen one.
    assert fields_of(cora.get(SHEET))["sheet"] == "0"
    matched = {"column-1": "", "column-3": "title"}
    assert cora.post(COLUMNS, fields_of(page) | matched)["Location"] == IMPORT + "words/"
    cora.post(IMPORT + "words/", fields_of(cora.get(IMPORT + "words/")))
    assert confirmed(cora, cora.get(IMPORT + "preview/")).status_code == 302
    assert Action.objects.filter(title="Advertise early").exists()


def test_an_empty_sheet_is_never_offered(as_: As) -> None:
    cora = begun(as_, book(*NEW, Empty=(), Risks=RISKS))
    page = cora.get(ALL)
    assert "Empty: an empty sheet" in words(page)
    assert cora.post(ALL, fields_of(page) | {"sheet": "1"}).status_code == 422
    assert cora.post(ALL, fields_of(page) | {"sheet": "2"}).status_code == 302


# A key above the table looks like its headings, and more so than they do.
KEY = ("Action", "Lead", "Due date", "Status", "Progress")
MISLED = (
    ("How to fill in", "", "", "", ""),
    ("Ref", "What", "Whose", "Until", "How"),
    ("9a", "Open a hub", "ICB", "May 2025", "Green"),
)


def test_the_row_of_headings_is_chosen_by_hand(as_: As) -> None:
    cora = begun(as_, book(*MISLED, headings=KEY))
    page = cora.get(COLUMNS)
    assert fields_of(page)["heading_row"] == "1"
    assert "Row 3: Ref | What | Whose | Until | How" in words(page)
    assert "None: every row is read as part of the plan" in words(page)
    answer = cora.post(COLUMNS, fields_of(page) | {"heading_row": "3"})
    assert answer["Location"] == COLUMNS
    page = cora.get(COLUMNS)
    assert "The headings are in row 3" in words(page)
    assert "Column B: What" in words(page)
    guessed = fields_of(page)
    assert (guessed["heading_row"], guessed["column-1"], guessed["column-2"]) == ("3", "reference", "title")
    told = {"column-3": "lead", "column-4": "due", "column-5": "status"}
    assert cora.post(COLUMNS, guessed | told)["Location"] == IMPORT + "words/"
    draft = ImportDraft.objects.get()
    assert (draft.heading_row, draft.columns) == (
        3, {"reference": 1, "title": 2, "lead": 3, "due": 4, "status": 5},
    )  # fmt: skip
    cora.post(IMPORT + "words/", fields_of(cora.get(IMPORT + "words/")))
    page = words(cora.get(IMPORT + "preview/"))
    assert "Action: 9a Open a hub" in page
    assert "Row 2: above the headings" in page


def test_no_row_may_hold_headings(as_: As) -> None:
    cora = begun(as_, book(*NEW))
    cora.post(COLUMNS, fields_of(cora.get(COLUMNS)) | {"heading_row": "0", "column-1": "reference"})
    page = cora.get(COLUMNS)
    assert "No row is taken for headings" in words(page)
    assert ImportDraft.objects.get().columns is None
    answer = cora.post(COLUMNS, fields_of(page) | {"column-2": "reference", "column-3": "title"})
    assert answer["Location"] == IMPORT + "words/"
    assert ImportDraft.objects.get().columns == {"reference": 2, "title": 3}


def test_a_row_that_is_none_of_the_sheets_changes_nothing(as_: As) -> None:
    cora = begun(as_, book(*NEW))
    page = cora.get(COLUMNS)
    for row in ("999", "-1", "x", "", "9" * 40):
        answer = cora.post(COLUMNS, fields_of(page) | {"heading_row": row})
        assert answer.status_code == 422
        assert "Choose a row from the list" in texts(answer)
    assert ImportDraft.objects.get().heading_row is None


def test_a_page_of_the_columns_of_another_row_is_refused(as_: As) -> None:
    cora = begun(as_, book(*MISLED, headings=KEY))
    stale = fields_of(cora.get(COLUMNS))
    cora.post(COLUMNS, stale | {"heading_row": "3"})
    assert cora.post(COLUMNS, stale | {"column-1": "notes"}).status_code == 409
    assert ImportDraft.objects.get().columns is None


def test_another_sheet_is_read_from_its_own_headings(as_: As) -> None:
    cora = begun(as_, book(*MISLED, headings=KEY, Other=(("Ref", "Action", "Lead"), ("9b", "Write", "PCF"))))
    cora.post(SHEET, fields_of(cora.get(SHEET)) | {"sheet": "0"})
    cora.post(COLUMNS, fields_of(cora.get(COLUMNS)) | {"heading_row": "3"})
    cora.post(SHEET, fields_of(cora.get(SHEET)) | {"sheet": "1"})
    assert ImportDraft.objects.get().heading_row is None
    assert fields_of(cora.get(COLUMNS))["heading_row"] == "1"
