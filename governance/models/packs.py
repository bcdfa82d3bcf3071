"""Packs for meetings, frozen when papers go out: what they said and their files."""

from typing import Self

from django.db import models

from audit.models import AppendOnlyModel, GuardedQuerySet
from governance.models.meetings import Meeting
from governance.models.reports import Format


class PackQuerySet(GuardedQuerySet):
    """Packs."""

    def for_list(self) -> Self:
        """Without what they say."""
        return self.defer("content")


class Pack(AppendOnlyModel):
    """The pack that went out with the papers of a meeting: its content in canonical form, for ever.

    Papers that were taken back and sent again have another; the newest counts. `agenda_to` is the newest row of the
    agendas' history that it tells of, `exempt_items` the ids of the items that were exempt, with commas: with both it
    is built again from history as it was.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="packs")
    number = models.PositiveSmallIntegerField()
    as_at = models.DateTimeField()
    schema = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    agenda_to = models.PositiveBigIntegerField()
    exempt_items = models.TextField(blank=True, default="")

    objects = PackQuerySet.as_manager()

    class Meta(AppendOnlyModel.Meta):
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="pack_unique")]

    def __str__(self) -> str:
        return f"pack {self.number} for the meeting of {self.meeting.date}"

    @property
    def exempt(self) -> frozenset[int]:
        """The ids of the items that were exempt when it was frozen."""
        return frozenset(int(pk) for pk in self.exempt_items.split(",") if pk)


class PackFile(AppendOnlyModel):
    """A pack in one format: a download is these bytes."""

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="files")
    format = models.CharField(max_length=4, choices=Format)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta(AppendOnlyModel.Meta):
        verbose_name = "file of a pack"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["pack", "format"], name="pack_file_unique")]

    def __str__(self) -> str:
        return f"{self.get_format_display()} of {self.pack}"
