"""All evidence of a plan on one page: what there is, how old it is, and what has none."""

import csv
import datetime
import io
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.services import change_person
from actions.account import EvidenceGiven
from actions.models import Action, Evidence
from actions.pages.evidence import age_words
from actions.services import withdraw_evidence
from tests.actions.reading import texts
from tests.hostile import HUGE
from tests.world import NOW, give_evidence, give_update, tell_co_production

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL = "/plans/2023-24/evidence/"
CSV = "/plans/2023-24/evidence.csv"


@pytest.fixture
def evidence(act: Act, people: types.SimpleNamespace) -> list[Evidence]:
    """Of 1a two pieces, one of which came with an update; of 2a one; of 3f(i) one, withdrawn."""
    give_update(act("1a"), people.dev, evidence=EvidenceGiven("Minutes of June", "minutes", "", None))
    given = [
        give_evidence(act("1a"), people.olive, dated_on=datetime.date(2024, 8, 28), url="https://www.example.org/x"),
        give_evidence(act("2a"), people.otis, title="Returns of schools", kind="data"),
    ]
    gone = give_evidence(act("3f.i"), people.otis, title="Half a survey")
    withdraw_evidence(evidence=gone, by=people.otis, now=NOW, reason="Too few answers", revision=1)
    return given


def main(answer: object) -> str:
    return texts(answer).partition("<main")[2]


def test_nothing_yet(as_: As) -> None:
    page = main(as_("mo").get(URL))
    assert "No evidence is recorded yet." in page
    assert "0 of 34 actions and 0 of 4 sub-actions" in page
    assert "34 actions and 4 sub-actions have none" in page


def test_everything_by_priority_and_action(as_: As, evidence: list[Evidence]) -> None:
    page = main(as_("mo").get(URL))
    assert "3 pieces of evidence, and 1 withdrawn" in page
    table = page.partition("<table")[2]
    told = ["1. ", "Survey of parent carers", "Minutes of June", "2. ", "Returns of schools", "3. ", "Half a survey"]
    assert [table.index(words) for words in told] == sorted(table.index(words) for words in told)
    assert 'href="https://www.example.org/x"' in page
    assert "28 August 2024,<br>7 days old" in page
    assert "No date" in page
    assert '4 September 2024<span class="portal-no-print">, Dev Anand, deputy of 1a, for Olive Marsh</span>' in page
    assert '4 September 2024<span class="portal-no-print">, Otis Field, lead of 2a</span>' in page
    assert "<del>Half a survey</del>" in page
    assert "Too few answers" in page


def test_what_is_withdrawn_does_not_count(as_: As, evidence: list[Evidence]) -> None:
    page = main(as_("mo").get(URL))
    assert "2 of 34 actions and 0 of 4 sub-actions" in page
    assert "32 actions and 4 sub-actions have none" in page
    without = page.partition('id="without"')[2]
    assert "Without evidence: 32 actions and 4 sub-actions" in page
    assert '/actions/3f.i/"' in without
    assert '/actions/1a/"' not in without


def test_complete_ones_without_evidence_come_first(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("4c"), people.olive, status="complete", completed_on=NOW.date())
    said = "Complete actions are listed first because they need it most."
    assert said in (without := main(as_("mo").get(URL)).partition('id="without"')[2])
    assert said not in main(as_("mo").get(f"{URL}?priority=1"))
    assert without.index('/actions/4c/"') < without.index('/actions/1a/"')


def test_co_production_is_counted(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    tell_co_production(act("1a"), people.olive)
    assert "is recorded</a> for 1 of 34 actions and 0 of 4 sub-actions" in main(as_("mo").get(URL))


def test_filters_show_just_those(as_: As, evidence: list[Evidence]) -> None:
    page = main(as_("mo").get(f"{URL}?priority=1&kind=survey"))
    assert "Survey of parent carers" in page
    assert "Minutes of June" not in page
    assert "Returns of schools" not in page
    assert '<option value="survey" selected>' in page
    assert "Shown: 1. A partnership with families, Survey." in page
    page = main(as_("mo").get(f"{URL}?priority=2"))
    assert "Returns of schools" in page
    assert "Survey of parent carers" not in page
    assert '/actions/1b/"' not in page
    assert "No evidence matches your filter." in main(as_("mo").get(f"{URL}?kind=audit"))


@pytest.mark.parametrize("show", ["evidence", "no-evidence", "co-production"])
def test_numbers_lead_to_lists(
    show: str, as_: As, evidence: list[Evidence], act: Act, people: types.SimpleNamespace
) -> None:
    tell_co_production(act("1a"), people.olive)
    page = main(as_("mo").get(f"/plans/2023-24/actions/?show={show}"))
    assert ('/actions/1a/"' in page) == (show != "no-evidence")
    assert ('/actions/1b/"' in page) == (show == "no-evidence")


def rows_of(answer: object) -> list[list[str]]:
    body = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(body, newline="")))


