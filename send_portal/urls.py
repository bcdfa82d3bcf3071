"""Every address of the portal; each app brings its own."""

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from send_portal import health

# The admin has no sign-in of its own: a second door would have neither rate limit nor second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = settings.PORTAL_SERVICE_NAME
admin.site.index_title = "Administration"

urlpatterns = [
    path("health/live", health.health_live, name="health-live"),
    path("health/ready", health.health_ready, name="health-ready"),
    # The admin's own page would save a password outside ours.
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    # `plans/new/` before `plans/<slug>/`.
    path("", include("priorities.urls")),
    path("", include("notices.urls")),
    path("", include("governance.urls")),
    path("", include("actions.urls")),
    path("", include("design.urls")),
]

handler400 = "send_portal.faults.bad_request"
handler403 = "send_portal.faults.permission_denied"
handler404 = "send_portal.faults.page_not_found"
handler500 = "send_portal.faults.server_error"
