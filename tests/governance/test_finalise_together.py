"""Two who work on a report that is being finalised: nothing is frozen that was not seen, and nothing twice."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from actions.models import Action
from audit.recording import Refused
from governance.models import ReportVersion
from governance.services.house_styles import edit_style
from governance.services.publishing import finalise
from governance.services.recommendations import set_recommendations
from governance.services.reports import edit_section
from governance.services.wordings import set_wordings
from tests.actions.reading import texts
from tests.governance.reporting import EARLIER, PAGE, revision_of, start, write
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]
ADDRESS = PAGE + "finalise/"


def test_a_stale_form_finalises_nothing_again(as_: As, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    mine, theirs = as_("cora"), as_("cora")
    sent, other = revision_of(mine, ADDRESS), revision_of(theirs, ADDRESS)
    assert mine.post(ADDRESS, sent).status_code == 302
    answer = theirs.post(ADDRESS, other)
    assert answer.status_code == 409
    page = texts(answer)
    assert "version 1 of the report to the Health and Wellbeing Board" in page
    assert "What does this version correct?" in page
    assert report.versions.count() == 1
    answer = theirs.post(ADDRESS, {"standing": answer.context["form"]["standing"].value(), "correction_note": ""})
    assert "Enter what this version corrects" in texts(answer)
    assert report.versions.count() == 1


def test_a_stale_form_of_a_later_version(finalised: ReportVersion, as_: As, people: types.SimpleNamespace) -> None:
    later = {"by": people.cora, "now": NOW}
    detail = finalised.report.sections.get(kind="detail")
    edit_section(section=detail, is_included=True, narrative="It is nearly so. {#budget}", **later)
    client = as_("cora")
    sent = revision_of(client, ADDRESS) | {"correction_note": "My own words."}
    finalise(report=finalised.report, correction_note="Theirs.", **later)
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == 409
    assert "My own words." in texts(answer)
    again = {name: answer.context["form"][name].value() for name in ("standing", "correction_note")}
    answer = client.post(ADDRESS, again)
    assert answer.status_code == 422
    assert "Nothing has changed since version 2, so there is nothing to finalise" in texts(answer)
    assert finalised.report.versions.count() == 2


def test_nothing_is_frozen_that_was_not_seen(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    client, said = as_("cora"), {"by": people.cora, "now": EARLIER}
    detail = report.sections.get(kind="detail")
    changes: list[tuple[str, Callable[[], Any]]] = [
        ("Unseen text.", lambda: edit_section(section=detail, is_included=True, narrative="Unseen text. {#budget}",
                                              **said)),
        ("Unseen asking.", lambda: set_recommendations(report=report, texts=["Unseen asking."], **said)),
        ("Recommendation 2: removed", lambda: None),
        ("Unseen wording.", lambda: set_wordings(report=report, texts={act("1a"): "Unseen wording."}, **said)),
        ("UNSEEN", lambda: edit_style(style=report.body.house_style, classification="UNSEEN", **said)),
    ]  # fmt: skip
    sent = revision_of(client, ADDRESS)
    for _, change in changes:
        change()
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == 409
    for words, _ in changes:
        assert words in texts(answer), words
    assert "What the board is told." not in texts(answer), "what was seen is no news"
    assert not report.versions.exists()
    assert client.post(ADDRESS, {"standing": answer.context["form"]["standing"].value()}).status_code == 302


def test_a_version_that_would_differ_in_nothing(finalised: ReportVersion, people: types.SimpleNamespace) -> None:
    later = {"by": people.cora, "now": NOW + datetime.timedelta(hours=1)}
    with pytest.raises(Refused, match="Nothing has changed since version 1"):
        finalise(report=finalised.report, correction_note="A slip.", **later)
    edit_style(style=finalised.report.body.house_style, has_separate_appendices=True, **later)
    assert finalise(report=finalised.report, correction_note="Appendices apart.", **later).number == 2
