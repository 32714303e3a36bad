"""Everything that a year's report is made into, in one list: what a release freezes, and what is handed out before.

Each maker asks nothing and nobody: it comes from an outline (frozen facts) and the content of a language, and gives the
bytes of a file. What the outline calls a draft says on the file that it is one.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from interview_guides.content import Content
from interview_guides.outputs import LETTERS
from seminar.report import (
    board_pages,
    document_pdf,
    easy_to_read,
    feedback_letters,
    open_data,
    poster,
    sheet_pdf,
    sheet_word,
    slides,
    staff_page,
)
from seminar.report.chapters import compose
from seminar.report.outline import AnnualReport
from seminar.report.poster import Paper
from seminar.report.sheets import Sheet
from seminar.report.writer import write
from toolkit.downloads import CSV, JSON, PDF, SLIDES, WORD
from toolkit.errors import NotFound
from toolkit.language import force_locale

Make = Callable[[AnnualReport, Content, str], bytes]
Compose = Callable[[AnnualReport, Content, str], Sheet]
SHEETS: Mapping[str, Compose] = {
    **{
        f"letter-{letter_id.replace('_', '-')}": partial(feedback_letters.compose, letter_id=letter_id)
        for letter_id in LETTERS
    },
    "board-pages": board_pages.compose,
    "staff-meeting": staff_page.compose,
    "easy-to-read": easy_to_read.compose,
}
"""The short papers, which can be read on a page as well."""
TAGS = {"sv": "sv-SE", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that comes of the report. `name` and `extension` together are its own: a letter can be had twice.

    `make` takes the outline, the content of the language, and the code of the language ("sv"); `make_in` the unit's own
    Word template as well, where the file is made in one.
    """

    name: str
    extension: str
    mimetype: str
    make: Make
    make_in: Callable[[AnnualReport, Content, str, bytes], bytes] | None = None


def make(output: Output, report: AnnualReport, *, words: Content, template: bytes = b"") -> bytes:
    """The file's bytes, in the language of the content, whatever the request speaks; in the unit's template if any."""
    with force_locale(words.language):
        if template and output.make_in is not None:
            return output.make_in(report, words, words.language, template)
        return output.make(report, words, words.language)


def get_output(name: str, extension: str) -> Output:
    """The output with this name as this kind of file. Raises `NotFound`."""
    found = next((one for one in OUTPUTS if (one.name, one.extension) == (name, extension)), None)
    if found is None:
        raise NotFound
    return found


def _papers() -> Iterator[Output]:
    """Each short paper twice: to be printed, and to be changed by hand."""
    for name, compose_sheet in SHEETS.items():
        yield Output(name, "pdf", PDF, partial(_printed, compose_sheet))
        yield Output(name, "docx", WORD, partial(_to_change, compose_sheet))


def _printed(compose_sheet: Compose, report: AnnualReport, words: Content, language: str) -> bytes:
    return sheet_pdf.write(compose_sheet(report, words, language))


def _to_change(compose_sheet: Compose, report: AnnualReport, words: Content, language: str) -> bytes:
    return sheet_word.write(compose_sheet(report, words, language))


def _annual_report(report: AnnualReport, words: Content, language: str, template: bytes = b"") -> bytes:
    return write(compose(report, words.report, language=TAGS[language]), template=template)


def _annual_pdf(report: AnnualReport, words: Content, language: str) -> bytes:
    return document_pdf.write(compose(report, words.report, language=TAGS[language]))


OUTPUTS: tuple[Output, ...] = (
    Output("annual-report", "docx", WORD, _annual_report, _annual_report),
    Output("annual-report", "pdf", PDF, _annual_pdf),
    Output("poster-a4", "pdf", PDF, partial(poster.write, paper=Paper.A4)),
    Output("poster-a3", "pdf", PDF, partial(poster.write, paper=Paper.A3)),
    *_papers(),
    Output("board-slides", "pptx", SLIDES, slides.write),
    Output("open-data", "json", JSON, open_data.write_json),
    Output("open-data", "csv", CSV, open_data.write_csv),
)
