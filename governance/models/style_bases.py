"""The Word files whose look and letterhead a body's papers take."""

from django.db import models

from audit.models import AppendOnlyModel


class StyleBase(AppendOnlyModel):
    """A .docx file that was uploaded for a house style. The style points to the one in use; an old one never goes."""

    name = models.CharField(max_length=120)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta(AppendOnlyModel.Meta):
        verbose_name = "Word file of a house style"
        verbose_name_plural = "Word files of house styles"

    def __str__(self) -> str:
        return f"Word file “{self.name}”"
