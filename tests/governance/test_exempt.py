"""What is exempt leaks nowhere: a word that stands in all that hangs on an exempt item is looked for everywhere."""

import datetime
import io
import types
import zipfile
from collections import Counter, deque
from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from actions.models import Action
from design.uploads import Upload
from governance.agenda import suggested
from governance.models import AgendaItem, Body, Meeting
from governance.services.agendas import add_item, edit_item
from governance.services.bodies import add_commitment
from governance.services.decisions import change_decision, record_decision
from governance.services.meeting_actions import add_meeting_action, report_meeting_action
from governance.services.meetings import hold_meeting, plan_meeting, send_papers_out
from governance.services.memberships import add_member, edit_membership
from governance.services.minuting import declare, write_minutes
from governance.services.papers import add_paper, replace_paper
from governance.services.suggestions import add_suggested, known_for
from priorities.partial_date import PartialDate
from tests.access.rows import PLAN
from tests.documents import pdf_reader
from tests.governance.reporting import told
from tests.test_crawl import kind, links
from tests.world import NOW, PLANNED

WORD = "Zyxwort"
FILE = b"%PDF-1.7 the plans of " + WORD.encode()
DAY = datetime.date(2024, 9, 3)
SOON = datetime.date(2024, 11, 5)
LATER = NOW - datetime.timedelta(hours=1)
SLUG = "2024-09-03-local-inclusion-partnership"
MEETING = f"/meetings/{SLUG}/"
STARTS = (
    "/", MEETING, f"{MEETING}items/2/", f"{MEETING}history/", f"{MEETING}minutes/", f"{MEETING}minutes.docx",
    f"{MEETING}minutes.pdf", f"{MEETING}pack/", f"{MEETING}pack.docx", f"{MEETING}pack.pdf", f"{MEETING}pack/1/",
    f"{MEETING}pack/1.docx", f"{MEETING}pack/1.pdf", f"{MEETING}meeting.ics", f"/decisions/?q={WORD}",
    f"/decisions.csv?q={WORD}",
    "/decisions/", "/decisions.csv", "/meeting-actions/", "/meetings/", "/bodies/local-inclusion-partnership/history/",
    f"{PLAN}actions/?q={WORD}", f"{PLAN}actions.csv", f"{PLAN}actions/4c/", f"{PLAN}actions/4c/history/",
    f"{PLAN}actions/4c/progress/", "/my-actions/", "/forward-plan/", "/reports/", "/admin/", "/accountable/",
)  # fmt: skip
MANY, FEW = 12, 2


@pytest.fixture
def secret(people: types.SimpleNamespace, act: Callable[[str], Action]) -> Meeting:
    """A meeting held yesterday: item 1 is open, item 2 exempt, with all that can hang on one. Pat chairs, Otis sat
    on the body until August."""
    cora, body = people.cora, Body.objects.get(slug="local-inclusion-partnership")
    since = {"body": body, "by": cora, "now": PLANNED, "from_on": datetime.date(2024, 1, 1)}
    add_member(**since, user=people.pat, organisation=people.pat.organisation, role="chair")
    gone = add_member(**since, user=people.otis, organisation=people.otis.organisation)
    edit_membership(membership=gone, by=cora, now=PLANNED, until_on=datetime.date(2024, 8, 31))
    meeting = plan_meeting(by=cora, now=NOW - datetime.timedelta(days=9), body=body, date=PartialDate(DAY, "day"))
    before = {"by": cora, "now": NOW - datetime.timedelta(days=8)}
    add_item(**before, meeting=meeting, title="Open matters", purpose="note")
    item = add_item(
        **before, meeting=meeting, title=f"Land at {WORD}", purpose="decide", actions=[act("4c")],
        priorities=[act("4c").priority], is_exempt=True, exempt_reason=f"The price of {WORD}",
        lead_name=f"{WORD} agent", paper_reference=f"{WORD}/1",
    )  # fmt: skip
    paper = add_paper(**before, item=item, title=f"Map of {WORD}", file=Upload(f"{WORD}.pdf", FILE))
    send_papers_out(meeting=meeting, **before)
    replace_paper(**{**before, "now": NOW - datetime.timedelta(days=7)}, paper=paper, title=f"Better map of {WORD}",
                  url=f"https://example.org/{WORD}")  # fmt: skip
    hold_meeting(meeting=meeting, by=cora, now=LATER)
    write_up(item, people, act)
    return meeting


def write_up(item: AgendaItem, people: types.SimpleNamespace, act: Callable[[str], Action]) -> None:
    said = {"by": people.cora, "now": LATER}
    write_minutes(**said, item=item, minutes=f"Members spoke of {WORD}.")
    declare(**said, item=item, user=people.pat, text=f"Lives beside {WORD}")
    decision = record_decision(
        **said, body=item.meeting.body, meeting=item.meeting, item=item, text=f"{WORD} is bought",
        effects={act("4c"): "paused"}, standing="subject_to", subject_to=f"Cabinet, for {WORD}", standing_reason=WORD,
    )  # fmt: skip
    change_decision(**said, decision=decision, reason=f"Not {WORD} alone", text=f"{WORD} is bought for less",
                    effects={act("4c"): "paused"}, standing="made", standing_reason=WORD)  # fmt: skip
    asked = add_meeting_action(
        **said, meeting=item.meeting, item=item, decision=decision, text=f"Write to {WORD}", assigned_to=people.pat,
        actions=[act("4c")],
    )  # fmt: skip
    report_meeting_action(**said, meeting_action=asked, done_on=None, note=f"{WORD} has not answered")
    board = Body.objects.get(slug="health-and-wellbeing-board")
    add_commitment(**said, to_body=board, title=f"Tell the price of {WORD}", due=PartialDate(SOON, "day"),
                   note=f"Before {WORD} is sold", decision=decision)  # fmt: skip


