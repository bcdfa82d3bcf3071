"""What a person watches: an action, or a priority with all of its actions."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from actions.models.action import Action
from priorities.models import Priority


class WatchQuerySet(models.QuerySet):
    """Watches."""

    def of(self, user: models.Model) -> Self:
        """The person's own: nobody asks for anybody else's."""
        return self.filter(user=user.pk)

    def actions(self) -> models.QuerySet[Action]:
        """The actions that these watches name, themselves or by their priority."""
        return Action.objects.filter(
            Q(pk__in=self.filter(action__isnull=False).values("action"))
            | Q(priority__in=self.filter(priority__isnull=False).values("priority"))
        )


class Watch(models.Model):
    """That somebody wants to see what changes of one action or one priority. Theirs alone, and in no history."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="watches")
    action = models.ForeignKey(Action, models.PROTECT, null=True, blank=True, related_name="watches")
    priority = models.ForeignKey(Priority, models.PROTECT, null=True, blank=True, related_name="watches")

    objects = WatchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(action__isnull=True) ^ Q(priority__isnull=True), name="watch_of_one_thing"
            ),
            models.UniqueConstraint(fields=["user", "action"], name="watch_action_once"),
            models.UniqueConstraint(fields=["user", "priority"], name="watch_priority_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.action or self.priority}"
