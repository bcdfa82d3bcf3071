"""The partnership: what stands above the plan. Home page, loading a plan, the demonstration."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "Partnership"

    def ready(self) -> None:
        """Add what the partnership tells to the pages of actions, and its meetings to the moments of a plan."""
        # Models are there only now.
        from actions import panels
        from actions.as_at import moments
        from governance.as_at_meetings import held_meetings, meeting_moment, pack_moment
        from governance.panels import asked_and_discussed, for_me, last_ask, resolved, resolved_since

        panels.of_action += [asked_and_discussed, resolved]
        panels.of_update += [last_ask, resolved_since]
        panels.of_person += [for_me]
        moments.named += [meeting_moment, pack_moment]
        moments.offered += [held_meetings]
