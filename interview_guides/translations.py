"""What is translated for letters in a language that the program does not speak: the letters, and the names of places.

A translation is held to the Swedish text that it was made of: the same sections, the same placeholders, the same
choices. Who has checked it is written into its file together with the fingerprint of that Swedish text, so that a
translation of other words than ours is known. Pure.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import yaml

from interview_guides.codes import Place
from interview_guides.letters import (
    Checked,
    Letter,
    list_choices,
    list_odd_placeholders,
    list_placeholders,
    list_unsure,
    rewrite,
)

PLACES = "places"
"""The name of the file with the names of places, beside the letters'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """A place, as it reads within a sentence after «we meet»."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNames:
    """The names of places in a language."""

    places: tuple[PlaceName, ...]
    checked: Checked | None = None


class Misfit(StrEnum):
    """Why a translated text cannot stand for the Swedish one."""

    MISSING = "missing"
    PLACEHOLDERS = "placeholders"  # those of the Swedish text are not all there, or there are others
    CHOICES = "choices"  # the choices are not as many, or have not as many alternatives
    BLANK = "blank"  # something that may be unknown stands where no choice helps
    SWEDISH = "swedish"  # it is the Swedish text, or in Swedish
    ENGLISH = "english"
    SCRIPT = "script"  # it is not in the script of the language
    LETTERS = "letters"  # it has letters that the language does not use
    OTHER_SWEDISH = "other_swedish"  # it was made of another Swedish text than the one that holds now


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that does not fit, by its key; `swedish` is the text that it stands for, `given` what came.

    `may_be_right`: somebody who has looked at it can say that it is right all the same.
    """

    key: str
    misfit: Misfit
    swedish: str
    given: str = ""
    may_be_right: bool = False

    @property
    def mark(self) -> str:
        """What somebody ticks who says that it is right: it holds for these words alone."""
        return f"{self.key}:{fingerprint({self.key: self.given})}"


def texts_of(letter: Letter) -> dict[str, str]:
    """What there is to translate in a letter, by key, in reading order."""
    return dict(letter.texts())


def texts_of_places(places: Iterable[Place]) -> dict[str, str]:
    """What there is to translate of the places, by code."""
    return {place.code: place.name for place in places}


def fingerprint(swedish: Mapping[str, str]) -> str:
    """A short name for exactly these texts. Another word, another fingerprint."""
    whole = "\x1e".join(f"{key}\x1f{text}" for key, text in swedish.items())
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def list_faults(swedish: Mapping[str, str], translated: Mapping[str, str]) -> Sequence[Fault]:
    """Everything that keeps these texts from standing for the Swedish ones, in reading order."""
    found = ((key, text, _find_misfit(text, translated.get(key, "").strip())) for key, text in swedish.items())
    return [Fault(key, misfit, text) for key, text, misfit in found if misfit]


def _find_misfit(swedish: str, translated: str) -> Misfit | None:
    if not translated:
        return Misfit.MISSING
    if list_odd_placeholders(translated) or set(list_placeholders(swedish)) != set(list_placeholders(translated)):
        return Misfit.PLACEHOLDERS
    if list_choices(swedish) != list_choices(translated):
        return Misfit.CHOICES
    return Misfit.BLANK if list_unsure(translated) else None


def letter_file(
    swedish: Letter, texts: Mapping[str, str], *, by: str, on: date, said_right: tuple[str, ...] = ()
) -> str:
    """The letter in other words, as the file that the program reads. `texts` has no faults, but for what is said to be
    right in the texts of these keys."""
    made = replace(rewrite(swedish, lambda key, _text: texts[key].strip()), checked=None)
    return _as_yaml(asdict(made), _checked(texts_of(swedish), by, on, said_right))


def places_file(
    places: Sequence[Place], texts: Mapping[str, str], *, by: str, on: date, said_right: tuple[str, ...] = ()
) -> str:
    """The names of places, as the file that the program reads. `texts` has no faults, as for a letter."""
    named = {"places": [{"code": place.code, "name": texts[place.code].strip()} for place in places]}
    return _as_yaml(named, _checked(texts_of_places(places), by, on, said_right))


def _checked(swedish: Mapping[str, str], by: str, on: date, said_right: tuple[str, ...]) -> dict[str, Any]:
    return asdict(Checked(by=by, on=on, fingerprint=fingerprint(swedish), said_right=said_right))


def _as_yaml(content: Mapping[str, Any], checked: Mapping[str, Any]) -> str:
    whole = {**content, "checked": checked}
    return yaml.safe_dump(dict(_plain(whole)), allow_unicode=True, sort_keys=False, width=120)


def _plain(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What YAML has words for; what is empty or left out stays out."""
    for key, value in content.items():
        if value not in (None, "", ()):
            yield key, _plain_value(value)


def _plain_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(_plain(value))
    if isinstance(value, list | tuple):
        return [_plain_value(each) for each in value]
    return str(value) if isinstance(value, StrEnum) else value
