"""The admin of an audited model: it shows, and changes nothing unless it names a service."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse

from audit.describe import entries
from audit.models import AuditedModel
from design.fields import whole_number

LARGEST = 999_999_999


class AuditedAdmin(admin.ModelAdmin):
    """Read-only; its history page shows our own history in words and refuses everything but GET."""

    actions: Any = None
    list_per_page = 50

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what the filters beside the list offer: an address that asks for more reads fields nobody shows."""
        return lookup in {f"{name}__{kind}" for name in self.list_filter for kind in ("exact", "id__exact", "isnull")}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The record, read-only; 404 where there is none that the person may see."""
        sought = object_id is not None and self.has_view_permission(request)
        if sought and self.get_object(request, object_id) is None:  # type: ignore[arg-type]
            raise Http404("There is no such record.")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def removed(self, object_id: str) -> AuditedModel | None:
        """The record as it last was, where a service has taken it away; only its history can be read."""
        pk = whole_number(object_id, 0, LARGEST)
        row = self.model.history.filter(id=pk, history_type="-").first() if pk is not None else None
        return row.as_instance() if row is not None else None

    def histories(self, record: Any, user: Any) -> list[QuerySet]:
        """The history rows that tell of the record, as far as the person may see them."""
        return [self.model.visible_history(self.model.history.filter(id=record.pk), user)]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every change of the record in words."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        record = self.get_object(request, object_id) or self.removed(object_id)
        if record is None:
            raise Http404("There is no such record.")
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {record}",
            "opts": self.opts,
            "object": record,
            "entries": entries(self.histories(record, request.user)),
        }
        return TemplateResponse(request, "audit/admin_history.html", context)
