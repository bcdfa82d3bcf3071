"""Addresses of sign-in, and of pages about people.

The sign-in library's views stand one by one under our addresses: what is not listed does not exist.
"""

from allauth.account import views as allauth
from django.urls import path, re_path

from accounts import views
from accounts.password_reset import ResetPasswordView

urlpatterns = [
    path("sign-in/", views.SignInView.as_view(), name="account_login"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/reset/", ResetPasswordView.as_view(), name="account_reset_password"),
    path("password/reset/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    # The key has hyphens of its own: the number before it must not swallow them.
    re_path(
        r"password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("account/inactive/", allauth.account_inactive, name="account_inactive"),
    path("me/", views.me, name="me"),
    path("roles/", views.roles, name="roles"),
]
