"""Writes a document as Word (.docx): real headings, lists and header rows, its language set, readable in
black and white. Pure: comes from `document`, gives bytes, and touches no disk.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import count
from typing import Any

from seminar.report import report_style
from seminar.report.document import (
    Block,
    Bullets,
    CellBlock,
    Chapter,
    Document,
    Quote,
    Subheading,
    Table,
    ThemeName,
    Tone,
)
from toolkit.documents import template_styles, wordxml
from toolkit.documents.wordstyle import About, dress
from toolkit.documents.wordxml import W, clean, element_of

STYLE_OF = {Tone.BODY: "Normal", Tone.NOTE: "Note", Tone.STRONG: "Strong Point", Tone.LEAD: "Lead"}
QUOTATION_MARKS = {"sv": ("”", "”"), "en": ("“", "”")}


def write(document: Document, *, template: bytes = b"") -> bytes:
    """The document as the bytes of a .docx file: in the unit's own template, where it has one, else as the house looks.

    A template has been through `word_template.clean`.
    """
    about = About(document.title, document.subtitle, document.author, document.language, document.written_at)
    word = _begin_in(template, about) if template else _begin(about)
    if not (template and template_styles.numbers_pages(word.sections[0])):
        _foot(word.sections[0], document)
    writer = _Writer(word, document.language[:2])
    _open(document, writer)
    writer.chapters(document.chapters)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _begin(about: About) -> Any:
    import docx

    word = docx.Document()
    dress(word, about, styles=report_style.STYLES, runs=report_style.RUNS)
    _set_page(word.sections[0])
    return word


def _begin_in(template: bytes, about: About) -> Any:
    return template_styles.open_template(template, about, styles=report_style.STYLES, runs=report_style.RUNS)


def _set_page(section: Any) -> None:
    from docx.shared import Cm

    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin = section.bottom_margin = Cm(1.6)


def _foot(section: Any, document: Document) -> None:
    """The title, and "page x of y" with fields where the numbers stand, under whatever the template has there."""
    first = section.footer.paragraphs[0]
    is_taken = len(element_of(section.footer)) > 1 or any(one.tag != f"{W}pPr" for one in element_of(first))
    paragraph = section.footer.add_paragraph(style=first.style) if is_taken else first
    wordxml.page_numbers(paragraph, document.title, document.page_of)


def _open(document: Document, writer: "_Writer") -> None:
    """Title, subtitle, opening and contents: a real field, already filled in, so that nothing asks to be updated. A
    document without a heading for its contents is short, and has none."""
    writer.line(document.title, "Title")
    writer.line(document.subtitle, "Subtitle")
    for block in document.opening:
        writer.block(block)
    if not document.contents_heading:
        return
    writer.line(document.contents_heading, "Contents Heading")
    lines = [writer.line("", "toc 1") for _ in document.chapters]
    for number, (line, chapter) in enumerate(zip(lines, document.chapters, strict=True)):
        wordxml.link(element_of(line), _anchor(number), clean(chapter.heading))
    if lines:
        wordxml.contents([element_of(line) for line in lines], r"TOC \o 1-1 \h \n")


SHORT_TABLE = 6
"""A table of so many rows, its header among them, stands on one page; a longer one begins with two rows at least."""


def _anchor(number: int) -> str:
    return f"_Toc{number + 1:08d}"


class _Writer:
    """Appends chapters to a Word document.

    Styles are set by their ids, looked up once: the library looks through all of them for each paragraph.
    """

    def __init__(self, word: Any, language: str) -> None:
        self._word = word
        self._marks = QUOTATION_MARKS.get(language, QUOTATION_MARKS["en"])
        self._bookmarks: Iterator[int] = count(1)
        self._styles = template_styles.name_styles(word)

    def chapters(self, chapters: Iterable[Chapter]) -> None:
        for number, chapter in enumerate(chapters):
            heading = self._paragraph(self._word, clean(chapter.heading), "Heading 1")
            wordxml.bookmark(element_of(heading), _anchor(number), self._bookmarks)
            for block in chapter.blocks:
                self.block(block)

    def line(self, text: str, style: str) -> Any:
        """Add a paragraph of this style, and give it."""
        return self._paragraph(self._word, clean(text), style)

    def block(self, block: Block) -> None:
        """Add what stands on the page, in its full width."""
        if isinstance(block, Subheading):
            self._paragraph(self._word, clean(block.text), f"Heading {block.level}")
        elif isinstance(block, ThemeName):
            self._theme_heading(block)
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._words(self._word, block)

    def _paragraph(self, place: Any, text: str, style: str) -> Any:
        made = place.add_paragraph(text)
        element_of(made).style = self._styles[style]
        return made

    def _run(self, paragraph: Any, text: str, style: str) -> None:
        element_of(paragraph.add_run(text)).style = self._styles[style]

    def _words(self, place: Any, block: CellBlock, *, body: str = STYLE_OF[Tone.BODY]) -> None:
        """Add text to a page or to a table's cell."""
        if isinstance(block, Bullets):
            for item in block.items:
                self._paragraph(place, clean(item), "List Bullet")
        elif isinstance(block, Quote):
            opening, closing = self._marks
            said = self._paragraph(place, f"{opening}{clean(block.text).strip()}{closing}", "Quote")
            if block.signature:
                self._run(said, f"  {clean(block.signature)}", "Signature")
        elif isinstance(block, ThemeName):
            self._theme_name(place, block)
        else:
            style = body if block.tone is Tone.BODY else STYLE_OF[block.tone]
            for part in clean(block.text).split("\n\n"):
                self._paragraph(place, part.strip("\n"), style)

    def _theme_heading(self, theme: ThemeName) -> None:
        """The theme's name as a heading, underlined in its own way; the note stands beside it."""
        heading = self._paragraph(self._word, "", f"Heading {theme.level}")
        wordxml.crayon_underline(element_of(heading.add_run(clean(theme.name))), theme.crayon)
        if theme.note:
            self._run(heading, f"  {clean(theme.note)}", "Heading Note")

    def _theme_name(self, cell: Any, theme: ThemeName) -> None:
        """ "Trust", underlined in the theme's own way, with its crayon along the cell's edge."""
        paragraph = self._paragraph(cell, "", "Strong Point")
        wordxml.crayon_underline(element_of(paragraph.add_run(clean(theme.name))), theme.crayon)
        if theme.note:
            self._paragraph(cell, clean(theme.note), "Note")
        wordxml.crayon_edge(element_of(cell), theme.crayon)

    def _table(self, table: Table) -> None:
        if table.is_captioned:
            self._paragraph(self._word, clean(table.caption), "Caption")
        made = self._word.add_table(rows=0, cols=len(table.header))
        made.autofit = False
        wordxml.rule_table(element_of(made))
        wordxml.describe_table(element_of(made), clean(table.caption), clean(table.description))
        head = made.add_row()
        wordxml.head_row(element_of(head))
        for cell, text in zip(head.cells, table.header, strict=True):
            [paragraph] = cell.paragraphs
            paragraph.text, element_of(paragraph).style = clean(text), self._styles["Table Head"]
        for row in table.rows:
            self._row(made.add_row(), row)
        rows = [element_of(row) for row in made.rows]
        for row in rows[:-1] if len(rows) <= SHORT_TABLE else rows[:1]:
            wordxml.keep_with_next_row(row)
        self._share_width(made, table.widths)
        self._paragraph(self._word, "", "After Table")

    def _row(self, made: Any, row: Iterable[tuple[CellBlock, ...]]) -> None:
        wordxml.keep_row_whole(element_of(made))
        for cell, blocks in zip(made.cells, row, strict=True):
            [empty] = cell.paragraphs
            for block in blocks:
                self._words(cell, block, body="Table Text")
            if blocks:
                element_of(cell).remove(element_of(empty))

    def _share_width(self, made: Any, widths: tuple[float, ...]) -> None:
        section = self._word.sections[-1]
        whole = section.page_width - section.left_margin - section.right_margin
        shares = [int(whole * share / sum(widths)) for share in widths]
        for column, width in zip(made.columns, shares, strict=True):
            column.width = width
        for row in made.rows:
            for cell, width in zip(row.cells, shares, strict=True):
                cell.width = width
