"""Whom a worker can meet: how many children, of which ages, in which languages. The draw goes by it."""

from dataclasses import dataclass
from typing import Any

from toolkit import spoken
from toolkit.errors import N_, InvalidInput
from toolkit.people.models import Person

MOST = 20
FIELDS = ("languages", "capacity", "youngest", "oldest")


@dataclass(frozen=True, kw_only=True)
class Meets:
    """What is entered of a worker. `languages` are words with commas between; no age means any."""

    languages: str = ""
    capacity: int = 1
    youngest: int | None = None
    oldest: int | None = None

    def apply(self, person: Person) -> None:
        """Write it down. Raises `InvalidInput` beside the field that is wrong."""
        if not 1 <= self.capacity <= MOST:
            raise InvalidInput(N_("Write a number between 1 and 20."), field="capacity")
        if self.youngest is not None and self.oldest is not None and self.youngest > self.oldest:
            raise InvalidInput(N_("The youngest age must not be above the oldest."), field="oldest")
        person.languages = read_languages(self.languages)
        person.capacity, person.youngest, person.oldest = self.capacity, self.youngest, self.oldest


def read_languages(words: str) -> str:
    """The languages of a text as a person keeps them. Raises `InvalidInput` for a word that names none."""
    found = []
    for word in filter(None, map(str.strip, words.replace("|", ",").split(","))):
        language = spoken.find_language(word)
        if language is None:
            raise InvalidInput(spoken.UNKNOWN, field="languages", name=word[:60])
        found.append(language)
    return spoken.joined(found)


def split_off(values: dict[str, Any]) -> Meets:
    """Take what is about meeting children out of the values of a form."""
    return Meets(**{name: values.pop(name) for name in FIELDS})
