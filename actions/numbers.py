"""How many actions, and how many sub-actions apart from them."""

from typing import NamedTuple

from actions.flags import counted


class Numbers(NamedTuple):
    """Counts of a list; `href` leads to it where they stand somewhere else."""

    actions: int = 0
    sub_actions: int = 0
    href: str = ""

    @property
    def all(self) -> int:
        return self.actions + self.sub_actions

    @property
    def apart(self) -> str:
        """ "1 sub-action"; empty where there is none."""
        return counted(self.sub_actions, "sub-action") if self.sub_actions else ""

    def __str__(self) -> str:
        """ "11 actions and 1 sub-action"."""
        if self.apart and not self.actions:
            return self.apart
        return " and ".join(filter(None, (counted(self.actions, "action"), self.apart)))
