"""Nonsense in an address or a form: a clear message or a 404, never a fault; what is unusual and valid is kept."""

import datetime
import types
import uuid
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from actions.forms.progress import ProgressForm
from actions.models import Action, ProgressDraft, ProgressUpdate
from tests.hostile import HUGE, UNPRINTABLE, URLENCODED, WORDS, encoded, often
from tests.world import NOW, give_update, typed

As = Callable[[str], Client]
Act = Callable[[str], Action]
PLAN = "/plans/2023-24/"
URL = PLAN + "actions/1a/progress/"

NOWHERE = (
    "/plans/2022-23/", "/plans/none/actions/", "/plans/2023-24%00/", f"/plans/{'x' * 3000}/",
    PLAN + "priorities/0/", PLAN + "priorities/8/", PLAN + f"priorities/{HUGE}/", PLAN + "priorities/-1/",
    PLAN + "priorities/one/", PLAN + "actions/9z/", PLAN + "actions/1A/", PLAN + "actions/3f(i)/",
    PLAN + "actions/1a%00/", PLAN + "actions/%20/", PLAN + "actions/..%2f1a/", PLAN + "actions/%F0%9F%98%80/",
    PLAN + "actions/%ED%A0%80/", PLAN + "actions/%FF%FE/", PLAN + "actions/%E2%80%AE/", PLAN + f"actions/{HUGE}/",
    PLAN + f"actions/{'x' * 3000}/", PLAN + "actions/9z/progress/", PLAN + "actions/9z/no-change/",
    PLAN + "actions/9z/history/", PLAN + "actions/1a'%20OR%201=1/", "/no/such/page/",
)  # fmt: skip
UNKNOWN_FILTERS = (
    PLAN + "actions/?status=purple", PLAN + "actions/?status=%00", PLAN + "actions/?show=everything",
    PLAN + "actions/?priority=8", PLAN + "actions/?priority=x", PLAN + f"actions/?priority={HUGE}",
    PLAN + "actions/?status=on_track&status=%F0%9F%98%80",
)  # fmt: skip
WRONG_VALUES = (
    PLAN + "actions/?page=0", PLAN + "actions/?page=2000",
    PLAN + "actions/?page=-1", PLAN + "actions/?page=x", PLAN + f"actions/?page={HUGE}", PLAN + "actions/?page=%00",
    PLAN + "actions/?page=1e3", PLAN + "actions/1a/history/?page=99", PLAN + "actions/1a/history/?page=",
    URL + "?corrects=99", URL + "?corrects=x", URL + "?corrects=%00", URL + f"?corrects={HUGE}",
)  # fmt: skip


@pytest.mark.parametrize("address", [*NOWHERE, *WRONG_VALUES])
def test_what_does_not_exist_is_not_found(address: str, as_: As) -> None:
    response = as_("olive").get(address)
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


@pytest.mark.parametrize("address", UNKNOWN_FILTERS)
def test_a_filter_that_a_list_does_not_have_is_named(address: str, as_: As) -> None:
    response = as_("olive").get(address)
    assert response.status_code == 404
    page = response.content.decode()
    assert "The list does not have this filter" in page
    assert f'href="{PLAN}actions/"' in page


KEPT = {
    "10,000 characters are too many, and stay": ("happened", "x" * 10_000, 422),
    "as many as fit": ("happened", "é" * 4_000, 302),
    "emoji": ("happened", "Families said 👍🏽👩‍👩‍👧 – thanks", 302),
    "right to left": ("happened", "الأسرة والمدرسة with English", 302),
    "combining marks": ("happened", "Ze\u0301 Z̷̧a̶l̴g̵o", 302),
    "lines and a tab": ("happened", "One.\n\n\tTwo.", 302),
    "markup": ("happened", "<script>alert(1)</script> & {{ user }} {% now 'Y' %}", 302),
    "a formula": ("headline", '=HYPERLINK("http://x.example")', 302),
    "SQL": ("headline", "'; DROP TABLE actions_action; --", 302),
}


@pytest.mark.parametrize("case", KEPT)
def test_unusual_text_is_kept(case: str, as_: As, act: Act) -> None:
    field, text, status = KEPT[case]
    client = as_("olive")
    response = client.post(URL, typed(act("1a"), **{field: text.replace("\n", "\r\n")}))
    assert response.status_code == status
    if status == 302:
        assert getattr(ProgressUpdate.objects.get(), field) == text
        page = client.get(PLAN + "actions/1a/").content.decode()
        assert "<script>alert" not in page
    else:
        assert text in response.content.decode()
        assert "must be 4000 characters or fewer" in response.content.decode()
        assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize("text", UNPRINTABLE, ids=ascii)
@pytest.mark.parametrize("field", ["headline", "happened", "evidence_title", "figure_is", "reason"])
def test_unprintable_characters_meet_a_message_or_are_kept(field: str, text: str, as_: As, act: Act) -> None:
    """NUL, control characters and what turns text round no text needs; marks are left to their writers."""
    response = as_("olive").post(URL, typed(act("1a"), **{field: text}))
    assert response.status_code in (302, 422)
    if min(text) < " " or any(one in text for one in "\x7f\x9f\u202e"):
        assert response.status_code == 422
        assert not ProgressUpdate.objects.exists()


