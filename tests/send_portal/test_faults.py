"""Fault pages: the right status, no stack, and the text that was typed."""

import logging
import re

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client

from send_portal.kept_text import MOST_BYTES
from send_portal.logs import Formatter
from tests.world import PASSWORD

pytestmark = pytest.mark.urls("tests.send_portal.faulty_urls")

FORM = "application/x-www-form-urlencoded"
TYPED = {
    "headline": "Seven schools <b>trained</b>",
    "what_happened": "First line\nsecond line",
    "password": "hunter2hunter2",
    "csrfmiddlewaretoken": "tokentokentoken",
    "submission": "5f0f1a40-0000-4000-8000-000000000000",
    "empty": " ",
}


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def page(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("locked", 503),
        ("away", 503),
        ("behind", 503),
        ("bug", 500),
        ("forbidden", 403),
        ("forbidden-wordless", 403),
        ("missing", 404),
        ("suspicious", 400),
    ],
)
def test_every_fault_has_its_page_and_keeps_what_was_typed(visitor, kind, status):
    response = visitor.post(f"/fault/{kind}/", TYPED)

    assert response.status_code == status
    text = page(response)
    assert "<h1" in text
    assert "Traceback" not in text
    assert "Seven schools &lt;b&gt;trained&lt;/b&gt;" in text
    assert "First line\nsecond line" in text
    assert "What happened</label>" in text
    assert 'href="/accessibility/"' in text
    for secret in ("hunter2", "tokentoken", "5f0f1a40", "Jo Bloggs", "secret detail", "database is locked"):
        assert secret not in text


@pytest.mark.urls("send_portal.urls")
@pytest.mark.parametrize(
    ("address", "above", "words"),
    [
        ("/plans/2023-24/actions/1a/edit/", "/plans/2023-24/actions/1a/", "the action"),
        ("/plans/2023-24/actions/new/", "/plans/2023-24/actions/", "the actions"),
        ("/plans/2023-24/set-up/", "/plans/2023-24/", "the plan"),
        ("/meetings/2023-06-28-health-and-wellbeing-board/cancel/", "/meetings/2023-06-28-health-and-wellbeing-board/",
         "the meeting"),
        ("/bodies/health-and-wellbeing-board/house-style/edit/", "/bodies/health-and-wellbeing-board/", "the body"),
        ("/reports/new/", "/reports/", "the reports"),
    ],
)  # fmt: skip
def test_whoever_is_refused_is_led_back_to_what_stands_above(as_, address, above, words):
    text = page(as_("mo").get(address))

    assert "You cannot do this" in text
    assert f'<a class="govuk-link" href="{above}">Go back to {words}</a>' in text
    assert as_("mo").get(above).status_code == 200


BUTTONS = [
    ("/plans/2023-24/changes/read/", "/plans/2023-24/changes/", "what changed"),
    ("/plans/2023-24/actions/1a/watch/", "/plans/2023-24/actions/1a/", "the action"),
    ("/plans/2023-24/priorities/1/watch/", "/plans/2023-24/priorities/1/", "its page in the plan"),
    ("/questions/1/agenda/", "/questions/", "the questions"),
]


@pytest.mark.urls("send_portal.urls")
@pytest.mark.parametrize(("address", "above", "words"), BUTTONS)
def test_whoever_signs_in_after_pressing_a_button_is_led_back_to_it(people, address, above, words):
    visitor = Client()
    assert visitor.post(address, {"stop": "1"}).status_code == 401
    signed_in = {"login": "mo@portal.example", "password": PASSWORD, "next": address}
    response = visitor.post("/sign-in/", signed_in, follow=True)

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "go back to the page with the button and press it again" in page(response)
    assert f'<a class="govuk-link" href="{above}">Go back to {words}</a>' in page(response)
    assert visitor.get(above, follow=True).status_code == 200


@pytest.mark.urls("send_portal.urls")
def test_what_is_sent_to_a_page_that_takes_nothing_is_handed_back(as_):
    response = as_("mo").post("/plans/2023-24/questions/", TYPED)

    assert response.status_code == 405
    assert "nothing was saved" in page(response)
    assert "Seven schools &lt;b&gt;trained&lt;/b&gt;" in page(response)


def test_busy_page_says_when_to_try_again(visitor):
    response = visitor.get("/fault/locked/")

    assert response["Retry-After"] == "30"
    assert "What you wrote" not in page(response)


