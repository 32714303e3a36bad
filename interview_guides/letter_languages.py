"""The languages that letters can be written in, and the translations that lie in a language's folder.

Swedish and English are the program's own. Every other language is a frame until somebody puts a translated letter into
its folder, with who has checked it: a text that nobody has checked is never shown to a child or a guardian.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from interview_guides import letter_checking
from interview_guides.codes import Place
from interview_guides.errors import ContentError
from interview_guides.letters import Letter
from interview_guides.reading import Spot, read

SHIPPED = Path(__file__).parent


class TranslationState(StrEnum):
    """How far a letter has come in a language."""

    CHECKED = "checked"
    OUTDATED = "outdated"  # the Swedish letter has changed since it was checked
    UNCHECKED = "unchecked"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of letters. `locale` names it for days and months, as Unicode's CLDR does."""

    code: str
    name: str
    own_name: str
    locale: str
    right_to_left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What lies in the folder of one language."""

    letters: tuple[Letter, ...] = ()
    places: tuple[Place, ...] = ()

    def find_letter(self, letter_id: str) -> Letter | None:
        """The letter with this id, checked or not."""
        return next((letter for letter in self.letters if letter.id == letter_id), None)


def state_of(translated: Letter | None, swedish: Letter) -> TranslationState:
    """How far the translation of a Swedish letter has come."""
    if translated is None:
        return TranslationState.MISSING
    if translated.checked is None:
        return TranslationState.UNCHECKED
    if translated.checked.swedish_version != swedish.version:
        return TranslationState.OUTDATED
    return TranslationState.CHECKED


def load(folder: Path | None, code: str, *, swedish: tuple[Letter, ...]) -> Translation:
    """The translations in `code`: those that ship, and those of a local folder before them. Raises ContentError."""
    found: dict[str, tuple[Path, str]] = {}
    for root in (SHIPPED, folder):
        for path in sorted((root / code).glob("*.yaml")) if root else ():
            found[path.stem] = (path, f"{code}/{path.name}")
    places = found.pop("places", None)
    return Translation(
        letters=tuple(_read_letter(path, name, stem, swedish) for stem, (path, name) in sorted(found.items())),
        places=_read(tuple[Place, ...], places) if places else (),
    )


def _read(kind: Any, source: tuple[Path, str]) -> Any:
    return read(kind, source[0], name=source[1])


def _read_letter(path: Path, name: str, stem: str, swedish: tuple[Letter, ...]) -> Letter:
    """A translated letter, held to the Swedish one: it says the same things in the same order."""
    original = next((letter for letter in swedish if letter.id == stem), None)
    if original is None:
        known = ", ".join(f"{letter.id}.yaml" for letter in swedish)
        message = f"{name} is not a letter that can be translated; they are: {known}, and places.yaml."
        raise ContentError(message)
    letter: Letter = _read(Letter, (path, name))
    spot = Spot(name)
    letter_checking.check(letter, spot)
    for key, ours, theirs in _shapes(original, letter):
        if ours != theirs:
            spot.at(key).fail(f"is {theirs} but is {ours} in the Swedish letter")
    return letter


def _shapes(original: Letter, letter: Letter) -> tuple[tuple[str, object, object], ...]:
    """What has to be the same in every language: key, the Swedish, the other."""
    return (
        ("id", original.id, letter.id),
        ("audience", str(original.audience), str(letter.audience)),
        ("age_from", original.age_from, letter.age_from),
        ("age_to", original.age_to, letter.age_to),
        ("sections", _ids(original), _ids(letter)),
        ("sections", sorted(original.placeholders), sorted(letter.placeholders)),
        ("slip.asks", _answers(original), _answers(letter)),
        ("slip.signers", len(original.slip.signers), len(letter.slip.signers)),
    )


def _ids(letter: Letter) -> list[str]:
    return [section.id for section in letter.sections]


def _answers(letter: Letter) -> list[int]:
    return [len(ask.answers) for ask in letter.slip.asks]
