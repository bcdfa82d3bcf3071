"""The bundle for a period, through its address: who gets it, what is in it, what is kept of it, what is refused."""

import datetime
import hashlib
import html
import io
import re
import types
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation
from actions.files.actions import HEADINGS
from actions.models import Action
from actions.services import edit_action, propose_due_date, withdraw_evidence
from governance.models import Body, Export, Meeting, ReportVersion
from governance.services.minutes import agree_minutes
from priorities.partial_date import PartialDate
from priorities.services import add_plan
from tests.governance.bundling import BOTH, FIRST, LAST, URL, Unpacked, asked, words_in
from tests.governance.minuting import SECRET, agreeing, minuted
from tests.world import NOW, PEOPLE, give_evidence, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
PARTS = (BOTH, "What changed", "Reports as finalised", "Packs as they went out", "Minutes", "Decisions",
         "Attendance by organisation", "Questions and answers", "Evidence", "All files",
         "What is left out, and why")  # fmt: skip
EARLIER = NOW - datetime.timedelta(days=5)


@pytest.fixture
def bundle(as_: As, all_sorts: None) -> Unpacked:
    return Unpacked(as_("cora"))


@pytest.mark.parametrize("who", ["cora", "ada"])
def test_whoever_may_gets_a_zip_and_it_is_kept(
    who: str, as_: As, all_sorts: None, people: types.SimpleNamespace
) -> None:
    found = Unpacked(as_(who))
    assert "bundle-2023-24-2024-07-01-to-2024-09-04.zip" in found.name
    kept = Export.objects.get()
    assert (kept.what, kept.plan.slug, kept.report, kept.version) == ("bundle", "2023-24", None, None)
    assert (kept.from_on, kept.until_on, kept.format, kept.sha256) == (FIRST, LAST, "zip", found.sha256)
    assert (kept.recorded_by, kept.recorded_at) == (getattr(people, who), NOW)
    assert str(kept) == f"bundle of the {kept.plan}, 1 July 2024 to 4 September 2024"
    page = as_("ada").get(URL).content.decode()
    assert kept.sha256 in page
    assert PEOPLE[who] in page


def test_the_page_says_how_long_it_takes_and_where_it_is_listed(as_: As, db: None) -> None:
    page = as_("cora").get(URL).content.decode()
    assert "Making it takes up to a minute." in page
    assert "No bundle has been taken yet." in page
    assert "data-answers-with-file" in page
    Unpacked(as_("cora"))
    page = as_("cora").get(URL).content.decode()
    assert "No bundle has been taken yet." not in page
    assert "1 July 2024 to 4 September 2024" in page


@pytest.mark.parametrize("who", sorted(set(PEOPLE) - {"cora", "ada"}))
def test_nobody_else(who: str, as_: As, db: None) -> None:
    for answer in (as_(who).get(URL), as_(who).post(URL, asked())):
        assert answer.status_code == 403
        assert "Ask the co-ordinator." in answer.content.decode()
    assert "/bundle/" not in as_(who).get("/reports/").content.decode()
    assert not Export.objects.exists()


def test_the_way_to_it(as_: As) -> None:
    for who in ("cora", "ada"):
        assert f'href="{URL}"' in as_(who).get("/reports/").content.decode()


def test_a_draft_plan_is_offered_to_the_co_ordinator_alone(as_: As, people: types.SimpleNamespace) -> None:
    add_plan(by=people.cora, now=NOW, reason="New", slug="next", title="The next", local_area="Here", status="draft")
    assert "The next" in as_("cora").get(URL).content.decode()
    assert "The next" not in as_("ada").get(URL).content.decode()
    assert as_("ada").post(URL, asked(plan="next")).status_code == 422


def test_the_way_from_a_plan_leads_to_the_form_with_the_plan_chosen(as_: As, people: types.SimpleNamespace) -> None:
    add_plan(by=people.cora, now=NOW, reason="New", slug="next", title="The next", local_area="Here", status="draft")
    for slug in ("2023-24", "next"):
        answer = as_("cora").get(f"/plans/{slug}/bundle/", follow=True)
        assert answer.redirect_chain == [(f"/bundle/?plan={slug}", 302)]
        assert answer.context["form"].initial["plan"].slug == slug
    assert as_("cora").get("/bundle/?plan=none").context["form"].initial["plan"] is None
    changes = "/plans/2023-24/changes/"
    assert 'href="/plans/2023-24/bundle/"' in as_("cora").get(changes).content.decode()
    assert 'href="/plans/2023-24/bundle/"' not in as_("mo").get(changes).content.decode()


