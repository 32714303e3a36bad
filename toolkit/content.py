"""The guides, letters, surveys and words of this installation, in the language that is spoken."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from interview_guides import letter_languages, loader
from interview_guides.content import Content
from interview_guides.errors import ContentError
from interview_guides.letter_languages import Translation
from toolkit import language
from toolkit.config import Settings
from toolkit.errors import N_, Misconfigured
from toolkit.installation import Held, Installation

CONTENT: Held[Mapping[str, Content]] = Held("its content in every language")
TRANSLATIONS: Held[Mapping[str, Translation]] = Held("the letters in languages that the program itself does not speak")


def put(settings: Settings, into: Installation) -> None:
    """Read everything for an installation. Raises `Misconfigured` naming the file and the key that is broken."""
    read = load(settings)
    CONTENT.put(read, into)
    TRANSLATIONS.put(load_translations(settings, read["sv"]), into)


def load(settings: Settings) -> Mapping[str, Content]:
    """All content in every language, for `CONTENT`.

    Raises `Misconfigured` naming the file and the key of a local file that is broken.
    """
    folder = settings.local_content if settings.local_content.is_dir() else None
    try:
        return {code: _load(folder, code) for code in language.LANGUAGES}
    except ContentError as error:
        raise Misconfigured(N_("The local content cannot be used. %(why)s"), why=str(error)) from error


def load_translations(settings: Settings, swedish: Content) -> Mapping[str, Translation]:
    """The translated letters of every other language, for `TRANSLATIONS`. One that is broken is named in it."""
    folder = settings.local_content if settings.local_content.is_dir() else None
    others = [each.code for each in swedish.languages if each.code not in language.LANGUAGES]
    return {code: letter_languages.load(folder, code, swedish=swedish.letters) for code in others}


def current() -> Content:
    """The content in the language that is spoken: of the request, or of a block that forces one; Swedish otherwise."""
    return in_language(language.spoken_now())


def in_language(code: str) -> Content:
    """The content in one language."""
    return CONTENT.get()[code]


def _load(folder: Path | None, code: str) -> Content:
    """What ships with the program cannot change while it runs: it is read once. A local folder is read anew."""
    return loader.load(folder, language=code) if folder else _shipped(code)


@cache
def _shipped(code: str) -> Content:
    return loader.load(language=code)
