"""The outbox as the co-ordinator and the administrator see it: what became of each mail, never what it says."""

import datetime
import types
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.services import add_person
from notices.models import Notice, NoticeRun
from notices.outbox import KEEPS_TEXT, end_run
from tests.actions.reading import texts
from tests.notices.conftest import at
from tests.notices.post import OK, PostOffice
from tests.world import PLANNED, TESTER

As = Callable[[str], Client]
Run = Callable[..., str]
PAGE, DAY = "/notices/", "2024-08-29"


def test_what_is_sent_waits_was_refused_or_may_not_have_gone(as_: As, run: Run, post: PostOffice) -> None:
    post.recipients["otis@portal.example"] = "550 no such mailbox"
    post.after_data = lambda mail: None if mail["To"] == "olive@portal.example" else OK
    run(DAY)
    page = texts(as_("cora").get(PAGE))
    assert "Waiting (1)" in page
    assert "May not have gone" not in page  # it is being sent, for all that anybody knows
    for time in ("08:20", "08:40", "09:20", "10:40", "13:10"):
        run(DAY, time)
    page = texts(as_("ada").get(PAGE))
    for words in (
        "May not have gone (1)",
        "Refused (1)",
        "550 no such mailbox",
        "Waiting (0)",
        "Sent in the last 30 days (1)",
    ):
        assert words in page, words
    assert "Embed Valuing SEND" not in page
    assert "Mails were last put together on 29 August 2024 at 13:10" in page


def test_an_empty_one_says_that_nothing_was_put_together(as_: As) -> None:
    page = texts(as_("cora").get(PAGE))
    assert "No mails have been put together by the portal itself yet" in page
    assert "Ask whoever runs the portal" in page
    assert "No mail waits" in page


def test_one_that_has_run_is_not_asleep(as_: As, run: Run, post: PostOffice, clock_stands: Any) -> None:
    run(DAY)
    assert "Ask whoever runs the portal" not in texts(as_("cora").get(PAGE))
    clock_stands(at(DAY, "09:30"))
    assert "Ask whoever runs the portal" in texts(as_("cora").get(PAGE))


def test_others_are_told_whom_to_ask(as_: As) -> None:
    answer = as_("olive").get(PAGE)
    assert answer.status_code == 403
    assert "Ask the co-ordinator" in texts(answer)


def test_a_page_that_is_not_there(as_: As) -> None:
    assert [as_("cora").get(f"{PAGE}?page={page}").status_code for page in ("2", "0", "x", "\x00")] == [404] * 4


def test_as_many_queries_for_many(as_: As, people: types.SimpleNamespace) -> None:
    def add(number: int, **said: Any) -> None:
        person = add_person(
            by=TESTER, now=PLANNED, email=f"p{number}@portal.example", name=f"P {number}",
            organisation=people.mo.organisation,
        )  # fmt: skip
        Notice.objects.create(
            user=person, due_for=datetime.date(2024, 9, 3), subject="S", text="T", html="H",
            created_at=at("2024-09-03"), next_try_at=at("2024-09-03"), **said,
        )  # fmt: skip

    kinds: list[dict[str, Any]] = [
        {},
        {"claimed_at": at("2024-09-03")},
        {"claimed_at": at("2024-09-03"), "sent_at": at("2024-09-03")},
        {"given_up_at": at("2024-09-03")},
    ]
    counts = []
    for rounds in (range(4), range(4, 64)):
        for number in rounds:
            add(number, **kinds[number % 4])
        client = as_("cora")
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(PAGE).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_what_a_mail_said_is_let_go_after_a_month(run: Run, post: PostOffice) -> None:
    run(DAY)
    assert Notice.objects.exclude(text="").count() == 2
    end_run(at(DAY) + KEEPS_TEXT)
    assert Notice.objects.exclude(text="").count() == 2
    end_run(at(DAY) + KEEPS_TEXT + datetime.timedelta(days=1))
    assert set(Notice.objects.values_list("text", "html", "calendar")) == {("", "", "")}
    assert NoticeRun.objects.count() == 1
    assert Notice.objects.sent().count() == 2


def test_what_a_mail_said_that_did_not_go_is_let_go_as_well(run: Run, post: PostOffice) -> None:
    post.after_data = lambda mail: None
    run(DAY)
    end_run(at(DAY) + KEEPS_TEXT + datetime.timedelta(days=1))
    assert Notice.objects.count() == 2
    assert not Notice.objects.exclude(text="").exists()
