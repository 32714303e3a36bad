"""A short paper as Word (.docx), to be changed by hand: real headings and lists, its language, alt texts. Pure."""

from io import BytesIO
from typing import Any

from seminar.report.sheets import Item, Part, Sheet
from toolkit.documents import pdf, wordxml
from toolkit.documents.wordstyle import UI_FONT, VOICE_FONT, About, dress
from toolkit.documents.wordxml import clean, element_of
from toolkit.drawings.catalogue import draw

TAGS = {"sv": "sv-SE", "en": "en-GB"}
MARKS = {"sv": ("”", "”"), "en": ("“", "”")}
SMALLER = 0.5  # points
WHOLE_TO = 3  # things of a list: a longer one may be parted between two pages
SET_HERE = frozenset({"Normal", "List Bullet", "Heading 1", "Heading 2", "Strong Point"})


def write(sheet: Sheet) -> bytes:
    """The bytes of the file."""
    import docx
    from docx.shared import Cm

    word: Any = docx.Document()
    dress(word, About(clean(sheet.title), "", clean(sheet.author), TAGS[sheet.language], sheet.made_at))
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.3)
    page.top_margin = page.bottom_margin = Cm(1.8)
    _Paper(word, sheet).write()
    file = BytesIO()
    word.save(file)
    return file.getvalue()


class _Paper:
    """A sheet on its way into a Word file."""

    def __init__(self, word: Any, sheet: Sheet) -> None:
        self._word, self._sheet = word, sheet
        self._font = VOICE_FONT if sheet.is_voice else UI_FONT

    def write(self) -> None:
        from docx.shared import Pt

        sheet = self._sheet
        if sheet.note:
            self._say(sheet.note, style="Strong Point")
        if sheet.sender:
            self._say(sheet.sender, style="Note")
        self._say(sheet.title, style="Heading 1", size=max(22, sheet.points * 1.7)).paragraph_format.space_before = Pt(
            8
        )
        for text in sheet.lead.splitlines():
            self._say(text)
        if sheet.is_pictured:
            self._pictured()
        else:
            for part in sheet.parts:
                self._heading(part)
                self._fill(part, self._word)
        for text in sheet.closing:
            self._say(text)

    def _pictured(self) -> None:
        """A table without lines: the drawing beside what it is about."""
        from docx.shared import Cm

        table = self._word.add_table(rows=0, cols=2)
        table.autofit = False
        table.columns[0].width, table.columns[1].width = Cm(2.9), Cm(13.5)
        for part in self._sheet.parts:
            row = table.add_row()
            if len(part.items) <= WHOLE_TO:
                wordxml.keep_row_whole(element_of(row))
            left, right = row.cells
            left.width, right.width = Cm(2.9), Cm(13.5)
            if part.drawing:
                run = left.paragraphs[0].add_run()
                run.add_picture(BytesIO(pdf.picture(draw(part.drawing))), width=Cm(2))
                wordxml.describe_picture(element_of(run), self._sheet.drawings.get(part.drawing, ""))
            self._heading(part, into=right.paragraphs[0])
            self._fill(part, right)

    def _heading(self, part: Part, *, into: Any = None) -> None:
        from docx.shared import Pt

        said = self._say(part.heading, style="Heading 2", size=self._sheet.points * 1.13, into=into)
        said.paragraph_format.space_before = Pt(4 if into is not None else 12)

    def _fill(self, part: Part, place: Any) -> None:
        for text in part.text.splitlines():
            self._say(text, into=place.add_paragraph())
        for item in part.items:
            self._item(item, place)
        opening, closing = MARKS[self._sheet.language]
        for voice in part.quotes:
            self._say(f"{opening}{voice.text}{closing}", style="Quote", into=place.add_paragraph())
            if voice.signature:
                self._say(voice.signature, style="Signed", into=place.add_paragraph())

    def _item(self, item: Item, place: Any) -> None:
        """The line, and what is added to it, as one thing of the list."""
        said = self._say(item.text, style="List Bullet", into=place.add_paragraph())
        if item.more:
            run = said.add_run()
            run.add_break()
            run.add_text(clean(item.more))
            self._set(run, self._sheet.points - SMALLER)

    def _say(self, text: str, *, style: str = "Normal", size: float | None = None, into: Any = None) -> Any:
        paragraph = self._word.add_paragraph() if into is None else into
        paragraph.style = self._word.styles[style]
        run = paragraph.add_run(clean(text))
        if style in SET_HERE:
            self._set(run, size or self._sheet.points)
        return paragraph

    def _set(self, run: Any, points: float) -> None:
        from docx.shared import Pt

        run.font.name, run.font.size = self._font, Pt(points)
        wordxml.font_of_all_scripts(element_of(run), self._font)
