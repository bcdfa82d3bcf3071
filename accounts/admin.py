"""People, organisations and roles in the Django admin: to look at, with their history."""

from django.contrib import admin

from accounts.models import Organisation, RoleGrant, User
from audit.admin import AuditedAdmin


@admin.register(User)
class UserAdmin(AuditedAdmin):
    """People; passwords are not shown."""

    list_display = ("name", "email", "job_title", "organisation", "is_active")
    list_filter = ("is_active", "organisation")
    list_select_related = ("organisation",)
    search_fields = ("name", "email")
    fields = ("name", "email", "job_title", "organisation", "is_active", "is_demonstration")


@admin.register(Organisation)
class OrganisationAdmin(AuditedAdmin):
    """Partner organisations."""

    list_display = ("name", "short_name", "sector", "is_active")
    list_filter = ("sector", "is_active")
    search_fields = ("name", "short_name")
    fields = ("name", "short_name", "sector", "is_active", "is_demonstration")


@admin.register(RoleGrant)
class RoleGrantAdmin(AuditedAdmin):
    """Granted roles and when they end."""

    list_display = ("user", "role", "until_on")
    list_filter = ("role",)
    list_select_related = ("user",)
    fields = ("user", "role", "until_on")
