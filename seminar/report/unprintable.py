"""Signs that no PDF of a report could show, and the words in which they stand: found before a release, not after."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from interview_guides.content import Content
from seminar.report import outputs, poster, sheet_pdf
from seminar.report.outline import AnnualReport
from seminar.report.poster import Paper
from toolkit.documents import pdf
from toolkit.language import force_locale

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A sign that none of our fonts has, and the beginning of the first words in which it stands."""

    sign: str
    words: str


def find(report: AnnualReport, words: Content) -> list[Unprintable]:
    """Every such sign of the papers that are made as PDFs, in the language of the content. Works on the processor.

    A Word file takes every sign; what stands in the annual report alone is therefore no hindrance.
    """
    said = list(dict.fromkeys(_said(report, words)))
    signs = pdf.list_unprintable("\n".join(said))
    first = ((sign, next((one for one in said if sign in one), "")) for sign in signs)
    return [Unprintable(sign, shorten(words_of, LONGEST, placeholder=" …")) for sign, words_of in first]


def _said(report: AnnualReport, words: Content) -> Iterator[str]:
    with force_locale(words.language):
        yield from _texts(poster.facts(report, words, words.language, paper=Paper.A4))
        for compose in outputs.SHEETS.values():
            yield from _texts(sheet_pdf.facts(compose(report, words, words.language)))


def _texts(value: object) -> Iterator[str]:
    """Every text in nested lists and mappings. A drawing is ours, and no text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key != "drawing":
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
