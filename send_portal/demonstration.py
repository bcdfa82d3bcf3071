"""The accounts with which one tries a demonstration: said at the start and on the sign-in page."""

from django.conf import settings

ACCOUNTS = {
    "officer@demo.example": "leads actions, and has updates to give",
    "officer2@demo.example": "leads other actions",
    "deputy@demo.example": "gives updates for the first officer",
    "sro@demo.example": "senior responsible officer",
    "member@demo.example": "member of the partnership",
    "chair@demo.example": "chairs the partnership",
    "coordinator@demo.example": "co-ordinates: may enter any update",
    "admin@demo.example": "administers people and roles",
    "reader@demo.example": "reads, until an end date",
}
BEFORE_A_PLAN = {
    "coordinator@demo.example": "co-ordinates: sets up plans",
    "admin@demo.example": "administers people and roles",
    "officer@demo.example": "may be named as a lead",
    "deputy@demo.example": "may be named as a deputy",
    "sro@demo.example": "may be named as senior responsible officer",
    "member@demo.example": "reads",
}


def accounts() -> dict[str, str]:
    """Addresses to sign in with, and what each is for in the demonstration that runs."""
    return ACCOUNTS if settings.PORTAL_PLAN == "first" else BEFORE_A_PLAN
