"""Who is meant by the leads that a source prints: an exact name or e-mail address, else nobody."""

from collections.abc import Iterable, Mapping, Sequence

from accounts.models import User


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


def folded(words: str) -> str:
    """Words as they are compared: spaces and capitals aside."""
    return " ".join(words.casefold().split())
