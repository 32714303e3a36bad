"""Quotes as a table (CSV, XLSX) and as a document: rows in, bytes out. No cell of them is ever a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import groupby

from seminar.exchange.excerpts import ExcerptRow
from seminar.report.document import Block, Chapter, Document, Quote, Subheading, ThemeName
from seminar.report.writer import write
from toolkit.language import gettext as _

WIDTHS = (24, 30, 12, 24, 90, 12)
XLSX_CELL = 32_767  # no cell of a workbook holds more


@dataclass(frozen=True, slots=True)
class About:
    """What a list says about itself: no person's name."""

    title: str
    unit: str
    language: str  # a BCP 47 tag such as sv-SE
    written_at: datetime


def header() -> list[str]:
    """The names of the columns in the language of the request."""
    return [_("Area"), _("Theme"), _("Child"), _("Who says it"), _("Quote"), _("On the board")]


def cells(row: ExcerptRow) -> list[str]:
    """One quote, column by column."""
    shown = _("Yes") if row.on_board else _("No")
    return [row.area, row.theme.name, row.child_name, row.signature, row.words, shown]


def as_workbook(rows: Iterable[ExcerptRow], about: About) -> bytes:
    """The bytes of an .xlsx, made in memory. Everything in it is text: a quote that begins with = stays one."""
    import xlsxwriter

    file = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, settings) as book:
        book.set_properties({"title": about.title, "author": about.unit, "created": about.written_at})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_("Quotes"))
        for column, (name, width) in enumerate(zip(header(), WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, head)
        last = 0
        for last, row in enumerate(rows, 1):
            for column, cell in enumerate(cells(row)):
                sheet.write_string(last, column, cell[:XLSX_CELL], plain)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(WIDTHS) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return file.getvalue()


def as_document(rows: Sequence[ExcerptRow], about: About, *, by_child: bool) -> bytes:
    """The bytes of a .docx: a chapter for each area with its themes, or for each child."""
    chapters = _of_children(rows) if by_child else _of_areas(rows)
    return write(
        Document(
            title=about.title,
            subtitle=about.unit,
            author=about.unit,
            language=about.language,
            written_at=about.written_at,
            contents_heading=_("Contents"),
            page_of=_("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
            chapters=tuple(chapters),
        )
    )


def _of_areas(rows: Sequence[ExcerptRow]) -> Iterable[Chapter]:
    for area, of_area in groupby(rows, key=lambda row: row.area):
        blocks: list[Block] = []
        for _theme, under in groupby(of_area, key=lambda row: row.theme.id):
            blocks += _theme_with(list(under))
        yield Chapter(area, tuple(blocks))


def _of_children(rows: Sequence[ExcerptRow]) -> Iterable[Chapter]:
    for name, of_child in groupby(rows, key=lambda row: row.child_name):
        said = list(of_child)
        blocks: list[Block] = [Subheading(said[0].signature)]
        for _theme, under in groupby(said, key=lambda row: row.theme.id):
            blocks += _theme_with(list(under))
        yield Chapter(name, tuple(blocks))


def _theme_with(rows: Sequence[ExcerptRow]) -> list[Block]:
    theme = rows[0].theme
    return [ThemeName(theme.crayon, theme.name), *(Quote(row.words, row.signature) for row in rows)]
