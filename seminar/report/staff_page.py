"""One page for the staff meeting: what the children said, what was promised and by whom, and what to talk about."""

from interview_guides.content import Content
from interview_guides.letters import fill_text
from seminar.report import answering, board_pages, sheet_pdf, sheet_word
from seminar.report.outline import AnnualReport
from seminar.report.sheets import Item, Part, Sheet
from toolkit.language import gettext as _

QUOTES = 2
PAGES = 1


def write_pdf(report: AnnualReport, words: Content, language: str) -> bytes:
    """The page as PDF. Raises `WrongState` for a character that has no sign."""
    return sheet_pdf.write(compose(report, words, language))


def write_word(report: AnnualReport, words: Content, language: str) -> bytes:
    """The page as Word."""
    return sheet_word.write(compose(report, words, language))


def compose(report: AnnualReport, words: Content, language: str) -> Sheet:
    """The page, filled in."""
    page, known, told = words.outputs.staff_page, answering.values(report), answering.answer(report)
    parts = (
        Part(page.told, items=board_pages.theme_items(told.themes)),
        Part(page.voices, quotes=board_pages.chosen_quotes(report, most=QUOTES)),
        board_pages.decided(told, heading=page.decided, nothing=page.nothing),
        Part(page.last_year, items=board_pages.followed(report.last_year)),
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
        note=_("Draft") if report.is_draft else "",
        points=10.5,
    )
