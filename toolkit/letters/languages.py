"""In which languages a letter can be had, and how far each translation has come.

The rule of the house: a text that nobody has checked is never shown to a child or a guardian.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interview_guides import letter_languages
from interview_guides.errors import ContentError
from interview_guides.letter_languages import Language, Translation, TranslationState
from interview_guides.letters import Audience, Letter
from toolkit import content
from toolkit.errors import NotFound
from toolkit.language import LANGUAGES


@dataclass(frozen=True, slots=True)
class LetterLanguage:
    """A language, and what there is in it."""

    language: Language
    letters: tuple[Letter, ...]
    place_names: Mapping[str, str]

    @property
    def code(self) -> str:
        """Its code, such as «sv»."""
        return self.language.code

    @property
    def locale(self) -> str:
        """Its name for days and months."""
        return self.language.locale

    def place_name(self, code: str) -> str:
        """The words for a place; empty when the language has none."""
        return self.place_names.get(code, "")

    def find_letter(self, letter_id: str) -> Letter | None:
        """The letter, if it may be shown to somebody."""
        return next((letter for letter in self.letters if letter.id == letter_id), None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a language has come: for each Swedish letter, its translation, if there is one, and its state."""

    language: Language
    letters: Sequence[tuple[Letter, Letter | None, TranslationState]]


def list_offered(audience: Audience, *, age: int) -> Sequence[LetterLanguage]:
    """The languages in which the letter may be shown, Swedish first."""
    letter_id = content.in_language("sv").letter_for(audience, age=age).id
    return [one for one in map(_language, content.current().languages) if one.find_letter(letter_id)]


def choose(offered: Sequence[LetterLanguage], code: str) -> LetterLanguage:
    """The language with this code. Raises `NotFound` when the letter may not be shown in it."""
    found = next((one for one in offered if one.code == code), None)
    if found is None:
        raise NotFound
    return found


def letter_in(language: LetterLanguage, audience: Audience, *, age: int) -> Letter:
    """The letter, in a language that it may be shown in. Raises ContentError in another."""
    letter_id = content.in_language("sv").letter_for(audience, age=age).id
    found = language.find_letter(letter_id)
    if found is None:
        message = f"The letter {letter_id} may not be shown in {language.code}."
        raise ContentError(message)
    return found


def list_progress() -> Sequence[Progress]:
    """Every language but Swedish, with the state of each letter."""
    swedish = content.in_language("sv").letters
    return [_progress(one, swedish) for one in content.current().languages if one.code != "sv"]


def _progress(language: Language, swedish: Sequence[Letter]) -> Progress:
    if language.code in LANGUAGES:  # the program's own, made with it
        own = {letter.id: letter for letter in _of_program(language).letters}
        rows = [(each, own.get(each.id), _own_state(own.get(each.id))) for each in swedish]
    else:
        made = _translation(language.code)
        rows = [(each, found := made.find_letter(each.id), letter_languages.state_of(found, each)) for each in swedish]
    return Progress(language, rows)


def _own_state(letter: Letter | None) -> TranslationState:
    return TranslationState.CHECKED if letter else TranslationState.MISSING


def _language(language: Language) -> LetterLanguage:
    if language.code in LANGUAGES:
        return _of_program(language)
    made = _translation(language.code)
    swedish = {letter.id: letter for letter in content.in_language("sv").letters}
    checked = [
        letter
        for letter in made.letters
        if letter_languages.state_of(letter, swedish[letter.id]) is TranslationState.CHECKED
    ]
    return LetterLanguage(language, tuple(checked), {place.code: place.name for place in made.places})


def _of_program(language: Language) -> LetterLanguage:
    """A language of the program itself. Where a unit's own Swedish letter stands in for the English, there is none."""
    here, swedish = content.in_language(language.code), content.in_language("sv")
    own = tuple(letter for letter in here.letters if language.code == "sv" or letter not in swedish.letters)
    return LetterLanguage(language, own, {place.code: place.name for place in here.places})


def _translation(code: str) -> Translation:
    return content.TRANSLATIONS.get().get(code, Translation())
