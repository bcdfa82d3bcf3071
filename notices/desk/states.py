"""How far an update has come."""

from django.db import models


class State(models.TextChoices):
    """The states of an update that is wanted. `MISSING` is all of them but the first: a filter, and no state."""

    RECEIVED = "received", "Received"
    MISSING = "missing", "Not received, all of them"
    DRAFT = "draft", "Draft begun"
    REMINDED = "reminded", "Reminded"
    RECORDED = "recorded", "No update received, recorded"
    NOTHING = "nothing", "Nothing yet"
