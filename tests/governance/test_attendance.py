"""Who was at a meeting: one form, saved whole, and what the meeting's page says of the quorum."""

import datetime
import types
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.services import add_person
from audit.recording import Refused
from governance.models import Attendance, Meeting
from governance.services.attendance import Took, record_attendance
from governance.services.memberships import edit_membership
from tests.actions.reading import texts
from tests.governance.composing import DAY, health_officer, met, rule, sits, words
from tests.growing import MANY, ONE, Queries, assert_same
from tests.world import NOW, PLANNED, TESTER

As = Callable[[str], Client]
People = types.SimpleNamespace


@pytest.fixture
def meeting(people: People) -> Meeting:
    """A meeting of today: Pat chairs, Mo (whose deputy is Dev) and Sara are members, Cole takes the minutes."""
    sits(people.pat, people.cora, role="chair")
    sits(people.mo, people.cora, deputy=people.dev)
    sits(people.sara, people.cora)
    sits(people.cole, people.cora, role="minutes", is_voting=False)
    sits(people.otis, people.cora, until_on=DAY - datetime.timedelta(days=1))
    return met(people.cora)


def form_of(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}attendance/"


def sent(meeting: Meeting, people: People, **said: Any) -> dict[str, Any]:
    """What the form sends: `pat="present"`, `mo=people.dev` for a deputy, and any other field."""
    fields: dict[str, Any] = {
        "standing": " ".join(f"{one.pk}:{one.revision}" for one in meeting.attendances.order_by("pk"))
    }
    for name in ("pat", "mo", "sara", "cole"):
        took, pk = said.pop(name, ""), getattr(people, name).pk
        is_state = isinstance(took, str)
        fields |= {f"took_{pk}": took if is_state else "deputy", f"deputy_{pk}": "" if is_state else took.pk}
    return fields | said


def recorded(meeting: Meeting) -> dict[str, tuple[str, str]]:
    return {
        one.user.name: (one.state, one.deputy_for.name if one.deputy_for else "")
        for one in meeting.attendances.select_related("user", "deputy_for")
    }


def test_it_is_recorded_and_shown(as_: As, people: People, meeting: Meeting) -> None:
    rule(people.cora, members=3)
    client = as_("cora")
    assert "Attendance is not recorded yet." in words(client.get(meeting.get_absolute_url()))
    form = texts(client.get(form_of(meeting)))
    assert f'name="took_{people.pat.pk}"' in form
    assert f'name="took_{people.otis.pk}"' not in form
    page = words(client.post(form_of(meeting), sent(
        meeting, people, pat="present", mo=people.dev, sara="remote", cole="in_attendance", other_2=people.otis.pk,
    ), follow=True))  # fmt: skip
    assert "The attendance has been saved." in page
    assert recorded(meeting) == {
        "Pat Heron": ("present", ""), "Dev Anand": ("deputy", "Mo Brook"), "Sara Quill": ("remote", ""),
        "Cole Ward": ("in_attendance", ""), "Otis Field": ("in_attendance", ""),
    }  # fmt: skip
    read = words(as_("olive").get(meeting.get_absolute_url()))
    assert "Quorum met: 3 voting members, 3 needed." in read
    assert "Present, remotely Sara Quill" in read
    assert "Deputy for a member Dev Anand" in read
    assert ", for Mo Brook" in read
    assert "Change the attendance" not in read
    assert "Change the attendance" in page
    row = Attendance.history.filter(user_id=people.dev.pk).get()
    assert (row.actor_name, row.history_type) == ("Cora Vale", "+")


def test_what_is_missing_is_said(as_: As, people: People, meeting: Meeting) -> None:
    rule(people.cora, members=3, sectors=["health"], named_posts="Designated clinical officer", remote_counts=False)
    officer = health_officer(people)
    sits(officer, people.cora)
    client = as_("cora")
    client.post(form_of(meeting), sent(meeting, people, pat="present", mo="present", sara="remote"))
    read = words(client.get(meeting.get_absolute_url()))
    assert (
        "Quorum not met: 2 of 3 voting members; health is missing; the post Designated clinical officer is missing."
        in read
    )
    assert f"Not recorded Hal Nurse, Designated clinical officer, {officer.organisation.label}" in read
    client.post(form_of(meeting), sent(
        meeting, people, pat="present", mo="present", sara="remote", **{f"took_{officer.pk}": "present"}
    ))  # fmt: skip
    assert "Quorum met: 3 voting members, 3 needed; health and Designated clinical officer took part." in words(
        client.get(meeting.get_absolute_url())
    )


def test_no_rule_is_said(as_: As, people: People, meeting: Meeting) -> None:
    as_("cora").post(form_of(meeting), sent(meeting, people, pat="present"))
    assert "No quorum rule recorded." in words(as_("mo").get(meeting.get_absolute_url()))