def test_the_index_leads_to_every_file_and_says_what_it_is(bundle: Unpacked, people: types.SimpleNamespace) -> None:
    links = {html.unescape(link) for link in re.findall(r'href="([^"#][^"]*)"', bundle.index)}
    assert links == set(bundle.members) - {"index.html"}
    assert tuple(re.findall("<h2>(.*?)</h2>", bundle.index)) == PARTS
    council = people.cora.organisation.label
    for words in ("1 July 2024 to 4 September 2024, both days included", "As at the beginning of 1 July 2024",
                  "As at 4 September 2024, 9am", f"Co-ordinator, {council}", "Exempt items of meetings"):  # fmt: skip
        assert words in bundle.index
    assert "http" not in re.sub(r"http-equiv|http://www\.w3\.org\S*", "", bundle.index)


def test_the_list_has_every_file_with_its_digest(bundle: Unpacked) -> None:
    listed = {row["File"]: row for row in bundle.rows("files.csv")}
    assert set(listed) == set(bundle.members) - {"files.csv"}
    for name, row in listed.items():
        assert row["SHA-256"] == hashlib.sha256(bundle.members[name]).hexdigest()
        assert row["Bytes"] == str(len(bundle.members[name]))
        assert row["What it is"]


def test_names_are_safe_and_once(bundle: Unpacked) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle.bytes)) as archive:
        names = archive.namelist()
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9./-]*", name) and ".." not in name for name in names)


def test_the_plan_then_and_now(bundle: Unpacked, act: Act) -> None:
    then = bundle.rows("plan/plan-at-the-beginning-2024-07-01.csv")
    now = bundle.rows("plan/plan-at-the-end-2024-09-04.csv")
    assert tuple(now[0]) == HEADINGS
    assert len(then) == len(now) == Action.objects.count()
    before, after = ({row["Reference"]: row for row in rows} for rows in (then, now))
    assert (before["4b"]["In the plan"], after["4b"]["In the plan"]) == ("Agreed", "Withdrawn")
    assert after["4b"]["Reason for this state"] == "Agreed so"
    assert (before["4c"]["Due"], after["4c"]["Due"]) == ("", "March 2025")
    assert after["4c"]["Original due date"] == "2024-12-31"
    assert (before["2a"]["Status"], after["2a"]["Status"]) == ("No status yet", "On track")
    assert after["2a"]["Headline"] == "'=Two schools have joined."
    assert (after["2a"]["Last update"], after["2a"]["Lead"]) == ("2024-08-30", act("2a").lead.organisation.label)
    page = bundle.members["plan/plan-at-the-end-2024-09-04.html"].decode()
    assert "As at 4 September 2024, 9am" in page
    assert "=Two schools have joined." in page


def test_what_changed(bundle: Unpacked) -> None:
    rows = bundle.rows("changes/changes.csv")
    found = {(row["Reference"], row["What changed"]): row for row in rows}
    assert found["4b", "In the plan: Agreed → Withdrawn"]["Why, or what is said"] == "Agreed so."
    assert found["2a", "No status yet → On track"]["When, and who"].startswith("30 August 2024, ")
    page = bundle.members["changes/changes.html"].decode()
    assert all(row["Kind of change"] in page for row in rows)
    assert "Agreed so" in page
    told = bundle.part("What changed")
    assert "What differs between the beginning of 1 July 2024 and 4 September 2024, 9am." in told
    assert re.search("Since the beginning of 1 July 2024. [A-Z][a-z, ]+: [0-9]+[.] ", told)


