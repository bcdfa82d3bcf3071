"""What a body resolved on what it was asked, and the actions that show it."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.form_page import UNCHANGED
from actions.models import Action
from audit.recording import Refused
from governance.changes.told import Kind
from governance.models import BoardReport
from governance.services.bodies import add_commitment
from governance.services.publishing import finalise
from governance.services.recommendations import set_recommendations
from governance.services.reports import edit_report
from governance.services.resolutions import resolve
from priorities.partial_date import PartialDate
from tests.actions.editing import dated
from tests.actions.reading import texts, words
from tests.governance.changing import between, lines
from tests.governance.reporting import EARLIER, PAGE, revision_of, start, told, write
from tests.world import NOW, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
TODAY = PartialDate.day(2024, 9, 4)


def test_what_the_board_resolved(as_: As, people: types.SimpleNamespace) -> None:
    told(people.cora)
    client, address = as_("cora"), PAGE + "recommendations/2/"
    sent = {"outcome": "amended", "resolved_on_0": "4", "resolved_on_1": "9", "resolved_on_2": "2024",
            "minute_reference": "HWB/24", **revision_of(client, address)}  # fmt: skip
    assert "Enter what it was amended to" in texts(client.post(address, sent))
    page = texts(client.post(address, sent | {"text": "Agree a report in March."}, follow=True))
    assert "Amended: Agree a report in March., 4 September 2024, minute HWB/24." in page


def test_a_resolution_stands_on_the_actions_that_it_touches(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    give_update(act("1a"), people.olive, EARLIER)
    told(people.cora)
    client, address = as_("cora"), PAGE + "recommendations/2/"
    sent = {**dated("resolved_on", TODAY), "outcome": "agreed", "minute_reference": "HWB/24", "actions": "1a, 3f(i)",
            **revision_of(client, address)}  # fmt: skip
    assert "“9z” is no action of the plan" in texts(client.post(address, sent | {"actions": "1a, 9z"}))
    page = words(client.post(address, sent, follow=True))
    assert "4 September 2024, minute HWB/24. It touches 1a and 3f(i)." in page

    of_action, update = "/plans/2023-24/actions/1a/", "/plans/2023-24/actions/1a/progress/"
    line = "Health and Wellbeing Board, 4 September 2024, minute HWB/24. It was asked: “Agree a further report.”"
    for address in (of_action, update, "/plans/2023-24/actions/3f.i/"):
        assert line in texts(as_("olive").get(address)), address
    assert line not in texts(as_("olive").get("/plans/2023-24/actions/1b/"))
    assert "What became of it" in texts(as_("olive").get(update))


def test_what_became_of_it_is_news_until_the_next_update(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    day = NOW.date() - datetime.timedelta(days=1)
    report = write(start(people.cora), people.cora)
    edit_report(report=report, by=people.cora, now=EARLIER, as_at=EARLIER - datetime.timedelta(days=2))
    finalise(report=report, by=people.cora, now=NOW)
    asked = report.recommendations.get(number=2)
    resolve(recommendation=asked, by=people.cora, now=NOW, outcome="noted", resolved_on=day, actions=[act("1a")])
    update = "/plans/2023-24/actions/1a/progress/"
    assert "What became of it" in texts(as_("olive").get(update))
    give_update(act("1a"), people.olive, NOW)
    assert "What became of it" not in texts(as_("olive").get(update))
    assert "What was resolved" in texts(as_("olive").get("/plans/2023-24/actions/1a/"))


def test_what_cannot_have_been_resolved(as_: As, people: types.SimpleNamespace) -> None:
    asked = told(people.cora).recommendations.get(number=2)
    client, address = as_("cora"), PAGE + "recommendations/2/"
    sent = {**dated("resolved_on", TODAY), "outcome": "noted", **revision_of(client, address)}
    said = {"recommendation": asked, "by": people.cora, "now": NOW, "outcome": "noted", "resolved_on": NOW.date()}
    tomorrow, yesterday = (NOW.date() + datetime.timedelta(days=days) for days in (1, -1))
    on = {day: dated("resolved_on", PartialDate.day(day.year, day.month, day.day)) for day in (tomorrow, yesterday)}
    for typed, given, problem in (
        (on[tomorrow], {"resolved_on": tomorrow}, "It must not be in the future"),
        (on[yesterday], {"resolved_on": yesterday}, "The report speaks of 4 September 2024"),
        ({"text": "Kept?"}, {"text": "Kept?"}, "Take the text away, or choose “Amended”"),
    ):
        answer = client.post(address, sent | typed)
        assert (answer.status_code, problem in texts(answer)) == (422, True), problem
        with pytest.raises(Refused, match=problem):
            resolve(**said | given)
    assert client.post(address, sent).status_code == 302


def test_a_resolution_lets_go_of_an_action(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    report = told(people.cora)
    asked = report.recommendations.get(number=2)
    for touched in (["1a", "1b"], ["1b"]):
        resolve(recommendation=asked, by=people.cora, now=NOW, outcome="noted", resolved_on=NOW.date(),
                actions=[act(key) for key in touched])  # fmt: skip
    assert [action.reference for action in asked.resolution.actions] == ["1b"]
    assert "Action that a resolution touches 1a" in texts(as_("cora").get(PAGE + "history/"))


def test_what_a_resolution_touches_was_decided(act: Act, people: types.SimpleNamespace) -> None:
    """On the page of changes it stands with the resolution, where a member looks."""
    asked = told(people.cora).recommendations.get(number=2)
    resolve(recommendation=asked, by=people.cora, now=NOW, outcome="noted", resolved_on=NOW.date(),
            actions=[act("1a"), act("3f.i")])  # fmt: skip
    found = between(people.mo)
    assert [line.subject for line in lines(found, Kind.DECIDED)].count("1a") == 1
    assert {"1a", "3f(i)"} <= {line.subject for line in lines(found, Kind.DECIDED)}
    assert not [line for line in lines(found, Kind.OTHER) if line.subject in ("1a", "3f(i)")]


def test_a_draft_is_resolved_by_nobody(as_: As, people: types.SimpleNamespace) -> None:
    """Nothing can stand on words that no body has seen; a promise would show them to all."""
    report = write(start(people.cora), people.cora)
    asked, client = report.recommendations.get(number=2), as_("cora")
    for address in (PAGE + "recommendations/2/", f"/forward-plan/new/?recommendation={asked.pk}"):
        for answer in (client.get(address), client.post(address, {"outcome": "noted", "title": "A secret"})):
            assert answer.status_code == 403
            assert "has not seen this report yet" in texts(answer)
    said = {"by": people.cora, "now": NOW, "recommendation": asked}
    with pytest.raises(Refused, match="its body has not seen it yet"):
        resolve(**said, outcome="noted", resolved_on=NOW.date())
    with pytest.raises(Refused, match="its body has not seen it yet"):
        add_commitment(**said, to_body=report.body, title="A secret")
    assert "Record what was resolved" not in texts(client.get(PAGE))
    assert not hasattr(asked, "resolution")


LATER = NOW + datetime.timedelta(hours=1)


def test_what_was_resolved_keeps_its_words(as_: As, people: types.SimpleNamespace) -> None:
    """Boxes are numbers: to clear the first would put “Agreed” under the words of the second."""
    report = told(people.cora)
    first = report.recommendations.get(number=1)
    resolve(recommendation=first, by=people.cora, now=NOW, outcome="agreed", resolved_on=NOW.date())
    client, address = as_("cora"), PAGE + "recommendations/"
    for sent in ({"text_1": "", "text_2": "Agree a further report."}, {"text_1": "Spend it all.", "text_2": "Agree."}):
        answer = client.post(address, {**sent, **revision_of(client, address)})
        assert answer.status_code == 422
        assert "Recommendation 1 was resolved or promises something, so its words stay" in texts(answer)
    assert [one.text for one in report.recommendations.all()] == ["Note the progress.", "Agree a further report."]
    sent = {"text_1": "Note the progress.", "text_2": "Agree two.", **revision_of(client, address)}
    assert client.post(address, sent).status_code == 302


def test_what_is_promised_keeps_its_words(people: types.SimpleNamespace) -> None:
    report = told(people.cora)
    second = report.recommendations.get(number=2)
    add_commitment(by=people.cora, now=NOW, to_body=report.body, title="A report", recommendation=second)
    with pytest.raises(Refused, match="Recommendation 2 was resolved or promises something"):
        set_recommendations(report=report, by=people.cora, now=NOW, texts=["Note the progress."])


def test_a_version_shows_what_it_asked(as_: As, people: types.SimpleNamespace) -> None:
    """A later draft changes neither what the version's page says was asked, nor what may be recorded under it."""
    report = told(people.cora)
    said = {"by": people.cora, "now": LATER}
    set_recommendations(**said, report=report, texts=["Spend it all.", "Agree a further report.", "A third."])
    for who, address in (("mo", PAGE), ("mo", PAGE + "versions/1/"), ("cora", PAGE)):
        page = texts(as_(who).get(address))
        assert "Note the progress." in page, (who, address)
        assert "Worded otherwise since." not in page
        assert ("put its words back, or finalise the next version" in page) == (who == "cora")
        assert "Spend it all." not in page, (who, address)
        assert "A third." not in page, (who, address)
    with pytest.raises(Refused, match="Recommendation 1 reads otherwise in version 1, which the body saw"):
        resolve(**said, recommendation=report.recommendations.get(number=1), outcome="agreed", resolved_on=NOW.date())
    resolve(**said, recommendation=report.recommendations.get(number=2), outcome="agreed", resolved_on=NOW.date())
    assert "Agreed, 4 September 2024." in texts(as_("mo").get(PAGE + "versions/1/"))