def test_file_has_what_the_list_shows(as_: As, evidence: list[Evidence]) -> None:
    client = as_("mo")
    assert 'href="/plans/2023-24/evidence.csv?priority=1"' in main(client.get(f"{URL}?priority=1"))
    answer = client.get(CSV)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="evidence-2023-24.csv"'
    headings, *all_rows = rows_of(answer)
    rows = [row for row in all_rows if row[headings.index("Evidence")] != "None recorded"]
    assert [row[headings.index("Evidence")] for row in rows] == [
        "Survey of parent carers", "Minutes of June", "Returns of schools", "Half a survey",
    ]  # fmt: skip
    first = dict(zip(headings, rows[0], strict=True))
    assert first["Priority"] == "1"
    assert first["Reference"] == "1a"
    assert first["Kind"] == "Survey"
    assert (first["Date"], first["Age"]) == ("2024-08-28", "7 days")
    assert first["Added on"] == "2024-09-04"
    assert first["Came with an update"] == "no"
    assert first["Organisation"] == evidence[0].action.lead.organisation.name
    assert rows[1][headings.index("Came with an update")] == "yes"
    assert rows[3][headings.index("Withdrawn because")] == "Too few answers"
    assert len(rows_of(client.get(f"{CSV}?priority=1&kind=survey"))) == 2


def test_file_has_the_actions_without_any_in_their_places(as_: As, evidence: list[Evidence]) -> None:
    headings, *rows = rows_of(as_("mo").get(CSV))
    told = [(row[headings.index("Reference")], row[headings.index("Evidence")]) for row in rows]
    assert told[:4] == [
        ("1a", "Survey of parent carers"), ("1a", "Minutes of June"), ("1b", "None recorded"), ("1c", "None recorded"),
    ]  # fmt: skip
    assert told.index(("3f(i)", "Half a survey")) + 1 == told.index(("3f(i)", "None recorded"))
    assert len([reference for reference, words in told if words == "None recorded"]) == 36
    assert len({len(row) for row in rows} | {len(headings)}) == 1
    assert len(rows_of(as_("mo").get(f"{CSV}?priority=1"))) == 5


def test_file_names_posts_and_not_persons(as_: As, evidence: list[Evidence], people: types.SimpleNamespace) -> None:
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Was missing", job_title="Head of service")
    headings, *rows = rows_of(as_("mo").get(CSV))
    assert rows[0][headings.index("Added by")] == "Head of service"
    assert "Olive" not in str(rows)


def test_paper_names_posts_and_not_persons(as_: As, evidence: list[Evidence], people: types.SimpleNamespace) -> None:
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Was missing", job_title="Head of service")
    page = main(as_("mo").get(URL))
    paper = re.sub(r'<span class="portal-no-print">.*?</span>', "", page)
    assert "28 August 2024" in paper
    assert '4 September 2024<span class="portal-on-paper">, Head of service, ' in paper
    for person in vars(people).values():
        assert person.name not in paper, person


def test_file_runs_no_formula(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_evidence(act("1a"), people.olive, title='=HYPERLINK("http://x.example")')
    headings, row, *_ = rows_of(as_("mo").get(CSV))
    assert row[headings.index("Evidence")] == '\'=HYPERLINK("http://x.example")'


WRONG = ("priority=8", "priority=x", "priority=%00", f"priority={HUGE}", "kind=rumour", "kind=%F0%9F%98%80", "page=0",
         "page=2", "page=x", f"page={HUGE}", "kind=survey&kind=rumour")  # fmt: skip


@pytest.mark.parametrize("query", WRONG)
def test_wrong_filter_is_not_found(query: str, as_: As, evidence: list[Evidence]) -> None:
    assert as_("mo").get(f"{URL}?{query}").status_code == 404
    if "page" not in query:
        assert as_("mo").get(f"{CSV}?{query}").status_code == 404


def test_short_address_leads_to_the_current_plan(as_: As) -> None:
    assert as_("mo").get("/evidence/?kind=survey")["Location"] == f"{URL}?kind=survey"
    assert 'href="/plans/2023-24/evidence/"' in texts(as_("mo").get("/plans/2023-24/"))


def test_wrong_method(as_: As) -> None:
    assert as_("cora").post(URL).status_code == 405


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (datetime.date(2024, 9, 4), "today"),
        (datetime.date(2024, 9, 3), "1 day"),
        (datetime.date(2024, 8, 22), "13 days"),
        (datetime.date(2024, 8, 21), "2 weeks"),
        (datetime.date(2024, 7, 5), "8 weeks"),
        (datetime.date(2024, 7, 4), "2 months"),
        (datetime.date(2022, 9, 5), "23 months"),
        (datetime.date(2022, 9, 4), "2 years"),
        (datetime.date(2025, 1, 1), "today"),
    ],
)
def test_age_in_words(day: datetime.date, words: str) -> None:
    assert age_words(day, datetime.date(2024, 9, 4)) == words
