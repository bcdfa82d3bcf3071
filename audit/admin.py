"""The admin of an audited model: it shows, and changes nothing unless it names a service."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse

from audit.describe import entries


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

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every change of the record in words."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404("There is no such record.")
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        rows = self.model.visible_history(self.model.history.filter(id=record.pk), request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {record}",
            "opts": self.opts,
            "object": record,
            "entries": entries([rows]),
        }
        return TemplateResponse(request, "audit/admin_history.html", context)
