"""The clock moved over a year of cycles: whoever owes is asked on the right days, once, and no mail is empty."""

import datetime
import types
from collections import Counter, defaultdict
from collections.abc import Callable

from actions.models import Action
from notices.models import Kind, Notice, NoticeTopic
from priorities.models import ActionPlan
from priorities.services import add_cycle
from tests.notices.conftest import at
from tests.notices.post import PostOffice
from tests.world import PLANNED, give_update

Act = Callable[[str], Action]
RISK = {"status": "at_risk", "reason": "Late.", "recovery": "More people.", "consequence": "Longer waits."}
FIRST, LAST = datetime.date(2024, 7, 2), datetime.date(2025, 7, 1)
# Beside the three of the world: papers close at noon, a week before; once in the week after Easter.
MORE = [datetime.date(2025, 1, 16), datetime.date(2025, 3, 13), datetime.date(2025, 5, 1)]
OPENS = ["2024-07-12", "2024-09-13", "2024-11-15", "2025-01-17", "2025-03-14"]
FIVE_DAYS = ["2024-08-29", "2024-10-31", "2025-01-02", "2025-02-27", "2025-04-15"]
ON_THE_DAY = ["2024-09-05", "2024-11-07", "2025-01-09", "2025-03-06", "2025-04-24"]
DAY_AFTER = ["2024-09-06", "2024-11-08", "2025-01-10", "2025-03-07", "2025-04-25"]


def a_year(run: Callable[..., str], give: Callable[[datetime.date], None]) -> None:
    """Every day of it the command runs in the morning and at noon."""
    day = FIRST
    while day <= LAST:
        for time in ("08:10", "12:30"):
            assert "FAILED" not in run(f"{day}", time)
        give(day)
        day += datetime.timedelta(days=1)


def test_a_year(run: Callable[..., str], post: PostOffice, people: types.SimpleNamespace, act: Act) -> None:
    for meeting_on in MORE:
        due_at = at(f"{meeting_on - datetime.timedelta(days=7)}", "12:00")
        add_cycle(
            plan=ActionPlan.objects.get(), by=people.cora, now=PLANNED, meeting_on=meeting_on, papers_due_at=due_at
        )
    given = {datetime.date.fromisoformat(day) for day in OPENS}

    def give(day: datetime.date) -> None:
        """Olive answers as soon as she is asked; Otis never does."""
        for key in ("1a", "1b", "3f", "4c") if day in given else ():
            give_update(act(key), people.olive, at(f"{day}", "15:00"), **RISK)

    a_year(run, give)
    days = defaultdict[str, dict[str, set[str]]](dict)
    for notice in Notice.objects.select_related("user").prefetch_related("topics"):
        assert notice.sent_at is not None
        days[notice.user.email.split("@")[0]][f"{notice.due_for}"] = {topic.kind for topic in notice.topics.all()}
    assert set(days) == {"olive", "otis", "cora", "sara"}
    assert set(days["olive"]) - set(OPENS) <= {"2024-07-02", "2024-07-03", "2024-07-04"}
    expected = {day: {Kind.OPENS} for day in OPENS}
    expected |= {day: {Kind.FIVE_DAYS} for day in FIVE_DAYS} | {day: {Kind.ON_THE_DAY} for day in ON_THE_DAY}
    assert {day: kinds for day, kinds in days["otis"].items() if day > "2024-07-11"} == expected
    for who in ("cora", "sara"):
        assert {day: kinds for day, kinds in days[who].items() if day > "2024-07-11"} == {
            day: {Kind.DAY_AFTER} for day in DAY_AFTER
        }
    assert_each_once_and_none_empty(post)


def assert_each_once_and_none_empty(post: PostOffice) -> None:
    assert len(post.taken) == Notice.objects.count() == Notice.objects.sent().count()
    ids = Counter(mail["Message-ID"] for mail in post.taken)
    assert set(ids.values()) == {1}
    told = Counter(NoticeTopic.objects.values_list("user", "kind", "about"))
    assert set(told.values()) == {1}
    for mail in post.taken:
        text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
        assert "http://127.0.0.1:8000/" in text
        assert "None" not in text
        assert text.count("* ") or "updates are in" in text, text
        assert "<h2>" in html


def test_a_weekend_and_a_holiday_bring_nobody_a_mail(run: Callable[..., str], post: PostOffice) -> None:
    for day in ("2024-08-31", "2024-09-01", "2024-10-26", "2024-10-27", "2024-12-25"):
        run(day)
    assert post.taken == []
