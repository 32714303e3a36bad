"""In which languages a letter can be had, and how far each translation has come.

The rule of the house: a text that nobody has checked is never shown to a child or a guardian.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interview_guides.errors import ContentError
from interview_guides.letter_languages import Language, Translation, TranslationState
from interview_guides.letters import Audience, Checked, Letter
from interview_guides.translations import PLACES, PlaceNames
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
class TextProgress:
    """How far one letter, or the names of places, has come in a language. `name` is that of its file."""

    name: str
    state: TranslationState
    checked: Checked | None = None
    why_broken: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a language has come: a row for each Swedish letter, those to guardians first, and one for the places.

    `is_own`: the program itself speaks it, so that nothing is to be translated.
    """

    language: Language
    texts: Sequence[TextProgress]
    is_own: bool

    def find(self, name: str) -> TextProgress | None:
        """The row of one text."""
        return next((one for one in self.texts if one.name == name), None)


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
    """Every language of letters, with the state of each text."""
    return [_progress(one) for one in content.current().languages]


def get_progress(code: str) -> Progress:
    """How far one language has come that can be translated into. Raises `NotFound` for our own and unknown ones."""
    found = next((one for one in list_progress() if one.language.code == code and not one.is_own), None)
    if found is None:
        raise NotFound
    return found


def get_translation(code: str) -> Translation:
    """What lies in the folder of a language that the program does not speak, checked or not."""
    return content.TRANSLATIONS.get().get(code, Translation())


def _progress(language: Language) -> Progress:
    swedish = content.in_language("sv")
    letters = sorted(swedish.letters, key=lambda each: (each.audience is not Audience.GUARDIAN, each.age_from))
    if language.code in LANGUAGES:
        own = _of_program(language)
        rows = [TextProgress(each.id, _own_state(own.find_letter(each.id))) for each in letters]
        return Progress(language, [*rows, TextProgress(PLACES, TranslationState.CHECKED)], is_own=True)
    made = get_translation(language.code)
    rows = [_row(made, each.id, made.state_of(each), made.find_letter(each.id)) for each in letters]
    places = _row(made, PLACES, made.state_of_places(swedish.places), made.places)
    return Progress(language, [*rows, places], is_own=False)


def _row(made: Translation, name: str, state: TranslationState, found: Letter | PlaceNames | None) -> TextProgress:
    return TextProgress(name, state, found.checked if found else None, made.broken.get(name, ""))


def _own_state(letter: Letter | None) -> TranslationState:
    return TranslationState.CHECKED if letter else TranslationState.MISSING


def _language(language: Language) -> LetterLanguage:
    if language.code in LANGUAGES:
        return _of_program(language)
    made, swedish = get_translation(language.code), content.in_language("sv")
    checked = (each for each in swedish.letters if made.state_of(each) is TranslationState.CHECKED)
    letters = tuple(found for each in checked if (found := made.find_letter(each.id)))
    has_places = made.places and made.state_of_places(swedish.places) is TranslationState.CHECKED
    names = {place.code: place.name for place in made.places.places} if made.places and has_places else {}
    return LetterLanguage(language, letters, names)


def _of_program(language: Language) -> LetterLanguage:
    """A language of the program itself. Where a unit's own Swedish letter stands in for the English, there is none."""
    here, swedish = content.in_language(language.code), content.in_language("sv")
    own = tuple(letter for letter in here.letters if language.code == "sv" or letter not in swedish.letters)
    return LetterLanguage(language, own, {place.code: place.name for place in here.places})
