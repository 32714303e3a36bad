"""Having a text translated: the file for the translator, and from the filled-in file the one that the program reads.

Nothing is kept here. Who runs the installation puts the file into the language's folder, and it holds from the next
start, so that a text reaches a child or a guardian only by the hands of people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from interview_guides import translations
from interview_guides.letter_languages import Language
from interview_guides.letters import Letter
from interview_guides.translations import PLACES, Fault
from toolkit import clock, content
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.language import gettext as _
from toolkit.letters import languages, translation_sheet
from toolkit.letters.languages import TextProgress
from toolkit.letters.translation_sheet import Sheet

LATER = N_("Write a day that has been.")


@dataclass(frozen=True, slots=True)
class Task:
    """One text to have translated into one language. `letter` is None for the names of places.

    `texts` holds the Swedish by key, `translated` what there is in the language already.
    """

    language: Language
    progress: TextProgress
    letter: Letter | None
    texts: Mapping[str, str]
    translated: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name of the text's file, without its ending."""
        return self.progress.name

    @property
    def path(self) -> str:
        """Where the checked file belongs, within the data folder."""
        return f"content/{self.language.code}/{self.name}.yaml"


def get_task(code: str, name: str) -> Task:
    """Raises `NotFound` for a language or a text that is not there, or is the program's own."""
    language, swedish = languages.get_progress(code), content.in_language("sv")
    progress, made = language.find(name), languages.get_translation(code)
    if progress is None:
        raise NotFound
    if name == PLACES:
        named = {place.code: place.name for place in made.places.places} if made.places else {}
        return Task(language.language, progress, None, translations.texts_of_places(swedish.places), named)
    letter, there = swedish.letter(name), made.find_letter(name)
    texts = translations.texts_of(letter)
    return Task(language.language, progress, letter, texts, translations.texts_of(there) if there else {})


def write_sheet(task: Task, *, title: str) -> bytes:
    """The Word file for the translator, who reads Swedish: `title` and what we ask for are in the page's language."""
    sheet = Sheet(
        title=title,
        instructions=(
            _("Write the translation in the third column. Do not change the first two."),
            _(
                "The program fills in what stands in braces, such as %(sample)s. Keep it, where it fits.",
                sample="{place}",
            ),
            _("In [[one|another]] the program chooses one. Translate both, and keep the signs [[, | and ]]."),
            _("Write as simply as the Swedish does. Somebody else who knows both languages checks it afterwards."),
        ),
        columns=(_("Key"), _("Swedish"), task.language.own_name),
        texts=task.texts,
        translated=task.translated,
        language=task.language.code,
        right_to_left=task.language.right_to_left,
    )
    return translation_sheet.write(sheet, made_at=clock.now())


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a filled-in file: the file for the program, or what is to be mended first."""

    file: str
    faults: Sequence[Fault]


def make_file(task: Task, data: bytes, *, by: str, on: date) -> Made:
    """The file for the program, which says that `by` has checked it. Raises `InvalidInput` for what is no such file."""
    if on > clock.today():
        raise InvalidInput(LATER, field="on")
    texts = translation_sheet.read(data)
    faults = translations.list_faults(task.texts, texts)
    if faults:
        return Made("", faults)
    if task.letter is None:
        return Made(translations.places_file(content.in_language("sv").places, texts, by=by, on=on), ())
    return Made(translations.letter_file(task.letter, texts, by=by, on=on), ())
