"""The rules that the database holds of mails, for tests/test_constraints.py."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import models

from accounts.models import User
from notices.models import Notice, NoticeChoice, NoticeRun, NoticeTopic
from tests.world import NOW

Put = Callable[[type[models.Model], dict[str, Any]], Any]
Tried = dict[str, tuple[type[models.Model], dict[str, object]]]
DAY = datetime.date(2024, 9, 4)

CHECKS: Tried = {
    "notice_sent_was_claimed": (Notice, {"sent_at": NOW}),
    "notice_sent_or_given_up": (Notice, {"claimed_at": NOW, "sent_at": NOW, "given_up_at": NOW}),
    "notice_has_subject": (Notice, {"subject": ""}),
    "notice_run_one_row": (NoticeRun, {"pk": 2}),
}
UNIQUES: Tried = {
    "notice_one_a_day": (Notice, {}),
    "Notice.key": (Notice, {"due_for": DAY + datetime.timedelta(days=1)}),
    "notice_topic_told_once": (NoticeTopic, {}),
    "NoticeChoice.user": (NoticeChoice, {}),
}
KEY = "5a0c1c1e-0000-4000-8000-000000000001"
# By constraint: what both rows say otherwise than a good one.
BOTH: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {"Notice.key": lambda row: {"key": KEY}}


def good_rows(put: Put, user: User, other: User) -> dict[type[models.Model], dict[str, Any]]:
    """Values of rows that the database lets in."""
    mail = {"due_for": DAY, "subject": "S", "text": "T", "html": "H", "created_at": NOW, "next_try_at": NOW}
    sent = put(Notice, {**mail, "user": other, "due_for": DAY - datetime.timedelta(days=1)})
    return {
        Notice: {**mail, "user": user},
        NoticeTopic: {"notice": sent, "user": user, "kind": "opens", "about": "1"},
        NoticeChoice: {"user": user, "only_due": True},
        NoticeRun: {"pk": 1},
    }
