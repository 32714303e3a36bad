"""Everything that comes of a year's report, to be shown on one page: a small picture of each, and what is to be mended.

It asks nobody: it comes from an outline and the content of a language.
"""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from interview_guides.content import Content
from seminar.report import board_pages, poster, sheet_pdf, staff_page
from seminar.report.outline import AnnualReport
from seminar.report.outputs import OUTPUTS, SHEETS, Output
from seminar.report.poster import Paper
from toolkit.errors import HouseError, WrongState

POSTERS: Mapping[str, Paper] = {f"poster-{paper}": paper for paper in Paper}
MOST_PAGES: Mapping[str, int] = {
    **dict.fromkeys(POSTERS, 1),
    **{name: 1 for name in SHEETS if name.startswith("letter-")},
    "board-pages": board_pages.PAGES,
    "staff-meeting": staff_page.PAGES,
}
"""How many pages a paper should take at most, where that matters."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that comes of the report. `picture` is an address with the picture itself in it, empty without one.

    `pages` is how many it takes when that is more than it should, else 0; `refusal` is why it cannot be made.
    """

    name: str
    files: tuple[Output, ...]
    picture: str = ""
    pages: int = 0
    to_shorten: tuple[str, ...] = ()
    refusal: HouseError | None = None

    @property
    def has_page(self) -> bool:
        """Whether it can be read on a page of its own."""
        return self.name in SHEETS or self.name in POSTERS


def list_cards(report: AnnualReport, words: Content) -> Iterator[Card]:
    """A card for each name among the outputs, in their order."""
    for name, files in groupby(OUTPUTS, key=lambda one: one.name):
        kept = tuple(files)
        try:
            yield _card(name, kept, report, words)
        except WrongState as refusal:
            yield Card(name, kept, refusal=refusal)


def _card(name: str, files: tuple[Output, ...], report: AnnualReport, words: Content) -> Card:
    language = words.language
    if name in POSTERS:
        paper = POSTERS[name]
        fit = poster.measure(report, words, language, paper=paper)
        shown = _shown(lambda: poster.picture(report, words, language, paper=paper))
        return Card(name, files, shown, pages=fit.sheets if fit.sheets > 1 else 0, to_shorten=fit.to_shorten)
    if name in SHEETS:
        sheet = SHEETS[name](report, words, language)
        pages = sheet_pdf.count_pages(sheet)
        too_many = pages if pages > MOST_PAGES.get(name, pages) else 0
        return Card(name, files, _shown(lambda: sheet_pdf.picture(sheet)), pages=too_many)
    return Card(name, files)


def _shown(draw: Callable[[], bytes]) -> str:
    return f"data:image/png;base64,{b64encode(draw()).decode()}"
