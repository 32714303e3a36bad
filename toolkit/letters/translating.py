"""Having a text translated: the file for the translator, and from the filled-in file the one that the program reads.

Nothing is kept here. Who runs the installation puts the file into the language's folder, and it holds from the next
start, so that a text reaches a child or a guardian only by the hands of people.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from interview_guides import translations, wrong_language
from interview_guides.content import Content
from interview_guides.letter_languages import Language
from interview_guides.letters import Letter
from interview_guides.translations import PLACES, Fault, Misfit
from interview_guides.wrong_language import Wording
from toolkit import clock, content
from toolkit.errors import N_, InvalidInput, NotFound
from toolkit.language import gettext as _
from toolkit.letters import languages, translation_sheet
from toolkit.letters.languages import TextProgress
from toolkit.letters.translation_sheet import FilledIn, Sheet

LATER = N_("Write a day that has passed.")
OTHER_LANGUAGE = N_("The file is for another language: %(language)s. Upload the one that you downloaded here.")
OTHER_TEXT = N_("The Swedish in the file belongs to another text. Upload the one that you downloaded here.")


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
                "The program fills in the words in braces, such as %(sample)s. Keep them, where they fit.",
                sample="{place}",
            ),
            _("In [[one|another]] the program picks one. Translate both, and keep the signs [[, | and ]]."),
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


def make_file(task: Task, data: bytes, *, by: str, on: date, right: Collection[str] = ()) -> Made:
    """The file for the program, which says that `by` has checked it.

    What seems to be in another language is a fault, unless it is among the marks in `right`: there somebody has said
    that it is right. Raises `InvalidInput` for what is no such file, or is one of another language or text.
    """
    if on > clock.today():
        raise InvalidInput(LATER, field="on")
    filled_in = translation_sheet.read(data)
    _require_of(task, filled_in)
    faults = _list_faults(task, filled_in)
    said = {fault.key for fault in faults if fault.may_be_right and fault.mark in right}
    if any(fault.key not in said for fault in faults):
        return Made("", faults)
    said_right = tuple(key for key in task.texts if key in said)
    if task.letter is None:
        places = content.in_language("sv").places
        return Made(translations.places_file(places, filled_in.texts, by=by, on=on, said_right=said_right), ())
    return Made(translations.letter_file(task.letter, filled_in.texts, by=by, on=on, said_right=said_right), ())


def _require_of(task: Task, filled_in: FilledIn) -> None:
    """The file was made for this language and of this text."""
    others = (one for one in content.current().languages if one.code != task.language.code)
    other = next((one for one in others if one.own_name.casefold() == filled_in.own_name.casefold()), None)
    if other is not None:
        raise InvalidInput(OTHER_LANGUAGE, field="file", language=other.name)
    unknown = filled_in.swedish.keys() - task.texts.keys()
    if len(unknown) * 2 > len(filled_in.swedish) or len(_list_changed(task, filled_in)) * 2 > len(task.texts):
        raise InvalidInput(OTHER_TEXT, field="file")


def _list_changed(task: Task, filled_in: FilledIn) -> Sequence[str]:
    """The keys of texts that were translated from another Swedish than the one that holds."""
    words = wrong_language.list_words
    return [
        key for key, text in task.texts.items() if (read := filled_in.swedish.get(key)) and words(read) != words(text)
    ]


def _list_faults(task: Task, filled_in: FilledIn) -> Sequence[Fault]:
    """What is to be mended or said to be right: one thing for each text, in reading order."""
    texts, english = filled_in.texts, content.in_language("en")
    changed = [
        Fault(key, Misfit.OTHER_SWEDISH, task.texts[key], texts.get(key, ""), may_be_right=True)
        for key in _list_changed(task, filled_in)
    ]
    suspects = wrong_language.list_suspects(
        texts,
        language=task.language,
        swedish=_wording(content.in_language("sv"), task),
        english=_wording(english, task),
    )
    found = {fault.key: fault for fault in (*changed, *suspects, *translations.list_faults(task.texts, texts))}
    return [found[key] for key in task.texts if key in found]


def _wording(words: Content, task: Task) -> Wording:
    texts = (
        translations.texts_of(words.letter(task.name)) if task.letter else translations.texts_of_places(words.places)
    )
    return wrong_language.wording_of(texts, words)
