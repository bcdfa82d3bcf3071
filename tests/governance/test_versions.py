"""After a version is finalised the next one is written: until then nobody but the co-ordinator reads a word of it."""

import datetime
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from governance.models import BoardWording, ReportVersion
from governance.services.publishing import finalise
from governance.services.recommendations import set_recommendations
from governance.services.reports import edit_report, edit_section
from governance.services.resolutions import resolve
from governance.services.wordings import set_wordings
from tests.actions.reading import texts
from tests.governance.reporting import EARLIER, PAGE, correct, start, write
from tests.world import NOW, PEOPLE, give_update

As = Callable[[str], Client]
Act = Callable[[str], Action]
LATER = NOW + datetime.timedelta(hours=1)
READERS = sorted(set(PEOPLE) - {"cora"})
ACTION = "/plans/2023-24/actions/1a/"


@pytest.fixture
def drafting(finalised: ReportVersion, act: Act, people: types.SimpleNamespace) -> ReportVersion:
    """Version 1, resolved, and everything in it being worded anew for version 2."""
    report, by = finalised.report, {"by": people.cora, "now": LATER}
    asked = report.recommendations.get(number=1)
    resolve(recommendation=asked, outcome="agreed", resolved_on=NOW.date(), actions=[act("1a")], **by)
    edit_section(
        section=report.sections.get(kind="detail"), is_included=True, narrative="Secret narrative. {#budget}", **by
    )
    set_recommendations(report=report, texts=["Note the progress.", "Secret recommendation.", "Secret third."], **by)
    set_wordings(report=report, texts={act("1a"): "Secret wording."}, **by)
    edit_report(report=report, title="Secret title", **by)
    return finalised


@pytest.mark.parametrize("who", READERS)
def test_nobody_else_reads_the_next_version(who: str, drafting: ReportVersion, as_: As) -> None:
    client = as_(who)
    for address in (PAGE, PAGE + "history/", PAGE + "versions/1/", ACTION, ACTION + "history/", ACTION + "progress/",
                    "/reports/", "/forward-plan/", f"/bodies/{drafting.report.body.slug}/"):  # fmt: skip
        page = texts(client.get(address))
        assert "Secret" not in page, address
    history = texts(client.get(PAGE + "history/"))
    assert "The budget is balanced." in history
    assert "Note the progress." in texts(client.get(PAGE))
    assert "It was asked: “Note the progress.”" in texts(client.get(ACTION))


def test_the_co_ordinator_reads_all_of_it(drafting: ReportVersion, as_: As) -> None:
    history = texts(as_("cora").get(PAGE + "history/"))
    for text in ("Secret narrative.", "Secret recommendation.", "Secret wording.", "The budget is balanced."):
        assert text in history
    assert "Secret recommendation." in texts(as_("cora").get(PAGE + "recommendations/"))


def test_what_led_to_the_newest_version_is_read_by_all(
    drafting: ReportVersion, as_: As, people: types.SimpleNamespace
) -> None:
    finalise(report=drafting.report, by=people.cora, now=LATER, correction_note="Other words.")
    history = texts(as_("mo").get(PAGE + "history/"))
    for text in ("Secret narrative.", "Secret recommendation.", "Secret wording."):
        assert text in history


def test_what_was_printed_stands_beside_the_update_that_it_replaced(
    as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    first = give_update(act("1a"), people.olive, EARLIER, headline="Our EHCP SLA slips.")
    report = write(start(people.cora), people.cora)
    set_wordings(report=report, texts={act("1a"): "Plans take longer."}, by=people.cora, now=EARLIER)
    assert "Plans take longer." not in texts(as_("olive").get(ACTION))
    finalise(report=report, by=people.cora, now=NOW)
    second = give_update(act("1a"), people.olive, LATER, headline="It is better now.")
    set_wordings(report=report, texts={act("1a"): "Never printed."}, by=people.cora, now=LATER)
    page = texts(as_("olive").get(ACTION))
    assert page.count("as “Plans take longer.”") == 1
    assert "Never printed." not in page
    newer, older = page.index(f'id="update-{second.pk}"'), page.index(f'id="update-{first.pk}"')
    assert newer < older < page.index("as “Plans take longer.”")
    set_wordings(report=report, texts={act("1a"): ""}, by=people.cora, now=LATER)
    assert "as “Plans take longer.”" in texts(as_("olive").get(ACTION))


def test_what_was_printed_without_an_update(as_: As, act: Act, people: types.SimpleNamespace) -> None:
    report = write(start(people.cora), people.cora)
    set_wordings(report=report, texts={act("1b"): "It begins in autumn."}, by=people.cora, now=EARLIER)
    finalise(report=report, by=people.cora, now=NOW)
    assert "as “It begins in autumn.”" in texts(as_("olive").get("/plans/2023-24/actions/1b/"))


def test_a_wording_of_a_draft_alone_was_never_printed(
    finalised: ReportVersion, act: Act, people: types.SimpleNamespace
) -> None:
    set_wordings(report=finalised.report, texts={act("1a"): "Secret wording."}, by=people.cora, now=LATER)
    assert list(BoardWording.objects.printed()) == []


@pytest.mark.parametrize("who", ["mo", "ada", "cora"])
def test_versions_lead_to_each_other(
    who: str, finalised: ReportVersion, as_: As, people: types.SimpleNamespace
) -> None:
    assert "A later version corrects this one" not in texts(as_(who).get(PAGE + "versions/1/"))
    correct(finalised, people.cora, LATER, "It is nearly so. {#budget}", "A wrong figure in 3.")
    first, second = (texts(as_(who).get(f"{PAGE}versions/{number}/")) for number in (1, 2))
    assert "A later version corrects this one:" in first
    assert "What version 2 corrects: A wrong figure in 3." in first
    assert f'href="{PAGE}versions/2/"' in first
    assert "A later version corrects this one" not in second
    assert f'href="{PAGE}versions/1/"' in second
    if who != "cora":
        assert f'href="{PAGE}versions/1/"' in texts(as_(who).get(PAGE))


def test_a_version_shows_its_fingerprint(finalised: ReportVersion, as_: As) -> None:
    assert finalised.fingerprint in texts(as_("mo").get(PAGE))
