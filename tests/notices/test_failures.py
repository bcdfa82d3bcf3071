"""What goes wrong on the way: nothing is lost, and nobody gets a mail twice."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.services import change_person
from actions.models import Action
from notices import outbox, sending
from notices.gathering import gather
from notices.models import Kind, Notice, NoticeTopic
from notices.sending import delay
from tests.notices.conftest import at
from tests.notices.post import OK, PostOffice, post_office
from tests.world import NOW, give_update

Run = Callable[..., str]
Act = Callable[[str], Action]
DAY, OLIVE, OTIS = "2024-08-29", "olive@portal.example", "otis@portal.example"


class Killed(BaseException):
    """The process ends here, whatever it was about to do."""


def the_mail(name: str) -> Notice:
    return Notice.objects.get(user__email=f"{name}@portal.example")


def test_one_connection_takes_all_and_a_second_run_sends_nothing(run: Run, post: PostOffice) -> None:
    assert "Mails sent: 2" in run(DAY)
    assert run(DAY, "08:20") == ""
    assert (post.readers, post.connections) == ([OLIVE, OTIS], 1)


def test_a_server_that_is_down_loses_nothing(run: Run, post: PostOffice, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    assert "cannot be reached" in run(DAY)
    assert post.taken == []
    assert the_mail("olive").next_try_at == at(DAY, "08:19")
    settings.EMAIL_PORT = post.port
    assert run(DAY, "08:15") == ""  # not yet
    assert "Mails sent: 2" in run(DAY, "08:20")
    assert post.readers == [OLIVE, OTIS]
    assert the_mail("olive").attempts == 2


def test_each_try_waits_longer(run: Run, post: PostOffice, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    times = ["08:10", "08:20", "08:30", "08:40", "09:20"]
    tried = []
    for time in times:
        run(DAY, time)
        tried.append(the_mail("olive").attempts)
    assert tried == [1, 2, 2, 3, 4]
    assert [delay(number).seconds // 60 for number in range(7)] == [9, 18, 36, 72, 144, 240, 240]


def test_what_waits_is_renewed_on_another_day_and_told_as_of_then(
    run: Run, post: PostOffice, settings: Any, people: types.SimpleNamespace, act: Act
) -> None:
    settings.EMAIL_PORT = 1
    run(DAY)
    give_update(act("1a"), people.olive, at(DAY, "15:00"))
    for key in ("2a", "3f.i"):
        give_update(act(key), people.otis, at(DAY, "15:00"))
    settings.EMAIL_PORT = post.port
    assert "not needed any more: 1" in run("2024-08-30")
    [mail] = post.taken
    assert (mail["To"], mail["Subject"][:29]) == (OLIVE, "SEND action plan: 3 updates d")
    assert not NoticeTopic.objects.filter(user=people.otis).exists()
    assert the_mail("olive").due_for == datetime.date(2024, 8, 30)


def test_what_came_meanwhile_is_not_asked_for_on_the_same_day(
    run: Run, post: PostOffice, settings: Any, people: types.SimpleNamespace, act: Act
) -> None:
    settings.EMAIL_PORT = 1
    run(DAY)
    for key in ("2a", "3f.i"):
        give_update(act(key), people.otis, at(DAY, "08:15"))
    settings.EMAIL_PORT = post.port
    run(DAY, "08:20")
    assert post.readers == [OLIVE]


def test_whoever_leaves_meanwhile_gets_none_and_the_deputy_does(
    run: Run, post: PostOffice, settings: Any, people: types.SimpleNamespace
) -> None:
    settings.EMAIL_PORT = 1
    run(DAY)
    change_person(person=people.olive, by=people.ada, now=NOW, reason="Left", is_active=False)
    settings.EMAIL_PORT = post.port
    run(DAY, "08:20")
    assert post.readers == ["dev@portal.example", OTIS]


def test_what_waits_in_the_evening_waits_for_the_morning(
    run: Run, post: PostOffice, settings: Any, people: types.SimpleNamespace, act: Act
) -> None:
    """At night nothing is put together, so it would ask for what has come meanwhile."""
    settings.EMAIL_PORT = 1
    run(DAY, "19:50")
    give_update(act("1a"), people.olive, at(DAY, "19:55"))
    settings.EMAIL_PORT = post.port
    assert run(DAY, "20:10") == ""
    run("2024-08-30")
    assert post.to(OLIVE)[0]["Subject"].startswith("SEND action plan: 3 updates")


def test_a_reminder_after_its_deadline_is_of_no_use(run: Run, post: PostOffice, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    run("2024-09-05")
    settings.EMAIL_PORT = post.port
    run("2024-09-05", "12:30")
    assert post.taken == []
    assert not Notice.objects.exists()


def test_an_address_that_is_refused_for_now_is_tried_again(run: Run, post: PostOffice) -> None:
    post.recipients[OLIVE] = "451 greylisted"
    assert "to be tried again: 1" in run(DAY)
    assert the_mail("olive").last_error == "451 greylisted"
    post.recipients.clear()
    run(DAY, "08:20")
    assert post.readers == [OLIVE, OTIS]


def test_an_address_that_is_refused_for_good_is_given_up_and_shown(run: Run, post: PostOffice) -> None:
    post.recipients[OLIVE] = "550 no such mailbox"
    for time in ("08:10", "08:20", "08:40", "09:20"):
        said = run(DAY, time)
    assert "given up" in said
    assert run(DAY, "12:10") == "Mails written or renewed: 1\nMails sent: 1\n"  # the co-ordinator hears of it
    notice = the_mail("olive")
    assert (notice.refusals, notice.last_error) == (3, "550 no such mailbox")
    assert notice.given_up_at is not None
    assert post.readers == ["cora@portal.example", OTIS]
    assert "550 no such mailbox" in post.to("cora@portal.example")[0].get_body(("plain",)).get_content()


def test_a_mail_that_the_server_does_not_like_is_refused_and_the_next_one_goes(run: Run, post: PostOffice) -> None:
    post.after_data = lambda mail: "554 spam" if mail["To"] == OLIVE else OK
    assert "sent: 1\nMails to be tried again: 1" in run(DAY)
    assert the_mail("olive").last_error == "554 spam"


def test_a_server_that_refuses_everybody_loses_nobodys_mail(run: Run, post: PostOffice) -> None:
    """A setting is wrong: the mails wait until it is mended."""
    for address in (OLIVE, OTIS):
        post.recipients[address] = "550 relaying denied"
    for time in ("08:10", "08:20", "08:40", "09:20", "10:40"):
        assert "FAILED Not everything was sent. 550 relaying denied" in run(DAY, time)
    assert {notice.refusals for notice in Notice.objects.all()} == {0}
    post.recipients.clear()
    run(DAY, "14:00")
    assert post.readers == [OLIVE, OTIS]


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_a_server_that_falls_silent_before_it_has_the_mail_is_tried_again(
    command: str, run: Run, post: PostOffice, settings: Any
) -> None:
    settings.EMAIL_TIMEOUT = 0.1
    post.silent_at = command
    assert "FAILED" in run(DAY)
    assert {notice.claimed_at for notice in Notice.objects.all()} == {None}
    post.silent_at = ""
    run(DAY, "08:30")
    assert post.readers == [OLIVE, OTIS]


def test_a_server_that_vanishes_with_a_mail_may_have_sent_it(
    run: Run, post: PostOffice, people: types.SimpleNamespace
) -> None:
    """It is not sent again, the others are, and the co-ordinator hears of it."""
    post.after_data = lambda mail: None if mail["To"] == OLIVE else OK
    assert "Mails sent: 1" in run(DAY)
    assert "May not have gone" in run(DAY, "08:30")
    assert post.readers == ["cora@portal.example", OLIVE, OTIS]
    mail = post.to("cora@portal.example")[0]
    assert mail["Subject"] == "SEND action plan: 1 mail may not have arrived"
    assert "Olive Marsh" in mail.get_body(("plain",)).get_content()
    assert "May not have gone" not in run(DAY, "08:40")  # said once
    run("2024-08-30")
    assert len(post.to(OLIVE)) == 1
    assert NoticeTopic.objects.filter(user=people.cora, kind=Kind.UNDELIVERED).count() == 1


STEPS = {
    "while the outbox is written": (outbox, "_tell"),
    "before a mail is claimed": (sending._Sending, "_claim"),
    "once it is claimed": (sending, "mail_of"),
    "when all is done": (outbox.NoticeRun.objects, "update_or_create"),
}


@pytest.mark.parametrize("step", STEPS)
def test_killed_half_way_and_run_again(
    step: str, run: Run, post: PostOffice, monkeypatch: pytest.MonkeyPatch, people: types.SimpleNamespace
) -> None:
    def die(*arguments: Any, **more: Any) -> Any:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(*STEPS[step], die)
        with pytest.raises(Killed):
            run(DAY)
    run(DAY, "08:20")
    run(DAY, "08:30")
    run("2024-08-30")
    claimed = step == "once it is claimed"
    assert [len(post.to(address)) for address in (OLIVE, OTIS)] == [0 if claimed else 1, 1]
    assert Notice.objects.unsure(at(DAY, "08:30")).count() == claimed


@pytest.mark.parametrize("number", [1, 2])
def test_killed_between_handing_over_and_noting(
    number: int, run: Run, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first mail, and the second one: it has gone, nobody has noted it, and it goes to nobody twice."""

    def die(mail: Any) -> str:
        if len(post.taken) == number:
            monkeypatch.setattr(sending, "fault_of", killed)
            return "451 whatever"
        return OK

    def killed(error: Exception) -> Any:
        raise Killed

    post.after_data = die
    with pytest.raises(Killed):
        run(DAY)
    post.after_data = lambda mail: OK
    run(DAY, "08:20")
    run(DAY, "08:40")
    run("2024-08-30")
    assert [len(post.to(address)) for address in (OLIVE, OTIS)] == [1, 1]
    assert Notice.objects.unsure(at(DAY, "08:40")).count() == 1


