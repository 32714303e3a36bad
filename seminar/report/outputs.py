"""Everything that a year's report is made into, in one list: what a release freezes, and what is handed out before.

Each maker asks nothing and nobody: it comes from an outline (frozen facts) and the content of a language, and gives the
bytes of a file. What the outline calls a draft says on the file that it is one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from interview_guides.content import Content
from interview_guides.outputs import LETTERS
from seminar.report import board_pages, easy_to_read, feedback_letters, poster, slides, staff_page
from seminar.report.chapters import compose
from seminar.report.outline import AnnualReport
from seminar.report.poster import Paper
from seminar.report.writer import write
from toolkit.downloads import PDF, SLIDES, WORD
from toolkit.errors import NotFound
from toolkit.language import force_locale

Make = Callable[[AnnualReport, Content, str], bytes]
TAGS = {"sv": "sv-SE", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that comes of the report. `name` and `extension` together are its own: a letter can be had twice.

    `make` takes the outline, the content of the language, and the code of the language ("sv").
    """

    name: str
    extension: str
    mimetype: str
    make: Make


def make(output: Output, report: AnnualReport, *, words: Content) -> bytes:
    """The file's bytes, in the language of the content, whatever the request speaks."""
    with force_locale(words.language):
        return output.make(report, words, words.language)


def get_output(name: str, extension: str) -> Output:
    """The output with this name as this kind of file. Raises `NotFound`."""
    found = next((one for one in OUTPUTS if (one.name, one.extension) == (name, extension)), None)
    if found is None:
        raise NotFound
    return found


def _letters() -> Iterator[Output]:
    for letter_id in LETTERS:
        to_print, to_change = feedback_letters.write_pdf, feedback_letters.write_word
        yield from _paper(
            f"letter-{letter_id.replace('_', '-')}",
            partial(to_print, letter_id=letter_id),
            partial(to_change, letter_id=letter_id),
        )


def _paper(name: str, to_print: Make, to_change: Make) -> tuple[Output, Output]:
    """The same paper twice: to be printed, and to be changed by hand."""
    return Output(name, "pdf", PDF, to_print), Output(name, "docx", WORD, to_change)


def _annual_report(report: AnnualReport, words: Content, language: str) -> bytes:
    return write(compose(report, words.report, language=TAGS[language]))


OUTPUTS: tuple[Output, ...] = (
    Output("annual-report", "docx", WORD, _annual_report),
    Output("poster-a4", "pdf", PDF, partial(poster.write, paper=Paper.A4)),
    Output("poster-a3", "pdf", PDF, partial(poster.write, paper=Paper.A3)),
    *_letters(),
    *_paper("board-pages", board_pages.write_pdf, board_pages.write_word),
    Output("board-slides", "pptx", SLIDES, slides.write),
    *_paper("staff-meeting", staff_page.write_pdf, staff_page.write_word),
    *_paper("easy-to-read", easy_to_read.write_pdf, easy_to_read.write_word),
)
