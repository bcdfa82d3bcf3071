"""The co-ordinator changes wording, people, organisations and dates of an action."""

import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Organisation
from accounts.services import add_organisation, change_person
from actions.models import Action, DueDateChange
from actions.services import add_driver, edit_action
from audit.recording import Refused, recording
from priorities.partial_date import PartialDate
from priorities.services import add_objective
from tests.actions.editing import dated, edited, one, told
from tests.actions.reading import texts
from tests.world import NOW, TESTER, asked

As = Callable[[str], Client]
Act = Callable[[str], Action]
URL = one("1a", "edit/")
MARCH = PartialDate.month(2025, 3)


def test_works_and_is_recorded(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    answer = client.post(URL, edited(act("1a"), title="Meet every term", reason="Clearer", deputy=people.otis.pk))
    assert (answer.status_code, answer["Location"]) == (302, one("1a"))
    assert (act("1a").title, act("1a").deputy) == ("Meet every term", people.otis)
    assert "1a has been saved" in texts(client.get(one("1a")))
    said = told(act("1a"), people.cora)
    assert "Cora Vale, co-ordinator | Clearer | Action 1a | Agreed wording: " in said
    assert "> Meet every term" in said
    assert "Deputy: Dev Anand > Otis Field" in said


def test_form_opens_with_what_stands(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    page = texts(as_("cora").get(one("4c", "edit/")))
    assert "“Improve EHCP review process to ensure”" in page
    assert "The original due date is <strong>31 December 2024</strong>. It never changes." in page
    assert f'<option value="{people.olive.pk}" selected>' in page


def test_filling_what_was_empty_needs_no_reason(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    sent = edited(act("1c"), plain_words="Simply put", lead=people.otis.pk, **dated("due", MARCH))
    assert as_("cora").post(one("1c", "edit/"), sent).status_code == 302
    action = act("1c")
    assert (action.plain_words, action.lead, action.due, action.original_due) == (
        "Simply put", people.otis, MARCH, MARCH,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change", [{"title": "Another"}, {"lead": ""}, {"sro": ""}, dated("due", MARCH), dated("due", None)], ids=str
)
def test_changing_what_stands_needs_one(change: dict[str, str], as_: As, act: Act) -> None:
    before = act("1a")
    answer = as_("cora").post(URL, edited(before, **change))
    assert answer.status_code == 422
    assert "Say why the" in texts(answer)
    assert act("1a").revision == before.revision
    assert as_("cora").post(URL, edited(before, reason="Agreed so", **change)).status_code == 302
    assert act("1a").revision == before.revision + 1


def test_moved_date_is_listed_and_the_original_one_stays(as_: As, act: Act) -> None:
    client = as_("cora")
    assert client.post(URL, edited(act("1a"), reason="Posts vacant", **dated("due", MARCH))).status_code == 302
    assert (act("1a").due, str(act("1a").original_due)) == (MARCH, "31 December 2024")
    page = texts(client.get(URL))
    assert "Moved on 4 September 2024 from 31 December 2024 to March 2025: “Posts vacant”" in page
    assert "The original due date is <strong>31 December 2024</strong>" in page


def test_ongoing_ends_the_due_date_and_the_other_way_round(as_: As, act: Act) -> None:
    client = as_("cora")
    sent = edited(act("1a"), is_ongoing="on", reason="It has no end", **dated("review", MARCH))
    assert client.post(URL, sent).status_code == 302
    action = act("1a")
    assert (action.is_ongoing, action.due, action.review) == (True, None, MARCH)
    page = texts(client.get(one("1a")))
    assert "on 4 September 2024 from 31 December 2024 to ongoing: “It has no end”" in page
    assert 'Original due date</dt><dd class="govuk-summary-list__value">31 December 2024<' in page
    assert "Due date moved from 31 December 2024 to ongoing: It has no end" in texts(client.get(one("1a", "history/")))
    sent = edited(action, reason="It has an end", **dated("due", PartialDate.year(2025)))
    assert client.post(URL, sent).status_code == 302
    action = act("1a")
    assert (action.is_ongoing, action.due, action.review) == (False, PartialDate.year(2025), None)
    assert str(action.original_due) == "31 December 2024"
    assert DueDateChange.objects.filter(action=action).count() == 3
    page = texts(client.get(one("1a")))
    assert "from ongoing to 2025: “It has an end”" in page
    assert "from 31 December 2024 to ongoing: “It has no end”" in page
    sent = edited(action, reason="Nobody knows", **dated("due", None))
    assert client.post(URL, sent).status_code == 302
    page = texts(client.get(one("1a")))
    assert "from 2025 to no date: “Nobody knows”" in page
    assert 'Original due date</dt><dd class="govuk-summary-list__value">31 December 2024<' in page


def test_what_looks_personal_is_asked_once(as_: As, act: Act) -> None:
    client, sent = as_("cora"), edited(act("1a"), plain_words="As for NHS number 943 476 5919.")
    answer = client.post(URL, sent)
    assert answer.status_code == 422
    assert "Check this before you continue" in texts(answer)
    assert act("1a").plain_words == ""
    assert client.post(URL, sent | {"considered": asked(answer)}).status_code == 302
    assert "943 476 5919" in act("1a").plain_words


WRONG = {
    "no wording": ({"title": " "}, "Enter the agreed wording"),
    "ongoing without a review": ({"is_ongoing": "on"}, "Enter the review date"),
    "review without ongoing": (dated("review", MARCH), "Choose “It is ongoing”, or remove the review date"),
    "ongoing and another date": (
        {"is_ongoing": "on"} | dated("due", MARCH),
        "Enter a due date or choose “It is ongoing”, not both",
    ),
    "starts after its end": (
        dated("planned_start", PartialDate.year(2025)),
        "The planned start must not be after the due date",
    ),
    "nobody's number": ({"lead": "424242"}, "Choose somebody from the list"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_field_changes_nothing(case: str, as_: As, act: Act) -> None:
    fields, message = WRONG[case]
    before = act("1a")
    answer = as_("cora").post(URL, edited(before, reason="Agreed so", difference="Kept text") | fields)
    assert answer.status_code == 422
    assert message in texts(answer)
    assert "Kept text" in texts(answer)
    assert act("1a").revision == before.revision


def test_people_who_cannot_be_named(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    change_person(person=people.mo, by=people.ada, now=NOW, reason="Left", is_active=False)
    for change, message in (
        ({"deputy": people.olive.pk}, "The lead and the deputy must be different people"),
        ({"co_lead_0": people.olive.pk}, "Olive Marsh is already the lead"),
        ({"co_lead_0": people.mo.pk}, "Choose somebody from the list"),
    ):
        answer = as_("cora").post(URL, edited(act("1a"), reason="Agreed so", **change))
        assert (answer.status_code, message in texts(answer)) == (422, True), message
    assert not act("1a").co_leads.exists()


def test_whoever_has_left_may_stay(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    assert client.post(URL, edited(act("1a"), co_lead_0=people.mo.pk)).status_code == 302
    for person in (people.olive, people.mo):
        change_person(person=person, by=people.ada, now=NOW, reason="Left", is_active=False)
    page = texts(client.get(URL))
    assert "Olive Marsh (has left)" in page
    assert client.post(URL, edited(act("1a"), plain_words="Simply put")).status_code == 302
    assert act("1a").lead == people.olive
    assert [link.user for link in act("1a").co_leads.all()] == [people.mo]


def test_co_leads_and_organisations(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    council, health = Organisation.objects.get(sector="council"), Organisation.objects.filter(sector="health")[0]
    sent = edited(
        act("1a"), co_lead_0=people.mo.pk, co_lead_1=people.pat.pk, lead_0=council.pk, supporting_0=health.pk
    )
    assert client.post(URL, sent).status_code == 302
    page = texts(client.get(one("1a")))
    assert "Mo Brook" in page
    assert "Pat Heron" in page
    assert "Leading</dt>" in page
    sent = edited(act("1a"), co_lead_0="", supporting_0="", lead_1=health.pk)
    assert client.post(URL, sent).status_code == 422
    assert client.post(URL, sent | {"reason": "Health leads as well"}).status_code == 302
    assert [link.user for link in act("1a").co_leads.all()] == [people.pat]
    parts = {link.organisation: link.part for link in act("1a").organisation_links.all()}
    assert parts == {council: "lead", health: "lead"}
    assert "Co-lead Mo Brook: removed" in told(act("1a"), people.cora)
    sent = edited(act("1a"), supporting_0=health.pk, reason="Both")
    assert "is chosen as leading and as supporting" in texts(client.post(URL, sent))


def test_as_many_selects_as_were_posted(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    named = [people.mo, people.pat, people.otis, people.ada]
    sent = edited(act("1a")) | {f"co_lead_{number}": person.pk for number, person in enumerate(named)}
    assert as_("cora").post(URL, sent).status_code == 302
    assert {link.user for link in act("1a").co_leads.all()} == set(named)


def test_objective_and_drivers(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    said = {"by": people.cora, "now": NOW}
    assert 'name="drivers"' not in texts(as_("cora").get(URL))
    driver = add_driver(**said, plan=act("1a").plan, kind="strategy", title="SEND strategy")
    objective = add_objective(
        **said, reason="New", priority=act("1a").priority, reference="O1", title="Listen", position=1
    )
    client = as_("cora")
    sent = edited(act("1a"), drivers=[driver.pk], objective=objective.pk)
    assert client.post(URL, sent).status_code == 302
    assert act("1a").objective == objective
    assert "Strategy: <a" in texts(client.get(one("1a")))
    sent = edited(act("1a"), drivers=[], objective=objective.pk)
    assert client.post(URL, sent).status_code == 422
    assert client.post(URL, sent | {"reason": "It ended"}).status_code == 302
    assert "Driver Strategy: SEND strategy: removed" in told(act("1a"), people.cora)


def test_change_meanwhile_is_shown_and_text_kept(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    opened = edited(act("1a"), title="My words", reason="Mine")
    edit_action(action=act("1a"), by=people.cora, now=NOW, title="Their words", reason="Theirs")
    client = as_("cora")
    answer = client.post(URL, opened)
    assert answer.status_code == 409
    assert "to “Their words”" in texts(answer)
    assert "My words" in texts(answer)
    assert act("1a").title == "Their words"
    assert client.post(URL, opened | {"revision": act("1a").revision}).status_code == 302
    assert act("1a").title == "My words"


def test_links_that_others_have_made_stay(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    """Two co-ordinators name co-leads at once: both are named, and nobody is taken away unseen."""
    client = as_("cora")
    client.post(URL, edited(act("1a"), co_lead_0=people.pat.pk))
    opened = edited(act("1a"), co_lead_1=people.mo.pk)
    edit_action(action=act("1a"), by=people.cora, now=NOW, reason="New", co_leads=[people.otis])
    assert client.post(URL, opened).status_code == 302
    assert {link.user for link in act("1a").co_leads.all()} == {people.otis, people.mo}


def test_repeated_post_changes_nothing(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    client = as_("cora")
    sent = edited(act("1a"), title="Meet every term", reason="Clearer", co_lead_0=people.mo.pk)
    assert client.post(URL, sent).status_code == 302
    rows = Action.history.count()
    assert client.post(URL, sent).status_code == 302
    assert Action.history.count() == rows
    assert act("1a").co_leads.count() == 1


def test_organisation_that_is_gone_may_stay_and_is_not_offered(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    gone = add_organisation(by=people.ada, now=NOW, name="Gone Trust", sector="health")
    edit_action(action=act("1a"), organisations={gone: "supporting"}, by=people.cora, now=NOW)
    close(gone)
    assert "Gone Trust" not in texts(as_("cora").get(one("1b", "edit/")))
    assert as_("cora").post(URL, edited(act("1a"), plain_words="Simply put")).status_code == 302
    assert act("1a").organisation_links.count() == 1
    with pytest.raises(Refused, match="Gone Trust is no longer active"):
        edit_action(action=act("1b"), by=people.cora, now=NOW, organisations={gone: "lead"})


def close(organisation: Organisation) -> None:
    with recording(by=TESTER, now=NOW):
        organisation.is_active = False
        organisation.save()


def test_text_comes_back_after_sign_in(as_: As, act: Act) -> None:
    client = Client()
    assert client.post(URL, edited(act("1a"), title="My words")).status_code == 401
    answer = client.post(
        "/sign-in/",
        {"login": "cora@portal.example", "password": "a long enough password", "next": URL,
         "carried": "title=My+words&lead_0=&supporting_0="},
    )  # fmt: skip
    assert answer["Location"] == URL
    assert "My words" in texts(client.get(URL))


@pytest.mark.parametrize("who", ["olive", "sara", "ada", "ian"])
def test_wrong_person_changes_nothing(who: str, as_: As, act: Act) -> None:
    before = act("1a")
    answer = as_(who).post(URL, edited(before, plain_words="Simply put"))
    assert answer.status_code == 403
    assert "Ask the co-ordinator" in texts(answer)
    assert act("1a").revision == before.revision
    assert "Change this action" not in texts(as_(who).get(one("1a")))


def test_wrong_method_and_unknown_action(as_: As) -> None:
    assert as_("cora").put(URL).status_code == 405
    assert as_("cora").get(one("9z", "edit/")).status_code == 404


def test_no_step_of_a_due_date_is_left_out(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    by = {"by": people.cora, "now": NOW}
    edit_action(action=act("1a"), **by, reason="Goes on", is_ongoing=True, review=PartialDate.month(2025, 3))
    edit_action(action=act("1a"), **by, reason="Ends after all", due=PartialDate.day(2027, 9, 1))
    for address in (one("1a"), one("1a", "edit/")):
        page = texts(as_("cora").get(address))
        assert "from ongoing to 1 September 2027" in page
        assert "from 31 December 2024 to ongoing: “Goes on”" in page
        assert page.index("1 September 2027") < page.index("to ongoing")
