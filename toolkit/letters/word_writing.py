"""Letters as Word (.docx), to be changed by hand before they are printed. Pure: gives bytes and touches no disk."""

from datetime import datetime
from io import BytesIO
from typing import Any

from interview_guides.letters import Ask, Letter, ReplySlip
from toolkit.documents import pdf, wordxml
from toolkit.documents.wordstyle import UI_FONT, VOICE_FONT, About, dress
from toolkit.documents.wordxml import clean, element_of
from toolkit.drawings.catalogue import draw
from toolkit.letters.direction import split
from toolkit.letters.sheet import Bundle, LetterSheet

BOX = "\u2610"
PICTURE_CM = 2.0


def write(bundle: Bundle, *, made_at: datetime) -> bytes:
    """The bytes of a .docx file with every letter of the bundle, each beginning on the front of a sheet."""
    import docx
    from docx.shared import Cm

    word: Any = docx.Document()
    dress(word, About(clean(bundle.title), "", clean(bundle.author), bundle.language, made_at))
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.3)
    page.top_margin = page.bottom_margin = Cm(2)
    for number, sheet in enumerate(bundle.letters):
        _number(_turn_to_front(word) if number else page, sheet.foot)
        _Letter(word, sheet).write()
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _turn_to_front(word: Any) -> Any:
    """A new section, which begins on the front of a sheet also where both sides are printed."""
    from docx.enum.section import WD_SECTION

    return word.add_section(WD_SECTION.ODD_PAGE)


def _number(section: Any, foot: str) -> None:
    """Count the pages of the letter that begins with this section, with `foot` before the number, if there is one."""
    if not foot:
        return
    wordxml.count_from_one(section)
    section.footer.is_linked_to_previous = False
    line = section.footer.paragraphs[0]
    line.text = f"{clean(foot)} "
    wordxml.field(element_of(line), "PAGE", "1")


class _Letter:
    """One letter on its way into a Word file."""

    def __init__(self, word: Any, sheet: LetterSheet) -> None:
        self._word, self._sheet = word, sheet
        self._font = VOICE_FONT if sheet.to_child else UI_FONT
        self._size = 14.0 if sheet.is_pictured else 12.0 if sheet.to_child else 11.0

    def write(self) -> None:
        letter = self._sheet.letter
        if self._sheet.note:
            self._say(self._sheet.note, style="Strong Point")
        self._say(self._sheet.sender, style="Note")
        self._say(letter.title, style="Heading 1", size=22)
        self._say(letter.greeting)
        if self._sheet.is_pictured:
            self._pictured(letter)
        else:
            for part in letter.sections:
                self._say(part.heading, style="Heading 2")
                self._say(part.text)
        self._say(letter.closing)
        self._say(letter.signature)
        if letter.understood is not None:
            self._say(letter.understood.heading, style="Heading 2")
            self._say(letter.understood.lead)
            for question in letter.understood.questions:
                self._say(question, style="List Bullet")
        wordxml.count_on(_turn_to_front(self._word))
        self._slip(letter.slip)

    def _pictured(self, letter: Letter) -> None:
        """A table without lines: the drawing beside what it is about."""
        from docx.shared import Cm, Pt

        table = self._word.add_table(rows=0, cols=2)
        table.autofit = False
        table.columns[0].width, table.columns[1].width = Cm(2.9), Cm(13.5)
        if self._sheet.right_to_left:
            wordxml.turn_table(element_of(table))
        for part in letter.sections:
            row = table.add_row()
            wordxml.keep_row_whole(element_of(row))
            left, right = row.cells
            left.width, right.width = Cm(2.9), Cm(13.5)
            if part.drawing:
                run = left.paragraphs[0].add_run()
                run.add_picture(BytesIO(pdf.picture(draw(part.drawing))), width=Cm(PICTURE_CM))
                wordxml.describe_picture(element_of(run), self._sheet.drawings.get(part.drawing, ""))
            heading = self._say(part.heading, style="Heading 2", size=15, into=right.paragraphs[0])
            heading.paragraph_format.space_before = Pt(4)
            self._say(part.text, into=right.add_paragraph())

    def _slip(self, slip: ReplySlip) -> None:
        self._say(slip.heading, style="Heading 1", size=17)
        self._say(slip.lead)
        for ask in slip.asks:
            self._ask(ask)
        self._line(slip.child)
        for signer in slip.signers:
            self._line(f"{signer}, {slip.day.lower()}")

    def _ask(self, ask: Ask) -> None:
        self._say(ask.text, style="Heading 2")
        self._say("        ".join(f"{BOX} {answer}" for answer in ask.answers))

    def _line(self, label: str) -> None:
        """A line to write on, with its word under it."""
        from docx.shared import Pt

        line = self._say("")
        line.paragraph_format.space_before = Pt(20)
        wordxml.line_under(element_of(line))
        self._say(label, style="Note")

    def _say(self, text: str, *, style: str = "Normal", size: float | None = None, into: Any = None) -> Any:
        paragraph = self._word.add_paragraph() if into is None else into
        paragraph.style = self._word.styles[style]
        if self._sheet.right_to_left:
            wordxml.turn(element_of(paragraph))
        for piece, is_isolated in split(text):
            self._say_piece(paragraph.add_run(clean(piece)), style, size, turned=not is_isolated)
        return paragraph

    def _say_piece(self, run: Any, style: str, size: float | None, *, turned: bool) -> None:
        from docx.shared import Pt

        if style != "Note":
            run.font.name = self._font
            wordxml.font_of_all_scripts(element_of(run), self._font)
        if style in {"Normal", "List Bullet"} or size:
            run.font.size = Pt(size or self._size)
        wordxml.speak(element_of(run), self._sheet.language)
        if self._sheet.right_to_left and turned:
            wordxml.turn_run(element_of(run), size=size or self._size)
