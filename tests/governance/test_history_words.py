"""A report's history names what changed, each once, and nothing that only got another name elsewhere."""

import datetime
import types
from collections.abc import Callable

from django.test import Client

from actions.models import Action
from actions.services import edit_action
from audit.describe import entries
from governance.models import BoardWording, Commitment
from governance.services.bodies import meet_commitment
from governance.services.reports import edit_report
from governance.services.wordings import set_wordings
from priorities.partial_date import PartialDate
from tests.actions.reading import texts
from tests.governance.reporting import DAY, EARLIER, PAGE, start, write
from tests.world import NOW

As = Callable[[str], Client]
Act = Callable[[str], Action]


def test_a_link_to_what_got_another_name_has_not_changed(act: Act, people: types.SimpleNamespace) -> None:
    action, by = act("1a"), people.cora
    report = write(start(by, date=PartialDate.month(2024, 9)), by)
    set_wordings(report=report, by=by, now=EARLIER, texts={action: "As first worded."})
    edit_action(action=action, by=by, now=EARLIER, title="A new title", reason="Clearer.")
    edit_report(report=report, by=by, now=EARLIER, date=DAY)
    set_wordings(report=report, by=by, now=NOW, texts={action: "As worded now."})
    newest = entries([BoardWording.history.filter(report_id=report.pk)])[0]
    (line,) = newest.lines
    assert [(change.before, change.after) for change in line.changes] == [("As first worded.", "As worded now.")]


def test_each_line_names_its_kind_once(as_: As, people: types.SimpleNamespace) -> None:
    write(start(people.cora), people.cora)
    page = texts(as_("cora").get(PAGE + "history/"))
    assert "Report to the Health and Wellbeing Board, 25 September 2024" in page
    assert "Section “Summary”" in page
    assert "Recommendation 1" in page
    assert "report report" not in page.lower()
    assert "section section" not in page.lower()


def test_a_promise_is_called_so(people: types.SimpleNamespace) -> None:
    promise = Commitment.objects.get(title__startswith="Detailed action plan")
    meet_commitment(commitment=promise, by=people.cora, now=NOW, met_on=datetime.date(2023, 9, 25))
    line = entries([Commitment.history.filter(id=promise.pk)])[0].lines[0]
    assert line.text == f"Promise {promise.title}"
