"""Swedish and English: the catalogues (one PO file per room, read at start) and how dates and errors are said.

There are no compiled catalogues and no build step: a translator edits `templates/translations/<language>/<room>.po`.
`python -m toolkit.catalogues sync` adds the messages that a catalogue lacks.
"""

import io
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import flask_babel
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request
from flask_babel import Babel, Domain, force_locale, format_date, format_datetime, format_decimal, get_locale

from toolkit import clock, cookies, spoken
from toolkit.config import ROOT
from toolkit.errors import HouseError

__all__ = ["force_locale", "format_date", "format_datetime", "get_locale", "gettext", "lazy_gettext", "ngettext"]

LANGUAGES: Mapping[str, str] = {"sv": "Svenska", "en": "English"}
COOKIE = "language"
CATALOGUES = ROOT / "templates" / "translations"
_UNTRANSLATED = NullTranslations()


def gettext(message: str, **values: object) -> str:
    """The message in the language of the request, its %(name)s places filled."""
    said = str(_spoken().gettext(message))
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Like `gettext`, in the form that goes with the number; %(num)d is the number."""
    return str(flask_babel.ngettext(one, many, num, **values))


def lazy_gettext(message: str, **values: object) -> Any:
    """Like `gettext`, looked up when it is shown: for what is written when a module is read."""
    return flask_babel.lazy_gettext(message, **values)


def _spoken() -> NullTranslations:
    """The catalogue of the language of the request. A page says a thousand messages: it is looked up once for them.

    It is kept where Flask-Babel keeps the language, under the name that `force_locale` puts aside.
    """
    try:
        known = g._flask_babel.babel_translations  # noqa: SLF001
    except (AttributeError, RuntimeError):
        known = None
    if known is None:
        known = flask_babel.get_translations()
        if g:
            g._flask_babel.babel_translations = known  # noqa: SLF001
    return known  # type: ignore[no-any-return]  # Flask-Babel has no types


class HouseDomain(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """Flask-Babel's domain, fed from PO files in memory."""

    def __init__(self, catalogues: Mapping[str, Translations]) -> None:
        super().__init__()
        self._catalogues = catalogues

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return self._catalogues.get(locale.language if locale else "", _UNTRANSLATED)


def install(app: Flask) -> None:
    """Teach the app both languages. Swedish is spoken unless the person chose English."""
    babel = Babel(
        app,
        default_locale="sv",
        default_timezone="Europe/Stockholm",
        locale_selector=chosen,
    )
    babel.domain_instance = HouseDomain({"sv": _translations("sv")})
    # Flask-Babel's own look the language up anew for every message.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # comes with Jinja's extension
        gettext=lambda message: _spoken().gettext(message),
        ngettext=lambda one, many, num: _spoken().ngettext(one, many, num),
        newstyle=True,
    )
    app.jinja_env.filters.update(
        day=day, full_day=full_day, span=span, day_and_time=day_and_time, clock_time=clock_time, month=month
    )
    app.jinja_env.filters.update(decimal=decimal, whole=whole)
    app.jinja_env.filters["spoken"] = lambda kept: spoken.name_of(kept, language=chosen())


def chosen() -> str:
    """The language of this request: the cookie that the switch sets, or Swedish."""
    if not request:
        return "sv"
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    language = request.cookies.get(cookies.named(COOKIE, secure=secure), "sv")
    return language if language in LANGUAGES else "sv"


def spoken_now() -> str:
    """The language that texts are told in: of the request, or the one that `force_locale` forces; Swedish otherwise."""
    locale = get_locale()
    return locale.language if locale is not None and locale.language in LANGUAGES else "sv"


def of_terminal(environment: Mapping[str, str]) -> str:
    """English for whoever has it in the terminal, and Swedish for everybody else."""
    named = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "en" if named.lower().startswith("en") else "sv"


def say_in(language: str, message: str, **values: object) -> str:
    """The message in a language that is named: for a command, which speaks also when there is no app."""
    said = message if language == "en" else str(_translations(language).gettext(message))
    return said % values if values else said


def say(error: HouseError) -> str:
    """The error's sentence in the language of the request, with its days in words."""
    values = {name: day(value) if isinstance(value, date) else value for name, value in error.values.items()}
    return gettext(error.message, **values)


def day(value: date | datetime) -> str:
    """«28 november», with the year when it is not this one."""
    on = _here(value)
    return str(format_date(value, "d MMMM" if on.year == clock.today().year else "d MMMM y"))


def full_day(value: date | datetime) -> str:
    """«28 november 2026»: on paper, and where several years stand together."""
    return str(format_date(_here(value), "d MMMM y"))


def _here(value: date | datetime) -> date:
    return value.astimezone(clock.LOCAL_ZONE).date() if isinstance(value, datetime) else value


def month(value: date) -> str:
    """«oktober 2026»."""
    return str(format_date(value, "MMMM y"))


def span(first: date, last: date) -> str:
    """«1 augusti till 31 december»: the year stands once at the end, or with both days where it is not the same."""
    if first.year == last.year:
        return str(_span_of(format_date(first, "d MMMM"), day(last)))
    return str(_span_of(format_date(first, "d MMMM y"), format_date(last, "d MMMM y")))


def _span_of(first: str, last: str) -> str:
    return first if first == last else gettext("%(first)s to %(last)s", first=first, last=last)


def day_and_time(value: datetime) -> str:
    """«28 november 15.30»."""
    return f"{day(value)} {clock_time(value)}"


def clock_time(value: datetime) -> str:
    """«15.30» in Swedish, "15:30" in English."""
    locale = get_locale()
    return str(format_datetime(value, "HH.mm" if locale and locale.language == "sv" else "HH:mm"))


def decimal(value: float) -> str:
    """«2,7» in Swedish, "2.7" in English: one decimal at most."""
    return str(format_decimal(round(value, 1)))


def whole(value: int) -> str:
    """«1 000» in Swedish, "1,000" in English."""
    return str(format_decimal(value))


def catalogue_files(language: str) -> list[Path]:
    """The PO files of a language, one per room, in order."""
    return sorted((CATALOGUES / language).glob("*.po"))


def read_catalogue(language: str) -> Catalog:
    """All rooms' messages of a language as one catalogue."""
    merged = Catalog(locale=language)
    for path in catalogue_files(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    merged[message.id] = message
    return merged


@cache
def _translations(language: str) -> Translations:
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return Translations(compiled)
