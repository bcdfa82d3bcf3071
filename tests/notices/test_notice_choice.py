"""Choosing which mails the portal sends: one's own, in no history, asked of nobody else."""

import re
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from notices.models import NoticeChoice
from notices.services import choose_notices
from tests.actions.reading import texts
from tests.notices.test_owed import mails

As = Callable[[str], Client]
PAGE = "/me/notices/"


def test_choose_only_what_is_due_and_everything_again(as_: As, people: types.SimpleNamespace) -> None:
    client = as_("olive")
    assert "Choose which mails the portal sends you" in texts(client.get("/me/"))
    assert "one mail a day at most" in texts(client.get(PAGE))
    answer = client.post(PAGE, {"what": "only-due", "writer": "a"}, follow=True)
    assert "The portal sends you only what is due." in texts(answer)
    assert NoticeChoice.objects.who_want_only_due([people.olive.pk])
    assert not NoticeChoice.objects.who_want_only_due([people.otis.pk])
    assert re.search(r'value="only-due"[^>]* checked', client.get(PAGE).content.decode())
    client.post(PAGE, {"what": "everything", "writer": "b"})
    assert not NoticeChoice.objects.who_want_only_due([people.olive.pk])
    assert NoticeChoice.objects.count() == 1


def test_what_is_due_still_comes(people: types.SimpleNamespace) -> None:
    choose_notices(by=people.olive, only_due=True)
    assert "olive" not in mails("2024-07-12")
    assert "otis" in mails("2024-07-12")
    for day in ("2024-08-29", "2024-09-05"):
        assert "olive" in mails(day)
    choose_notices(by=people.sara, only_due=True)
    assert "sara" in mails("2024-09-06")


def test_it_counts_for_a_mail_that_waits(people: types.SimpleNamespace, run: Any, post: Any, settings: Any) -> None:
    settings.EMAIL_PORT = 1
    run("2024-07-15")
    choose_notices(by=people.olive, only_due=True)
    settings.EMAIL_PORT = post.port
    run("2024-07-15", "08:20")
    assert post.readers == ["otis@portal.example"]


@pytest.mark.parametrize("what", ["", "nothing", "\x00", "only-due\u202e"])
def test_a_choice_that_is_none_changes_nothing(what: str, as_: As, people: types.SimpleNamespace) -> None:
    answer = as_("olive").post(PAGE, {"what": what})
    assert answer.status_code == 422
    assert not NoticeChoice.objects.exists()


def test_twice_is_once(as_: As) -> None:
    client = as_("olive")
    for _ in range(2):
        assert client.post(PAGE, {"what": "only-due"}).status_code == 302
    assert NoticeChoice.objects.count() == 1
