"""Who is meant by the leads that a source prints: an exact name or e-mail address, else nobody."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accounts.models import User
from actions.importing.leads import split


class Known:
    """Everybody who may lead, by name and e-mail address. Namesakes are nobody: no name tells which."""

    def __init__(self, people: Iterable[User]) -> None:
        found: dict[str, User | None] = {}
        for person in people:
            for words in (person.name, person.email):
                key = folded(words)
                found[key] = None if key in found and found[key] != person else person
        self.people: Mapping[str, User | None] = found

    def all_of(self, printed: str, parts: Sequence[str]) -> list[User]:
        """The people whom a cell names, in its order, each once."""
        whole = self.people.get(folded(printed))
        named = [whole] if whole is not None else [self.people.get(folded(part)) for part in parts]
        return list(dict.fromkeys(person for person in named if person is not None))


def all_named(printed: str, people: Iterable[Any]) -> bool:
    """Whether a cell of leads says no more than these people, who have a name and may have an e-mail address."""
    words = {folded(one) for person in people for one in (person.name, getattr(person, "email", ""))}
    return folded(printed) in words or all(folded(part) in words for part in split(printed))


def more_printed(printed: str, people: Sequence[Any]) -> str:
    """A cell of several leads that says more than the people who are named; empty where it does not.

    A single one has been found in a person, whatever it says.
    """
    return printed if len(split(printed)) > 1 and not all_named(printed, people) else ""


def folded(words: str) -> str:
    """Words as they are compared: spaces and capitals aside."""
    return " ".join(words.casefold().split())
