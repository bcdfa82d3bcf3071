"""How tests sign in: through the page, as a browser does."""

from typing import Any

from django.test import Client

from tests.world import PASSWORD

SIGN_IN = {"login": "olive@portal.example", "password": PASSWORD}


def sign_in(client: Client, **fields: str) -> Any:
    """Olive signs in, or whoever the fields name."""
    return client.post("/sign-in/", SIGN_IN | fields)


def is_signed_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def gets_in(client: Client, **fields: str) -> bool:
    sign_in(client, **fields)
    return is_signed_in(client)
