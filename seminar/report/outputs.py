"""Everything that a year's report is made into, in one list: what a release freezes, and what is handed out before.

Each maker asks nothing and nobody: it comes from an outline (frozen facts) and the content of a language, and gives the
bytes of a file. What the outline calls a draft says on the file that it is one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from interview_guides.content import Content
from interview_guides.outputs import LETTERS
from seminar.report import feedback_letters, poster
from seminar.report.chapters import compose
from seminar.report.outline import AnnualReport
from seminar.report.poster import Paper
from seminar.report.writer import write
from toolkit.downloads import PDF, WORD
from toolkit.errors import NotFound
from toolkit.language import force_locale

TAGS = {"sv": "sv-SE", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Output:
    """One thing that comes of the report. `name` and `extension` together are its own: a letter can be had twice.

    `make` takes the outline, the content of the language, and the code of the language ("sv").
    """

    name: str
    extension: str
    mimetype: str
    make: Callable[[AnnualReport, Content, str], bytes]


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
    """Each letter, to be printed and to be changed by hand."""
    for letter_id in LETTERS:
        name = f"letter-{letter_id.replace('_', '-')}"
        yield Output(name, "pdf", PDF, partial(feedback_letters.write_pdf, letter_id=letter_id))
        yield Output(name, "docx", WORD, partial(feedback_letters.write_word, letter_id=letter_id))


def _annual_report(report: AnnualReport, words: Content, language: str) -> bytes:
    return write(compose(report, words.report, language=TAGS[language]))


OUTPUTS: tuple[Output, ...] = (
    Output("annual-report", "docx", WORD, _annual_report),
    Output("poster-a4", "pdf", PDF, partial(poster.write, paper=Paper.A4)),
    Output("poster-a3", "pdf", PDF, partial(poster.write, paper=Paper.A3)),
    *_letters(),
)
