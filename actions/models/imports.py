"""A spreadsheet on its way into a plan, between the pages of its import."""

import datetime
import hashlib
import json
from typing import Self

from django.conf import settings
from django.db import models

from priorities.models import ActionPlan
from priorities.status import PlanState


class ImportDraftQuerySet(models.QuerySet):
    """Spreadsheets that somebody has begun to bring in."""

    def of(self, user: models.Model, plan: ActionPlan) -> Self:
        """The person's own in this plan: nobody asks for anybody else's."""
        return self.filter(user=user.pk, plan=plan)


class ImportDraft(models.Model):
    """A spreadsheet that somebody has sent, and what they have said of it so far: theirs alone, and in no history.

    It goes once it is brought in or discarded, and when it is over a day old.
    """

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="imports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    # As text: PostgreSQL's own JSON refuses characters that a cell may hold.
    book = models.TextField()
    plan_state = models.CharField(max_length=9, choices=PlanState, default=PlanState.AGREED)
    printed_on = models.DateField(null=True, blank=True)
    sheet = models.PositiveSmallIntegerField(null=True, blank=True)
    # Which row holds the headings, where somebody has said so; 0 where none does.
    heading_row = models.PositiveIntegerField(null=True, blank=True)
    columns = models.JSONField(null=True, blank=True)
    answers = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = ImportDraftQuerySet.as_manager()
    KEPT_FOR = datetime.timedelta(days=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "user"], name="import_one_a_person")]

    def __str__(self) -> str:
        return f"{self.file_name} for {self.plan}"

    @property
    def reason(self) -> str:
        """What history says of every change that it brings."""
        return f"From the spreadsheet {self.file_name}"

    @property
    def said(self) -> str:
        """A digest of the spreadsheet and all that was said of it: another one where any of it is another."""
        return self.said_by("sheet", "heading_row", "columns", "answers")

    def said_by(self, *names: str) -> str:
        """The same of these answers alone, whatever was said of the others."""
        told = [self.pk, self.sha256, self.plan_state, str(self.printed_on), *(getattr(self, name) for name in names)]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
