"""What a change means to whoever reads what changed between two meetings; models say it of their fields."""

from django.db import models


class ChangeKind(models.TextChoices):
    """In the order in which a reader wants to know; the words are the headings."""

    DIFFERENCE = "difference", "Difference made"
    WORSE = "worse", "Got worse"
    ASKED = "asked", "Asked of us"
    BETTER = "better", "Got better"
    SAME = "same", "Neither better nor worse"
    COMPLETED = "completed", "Completed and closed"
    DATES = "dates", "Dates moved and proposed"
    PLACES = "places", "New, paused, withdrawn, replaced and back in the plan"
    BROUGHT_IN = "brought-in", "Brought in from a spreadsheet"
    WORDING = "wording", "Wording, people and measures"
    MILESTONES = "milestones", "Milestones met and missed"
    DECIDED = "decided", "Decided"
    MISTAKEN = "mistaken", "Decisions recorded by mistake"
    NOT_UPDATED = "not-updated", "Not updated"
    OTHER = "other", "Everything else"
