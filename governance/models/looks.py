"""How far a person has read what changes."""

from django.conf import settings
from django.db import models


class Look(models.Model):
    """Up to which moment somebody has said that they have read what changed. Theirs alone, and in no history."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="look")
    looked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user}, {self.looked_at}"
