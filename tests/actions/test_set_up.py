"""The set-up of a plan: a row an action, each saved by itself."""

import re
import types
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from accounts.models import Organisation
from accounts.services import change_organisation, change_person
from actions.history import history_of
from actions.models import Action
from actions.services import edit_action, set_plan_state
from priorities.partial_date import PartialDate
from tests.actions.set_up_page import URL, filled, revisions, sent, words
from tests.world import NOW, TESTER, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]


def test_every_action_has_a_row_with_what_stands(as_: As, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    fields = sent(client)
    assert len([name for name in fields if name.endswith("-revision")]) == 39
    assert fields["1a-lead"] == str(people.olive.pk)
    assert (fields["1a-due"], fields["1c-due"]) == ("31 December 2024", "")
    assert list(fields).index("1c-revision") < list(fields).index("2a-revision") < list(fields).index("3f.i-revision")
    page = words(client.get(URL))
    for flag, missing in (("no-lead", "without a lead"), ("no-date", "without a date")):
        assert f'?flag={flag}">29 actions and 3 sub-actions</a> {missing}' in page
    assert "No actions yet" in page


def test_an_untouched_page_writes_nothing(as_: As, db: None) -> None:
    client = as_("cora")
    before = revisions()
    answer = client.post(URL, sent(client))
    assert (answer.status_code, answer["Location"]) == (302, URL)
    assert "Nothing has changed, so nothing was saved" in words(client.get(URL))
    assert revisions() == before


def test_changed_rows_are_saved_each_by_itself(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    before = revisions()
    council = Organisation.objects.get(sector="council")
    families = Organisation.objects.get(sector="families")
    answer = client.post(URL, sent(client, **{
        "1c-lead": people.mo.pk, "1c-deputy": people.dev.pk, "1c-sro": people.sara.pk,
        "1c-planned_start": "autumn 2024", "1c-due": "31/3/2025",
        "1c-leading": [council.pk], "1c-supporting": [families.pk],
        "2b-is_ongoing": "on", "2b-review": "winter 2024/25",
    }))  # fmt: skip
    assert answer.status_code == 302
    assert "2 actions saved." in words(client.get(URL))
    one, other = act("1c"), act("2b")
    assert (one.lead, one.deputy, one.sro) == (people.mo, people.dev, people.sara)
    assert (str(one.planned_start), str(one.due), one.due) == ("autumn 2024", "31 March 2025", one.original_due)
    assert sorted(str(link) for link in one.organisation_links.all()) == [
        f"{families}, supporting", f"{council}, leading",
    ]  # fmt: skip
    assert (other.is_ongoing, str(other.review), other.due) == (True, "winter 2024/25", None)
    assert {key for key, revision in revisions().items() if revision != before[key]} == {"1c", "2b"}
    told = history_of(one, people.cora)[0]
    assert (told.actor, told.reason) == ("Cora Vale, co-ordinator", "")
    assert "Lead" in [change.label for line in told.lines for change in line.changes]
    assert one.history.latest("history_id").change_id != other.history.latest("history_id").change_id
    assert sent(client)["2b-review"] == "winter 2024/25"


def test_a_second_click_writes_nothing(as_: As, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    fields = sent(client, **{"1c-lead": people.mo.pk, "1c-due": "2025"})
    client.post(URL, fields)
    before = revisions()
    assert client.post(URL, fields).status_code == 302
    assert revisions() == before


def test_wrong_rows_keep_what_was_typed_and_right_ones_are_saved(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    client = as_("cora")
    typed = {"2b-due": "soon", "2c-planned_start": "2026", "2c-due": "2025", "2d-lead": "424242"}
    both = {"2e-lead": people.mo.pk, "2e-deputy": people.mo.pk, "4c-lead": people.cole.pk, "reason": "So"}
    ongoing = {"3a-is_ongoing": "on", "3a-due": "2026", "3b-is_ongoing": "on"}
    answer = client.post(URL, sent(client, **typed, **both, **ongoing, **{"1c-lead": people.mo.pk}))
    page = words(answer)
    assert answer.status_code == 422
    assert "1 action saved." in page
    for said in (
        '<a href="#id_2b-due">2b: The due date must be a date like 31 10 2025, October 2025, autumn 2025 or 2025',
        '<a href="#id_2c-due">2c: The due date must not be before the planned start',
        '<a href="#id_2d-lead">2d: Choose somebody from the list',
        '<a href="#id_2e-lead">2e: The lead and the deputy must be different people',
        '<a href="#id_4c-lead">4c: Cole Ward is already the lead. Remove them from the co-leads',
        '<a href="#id_3b-review">3b: Enter the review date',
        '<a href="#id_3a-lead">3a: An ongoing action has a review date and no due date',
    ):
        assert said in page
    kept = filled(answer.content.decode())
    assert (kept["2b-due"], kept["2c-planned_start"], kept["3a-due"]) == ("soon", "2026", "2026")
    assert kept["2e-deputy"] == str(people.mo.pk)
    assert kept["1c-revision"] == str(act("1c").revision)
    assert act("1c").lead == people.mo
    assert [act(key).revision for key in ("2b", "2c", "2d", "2e", "3a")] == [1] * 5
    assert client.post(URL, kept | {"2b-due": "spring 2026"}).status_code == 422
    assert str(act("2b").due) == "spring 2026"


def test_what_stands_changes_with_a_reason_for_the_whole_sitting(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    client = as_("cora")
    changed = {"1a-lead": people.otis.pk, "4c-due": "2026", "1c-lead": people.mo.pk}
    answer = client.post(URL, sent(client, **changed))
    assert answer.status_code == 422
    assert '<a href="#id_reason">Enter why you are changing 1a, 4c' in words(answer)
    assert act("1a").lead == people.olive
    assert act("1c").lead == people.mo
    again = filled(answer.content.decode()) | {"reason": "Agreed on 3 September"}
    assert client.post(URL, again).status_code == 302
    assert (act("1a").lead, str(act("4c").due), str(act("4c").original_due)) == (
        people.otis, "2026", "31 December 2024",
    )  # fmt: skip
    assert act("1a").history.first().history_change_reason == "Agreed on 3 September"
    assert act("1c").history.first().history_change_reason == ""


def test_organisations_change_with_a_reason(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    council = Organisation.objects.get(sector="council")
    edit_action(action=act("1c"), by=people.cora, now=NOW, organisations={council: "lead"})
    client = as_("cora")
    for changed in ({"1c-leading": []}, {"1c-leading": [], "1c-supporting": [council.pk]}):
        answer = client.post(URL, sent(client, **changed))
        assert "Enter why you are changing 1c" in words(answer)
    answer = client.post(URL, sent(client, **{"1c-supporting": [council.pk]}))
    assert "either leads or supports. Choose one" in words(answer)
    assert [str(link) for link in act("1c").organisation_links.all()] == [f"{council}, leading"]
    client.post(URL, sent(client, **{"1c-leading": [], "reason": "A partner takes over"}))
    assert not act("1c").organisation_links.exists()


def test_what_somebody_else_changed_meanwhile_is_shown_and_not_overwritten(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    client = as_("cora")
    opened = sent(client)
    edit_action(action=act("1c"), by=people.cora, now=NOW, lead=people.otis)
    answer = client.post(URL, opened | {"1c-lead": people.mo.pk, "1c-due": "2026", "2a-deputy": people.dev.pk})
    page = words(answer)
    assert answer.status_code == 422
    assert "1 action saved." in page
    assert "1c: Somebody else has changed this action since you opened the page" in page
    assert "Lead from “nothing” to “Otis Field”" in page
    assert act("1c").lead == people.otis
    again = filled(answer.content.decode())
    assert (again["1c-lead"], again["1c-due"]) == (str(people.mo.pk), "2026")
    assert client.post(URL, again | {"reason": "Mo has agreed"}).status_code == 302
    assert (act("1c").lead, str(act("1c").due)) == (people.mo, "2026")


def test_organisations_changed_meanwhile_are_not_overwritten(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    council, families = (Organisation.objects.get(sector=sector) for sector in ("council", "families"))
    client = as_("cora")
    opened = sent(client)
    edit_action(action=act("1c"), by=people.cora, now=NOW, organisations={council: "lead"})
    answer = client.post(URL, opened | {"1c-supporting": [families.pk]})
    assert answer.status_code == 422
    assert "1c: Somebody else has changed this action" in words(answer)
    assert [str(link) for link in act("1c").organisation_links.all()] == [f"{council}, leading"]


def test_a_row_that_nobody_touched_yields_to_what_changed_meanwhile(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    client = as_("cora")
    opened = sent(client)
    edit_action(action=act("1c"), by=people.cora, now=NOW, lead=people.otis)
    assert client.post(URL, opened | {"1b-planned_start": "2024"}).status_code == 302
    assert act("1c").lead == people.otis


def test_an_update_in_the_meantime_is_no_conflict(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    opened = sent(client)
    give_update(act("1a"), people.olive)
    assert client.post(URL, opened | {"1a-planned_start": "2024"}).status_code == 302
    assert str(act("1a").planned_start) == "2024"


@pytest.mark.parametrize("broken", ["", "x", "-1"])
def test_broken_tokens_are_renewed(broken: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    answer = client.post(URL, sent(client, **{"1c-lead": people.mo.pk, "1c-revision": broken}))
    assert answer.status_code == 422
    kept = filled(answer.content.decode())
    assert (kept["1c-lead"], kept["1c-revision"]) == (str(people.mo.pk), "1")
    assert act("1c").lead is None
    assert client.post(URL, kept).status_code == 302
    assert act("1c").lead == people.mo


def test_people_stand_under_what_tells_them_apart(as_: As, people: types.SimpleNamespace) -> None:
    page = words(as_("cora").get(URL))
    assert f'<option value="{people.mo.pk}">Mo Brook</option>' in page
    change_person(person=people.pat, by=TESTER, now=NOW, reason="A slip", name="Mo Brook")
    page = words(as_("cora").get(URL))
    assert f'<option value="{people.mo.pk}">Mo Brook, {people.mo.organisation}</option>' in page
    council = people.olive.organisation
    change_organisation(organisation=council, by=TESTER, now=NOW, reason="Shorter", short_name="Council")
    assert ">Otis Field, Council</option>" in words(as_("cora").get(URL))


def test_whoever_has_left_may_stay_and_is_not_chosen(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    change_person(person=people.olive, by=TESTER, now=NOW, reason="Left", is_active=False)
    client = as_("cora")
    assert "Olive Marsh (has left)" in words(client.get(URL))
    assert client.post(URL, sent(client, **{"1a-planned_start": "2024"})).status_code == 302
    answer = client.post(URL, sent(client, **{"1c-lead": people.olive.pk}))
    assert "1c: Choose somebody from the list" in words(answer)
    assert act("1c").lead is None


def test_what_is_closed_replaced_or_withdrawn_has_no_row(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    set_plan_state(action=act("1c"), state="withdrawn", by=people.cora, now=NOW, reason="Not needed")
    set_plan_state(
        action=act("1b"), state="paused", paused_until=PartialDate.year(2025), by=people.cora, now=NOW, reason="Later"
    )
    fields = sent(as_("cora"))
    assert "1c-lead" not in fields
    assert "1b-lead" in fields


def test_text_comes_back_after_sign_in(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    fields = sent(as_("cora"), **{"1c-lead": str(people.mo.pk), "1c-due": "soon", "reason": "As agreed"})
    client = Client()
    page = client.post(URL, fields)
    assert page.status_code == 401
    carried = re.search(r'name="carried" value="([^"]*)"', page.content.decode())
    assert carried is not None
    door = {"login": "cora@portal.example", "password": "a long enough password", "next": URL}
    assert client.post("/sign-in/", door | {"carried": unescape(carried[1])})["Location"] == URL
    answer = client.get(URL)
    assert "it has not been saved yet." in words(answer)
    kept = filled(answer.content.decode())
    assert (kept["1c-lead"], kept["1c-due"]) == (str(people.mo.pk), "soon")
    assert "As agreed" in words(answer)
    assert act("1c").lead is None


def test_a_reason_that_cannot_be_kept_saves_nothing(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    answer = client.post(URL, sent(client, **{"1c-lead": people.mo.pk, "reason": "x" * 1001}))
    assert answer.status_code == 422
    assert filled(answer.content.decode())["1c-lead"] == str(people.mo.pk)
    assert act("1c").lead is None


@pytest.mark.parametrize("who", ["olive", "sara", "mo", "pat", "ada", "ian"])
def test_wrong_person(who: str, as_: As, act: Act, people: types.SimpleNamespace) -> None:
    fields = sent(as_("cora"), **{"1c-lead": people.mo.pk})
    for answer in (as_(who).get(URL), as_(who).post(URL, fields)):
        assert answer.status_code == 403
        assert "Ask the co-ordinator" in words(answer)
    assert act("1c").lead is None
