"""One page for the staff meeting: what the children said, what was promised and by whom, and what to talk about."""

from interview_guides.content import Content
from interview_guides.letters import fill_text
from seminar.report import answering, board_pages, copy_note
from seminar.report.dates import dated
from seminar.report.document import bind
from seminar.report.outline import AnnualReport, Promise
from seminar.report.sheets import Item, Part, Sheet
from toolkit.language import gettext as _

QUOTES = 2
PAGES = 1


def compose(report: AnnualReport, words: Content, language: str) -> Sheet:
    """The page, filled in."""
    page, known, told = words.outputs.staff_page, answering.values(report), answering.answer(report)
    promises = (*told.changes, *told.later)
    parts = (
        Part(page.told, items=board_pages.theme_items(told.themes)),
        Part(page.voices, quotes=board_pages.chosen_quotes(report, most=QUOTES)),
        Part(page.decided, "" if promises else page.nothing, tuple(_briefly(one.text, _when(one)) for one in promises)),
        Part(page.last_year, items=tuple(_briefly(one.text, one.state) for one in report.last_year or ())),
        Part(page.talk, items=tuple(Item(question) for question in page.questions)),
    )
    return Sheet(
        title=fill_text(page.title, known),
        language=language,
        author=report.municipality or report.unit,
        sender=", ".join(filter(None, (report.municipality, report.unit))),
        made_at=report.written_at,
        lead=fill_text(page.lead, known),
        parts=tuple(part for part in parts if part.items or part.quotes or part.text),
        note=copy_note.of_report(report),
        points=10,
    )


def _briefly(text: str, more: str) -> Item:
    """On one line, so that all of it lies on one page."""
    return Item(f"{text} ({more})" if more else text)


def _when(promise: Promise) -> str:
    day = _("followed up %(day)s", day=dated(promise.due)) if promise.due else ""
    return bind(", ".join(filter(None, (promise.responsible, day))))