def test_minutes_are_taken_of_the_version_while_the_next_is_drafted(as_: As, people: types.SimpleNamespace) -> None:
    """To empty two boxes gives the others other numbers; they stay the recommendations that the body saw."""
    report = start(people.cora)
    said = {"report": report, "by": people.cora}
    texts_of = [f"Note {number}." for number in "1234567"]
    write(report, people.cora)
    set_recommendations(**said, now=EARLIER, texts=texts_of)
    finalise(**said, now=NOW)
    kept = {one.text: one.pk for one in report.recommendations.all()}
    set_recommendations(**said, now=LATER, texts=[text for text in texts_of if text[5] not in "37"])
    assert [(one.number, kept[one.text] == one.pk) for one in report.recommendations.all()] == [
        (number, True) for number in range(1, 6)
    ]
    cora, page = as_("cora"), texts(as_("mo").get(PAGE))
    assert page.count("Not resolved yet, as far as is recorded.") == 7
    assert [cora.get(f"{PAGE}recommendations/{number}/").status_code for number in (3, 7, 8)] == [403, 403, 404]
    address = PAGE + "recommendations/5/"
    opened = cora.get(address)
    assert "Note 5." in texts(opened)
    sent = {**dated("resolved_on", TODAY), "outcome": "agreed", **revision_of(cora, address)}
    assert cora.post(address, sent).status_code == 302
    assert report.recommendations.get(resolution__outcome="agreed").text == "Note 5."
    listed = texts(as_("mo").get(PAGE)).rpartition("what was resolved")[2]
    before, after = listed.split("Agreed, 4 September 2024.")
    assert ("Note 5." in before, "Note 6." in before, "Note 6." in after) == (True, False, True)


