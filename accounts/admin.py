"""People, organisations and granted roles in the Django admin.

The lists are Django's. What is added or changed goes through a service, on a page with the portal's own form, so that
text is kept, two people at once are told, and the history says why.
"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from accounts import admin_views as pages
from accounts.models import Organisation, RoleGrant, User
from audit.admin import AuditedAdmin


class ServiceAdmin(AuditedAdmin):
    """An audited admin that names the pages on which services add and change its records."""

    add_page: Any
    change_page: Any

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form page; Django's own, read-only, for those who may only look."""
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return type(self).add_page(request)
        if not self.has_change_permission(request):
            return super().changeform_view(request, object_id, form_url, extra_context)
        return type(self).change_page(request, self._record(request, object_id))

    def _may(self, request: HttpRequest, what: str) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.{what}_{self.opts.model_name}")

    def _record(self, request: HttpRequest, object_id: str) -> Any:
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404("There is no such record.")
        return record

    def _page(self, name: str, view: Any, address: str = "<path:object_id>/") -> URLPattern:
        """A further page about one record, for those who may change it."""

        def page(request: HttpRequest, object_id: str) -> HttpResponse:
            if not self.has_change_permission(request):
                raise PermissionDenied
            return view(request, self._record(request, object_id))

        return path(f"{address}{name}/", self.admin_site.admin_view(page), name=f"{self.opts.model_name}-{name}")


@admin.register(User)
class UserAdmin(ServiceAdmin):
    """People; passwords are not shown."""

    list_display = ("name", "email", "job_title", "organisation", "is_active")
    list_filter = ("is_active", "organisation")
    list_select_related = ("organisation",)
    search_fields = ("name", "email")
    fields = ("name", "email", "job_title", "organisation", "is_active", "is_demonstration")
    add_page = pages.invite
    change_page = pages.change_person

    def get_urls(self) -> list[URLPattern]:
        return [
            path("access.csv", self._list(pages.who_has_access_csv), name="who-has-access-csv"),
            path("access/", self._list(pages.who_has_access), name="who-has-access"),
            self._page("invite", pages.invite_again),
            self._page("close", pages.close_account),
            self._page("open", pages.open_account),
            *super().get_urls(),
        ]

    def histories(self, record: User, user: Any) -> list[QuerySet]:
        """With the person's own: every role that they were granted, how its last day moved, and how it ended."""
        granted = RoleGrant.history.filter(user_id=record.pk)
        return [*super().histories(record, user), RoleGrant.visible_history(granted, user)]

    def _list(self, view: Any) -> Any:
        """A further page about all people, for those who may see them."""

        def page(request: HttpRequest) -> HttpResponse:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(request)

        return self.admin_site.admin_view(page)


@admin.register(Organisation)
class OrganisationAdmin(ServiceAdmin):
    """Partner organisations."""

    list_display = ("name", "short_name", "sector", "is_active")
    list_filter = ("sector", "is_active")
    search_fields = ("name", "short_name")
    fields = ("name", "short_name", "sector", "is_active", "is_demonstration")
    add_page = pages.add_organisation
    change_page = pages.change_organisation


@admin.register(RoleGrant)
class RoleGrantAdmin(ServiceAdmin):
    """Granted roles and when they end."""

    list_display = ("user", "role", "until_on")
    list_filter = ("role",)
    list_select_related = ("user",)
    fields = ("user", "role", "until_on")
    add_page = pages.grant
    change_page = pages.move_end

    def get_urls(self) -> list[URLPattern]:
        return [self._page("end", pages.end), *super().get_urls()]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form page; of a role that has been taken away, its history."""
        has_ended = object_id is not None and self.get_object(request, object_id) is None and self.removed(object_id)
        if has_ended and self.has_view_permission(request):
            return redirect("admin:accounts_rolegrant_history", object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)