def all_answers(client: Client) -> Iterator[tuple[str, HttpResponse]]:
    """What a person gets from everywhere that pages lead to: many examples of what meetings have, few of the rest."""
    seen: set[str] = set()
    kinds: Counter[str] = Counter()
    waiting = deque(STARTS)
    while waiting:
        address = waiting.popleft()
        most = MANY if address.startswith(("/meetings/", "/decisions", "/meeting-actions/")) else FEW
        if address in seen or (address not in STARTS and kinds[kind(address)] >= most):
            continue
        seen.add(address)
        kinds[kind(address)] += 1
        answer = client.get(address, follow=True)
        yield address, answer
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            waiting.extend(links(answer.content.decode(), address))


def letters(answer: HttpResponse) -> str:
    """All the letters of an answer, whatever kind of file it is; the words that somebody asked for aside."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    if content.startswith(b"%PDF") and b"StructTreeRoot" in content:
        return pdf_reader.tags(content).text
    return content.decode(errors="replace")


def echoed(address: str, text: str) -> str:
    """The text without the question of a search, which its own page says back."""
    return (
        text.replace(f'value="{WORD}"', "").replace(f"q={WORD}", "").replace(f"“{WORD}”", "")
        if "?q=" in address
        else text
    )


@pytest.mark.parametrize("who", ["olive", "otis", "ada"])
def test_it_leaks_nowhere(
    who: str, secret: Meeting, people: types.SimpleNamespace, as_: Callable[[str], Client]
) -> None:
    told(people.cora)
    paper = secret.items.get(number=2).papers.get(version=1)
    client, looked_at = as_(who), 0
    for address, answer in all_answers(client):
        looked_at += 1
        assert answer.status_code in (200, 403, 404, 405), address
        assert WORD not in echoed(address, letters(answer)), f"{address} tells {who}"
    assert looked_at > 60
    assert "Exempt item" in client.get(MEETING).content.decode()
    for address in (f"{MEETING}items/2/", f"{MEETING}items/2/edit/", f"{MEETING}items/2/minutes/",
                    f"{MEETING}papers/{paper.key}/", f"{MEETING}items/2/papers/new/"):  # fmt: skip
        assert client.get(address).status_code in (404, 405), address
        assert client.post(address).status_code in (404, 405), address
    assert client.get(f"{MEETING}items/2/").status_code == client.get(f"{MEETING}items/9/").status_code == 404


@pytest.mark.parametrize("who", ["cora", "pat"])
def test_those_of_the_body_see_it(who: str, secret: Meeting, as_: Callable[[str], Client]) -> None:
    client = as_(who)
    paper = secret.items.get(number=2).papers.get(version=1)
    for address in (MEETING, f"{MEETING}items/2/", f"{MEETING}history/", f"{MEETING}minutes/",
                    f"{MEETING}minutes.docx", f"{MEETING}minutes.pdf", f"/decisions/?q={WORD}", "/decisions.csv",
                    "/forward-plan/", "/meeting-actions/", f"{PLAN}actions/4c/",
                    f"{PLAN}actions/4c/history/"):  # fmt: skip
        assert WORD in echoed(address, letters(client.get(address))), address
    download = client.get(f"{MEETING}papers/{paper.key}/")
    assert b"".join(download) == FILE
    assert download["Content-Disposition"].startswith("attachment")
    assert download["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("who", ["cora", "pat", "olive"])
def test_no_pack_tells_of_it_to_anybody(who: str, secret: Meeting, as_: Callable[[str], Client]) -> None:
    following = plan_meeting(
        by=secret.packs.get().recorded_by, now=NOW, body=secret.body, date=PartialDate(SOON, "day")
    )
    client = as_(who)
    for address in (f"{MEETING}pack/", f"{MEETING}pack.docx", f"{MEETING}pack.pdf", f"{MEETING}pack/1/",
                    f"{following.get_absolute_url()}pack/", f"{following.get_absolute_url()}pack.docx"):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200, address
        said = letters(answer)
        assert WORD not in said, address
        assert "Matters arising" in said or "docx" in address, address
    assert "Exempt item" in secret.packs.get().content
    assert WORD not in secret.packs.get().content


def test_no_report_tells_of_it(secret: Meeting, people: types.SimpleNamespace) -> None:
    version = told(people.cora).versions.get()
    assert "Decisions and meetings" in version.content
    assert WORD not in version.content


def test_no_suggestion_takes_it_into_an_open_agenda(secret: Meeting, people: types.SimpleNamespace) -> None:
    date = PartialDate(datetime.date(2024, 10, 8), "day")
    following = plan_meeting(by=people.cora, now=NOW, body=secret.body, date=date)
    keys = [one.key for one in suggested(known_for(following, NOW))]
    added = add_suggested(meeting=following, by=people.cora, now=NOW, keys=keys)
    assert added
    assert not [item.title for item in added if WORD in item.title and not item.is_exempt]


def test_what_becomes_exempt_later_hides_with_its_history(
    secret: Meeting, people: types.SimpleNamespace, as_: Callable[[str], Client]
) -> None:
    item = secret.items.get(number=1)
    item.meeting = secret
    write_minutes(item=item, by=people.cora, now=NOW, minutes=f"They named {WORD}.")
    client = as_("olive")
    assert WORD in client.get(f"{MEETING}history/").content.decode()
    edit_item(item=item, by=people.cora, now=NOW, title="Open matters", purpose="note", is_exempt=True,
              exempt_reason="It was named")  # fmt: skip
    assert WORD not in client.get(f"{MEETING}history/").content.decode()
    assert client.get(f"{MEETING}items/1/").status_code == 404
