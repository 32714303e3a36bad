"""Letters to children and guardians, and the placeholders that are filled in before a letter is printed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from interview_guides.errors import ContentError

PLACEHOLDERS = {
    "interviewer": "the name of the interviewer",
    "interviewer_phone": "the interviewer's telephone number",
    "municipality": "the municipality",
    "unit": "the unit",
    "place": "where the interview is held",
    "date": "the day of the interview",
    "time": "the time of the interview",
    "minutes": "how many minutes the interview takes, about",
    "reply_by": "the last day to answer",
    "withdraw_by": "the day until which it is possible to change one's mind",
    "retention": "how long the recording is kept, in words",
    "contact_person": "somebody to ask who is not the interviewer",
    "phone": "the unit's telephone number",
    "email": "the unit's e-mail address",
    "controller": "the controller of the personal data, usually the board",
    "data_protection_officer": "the data protection officer, with a telephone number or address",
}
_BRACED = re.compile(r"\{([^{}]*)\}")


class Audience(StrEnum):
    """Who a letter is written to."""

    CHILD = "child"
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSection:
    """One thing that a letter says. `text` may hold placeholders such as {interviewer}."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter with placeholders, for children of `age_from` to `age_to` years (or their guardians)."""

    id: str
    version: int
    title: str
    audience: Audience
    age_from: int
    age_to: int
    greeting: str
    sections: tuple[LetterSection, ...]
    closing: str
    signature: str

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text of the letter with the key where it stands, in reading order."""
        yield "title", self.title
        yield "greeting", self.greeting
        for number, section in enumerate(self.sections):
            yield f"sections[{number}].heading", section.heading
            yield f"sections[{number}].text", section.text
        yield "closing", self.closing
        yield "signature", self.signature

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names of the placeholders that this letter uses, each once, in reading order."""
        return tuple(dict.fromkeys(name for _, text in self.texts() for name in _BRACED.findall(text)))


def list_odd_placeholders(text: str) -> tuple[str, ...]:
    """What stands in braces in the text without being a declared placeholder, and loose braces."""
    unknown = [f"{{{name}}}" for name in _BRACED.findall(text) if name not in PLACEHOLDERS]
    loose = [brace for brace in _BRACED.sub("", text) if brace in "{}"]
    return tuple(unknown + loose)


def fill(letter: Letter, values: Mapping[str, str], *, blank: str | None = None) -> Letter:
    """The letter with every placeholder replaced by its value, taken as it is. A value that is missing or
    empty becomes `blank` (a line to write on, for instance); without `blank` it raises ContentError."""
    missing = [name for name in letter.placeholders if not values.get(name)]
    if missing and blank is None:
        message = f"The letter {letter.id} needs a value for: {', '.join(missing)}."
        raise ContentError(message)

    def filled(text: str) -> str:
        return _BRACED.sub(lambda found: values.get(found[1]) or blank or "", text)

    sections = (replace(part, heading=filled(part.heading), text=filled(part.text)) for part in letter.sections)
    return replace(
        letter,
        title=filled(letter.title),
        greeting=filled(letter.greeting),
        sections=tuple(sections),
        closing=filled(letter.closing),
        signature=filled(letter.signature),
    )
