"""The poster in the waiting room: thanks, and what was decided, to be read at three metres.

Nothing on it is cut, and no letter is made smaller than somebody in the waiting room can read: what has no room goes on
to a second sheet, and `measure` says which sentences to shorten.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from interview_guides.content import Content
from interview_guides.letters import fill_text
from seminar.report import answering, copy_note
from seminar.report.dates import month
from seminar.report.outline import AnnualReport
from toolkit.documents import pdf

TEMPLATE = "report/poster.typ"
MOST_TO_SHORTEN = 3


class Paper(StrEnum):
    """The size of the paper."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, slots=True)
class Fit:
    """How a poster lies on its paper. `points` is the size of the promises' letters; `sheets` how many papers it takes.

    `to_shorten` are the sentences that take more than their part of the paper, when it takes more than one.
    """

    points: float
    sheets: int
    to_shorten: tuple[str, ...]


def write(report: AnnualReport, words: Content, language: str, *, paper: Paper) -> bytes:
    """The poster's bytes as a PDF. Raises `WrongState` for a character that has no sign."""
    return pdf.make(TEMPLATE, facts(report, words, language, paper=paper), made_at=report.written_at)


def picture(report: AnnualReport, words: Content, language: str, *, paper: Paper) -> bytes:
    """A small picture of the first sheet, as PNG. Raises `WrongState` as `write` does."""
    return pdf.draw(TEMPLATE, facts(report, words, language, paper=paper))


def measure(report: AnnualReport, words: Content, language: str, *, paper: Paper) -> Fit:
    """How it lies on this paper. Raises `WrongState` as `write` does."""
    about = facts(report, words, language, paper=paper)
    told: dict[str, Any] = pdf.ask(TEMPLATE, about, label="fit")
    sentences = [*about["changes"], *about["later"]]
    return Fit(told["points"], told["sheets"], _too_long(sentences, told) if told["sheets"] > 1 else ())


def _too_long(sentences: Sequence[str], told: dict[str, Any]) -> tuple[str, ...]:
    """The longest of those that are taller than an equal part of the room; when none is, the longest of all."""
    part = told["room"] / max(1, len(sentences))
    tall = [text for text, height in zip(sentences, told["heights"], strict=True) if height > part]
    longest = sorted(dict.fromkeys(tall or sentences), key=len, reverse=True)
    return tuple(longest[: MOST_TO_SHORTEN if tall else 1])


def facts(report: AnnualReport, words: Content, language: str, *, paper: Paper) -> dict[str, Any]:
    """What the poster says, as the template and the page take it."""
    told, poster, known = answering.answer(report), words.outputs.poster, answering.values(report)
    return {
        "paper": paper.value,
        "language": language,
        "author": report.municipality or report.unit,
        "title": poster.title,
        "lead": fill_text(poster.lead, known) if told.changes or told.later else poster.nothing,
        "changes_heading": poster.now,
        "changes": [promise.told for promise in told.changes],
        "later_heading": poster.later,
        "later": [promise.told for promise in told.later],
        "more": poster.more,
        "more_text": fill_text(poster.more_text, known),
        "sender": ", ".join(filter(None, (report.municipality, report.unit))),
        "month": month(report.written_at.date()),
        "note": copy_note.of_report(report),
    }