def test_it_is_saved_whole(as_: As, people: People, meeting: Meeting) -> None:
    client = as_("cora")
    client.post(form_of(meeting), sent(meeting, people, pat="present", mo=people.dev, other_1=people.ian.pk))
    form = client.get(form_of(meeting)).content.decode()
    assert (
        '<option value="deputy" selected>' in form.partition(f'name="took_{people.mo.pk}"')[2].partition("</select")[0]
    )
    sends = sent(meeting, people, pat="apologies", mo="present") | {f"took_{people.ian.pk}": ""}
    assert client.post(form_of(meeting), sends).status_code == 302
    assert recorded(meeting) == {"Pat Heron": ("apologies", ""), "Mo Brook": ("present", "")}
    assert set(Attendance.history.filter(history_type="-").values_list("user__name", flat=True)) == {
        "Dev Anand", "Ian Reed",
    }  # fmt: skip
    rows = Attendance.history.count()
    same = sent(meeting, people, pat="apologies", mo="present")
    assert client.post(form_of(meeting), same).status_code == 302
    assert Attendance.history.count() == rows


def test_a_member_may_stand_in_for_another(as_: As, people: People, meeting: Meeting) -> None:
    client = as_("cora")
    assert client.post(form_of(meeting), sent(meeting, people, mo=people.sara)).status_code == 302
    assert recorded(meeting) == {"Sara Quill": ("deputy", "Mo Brook")}
    answer = client.post(form_of(meeting), sent(meeting, people, mo=people.sara, sara="present"))
    assert answer.status_code == 422
    assert "Sara Quill is recorded twice: leave one of the two empty" in texts(answer)


def wrong_fields(people: People) -> dict[str, tuple[dict[str, Any], str]]:
    pat, mo = people.pat.pk, people.mo.pk
    return {
        "a deputy without a name": ({"mo": "deputy"}, "Choose who stood in for Mo Brook"),
        "a name without a deputy": (
            {"mo": "present", f"deputy_{mo}": people.dev.pk},
            "Choose “A deputy attended” for Mo Brook, or take Dev Anand away",
        ),
        "one deputy for two": ({"mo": people.dev, "pat": people.dev}, "Dev Anand is recorded twice"),
        "a member as another": ({"mo": "present", "other_1": mo}, "Mo Brook is recorded twice"),
        "another twice": ({"other_1": people.ian.pk, "other_3": people.ian.pk}, "Ian Reed is recorded twice"),
        "a state of its own": ({f"took_{pat}": "asleep"}, "Choose from the list how Pat Heron took part"),
        "nobody known": ({"other_1": "9999"}, "Choose one from the list"),
    }


