"""The names that are known to an interview, in all the forms in which somebody may say or write them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from transcription.deidentification import lexicon
from transcription.deidentification.kinds import Known
from transcription.deidentification.near_spelling import (
    forms_of,
    is_compound,
    is_near,
    is_pet_name,
    sound,
    without_accents,
    without_genitive,
)

NOT_IN_NAMES = frozenset({"och", "skola", "skolan", "förskolan", "förskola"})
SHORTEST_SPLIT = 5
"""Letters of a name that may be written as two words."""


@dataclass(frozen=True)
class Names:
    """The interview's names, every form of them spelled out once."""

    known: Sequence[Known] = ()
    _surely: dict[str, Known] = field(default_factory=dict)
    _asked: dict[str, Known | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Spell out the forms. A definite form that is a word is no form of the name: «alban» is not Alba."""
        for one in self.known:
            for part in parts_of(one.name):
                for form in forms_of(part):
                    if form == part.lower() or not form.endswith("n") or not lexicon.is_swedish(form):
                        self._surely.setdefault(form, one)
        for one in self.known:  # the name itself outranks a short form of another
            for part in parts_of(one.name):
                self._surely.setdefault(without_accents(part.casefold()), one)
                self._surely[part.casefold()] = one

    def surely(self, word: str) -> Known | None:
        """The known name that the word is, in any case, in the genitive or as a short form."""
        if word not in self._asked:
            whole, base = word.casefold(), without_genitive(word).casefold()
            found = self._surely.get(whole) or self._surely.get(base) or self._surely.get(without_accents(base))
            self._asked[word] = found
        return self._asked[word]

    def perhaps(self, word: str) -> Known | None:
        """The known name that the word sounds like, is a pet name of, or is built on."""
        other = lexicon.is_given(word) or lexicon.is_place(word)
        for one in self.known:
            for part in parts_of(one.name):
                if len(part) > 2 and sound(without_genitive(word)) == sound(part):
                    return one
                if not other and (is_near(word, part) or is_compound(word, part)):
                    return one
                if is_pet_name(without_genitive(word), part):
                    return one
        return None

    @cached_property
    def _long_parts(self) -> Sequence[str]:
        return [part for one in self.known for part in parts_of(one.name) if len(part) >= SHORTEST_SPLIT]

    def split(self, first: str, second: str) -> bool:
        """Whether two words are one name written apart: «Vil helm», «Tse Gay»; one that is known, or on the list."""
        whole = first + second
        if len(whole) < SHORTEST_SPLIT - 1:
            return False
        joined = whole.lower() in self._surely or any(is_near(whole, part) for part in self._long_parts)
        return (joined or self._is_listed_apart(first, second)) and not lexicon.is_swedish(whole.lower())

    def _is_listed_apart(self, first: str, second: str) -> bool:
        """Whether the two halves make a name on the lists. The lists are asked first: the dictionary is slow."""
        whole = first + second
        if len(whole) < SHORTEST_SPLIT or not lexicon.is_name_of_many(whole[:1].upper() + whole[1:].lower()):
            return False
        return (
            not lexicon.is_swedish(first.lower())
            or not lexicon.is_swedish(second.lower())
            or len(first) < 3
            or len(second) < 3
        )


def parts_of(name: str) -> list[str]:
    """The single words of a name that may stand alone in talk."""
    return [part for part in name.replace(",", " ").split() if len(part) > 1 and part.casefold() not in NOT_IN_NAMES]