def test_another_host_that_comes_in_between_takes_its_share_and_no_more(
    run: Run, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole second run falls between each step of the first one."""
    second: list[str] = []

    def interrupted(name: str, owner: Any) -> None:
        real = getattr(owner, name)

        def after_another_run(*arguments: Any, **more: Any) -> Any:
            monkeypatch.setattr(owner, name, real)
            second.append(run(DAY, "08:10"))
            return real(*arguments, **more)

        monkeypatch.setattr(owner, name, after_another_run)

    from notices.management.commands import send_notices as command

    for name, owner in (("write", command), ("send_waiting", command), ("_claim", sending._Sending)):
        Notice.objects.all().delete()
        post.taken.clear()
        interrupted(name, owner)
        run(DAY, "08:10")
        assert post.readers == [OLIVE, OTIS], name
    assert len(second) == 3


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_what_is_renewed_or_dropped_cannot_be_taken_up_meanwhile(
    run: Run, post: PostOffice, settings: Any, people: types.SimpleNamespace, act: Act
) -> None:
    settings.EMAIL_PORT = 1
    run(DAY)
    give_update(act("1a"), people.olive, at(DAY, "08:12"))
    for key in ("2a", "3f.i"):
        give_update(act(key), people.otis, at(DAY, "08:12"))
    with CaptureQueriesContext(connection) as asked:
        outbox.write(gather(at(DAY, "08:15")), at(DAY, "08:15"))
    sent = [query["sql"] for query in asked if 'notices_notice"' in query["sql"]]
    locked = [place for place, sql in enumerate(sent) if "FOR UPDATE" in sql]
    written = [place for place, sql in enumerate(sent) if sql.startswith(("DELETE", "UPDATE"))]
    assert written
    assert locked[0] < written[0]


def test_a_mail_that_is_gone_by_the_time_stops_no_other(
    run: Run, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sending._Sending._claim

    def claim(self: sending._Sending, pk: int) -> bool:
        if Notice.objects.get(pk=pk).user.email == OLIVE:
            Notice.objects.filter(pk=pk).delete()
            return True
        return real(self, pk)

    monkeypatch.setattr(sending._Sending, "_claim", claim)
    assert "Mails sent: 1" in run(DAY)
    assert post.readers == [OTIS]


def test_a_server_that_comes_back_on_its_port(run: Run, settings: Any) -> None:
    with post_office() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    assert "FAILED" in run(DAY)
    with post_office(office.port) as office:
        run(DAY, "08:30")
        assert office.readers == [OLIVE, OTIS]
