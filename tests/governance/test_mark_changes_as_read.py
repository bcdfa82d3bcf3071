"""That somebody has read what changed: up to the moment that the page showed, for them alone."""

import datetime
import re
import types
from collections.abc import Callable

import pytest
from django.test import Client

from actions.models import Action
from audit.models import audited_models
from governance.models import Look, Meeting
from tests.actions.reading import texts
from tests.governance.changing import AUGUST, PAGE, change_much
from tests.governance.composing import partnership
from tests.governance.deciding import held
from tests.governance.meeting_days import at
from tests.hostile import HUGE
from tests.world import NOW

Act = Callable[[str], Action]
As = Callable[[str], Client]
People = types.SimpleNamespace


@pytest.fixture
def met(people: People) -> Meeting:
    return held(partnership(), starts_at=at("2024-07-11", "14:00"))


@pytest.fixture
def changed(met: Meeting, act: Act, people: People) -> None:
    change_much(met, act, people)


def test_i_have_read_this(as_: As, changed: None, people: People, clock_stands: Callable[..., None]) -> None:
    client = as_("mo")
    page = client.get(PAGE).content.decode()
    assert "Since I read this" not in page
    shown = re.search(r'name="until" value="([^"]+)"', page)
    assert shown
    # Whatever happens between reading and saying so has not been read.
    clock_stands(NOW + datetime.timedelta(hours=1))
    answer = client.post(PAGE + "read/", {"until": shown[1]}, follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "You have read what changed up to 4 September 2024, 9am." in texts(answer)
    assert '<option value="read">Since I read this, 4 September 2024, 9am' in answer.content.decode()
    assert Look.objects.get().looked_at == NOW
    assert Look.objects.get().user == people.mo
    page = texts(client.get(PAGE + "?since=read"))
    assert "What changed since you last marked this as read, on 4 September 2024, 9am, until now" in page
    assert "Since I read this" not in texts(as_("pat").get(PAGE))


def test_reading_does_not_go_back_and_is_in_no_history(as_: As, changed: None) -> None:
    client, rows = as_("mo"), {model: model.history.count() for model in audited_models()}
    for until in (NOW, AUGUST, NOW + datetime.timedelta(days=900)):
        assert client.post(PAGE + "read/", {"until": until.isoformat()}).status_code == 302
        assert Look.objects.get().looked_at == NOW
    assert {model: model.history.count() for model in audited_models()} == rows


@pytest.mark.parametrize("until", ["", "x", "\x00", "2024-09-04", "2024-09-04T09:00", "0001-01-01T00:00:00+00:00",
                                   "9999-12-31T23:59:59+00:00", HUGE])  # fmt: skip
def test_a_moment_that_no_page_showed(until: str, as_: As, met: Meeting) -> None:
    assert as_("mo").post(PAGE + "read/", {"until": until}).status_code == 404
    assert not Look.objects.exists()


@pytest.mark.parametrize("narrowed", ["kind=worse&priority=1", "kind=worse", "priority=1", "watched=yes"])
def test_what_a_filter_left_out_has_not_been_read(narrowed: str, as_: As, changed: None) -> None:
    client = as_("mo")
    answer = client.get(f"{PAGE}?since=2024-07-01&{narrowed}")
    assert "I have read this" not in texts(answer)
    assert "so this page cannot be marked as read" in texts(answer)
    assert f'href="{PAGE}?since=2024-07-01#read"' in answer.content.decode()
    assert client.post(f"{PAGE}read/?{narrowed}", {"until": NOW.isoformat()}).status_code == 404
    typed = {"until": NOW.isoformat(), **dict(part.split("=") for part in narrowed.split("&"))}
    assert client.post(f"{PAGE}read/", typed).status_code == 404
    assert not Look.objects.exists()
