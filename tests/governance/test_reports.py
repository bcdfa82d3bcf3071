"""Writing a report: in the house style of its body, with what the plan says, as a draft that others do not see."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from documents.content import Paragraph, words
from governance.models import BoardReport, BoardWording, Commitment
from governance.reports.draft import draft_at
from governance.reports.reading import preview
from governance.services.recommendations import set_recommendations
from governance.services.wordings import set_wordings
from tests.actions.reading import texts
from tests.governance.reporting import EARLIER, PAGE, SLUG, revision_of, start, told, write
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
RISK = {"status": "at_risk", "reason": "A post is vacant.", "recovery": "It is advertised.", "consequence": "A delay."}


def test_the_source_is_loaded_as_published(as_: As) -> None:
    page = texts(as_("mo").get("/reports/2023-06-28-health-and-wellbeing-board/"))
    for text in ("progress and next steps for 2023/24", "Services and Integrated Care Board",
                 "Endorse the proposed action plan", "Written by hand before the plan was in the portal"):  # fmt: skip
        assert text in page
    promise = Commitment.objects.get(title__startswith="Detailed action plan")
    assert promise.recommendation is not None
    assert promise.recommendation.number == 2
    listed = texts(as_("mo").get("/forward-plan/"))
    assert "Medium term financial plan for High Needs Funding" in listed
    assert "Missed" in listed


def test_a_report_is_started(as_: As, act: Act) -> None:
    client = as_("cora")
    form = client.get("/reports/new/").context["form"]
    body = next(pk for pk, name in form.fields["body"].choices if name == "Health and Wellbeing Board")
    sent = {
        "plan": act("1a").plan_id, "body": body, "date_0": "25", "date_1": "9", "date_2": "2024",
        "title": "Progress", "report_of": "Director of Children’s Services",
    }  # fmt: skip
    page = texts(client.post("/reports/new/", sent, follow=True))
    report = BoardReport.objects.get(slug=SLUG)
    assert draft_at(report, NOW).since == BoardReport.objects.get(slug__startswith="2023-06-28").as_at
    assert "To Democratic Services: Friday 6 September 2024" in page
    assert "“Financial implications” is empty: write it, or choose “no direct implications”" in page
    assert SLUG not in texts(as_("mo").get("/reports/"))
    assert as_("mo").get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("narrative", "problem"),
    [
        ("See [[gone]]", "No paragraph is named “gone”"),
        ("One {#same}\n\nTwo {#same}", "Two paragraphs are named “same”"),
        ("a\x00b", "contains a character that cannot be shown"),
        ("NHS number 943 476 5919", "The text seems to contain an NHS number."),
        ("Nothing more is needed.", ""),
    ],
)
def test_what_is_written_is_checked(narrative: str, problem: str, as_: As, people: types.SimpleNamespace) -> None:
    start(people.cora)
    client, address = as_("cora"), PAGE + "sections/financial/"
    sent = {"narrative": narrative, "chosen": "written", **revision_of(client, address)}
    answer = client.post(address, sent)
    assert answer.status_code == (422 if problem else 302)
    assert problem in texts(answer) or not problem


def test_numbers_run_through_and_are_cited(people: types.SimpleNamespace) -> None:
    document = preview(write(start(people.cora), people.cora), NOW)
    numbered = [one for one in document.blocks if isinstance(one, Paragraph) and one.list == "detail"]
    top = [one.number for one in numbered if one.level == 0]
    assert top == [str(number) for number in range(1, len(top) + 1)]
    assert words(numbered[0].text) == "The budget is balanced."
    assert any(words(one.text) == "As 1 says, nothing more is needed." for one in numbered)
    apart = [one.number for one in document.blocks if isinstance(one, Paragraph) and one.list == "recommendations"]
    assert apart == ["1", "2"]


def test_board_wording_stands_for_the_headline(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    update = give_update(act("1a"), people.olive, EARLIER, headline="Our EHCP SLA is breached.", **RISK)
    report = start(people.cora)
    client = as_("cora")
    sent = {f"wording_{act('1a').pk}": "Plans are late, and a post is being filled."}
    assert client.post(PAGE + "wordings/", sent).status_code == 302
    page = texts(client.get(PAGE + "preview/"))
    assert "Plans are late, and a post is being filled." in page
    assert update.headline not in page
    set_wordings(report=report, by=people.cora, now=NOW, texts={act("1a"): ""})
    assert BoardWording.objects.get().text == ""
    assert "Our EHCP SLA is breached." in texts(client.get(PAGE + "preview/"))


def test_two_co_ordinators_at_once(as_: As, people: types.SimpleNamespace) -> None:
    start(people.cora)
    client, address = as_("cora"), PAGE + "sections/detail/"
    sent = {"narrative": "Mine.", **revision_of(client, address)}
    assert client.post(address, sent | {"narrative": "Theirs."}).status_code == 302
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert "Theirs." in texts(answer)


def test_a_promise_is_met(as_: As) -> None:
    promise = Commitment.objects.get(title__startswith="Detailed action plan")
    client, address = as_("cora"), f"/forward-plan/{promise.pk}/"
    sent = {"met_on_0": "25", "met_on_1": "9", "met_on_2": "2023", **revision_of(client, address)}
    assert "Met on 25 September 2023" in texts(client.post(address, sent, follow=True))


def test_a_recommendation_becomes_a_promise(as_: As, people: types.SimpleNamespace) -> None:
    report = told(people.cora)
    agreed = report.recommendations.get(number=2)
    client, address = as_("cora"), f"/forward-plan/new/?recommendation={agreed.pk}"
    form = client.get(address).context["form"]
    sent = {"to_body": report.body_id, "title": form["title"].value(), "due_1": "3", "due_2": "2025"}
    assert "The promise has been added." in texts(client.post(address, sent, follow=True))
    promise = Commitment.objects.get(recommendation=agreed)
    assert (promise.title, str(promise.due)) == ("Agree a further report.", "March 2025")
    later = NOW + datetime.timedelta(hours=1)
    set_recommendations(report=report, by=people.cora, now=later, texts=["Agree a further report."])
    for page in ("/forward-plan/", f"/bodies/{report.body.slug}/"):
        assert f'href="{PAGE}">Recommendation 2 of the report to the Health and' in texts(as_("mo").get(page)), page
    for who in ("mo", "cora"):
        told_of = texts(as_(who).get(PAGE)).rpartition("what was resolved")[2]
        assert "It promises: " in told_of
        assert "Agree a further report.</a>, due March 2025." in told_of


def test_the_paper_as_published_is_recorded(as_: As, people: types.SimpleNamespace) -> None:
    start(people.cora)
    client, address = as_("cora"), PAGE + "published/"
    assert "https://" in texts(client.post(address, {"url": "javascript:alert(1)"})).partition("There is a problem")[2]
    assert "Enter a link to the paper, choose its file, or say what differs" in texts(client.post(address, {}))
    sent = {"url": "https://moderngov.example/paper.pdf", "differs": "A typing slip in paragraph 3."}
    page = texts(client.post(address, sent, follow=True))
    assert "A typing slip in paragraph 3." in page
    assert 'href="https://moderngov.example/paper.pdf"' in page


def test_its_history_is_the_co_ordinators_until_it_is_finalised(as_: As, people: types.SimpleNamespace) -> None:
    write(start(people.cora), people.cora)
    page = texts(as_("cora").get(PAGE + "history/"))
    assert "The budget is balanced." in page
    assert as_("mo").get(PAGE + "history/").status_code == 404
