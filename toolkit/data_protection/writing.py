"""A draft as Word (.docx): headings, lists, described tables, and first a list of what a person fills in. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from toolkit.data_protection.blocks import Block, Draft, Line
from toolkit.documents import wordxml
from toolkit.documents.wordstyle import About, dress
from toolkit.documents.wordxml import clean, element_of

STYLES = {"paragraph": "Normal", "point": "List Bullet"}
LEVELS = {"heading": 1, "smaller": 2}


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around a draft, in its language. `page_of` holds {page} and {pages}, `fill_in` holds {number}."""

    about: About
    note: str
    asked: str
    none_asked: str
    fill_in: str
    page_of: str
    table: str


def write(draft: Draft, words: Words) -> bytes:
    """The bytes of the file. What is to be filled in is bold, and has its number in the list."""
    import docx

    word = docx.Document()
    dress(word, words.about)
    _set_page(word.sections[0], words)
    word.add_paragraph(clean(draft.title), style="Title")
    word.add_paragraph(clean(draft.subtitle), style="Subtitle")
    word.add_paragraph(clean(words.note), style="Strong Point")
    word.add_heading(clean(words.asked), level=1)
    if not draft.asked:
        word.add_paragraph(clean(words.none_asked))
    for number, one in enumerate(draft.asked, 1):
        word.add_paragraph(clean(f"{number}. {one}"), style="Normal")
    for block in draft.blocks:
        _add(word, block, words)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _add(word: Any, block: Block, words: Words) -> None:
    if block.kind == "table":
        _add_table(word, block, words)
    elif block.kind in LEVELS:
        word.add_heading(clean("".join(piece.text for piece in block.line)), level=LEVELS[block.kind])
    else:
        _say(word.add_paragraph(style=STYLES[block.kind]), block.line, words)


def _add_table(word: Any, block: Block, words: Words) -> None:
    caption = "".join(piece.text for piece in block.line)
    word.add_paragraph(clean(caption), style="Caption")
    table = word.add_table(rows=0, cols=len(block.rows[0]))
    for number, cells in enumerate(block.rows):
        row = table.add_row()
        wordxml.keep_row_whole(element_of(row))
        _fill_row(row.cells, cells, words, is_head=number == 0)
    wordxml.head_row(element_of(table.rows[0]))
    for row in {0, max(len(block.rows) - 2, 0)}:  # neither the head nor the last row stands alone on a page
        wordxml.keep_with_next_row(element_of(table.rows[row]))
    wordxml.rule_table(element_of(table))
    wordxml.describe_table(element_of(table), clean(caption), clean(words.table))
    word.add_paragraph()


def _fill_row(places: Sequence[Any], cells: Sequence[Line], words: Words, *, is_head: bool) -> None:
    for place, line in zip(places, cells, strict=True):
        paragraph = place.paragraphs[0]
        paragraph.style = "Table Head" if is_head else "Normal"
        _say(paragraph, line, words)


def _say(paragraph: Any, line: Line, words: Words) -> None:
    for piece in line:
        if piece.number:
            asked = words.fill_in.replace("{number}", str(piece.number))
            paragraph.add_run(clean(f"[{asked}: {piece.text}]")).bold = True
        else:
            paragraph.add_run(clean(piece.text))


def _set_page(section: Any, words: Words) -> None:
    from docx.shared import Cm

    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    wordxml.page_numbers(section.footer.paragraphs[0], words.about.title, words.page_of)
