"""Letters to children and guardians, and how a letter is filled in, so that nothing in it is ever left blank.

A text holds placeholders, `{interviewer}`. What may be unknown stands in a choice, `[[We meet on {date}.|You choose
when we meet.]]`: the first alternative of which everything is known is taken, and the last one needs nothing that may
be missing. It may be empty.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from interview_guides.errors import ContentError

PLACEHOLDERS = {
    "interviewer": "the name of the interviewer",
    "unit": "the unit",
    "minutes": "how many minutes the interview takes, about",
    "interviewer_phone": "the interviewer's telephone number",
    "place": "where the interview is held, as it reads after «we meet»",
    "weekday": "the day of the week on which the interview is held",
    "date": "the day of the interview",
    "time": "the time of the interview",
    "reply_by": "the last day to answer, which is always to come",
    "report_from": "the day from which the report is written",
    "kept_months": "how many months the recording is kept at most, by the decision",
    "disposal_decision": "the name or number of the decision on disposal",
    "contact_person": "somebody to ask who is not the interviewer",
    "phone": "the unit's telephone number",
    "email": "the unit's e-mail address",
    "controller": "the controller of the personal data, usually the board",
    "data_protection_officer": "the data protection officer, with a telephone number or address",
}
SURE = frozenset({"interviewer", "unit", "minutes"})
"""What is known of every interview. Everything else stands in a choice."""

_BRACED = re.compile(r"\{([^{}]*)\}")
_CHOICE = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


class Audience(StrEnum):
    """Who a letter is written to."""

    CHILD = "child"
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSection:
    """One thing that a letter says, with a drawing beside it in the letters for the youngest."""

    id: str
    heading: str
    text: str
    drawing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One thing to answer on the slip, with the answers to put a cross at."""

    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplySlip:
    """What is signed and given back. `signers` are the lines to sign; a letter prints as many as have to."""

    heading: str
    lead: str
    asks: tuple[Ask, ...]
    child: str
    signers: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """Questions to talk about when the letter has been read, so that nobody says yes to what was not clear."""

    heading: str
    lead: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Who has made sure that a translation says what the Swedish letter of that version says, and when."""

    by: str
    on: date
    swedish_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter with placeholders, for children of `age_from` to `age_to` years (or their guardians).

    `checked` belongs to translations; the languages of the program itself need none.
    """

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
    slip: ReplySlip
    understood: Understood | None = None
    checked: Checked | None = None

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text of the letter with the key where it stands, in reading order."""
        yield "title", self.title
        yield "greeting", self.greeting
        for number, section in enumerate(self.sections):
            yield f"sections[{number}].heading", section.heading
            yield f"sections[{number}].text", section.text
        yield "closing", self.closing
        yield "signature", self.signature
        yield from self._slip_texts()
        if self.understood is not None:
            yield "understood.heading", self.understood.heading
            yield "understood.lead", self.understood.lead
            for number, question in enumerate(self.understood.questions):
                yield f"understood.questions[{number}]", question

    def _slip_texts(self) -> Iterator[tuple[str, str]]:
        yield "slip.heading", self.slip.heading
        yield "slip.lead", self.slip.lead
        for number, ask in enumerate(self.slip.asks):
            yield f"slip.asks[{number}].text", ask.text
            yield from ((f"slip.asks[{number}].answers[{n}]", answer) for n, answer in enumerate(ask.answers))
        yield "slip.child", self.slip.child
        yield from ((f"slip.signers[{n}]", signer) for n, signer in enumerate(self.slip.signers))
        yield "slip.day", self.slip.day

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names of the placeholders that this letter uses, each once, in reading order."""
        return tuple(dict.fromkeys(name for _, text in self.texts() for name in _BRACED.findall(text)))


def list_odd_placeholders(text: str) -> tuple[str, ...]:
    """What stands in braces in the text without being a declared placeholder, and loose braces and brackets."""
    unknown = [f"{{{name}}}" for name in _BRACED.findall(text) if name not in PLACEHOLDERS]
    bare = _CHOICE.sub(lambda found: found[1], _BRACED.sub("", text))
    return tuple(unknown + [sign for sign in bare if sign in "{}"] + [pair for pair in ("[[", "]]") if pair in bare])


def list_unsure(text: str) -> tuple[str, ...]:
    """The placeholders that may be missing where no choice helps: outside of one, or in its last alternative."""
    needed = _CHOICE.sub(lambda found: found[1].split("|")[-1], text)
    return tuple(name for name in _BRACED.findall(needed) if name not in SURE)


def fill(letter: Letter, values: Mapping[str, str]) -> Letter:
    """The letter with every placeholder replaced by its value, taken as it is, and every choice made.

    Raises ContentError when a value is missing that no choice does without.
    """
    return _Filling(letter.id, {name: value for name, value in values.items() if value}).fill(letter)


@dataclass(frozen=True, slots=True)
class _Filling:
    """The known values, on their way into the texts of one letter."""

    letter_id: str
    values: Mapping[str, str]

    def fill(self, letter: Letter) -> Letter:
        text = self.text
        sections = (replace(part, heading=text(part.heading), text=text(part.text)) for part in letter.sections)
        return replace(
            letter,
            title=text(letter.title),
            greeting=text(letter.greeting),
            sections=tuple(sections),
            closing=text(letter.closing),
            signature=text(letter.signature),
            slip=self.slip(letter.slip),
            understood=letter.understood and self.understood(letter.understood),
        )

    def slip(self, slip: ReplySlip) -> ReplySlip:
        return replace(
            slip,
            heading=self.text(slip.heading),
            lead=self.text(slip.lead),
            asks=tuple(
                replace(ask, text=self.text(ask.text), answers=tuple(self.text(each) for each in ask.answers))
                for ask in slip.asks
            ),
            child=self.text(slip.child),
            signers=tuple(self.text(each) for each in slip.signers),
            day=self.text(slip.day),
        )

    def understood(self, understood: Understood) -> Understood:
        return Understood(
            heading=self.text(understood.heading),
            lead=self.text(understood.lead),
            questions=tuple(self.text(each) for each in understood.questions),
        )

    def text(self, text: str) -> str:
        """The text with its choices made and its values in; a value is never read as a template."""
        chosen = _CHOICE.sub(lambda found: self._choose(found[1].split("|")), text)
        missing = [name for name in _BRACED.findall(chosen) if name not in self.values]
        if missing:
            message = f"The letter {self.letter_id} needs a value for: {', '.join(missing)}."
            raise ContentError(message)
        return _BRACED.sub(lambda found: self.values[found[1]], " ".join(chosen.split()))

    def _choose(self, alternatives: list[str]) -> str:
        known = (each for each in alternatives if all(name in self.values for name in _BRACED.findall(each)))
        return next(known, alternatives[-1])
