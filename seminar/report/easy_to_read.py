"""The easy-to-read version: what children said and what comes of it, in short sentences, one a line, in large letters.

`list_flaws` says what in the unit's own sentences is not easy, so that a person can write it another way.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from interview_guides import linting
from interview_guides.content import Content
from interview_guides.letters import fill_text
from interview_guides.plain_words import PlainWords
from seminar.report import answering, copy_note
from seminar.report.feedback_letters import answer_parts
from seminar.report.outline import AnnualReport
from seminar.report.sheets import Part, Sheet

MOST_WORDS = 14  # in a sentence, as children of nine to twelve are asked at most
READER = 14  # years: whose words are easy for grown-ups too
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_ABBREVIATION = re.compile(
    r"\b(?:[a-zåäö]{1,3}\.){2,}|\b(?:bl a|t ex|m m|osv|etc|dvs|ca|resp|ev|inkl|exkl)\b", re.IGNORECASE
)


class Flaw(StrEnum):
    """Why a sentence is not easy to read."""

    LONG = "long"
    HARD_WORD = "hard_word"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of the unit's own that is not easy, and the words that show it."""

    sentence: str
    flaw: Flaw
    found: str


def compose(report: AnnualReport, words: Content, language: str) -> Sheet:
    """The version, filled in."""
    easy, known = words.outputs.easy, answering.values(report)
    parts = (
        Part(easy.what.heading, fill_text(easy.what.text, known)),
        *answer_parts(answering.answer(report), easy.answer, counts=False),
        Part(easy.more.heading, fill_text(easy.more.text, known)),
    )
    return Sheet(
        title=easy.title,
        language=language,
        author=report.municipality or report.unit,
        sender=", ".join(filter(None, (report.municipality, report.unit))),
        made_at=report.written_at,
        parts=tuple(Part(part.heading, _a_line_each(part.text), part.items) for part in parts),
        note=copy_note.of_report(report),
        points=14,
    )


def list_flaws(report: AnnualReport, words: PlainWords, *, age_to: int = READER) -> tuple[Finding, ...]:
    """What is not easy, for readers of up to so many years, in the sentences that the unit has written: promises, and
    why something becomes a no."""
    told = answering.answer(report)
    texts = [promise.told for promise in (*told.changes, *told.later, *told.refused)]
    texts += [promise.reason for promise in told.refused if promise.reason]
    return tuple(found for text in dict.fromkeys(texts) for found in flaws_of(text, words, age_to=age_to))


def flaws_of(text: str, words: PlainWords, *, age_to: int) -> tuple[Finding, ...]:
    """What is not easy in a text, for readers of up to so many years."""
    found = [Finding(text, Flaw.LONG, each) for each in _SENTENCE.split(text) if len(each.split()) > MOST_WORDS]
    found += [Finding(text, Flaw.HARD_WORD, each) for each in linting.hard_words(text, age_to=age_to, words=words)]
    found += [Finding(text, Flaw.ABBREVIATION, each) for each in _ABBREVIATION.findall(text)]
    return tuple(found)


def _a_line_each(text: str) -> str:
    return "\n".join(_SENTENCE.split(text))
