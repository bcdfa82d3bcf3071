"""A line of what changed, as a pack and a bundle tell it."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Line:
    """A change: of what, from what to what, when and by which post as far as that is known, and why."""

    reference: str
    what: str
    when: str = ""
    why: str = ""