def test_every_kind_of_change_is_told(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    minuted(people)
    give_update(act("1a"), people.olive, EARLIER, difference_made="Fewer families wait.", ask="decision",
                ask_text="Agree the pilot.")  # fmt: skip
    due = PartialDate.month(2025, 6)
    propose_due_date(action=act("1a"), by=people.olive, now=EARLIER, due=due, reason="A vacancy")
    rows = Unpacked(as_("cora")).rows("changes/changes.csv")
    found = {(row["Kind of change"], row["Why, or what is said"]) for row in rows}
    said = {kind for kind, _ in found}
    assert {"Difference made", "Asked of the partnership", "Dates moved and proposed", "Decided"} <= said
    assert ("Asked of the partnership", "Agree the pilot.") in found
    assert ("Dates moved and proposed", "A vacancy.") in found


def test_reports_as_they_were_finalised(bundle: Unpacked, finalised: ReportVersion) -> None:
    folder = "reports/2024-09-25-health-and-wellbeing-board/version-1/"
    files = {name: body for name, body in bundle.members.items() if name.startswith(folder)}
    kept = {bytes(file.body) for file in finalised.files.all()}
    assert {body for name, body in files.items() if not name.endswith("manifest.txt")} == kept
    listed = files[f"{folder}manifest.txt"].decode()
    assert listed.startswith(f"fingerprint of the whole list: {finalised.fingerprint}\n")
    assert set(finalised.manifest.splitlines()) - set(listed.splitlines()) == {
        line for line in finalised.manifest.splitlines() if line.startswith("author: ")
    }
    assert finalised.fingerprint in bundle.part("Reports as finalised")


def test_minutes_as_they_can_be_published(bundle: Unpacked) -> None:
    name = "minutes/2024-07-12-local-inclusion-partnership-minutes-draft-public"
    for ending in (".docx", ".pdf"):
        assert "Item 4: exempt" in words_in(ending, bundle.members[name + ending])
    assert "draft: not agreed yet (Word)" in bundle.part("Minutes")


def test_agreed_minutes_are_no_draft(as_: As, all_sorts: None, people: types.SimpleNamespace) -> None:
    agree_minutes(
        meeting=Meeting.objects.get(slug__startswith="2024-07-12"), by=people.cora, now=NOW, decision=agreeing(people)
    )
    found = Unpacked(as_("cora"))
    assert "minutes/2024-07-12-local-inclusion-partnership-minutes-public.pdf" in found.members
    assert "minutes/2024-09-02-local-inclusion-partnership-minutes-draft-public.pdf" in found.members


def test_decisions(bundle: Unpacked) -> None:
    rows = bundle.rows("decisions.csv")
    told = [row["Decision"].removeprefix("The Partnership agreed that ") for row in rows]
    assert told == ["waiting times are published each month", "a pilot begins"]
    assert rows[1]["Standing"] == "Subject to the Cabinet’s word"


def test_attendance_is_told_by_organisation(bundle: Unpacked, people: types.SimpleNamespace) -> None:
    (row,) = bundle.rows("attendance.csv")
    assert row == {
        "Body": "Local Inclusion Partnership", "Meeting": "2024-07-12", "Organisation": people.pat.organisation.name,
        "Present": "1", "Present, remotely": "1", "Deputies for members": "0", "In attendance": "0",
        "Sent apologies": "1", "Absent": "0",
    }  # fmt: skip


def test_evidence(as_: As, all_sorts: None, act: Act, people: types.SimpleNamespace) -> None:
    old = give_evidence(act("2a"), people.otis, NOW.replace(month=7, day=2), title="An old list")
    withdraw_evidence(evidence=old, by=people.otis, now=EARLIER, reason="It was another plan’s", revision=1)
    rows = Unpacked(as_("cora"), first=datetime.date(2024, 8, 1)).rows("evidence.csv")
    assert [(row["Reference"], row["Evidence"], row["Added in this period"]) for row in rows] == [
        ("1a", "Survey of parent carers", "yes"), ("2a", "An old list", "no")
    ]  # fmt: skip
    assert [row["Added on"] for row in rows] == ["2024-08-30", "2024-07-02"]
    assert rows[0]["Link"] == "https://example.org/survey"
    assert rows[1]["Withdrawn because"] == "It was another plan’s"


def test_nothing_exempt_and_nobodys_name_in_any_file(bundle: Unpacked, people: types.SimpleNamespace) -> None:
    for name, body in bundle.members.items():
        text = words_in(name, body)
        assert len(text) > 20, name
        assert SECRET not in text, name
        assert "must stay secret" not in text, name
        for person in PEOPLE.values():
            assert person not in text, (name, person)


def test_a_body_that_keeps_its_minutes_elsewhere_has_none_here(as_: As, all_sorts: None) -> None:
    assert Body.objects.filter(is_run_here=False).exists()
    assert len([name for name in Unpacked(as_("cora")).members if name.startswith("minutes/")]) == 2


def test_an_organisation_that_leads_is_told_as_an_organisation(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    forum = Organisation.objects.get(sector="families")
    edit_action(action=act("5a"), organisations={forum: "lead"}, by=people.cora, now=NOW)
    assert "5a" in {row["Reference"] for row in Unpacked(as_("cora")).rows("plan/plan-at-the-end-2024-09-04.csv")}
