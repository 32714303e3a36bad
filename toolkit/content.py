"""The guides, letters, surveys and words of this installation, in the language of the request."""

from functools import cache
from pathlib import Path

from flask import Flask, current_app

from interview_guides import loader
from interview_guides.content import Content
from interview_guides.errors import ContentError
from toolkit import language
from toolkit.config import Settings
from toolkit.errors import N_, Misconfigured

EXTENSION = "content"


def install(app: Flask, settings: Settings) -> None:
    """Read all content once. Raises `Misconfigured` naming the file and the key of a local file that is broken."""
    folder = settings.local_content if settings.local_content.is_dir() else None
    try:
        app.extensions[EXTENSION] = {code: _load(folder, code) for code in language.LANGUAGES}
    except ContentError as error:
        raise Misconfigured(N_("The local content cannot be used. %(why)s"), why=str(error)) from error


def current() -> Content:
    """The content in the language of the request; Swedish outside one."""
    return in_language(language.chosen())


def in_language(code: str) -> Content:
    """The content in one language."""
    found: Content = current_app.extensions[EXTENSION][code]
    return found


def _load(folder: Path | None, code: str) -> Content:
    """What ships with the program cannot change while it runs: it is read once. A local folder is read anew."""
    return loader.load(folder, language=code) if folder else _shipped(code)


@cache
def _shipped(code: str) -> Content:
    return loader.load(language=code)