def test_recommendations_change_places(people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    said, before = {"report": report, "by": people.cora}, dict(report.recommendations.values_list("text", "pk"))
    set_recommendations(**said, now=NOW, texts=["Agree a further report.", "New.", "Note the progress."])
    stand = {one.text: (one.number, one.pk) for one in report.recommendations.all()}
    assert stand["Agree a further report."] == (1, before["Agree a further report."])
    assert stand["Note the progress."] == (3, before["Note the progress."])
    set_recommendations(**said, now=NOW, texts=["Note the progress.", "New.", "Agree a further report."])
    assert list(report.recommendations.values_list("text", flat=True)) == [
        "Note the progress.", "New.", "Agree a further report.",
    ]  # fmt: skip
    assert report.recommendations.get(number=1).pk == before["Note the progress."]


def test_a_later_version_words_it_otherwise(as_: As, people: types.SimpleNamespace) -> None:
    report = told(people.cora)
    said = {"report": report, "by": people.cora, "now": LATER}
    set_recommendations(**said, texts=["Spend it all.", "Agree a further report."])
    finalise(**said, correction_note="Other words.")
    assert texts(as_("mo").get(PAGE + "versions/1/")).count("Worded otherwise since.") == 1
    assert "Worded otherwise since." not in texts(as_("mo").get(PAGE))


def test_the_paper_published_elsewhere_keeps_its_recommendations(as_: As, people: types.SimpleNamespace) -> None:
    published = "/reports/2023-06-28-health-and-wellbeing-board/"
    report = BoardReport.objects.get(slug="2023-06-28-health-and-wellbeing-board")
    assert as_("cora").get(published + "recommendations/").status_code == 403
    with pytest.raises(Refused, match="published elsewhere"):
        set_recommendations(report=report, by=people.cora, now=NOW, texts=["Other words."])
    assert "Record what was resolved" in texts(as_("cora").get(published))


def test_one_that_touches_several_actions_is_saved_again(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    asked = told(people.cora).recommendations.get(number=2)
    resolve(recommendation=asked, by=people.cora, now=NOW, outcome="noted", resolved_on=NOW.date(),
            actions=[act("1a"), act("1b")])  # fmt: skip
    client, address = as_("cora"), PAGE + "recommendations/2/"
    sent = {**dated("resolved_on", TODAY), "outcome": "noted", **revision_of(client, address)}
    assert UNCHANGED in texts(client.post(address, sent | {"actions": "1b, 1a"}, follow=True))
    assert "The resolution has been saved." in texts(client.post(address, sent | {"actions": "1b, 2a"}, follow=True))
    assert [action.reference for action in asked.resolution.actions] == ["1b", "2a"]