def test_database_that_goes_away_before_the_session_is_kept(as_, monkeypatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("server closed the connection")

    client = as_("olive")
    monkeypatch.setattr(Session, "save", fail)

    response = client.get("/roles/")

    assert response.status_code == 503
    assert response["Retry-After"] == "30"


def test_session_that_has_ended_meanwhile_is_another_matter(as_, monkeypatch):
    client = as_("olive")
    save = Session.save
    monkeypatch.setattr(Session, "save", lambda row, **how: (Session.objects.all().delete(), save(row, **how)))

    assert client.get("/roles/").status_code == 400


def test_refusal_prints_whom_to_ask(visitor):
    assert "Only its lead may update 3c. Ask the co-ordinator." in page(visitor.get("/fault/forbidden/"))
    assert "ask the partnership’s co-ordinator" in page(visitor.get("/fault/forbidden-wordless/"))


def test_no_more_than_64_kilobytes_are_handed_back(visitor):
    response = visitor.post("/fault/locked/", {"before": "é" * MOST_BYTES, "behind": "not any more"})

    text = page(response)
    assert "é" * 1000 in text
    assert text.count("é") == MOST_BYTES // 2
    assert "not any more" not in text


def test_of_a_form_of_rows_what_people_typed_is_handed_back(visitor):
    text = page(visitor.post("/fault/locked/", {"3f.i-due": "31 10 2025", "3f.i-revision": "71", "3f.i-seen": "a|b"}))

    assert "3f.i: Due</label>" in text
    assert "31 10 2025" in text
    assert "3f.i revision" not in text
    assert "a|b" not in text


@pytest.mark.parametrize("body", [b"--nonsense", b"\xff\x00=\xfe", b"=&=&&&;" * 5000])
def test_a_broken_form_still_gets_a_page(visitor, body):
    for content_type in (
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
    ):
        assert visitor.post("/fault/locked/", body, content_type=content_type).status_code in (400, 503)


def test_choices_and_dates_are_handed_back_in_words(visitor):
    typed = {
        "status": "at_risk",
        "happened": "snake_case and more",
        "joined_on_0": "5",
        "joined_on_1": "May",
        "joined_on_2": "",
    }

    text = page(visitor.post("/fault/locked/", typed))

    assert "at risk</textarea>" in text.lower()
    assert "at_risk" not in text
    assert "snake_case and more</textarea>" in text
    assert "Joined on</label>" in text
    assert "5 May</textarea>" in text


def test_labels_are_those_of_the_form_and_choices_are_in_words(visitor):
    update = {
        "status": "at_risk", "headline": "Slow", "happened": "A post is vacant.", "ask": "nothing",
        "ask_text": "Money", "next_steps": "Advertise", "corrects": "",
    }  # fmt: skip
    text = page(visitor.post("/fault/locked/", update))
    labels = re.findall(r"<label[^>]*>([^<]*)<", text)
    assert labels[:2] == ["How is it going?", "The headline: one sentence for the board report"]
    assert "What are you asking the partnership for?" in labels
    assert "Ask</label>" not in text
    assert ">\nnothing</textarea>" not in text


def test_what_only_the_portal_can_read_is_left_out(visitor):
    for sent in (
        {"1a-lead": "1", "1a-sro": "4", "1a-supporting": ["2", "3", "5"], "1a-revision": "2", "reason": "Moved on"},
        {"links": ["organisations-2-supporting", "co_leads-3"], "lead": "1", "reason": "Moved on"},
    ):
        text = page(visitor.post("/fault/locked/", sent))
        assert "Moved on</textarea>" in text
        assert text.count("<textarea") == 1


def test_refusal_leads_on_to_the_plan(visitor):
    assert "Go to the plan" in page(visitor.get("/fault/forbidden/"))


def test_form_without_token_says_so_and_keeps_the_text():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/fault/bug/", TYPED)

    assert response.status_code == 403
    assert "The form was not sent" in page(response)
    assert "Seven schools &lt;b&gt;trained&lt;/b&gt;" in page(response)
    assert "hunter2" not in page(response)


def test_a_page_that_cannot_be_rendered_still_answers(visitor, monkeypatch, settings):
    monkeypatch.setattr("send_portal.faults.render_to_string", lambda *args: 1 / 0)

    response = visitor.get("/fault/bug/")

    assert response.status_code == 500
    assert "Sorry" in page(response)


def test_fault_pages_ask_the_database_nothing(visitor, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        visitor.post("/fault/locked/", TYPED)


def test_log_says_where_and_what_kind_but_not_what_was_typed():
    address, name = "jo@example.org", "Jo Bloggs"
    try:
        try:
            raise ValueError(f"Key (email)=({address}) already exists")
        except ValueError as error:
            raise RuntimeError(f"for {name}") from error
    except RuntimeError as error:
        record = logging.LogRecord("portal", logging.ERROR, __file__, 1, "Failed", None, (type(error), error, None))

    line = Formatter().format(record)

    assert "builtins.ValueError" in line
    assert line.endswith("builtins.RuntimeError")
    assert "test_faults.py" in line
    assert address not in line
    assert name not in line
