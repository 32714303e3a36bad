"""Letters to children and guardians, and how a letter is filled in, so that nothing in it is ever left blank.

A text holds placeholders, `{interviewer}`. What may be unknown stands in a choice, `[[We meet on {date}.|You choose
when we meet.]]`: the first alternative of which everything is known is taken, and the last one needs nothing that may
be missing. It may be empty.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping
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
    "disposal_decision": "the name or number of the decision on disposal of the recording",
    "text_decision": "the name or number of the decision on disposal of the de-identified text",
    "guardians": "how many guardians have to say yes, where one is not enough",
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
    """Who has made sure that a translation says what the Swedish text with this fingerprint says, and when.

    `said_right`: the keys of texts that the program doubted, and that were said to be right.
    """

    by: str
    on: date
    fingerprint: str
    said_right: tuple[str, ...] = ()


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
        found: list[tuple[str, str]] = []

        def note(key: str, text: str) -> str:
            found.append((key, text))
            return text

        rewrite(self, note)
        return iter(found)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names of the placeholders that this letter uses, each once, in reading order."""
        return tuple(dict.fromkeys(name for _, text in self.texts() for name in list_placeholders(text)))


def list_placeholders(text: str) -> tuple[str, ...]:
    """The names of the placeholders in a text, in reading order."""
    return tuple(_BRACED.findall(text))


def list_choices(text: str) -> tuple[int, ...]:
    """How many alternatives each choice in the text has, in reading order."""
    return tuple(len(found.split("|")) for found in _CHOICE.findall(text))


def list_odd_placeholders(text: str, *, known: Container[str] = PLACEHOLDERS) -> tuple[str, ...]:
    """What stands in braces in the text without being a known placeholder, and loose braces and brackets."""
    unknown = [f"{{{name}}}" for name in _BRACED.findall(text) if name not in known]
    bare = _CHOICE.sub(lambda found: found[1], _BRACED.sub("", text))
    return tuple(unknown + [sign for sign in bare if sign in "{}"] + [pair for pair in ("[[", "]]") if pair in bare])


def list_unsure(text: str, *, sure: Container[str] = SURE) -> tuple[str, ...]:
    """The placeholders that may be missing where no choice helps: outside of one, or in its last alternative."""
    needed = _CHOICE.sub(lambda found: found[1].split("|")[-1], text)
    return tuple(name for name in _BRACED.findall(needed) if name not in sure)


def rewrite(letter: Letter, change: Callable[[str, str], str]) -> Letter:
    """The letter with each text, in reading order, replaced by what `change` makes of its key and itself."""
    return replace(
        letter,
        title=change("title", letter.title),
        greeting=change("greeting", letter.greeting),
        sections=tuple(
            replace(
                part,
                heading=change(f"sections[{number}].heading", part.heading),
                text=change(f"sections[{number}].text", part.text),
            )
            for number, part in enumerate(letter.sections)
        ),
        closing=change("closing", letter.closing),
        signature=change("signature", letter.signature),
        slip=_rewrite_slip(letter.slip, change),
        understood=letter.understood and _rewrite_understood(letter.understood, change),
    )


def _rewrite_slip(slip: ReplySlip, change: Callable[[str, str], str]) -> ReplySlip:
    return ReplySlip(
        heading=change("slip.heading", slip.heading),
        lead=change("slip.lead", slip.lead),
        asks=tuple(
            Ask(
                text=change(f"slip.asks[{number}].text", ask.text),
                answers=_rewrite_each(f"slip.asks[{number}].answers", ask.answers, change),
            )
            for number, ask in enumerate(slip.asks)
        ),
        child=change("slip.child", slip.child),
        signers=_rewrite_each("slip.signers", slip.signers, change),
        day=change("slip.day", slip.day),
    )


def _rewrite_understood(understood: Understood, change: Callable[[str, str], str]) -> Understood:
    return Understood(
        heading=change("understood.heading", understood.heading),
        lead=change("understood.lead", understood.lead),
        questions=_rewrite_each("understood.questions", understood.questions, change),
    )


def _rewrite_each(key: str, texts: tuple[str, ...], change: Callable[[str, str], str]) -> tuple[str, ...]:
    return tuple(change(f"{key}[{number}]", text) for number, text in enumerate(texts))


def fill(letter: Letter, values: Mapping[str, str]) -> Letter:
    """The letter with every placeholder replaced by its value, taken as it is, and every choice made.

    Raises ContentError when a value is missing that no choice does without.
    """
    known = {name: value for name, value in values.items() if value}

    return rewrite(letter, lambda key, text: _filled(text, known, where=f"The letter {letter.id}", key=f" ({key})"))


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """One text with its placeholders replaced and its choices made, as `fill` does. Raises ContentError."""
    return _filled(text, {name: value for name, value in values.items() if value}, where=f"The text “{text}”")


def _filled(text: str, known: Mapping[str, str], *, where: str, key: str = "") -> str:
    chosen = _CHOICE.sub(lambda found: _choose(found[1].split("|"), known), text)
    missing = [name for name in _BRACED.findall(chosen) if name not in known]
    if missing:
        message = f"{where} needs a value for: {', '.join(missing)}{key}."
        raise ContentError(message)
    return _BRACED.sub(lambda found: known[found[1]], " ".join(chosen.split()))


def _choose(alternatives: list[str], known: Mapping[str, str]) -> str:
    possible = (each for each in alternatives if all(name in known for name in _BRACED.findall(each)))
    return next(possible, alternatives[-1])