NONSENSE = {
    "huge revision": {"revision": HUGE},
    "negative revision": {"revision": "-1"},
    "word for a revision": {"revision": "one"},
    "no submission": {"submission": ""},
    "nonsense for a submission": {"submission": "x" * 5000},
    "NUL in the submission": {"submission": "\x00"},
    "huge update to correct": {"corrects": HUGE},
    "unknown update to correct": {"corrects": "424242"},
    "unknown status": {"status": "purple"},
    "no status yet": {"status": "none"},
    "unknown ask": {"ask": "money"},
    "31 February": {"figure_is_on_0": "31", "figure_is_on_1": "2", "figure_is_on_2": "2024"},
    "a huge day": {"figure_is_on_0": HUGE, "figure_is_on_1": "2", "figure_is_on_2": "2024"},
    "a huge year": {"proposed_due_2": HUGE, "proposed_reason": "x"},
    "year 10000": {"proposed_due_2": "10000", "proposed_reason": "x"},
    "year 0": {"completed_on_0": "1", "completed_on_1": "1", "completed_on_2": "0", "status": "complete"},
    "digits of another script": {"proposed_due_2": "٢٠٢٥x", "proposed_reason": "x"},
    "superscript digits": {"figure_is_on_0": "²", "figure_is_on_1": "2", "figure_is_on_2": "2024"},
    "unknown kind of evidence": {"evidence_title": "x", "evidence_kind": "rumour"},
    "link without a host": {"evidence_title": "x", "evidence_kind": "survey", "evidence_url": "http://["},
}


@pytest.mark.parametrize("case", NONSENSE)
def test_nonsense_in_the_form_meets_a_message(case: str, as_: As, act: Act) -> None:
    response = as_("olive").post(URL, typed(act("1a"), **NONSENSE[case]))
    assert response.status_code in (409, 422), case
    assert "The work goes on as planned." in response.content.decode()
    assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize("case", NONSENSE)
def test_nonsense_may_be_drafted(case: str, as_: As, act: Act) -> None:
    """A draft keeps what was typed, right or wrong; opening it again is no fault."""
    client = as_("olive")
    fields = typed(act("1a"), **NONSENSE[case]) | {"draft": "1"}
    del fields["submit"]
    assert client.post(URL, fields).status_code in (302, 422)
    assert client.get(URL).status_code == 200


@pytest.mark.parametrize("text", ["x" * 64_001, "a\x00b", "a\x1fb"], ids=lambda text: ascii(text[:9]))
def test_what_no_draft_can_keep_meets_a_message(text: str, as_: As, act: Act) -> None:
    response = as_("olive").post(URL, {"happened": text, "headline": "Kept", "draft": "1"})
    assert response.status_code == 422
    assert "The draft is too long, or contains a character that cannot be saved" in response.content.decode()
    assert "Kept" in response.content.decode()
    assert not ProgressDraft.objects.exists()


@pytest.mark.parametrize("page", ["progress", "no-change"])
@pytest.mark.parametrize("body", [b"", b"\x00", b"%", b"status=%FF%FE&headline=%ED%A0%80", b"a=b;" * 400, b"=&=&"])
def test_a_body_that_no_browser_sends(
    body: bytes, page: str, as_: As, act: Act, people: types.SimpleNamespace
) -> None:
    give_update(act("1a"), people.olive, NOW - datetime.timedelta(days=60))
    response = as_("olive").post(PLAN + f"actions/1a/{page}/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (400, 422)
    assert ProgressUpdate.objects.count() == 1


def test_too_many_fields_and_too_many_bytes(as_: As, act: Act) -> None:
    many = typed(act("1a")) | {f"field{number}": "x" for number in range(1100)}
    assert as_("olive").post(URL, many).status_code == 400
    assert as_("olive").post(URL, typed(act("1a"), happened="x" * 2_000_000)).status_code in (400, 413, 422)
    assert not ProgressUpdate.objects.exists()


DATES = ("completed_on", "proposed_due", "figure_is_on", "evidence_dated_on")
NAMES = sorted(
    set(ProgressForm.base_fields)
    | {f"{name}_{part}" for name in DATES for part in range(3)}
    | {"draft", "edit", "resolve", "considered", "milestone_1", "received_by"}
)  # fmt: skip


@often
@given(fields=st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=12))
def test_whatever_is_typed(fields: dict[str, str], as_: As, act: Act) -> None:
    sent = typed(act("1a"), submission=str(uuid.uuid4())) | fields
    with transaction.atomic():
        before = ProgressUpdate.objects.count()
        client = as_("olive")
        response = client.post(URL, encoded(sent), content_type=URLENCODED)
        assert response.status_code in (200, 302, 409, 422)
        if response.status_code != 302:
            assert ProgressUpdate.objects.count() == before
        for address in (PLAN + "actions/1a/", PLAN + "actions/1a/history/", PLAN, URL, "/my-actions/"):
            assert client.get(address).status_code == 200
        transaction.set_rollback(True)


def test_nonsense_to_go_to_after_sign_in(as_: As) -> None:
    for to in (
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "javascript:alert(1)",
        "http://[",
        "\x00",
        "/%00",
        "x" * 5000,
    ):
        sent = {"login": "olive@portal.example", "password": "a long enough password", "next": to}
        response = as_("anon").post("/sign-in/", sent)
        assert response.status_code == 302
        assert "elsewhere" not in response["Location"]
        assert "script:" not in response["Location"]