@pytest.mark.parametrize("case", [
    "a deputy without a name", "a name without a deputy", "one deputy for two", "a member as another",
    "another twice", "a state of its own", "nobody known",
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_saved(case: str, as_: As, people: People, meeting: Meeting) -> None:
    said, problem = wrong_fields(people)[case]
    answer = as_("cora").post(form_of(meeting), sent(meeting, people, **said))
    assert answer.status_code == 422
    assert problem in texts(answer)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("field", ["took", "deputy"])
def test_what_is_not_in_a_list_is_said_once(field: str, as_: As, people: People, meeting: Meeting) -> None:
    of = {"took": "deputy", "deputy": people.dev.pk, field: "nonsense"}
    said = {f"{name}_{people.mo.pk}": value for name, value in of.items()}
    answer = as_("cora").post(form_of(meeting), sent(meeting, people, **said))
    assert answer.status_code == 422
    assert [link.href for link in answer.context["form"].error_list] == [f"#id_{field}_{people.mo.pk}"]


def test_the_service_holds_it_too(people: People, meeting: Meeting) -> None:
    for wrong, problem in (
        ({people.dev: Took("deputy")}, "Say for whom"),
        ({people.dev: Took("present", people.mo)}, "Say for whom"),
        ({people.mo: Took("deputy", people.mo)}, "cannot stand in for themselves"),
        ({people.dev: Took("deputy", people.otis)}, "Otis Field is no member on the day"),
        ({people.dev: Took("deputy", people.mo), people.mo: Took("present")}, "Mo Brook took part"),
        ({people.dev: Took("deputy", people.mo), people.ian: Took("deputy", people.mo)}, "Two people stand in"),
    ):
        with pytest.raises(Refused, match=problem):
            record_attendance(meeting=meeting, by=people.cora, now=NOW, took_part=wrong)
    assert not Attendance.objects.exists()


def test_a_stale_form_shows_what_others_recorded(as_: As, people: People, meeting: Meeting) -> None:
    sends = sent(meeting, people, pat="present")
    record_attendance(
        meeting=meeting, by=people.cora, now=NOW,
        took_part={people.mo: Took("apologies"), people.ian: Took("in_attendance")},
    )  # fmt: skip
    client = as_("cora")
    answer = client.post(form_of(meeting), sends)
    assert answer.status_code == 409
    page = texts(answer)
    assert "Mo Brook" in page
    assert recorded(meeting) == {"Mo Brook": ("apologies", ""), "Ian Reed": ("in_attendance", "")}
    # The person whom the form did not know stays recorded when it is saved again.
    again = sent(meeting, people, pat="present", mo="apologies")
    assert client.post(form_of(meeting), again).status_code == 302
    assert recorded(meeting) == {
        "Mo Brook": ("apologies", ""), "Ian Reed": ("in_attendance", ""), "Pat Heron": ("present", ""),
    }  # fmt: skip


def test_only_from_the_day_on(as_: As, people: People) -> None:
    tomorrow = met(people.cora, DAY + datetime.timedelta(days=1))
    answer = as_("cora").get(form_of(tomorrow))
    assert answer.status_code == 403
    assert "Attendance can be recorded from the day of the meeting on: 5 September 2024" in texts(answer)
    page = texts(as_("cora").get(tomorrow.get_absolute_url()))
    assert "Attendance can be recorded from the day of the meeting on: 5 September 2024" in page
    assert 'attendance/"' not in page
    with pytest.raises(Refused, match="from the day of the meeting on"):
        record_attendance(meeting=tomorrow, by=people.cora, now=NOW, took_part={people.mo: Took("present")})


def test_not_of_one_that_did_not_take_place(as_: As, people: People) -> None:
    cancelled = met(people.cora, status="cancelled")
    answer = as_("cora").post(form_of(cancelled), {"other_1": people.ian.pk})
    assert answer.status_code == 403
    assert "This meeting did not take place" in texts(answer)


def test_not_of_a_body_that_is_run_elsewhere(as_: As) -> None:
    board = "/meetings/2023-06-28-health-and-wellbeing-board/"
    assert as_("cora").get(board + "attendance/").status_code == 403
    assert ">Attendance</h2>" not in texts(as_("cora").get(board))
    assert ">Attendance</h2>" in texts(as_("cora").get("/meetings/2023-07-local-inclusion-partnership/"))


def test_who_was_recorded_stays_when_the_membership_is_put_right(as_: As, people: People, meeting: Meeting) -> None:
    client = as_("cora")
    client.post(form_of(meeting), sent(meeting, people, mo=people.dev, pat="present"))
    edit_membership(
        membership=people.mo.memberships.get(), by=people.cora, now=NOW, until_on=DAY - datetime.timedelta(days=1)
    )
    form = client.get(form_of(meeting)).content.decode()
    assert f'name="took_{people.mo.pk}"' in form
    assert client.post(form_of(meeting), sent(meeting, people, mo=people.dev, pat="remote")).status_code == 302
    assert recorded(meeting) == {"Dev Anand": ("deputy", "Mo Brook"), "Pat Heron": ("remote", "")}


@pytest.mark.parametrize("who", ["mo", "pat", "ada", "ian"])
def test_others_record_nothing(who: str, as_: As, people: People, meeting: Meeting) -> None:
    for client, status in ((as_(who), 403), (as_("cora"), 302)):
        assert client.post(form_of(meeting), sent(meeting, people, pat="present")).status_code == status
        assert Attendance.objects.count() == (status == 302)


def test_the_wrong_method_and_address(as_: As, meeting: Meeting) -> None:
    assert as_("cora").put(form_of(meeting)).status_code == 405
    assert as_("cora").get("/meetings/none/attendance/").status_code == 404


@pytest.mark.parametrize("page", ["", "attendance/"])
def test_it_asks_as_often(page: str, people: People, queries: Queries, meeting: Meeting) -> None:
    took = dict[Any, Took]()

    def add(number: int) -> None:
        said = {"by": TESTER, "now": PLANNED, "organisation": people.mo.organisation}
        person, deputy = (
            add_person(**said, email=f"{kind}{number}@portal.example", name=f"{kind} {number}")
            for kind in ("Member", "Deputy")
        )
        sits(person, people.cora, deputy=deputy)
        took.update({deputy: Took("deputy", person)} if number % 2 else {person: Took("present")})
        record_attendance(meeting=meeting, by=people.cora, now=NOW, took_part=took)

    for number in (0, ONE):
        add(number)
    few = queries("cora", meeting.get_absolute_url() + page)
    for number in range(ONE + 1, MANY + 1):
        add(number)
    assert_same(few, queries("cora", meeting.get_absolute_url() + page))
    assert meeting.attendances.count() == MANY + 1
