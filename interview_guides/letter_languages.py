"""The languages that letters can be written in, and the translations that lie in a language's folder.

Swedish and English are the program's own. Every other language is a frame until somebody puts a translated letter into
its folder, with who has checked it: a text that nobody has checked is never shown to a child or a guardian.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from interview_guides import letter_checking, translations
from interview_guides.codes import Place
from interview_guides.errors import ContentError
from interview_guides.letters import Letter
from interview_guides.reading import Spot, read
from interview_guides.translations import PLACES, PlaceNames

SHIPPED = Path(__file__).parent


class TranslationState(StrEnum):
    """How far a text has come in a language."""

    CHECKED = "checked"
    OUTDATED = "outdated"  # the Swedish text is another one than the translation was checked against
    UNCHECKED = "unchecked"
    BROKEN = "broken"  # its file cannot be read, or does not say what the Swedish one says
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of letters. `locale` names it for days and months, as Unicode's CLDR does.

    `script` begins the Unicode names of its letters, such as ARABIC; `unused_letters` are of the script, and not of the
    language. Empty: nothing is known of it.
    """

    code: str
    name: str
    own_name: str
    locale: str
    right_to_left: bool = False
    script: str = ""
    unused_letters: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What lies in the folder of one language. `broken`: why a file cannot be used, by the name of what it is about."""

    letters: tuple[Letter, ...] = ()
    places: PlaceNames | None = None
    broken: Mapping[str, str] = field(default_factory=dict)

    def find_letter(self, letter_id: str) -> Letter | None:
        """The letter with this id, checked or not."""
        return next((letter for letter in self.letters if letter.id == letter_id), None)

    def state_of(self, swedish: Letter) -> TranslationState:
        """How far the translation of a Swedish letter has come."""
        found = self.find_letter(swedish.id)
        return self._state(swedish.id, found, translations.texts_of(swedish))

    def state_of_places(self, swedish: tuple[Place, ...]) -> TranslationState:
        """How far the names of places have come."""
        return self._state(PLACES, self.places, translations.texts_of_places(swedish))

    def _state(self, name: str, found: Letter | PlaceNames | None, swedish: Mapping[str, str]) -> TranslationState:
        if name in self.broken:
            return TranslationState.BROKEN
        if found is None:
            return TranslationState.MISSING
        if found.checked is None:
            return TranslationState.UNCHECKED
        is_of_these = found.checked.fingerprint == translations.fingerprint(swedish)
        return TranslationState.CHECKED if is_of_these else TranslationState.OUTDATED


def load(folder: Path | None, code: str, *, swedish: tuple[Letter, ...]) -> Translation:
    """The translations in `code`: those that ship, and those of a local folder before them.

    A file that cannot be used stops nothing: it is named among the broken, and its letter is shown to nobody.
    """
    found: dict[str, tuple[Path, str]] = {}
    for root in (SHIPPED, folder):
        for path in sorted((root / code).glob("*.yaml")) if root else ():
            found[path.stem] = (path, f"{code}/{path.name}")
    letters: list[Letter] = []
    places: PlaceNames | None = None
    broken: dict[str, str] = {}
    for stem, (path, name) in sorted(found.items()):
        try:
            if stem == PLACES:
                places = read(PlaceNames, path, name=name)
            else:
                letters.append(_read_letter(path, name, stem, swedish))
        except ContentError as error:
            broken[stem] = str(error)
    return Translation(letters=tuple(letters), places=places, broken=broken)


def _read_letter(path: Path, name: str, stem: str, swedish: tuple[Letter, ...]) -> Letter:
    """A translated letter, held to the Swedish one: it says the same things in the same order."""
    original = next((letter for letter in swedish if letter.id == stem), None)
    if original is None:
        known = ", ".join(f"{letter.id}.yaml" for letter in swedish)
        message = f"{name} is not a letter that can be translated; they are: {known}, and {PLACES}.yaml."
        raise ContentError(message)
    letter: Letter = read(Letter, path, name=name)
    if letter.checked and letter.checked.fingerprint != translations.fingerprint(translations.texts_of(original)):
        return letter  # of another Swedish letter, as after an upgrade: it is shown to nobody, whatever it says
    spot = Spot(name)
    letter_checking.check(letter, spot)
    for key, ours, theirs in _differences(original, letter):
        spot.at(key).fail(f"is {theirs} but is {ours} in the Swedish letter")
    return letter


def _differences(original: Letter, letter: Letter) -> Iterator[tuple[str, Any, Any]]:
    """What has to be the same in every language and is not: key, the Swedish, the other."""
    same = (
        ("id", original.id, letter.id),
        ("audience", str(original.audience), str(letter.audience)),
        ("age_from", original.age_from, letter.age_from),
        ("age_to", original.age_to, letter.age_to),
        ("sections", _ids(original), _ids(letter)),
        ("sections", sorted(original.placeholders), sorted(letter.placeholders)),
        ("slip.asks", _answers(original), _answers(letter)),
        ("slip.signers", len(original.slip.signers), len(letter.slip.signers)),
    )
    return ((key, ours, theirs) for key, ours, theirs in same if ours != theirs)


def _ids(letter: Letter) -> list[str]:
    return [section.id for section in letter.sections]


def _answers(letter: Letter) -> list[int]:
    return [len(ask.answers) for ask in letter.slip.asks]
