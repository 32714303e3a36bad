"""The guides, letters, surveys and words of this installation, in the language of the request."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from interview_guides import loader
from interview_guides.content import Content
from interview_guides.errors import ContentError
from toolkit import language
from toolkit.config import Settings
from toolkit.errors import N_, Misconfigured
from toolkit.installation import Held

CONTENT: Held[Mapping[str, Content]] = Held("its content in every language")


def load(settings: Settings) -> Mapping[str, Content]:
    """All content in every language, for `CONTENT`.

    Raises `Misconfigured` naming the file and the key of a local file that is broken.
    """
    folder = settings.local_content if settings.local_content.is_dir() else None
    try:
        return {code: _load(folder, code) for code in language.LANGUAGES}
    except ContentError as error:
        raise Misconfigured(N_("The local content cannot be used. %(why)s"), why=str(error)) from error


def current() -> Content:
    """The content in the language of the request; Swedish outside one."""
    return in_language(language.chosen())


def in_language(code: str) -> Content:
    """The content in one language."""
    return CONTENT.get()[code]


def _load(folder: Path | None, code: str) -> Content:
    """What ships with the program cannot change while it runs: it is read once. A local folder is read anew."""
    return loader.load(folder, language=code) if folder else _shipped(code)


@cache
def _shipped(code: str) -> Content:
    return loader.load(language=code)
