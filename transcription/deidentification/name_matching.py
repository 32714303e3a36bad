"""What is known before a line is read: the names of this interview, and what the whole transcript tells. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from transcription.deidentification import lexicon
from transcription.deidentification.kinds import Known
from transcription.deidentification.near_spelling import (
    forms_of,
    is_compound,
    is_near,
    is_pet_name,
    sound,
    without_genitive,
)

NOT_IN_NAMES = frozenset({"och", "skola", "skolan", "förskolan", "förskola"})


@dataclass(frozen=True)
class Names:
    """What is known before a line is read: the interview's names, and what the whole transcript tells."""

    known: Sequence[Known] = ()
    seen: frozenset[str] = frozenset()
    """Names found inside sentences of the transcript, in base form."""
    small: frozenset[str] = frozenset()
    """Words that stand in lower case somewhere in the transcript: no names, where nothing else says so."""
    _surely: dict[str, Known] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Spell out the forms of every known name once."""
        for one in self.known:
            for part in parts_of(one.name):
                for form in forms_of(part):
                    self._surely.setdefault(form, one)
        for one in self.known:  # the name itself outranks a short form of another
            for part in parts_of(one.name):
                self._surely[part.casefold()] = one

    def surely(self, word: str) -> Known | None:
        """The known name that the word is, in any case, in the genitive or as a short form."""
        return self._surely.get(word.casefold()) or self._surely.get(without_genitive(word).casefold())

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


def parts_of(name: str) -> list[str]:
    """The single words of a name that may stand alone in talk."""
    return [part for part in name.replace(",", " ").split() if len(part) > 1 and part.casefold() not in NOT_IN_NAMES]
