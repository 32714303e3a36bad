"""A Word file for a translator: the Swedish texts in one column, and room for the translation in the next.

The same file comes back filled in. Each row is known again by the key in its first column. Pure: gives and takes bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from toolkit.documents import wordxml
from toolkit.documents.word_package import open_package
from toolkit.documents.wordstyle import UI_FONT, About, dress
from toolkit.documents.wordxml import W, clean, element_of
from toolkit.errors import N_, InvalidInput

LARGEST = 2 * 1024 * 1024
NO_TABLE = N_("The table with the texts is not in the file. Upload the file that you downloaded here, filled in.")
EMPTY = N_("The file is empty. Upload the file that you downloaded here, filled in.")
NO_WORD = N_("This is no Word file. Upload the file that you downloaded here, filled in and saved as .docx.")
TOO_LARGE = N_("The file is larger than 2 MB. Upload the file that you downloaded here, without pictures.")
WIDTHS_CM = (3.2, 7.2, 7.2)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a translator gets. `texts`: key to Swedish; `translated`: key to what is there already."""

    title: str
    instructions: tuple[str, ...]
    columns: tuple[str, str, str]
    texts: Mapping[str, str]
    translated: Mapping[str, str]
    language: str
    right_to_left: bool


def write(sheet: Sheet, *, made_at: datetime) -> bytes:
    """The bytes of the .docx file."""
    import docx
    from docx.shared import Cm

    word: Any = docx.Document()
    dress(word, About(clean(sheet.title), "", "", "sv", made_at))
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.7)
    word.add_paragraph(clean(sheet.title), style="Heading 1")
    for line in sheet.instructions:
        word.add_paragraph(clean(line), style="List Bullet")
    table = word.add_table(rows=1, cols=len(sheet.columns))
    wordxml.rule_table(element_of(table))
    wordxml.describe_table(element_of(table), clean(sheet.title), clean(sheet.columns[1]))
    wordxml.head_row(element_of(table.rows[0]))
    for cell, text, width in zip(table.rows[0].cells, sheet.columns, WIDTHS_CM, strict=True):
        cell.width, cell.paragraphs[0].style = Cm(width), word.styles["Table Head"]
        cell.paragraphs[0].text = clean(text)
    for key, text in sheet.texts.items():
        _row(word, table, sheet, key, text)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def _row(word: Any, table: Any, sheet: Sheet, key: str, text: str) -> None:
    from docx.shared import Cm

    row = table.add_row()
    wordxml.keep_row_whole(element_of(row))
    for cell, width in zip(row.cells, WIDTHS_CM, strict=True):
        cell.width = Cm(width)
    first, second, third = (cell.paragraphs[0] for cell in row.cells)
    first.text, first.style = key, word.styles["Signed"]
    second.text = clean(text)
    run = third.add_run(clean(sheet.translated.get(key, "")))
    run.font.name = UI_FONT
    wordxml.font_of_all_scripts(element_of(run), UI_FONT)
    wordxml.speak(element_of(run), sheet.language)
    if sheet.right_to_left:
        wordxml.turn(element_of(third))
        wordxml.turn_run(element_of(run), size=11)


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What came back: the language that stands over its column, the Swedish beside, and the texts, without those that
    are empty."""

    own_name: str
    swedish: Mapping[str, str]
    texts: Mapping[str, str]


def read(data: bytes) -> FilledIn:
    """The file as it was filled in.

    Raises `InvalidInput` for what is no Word file, and for one without the table.
    """
    if len(data) > LARGEST:
        raise InvalidInput(TOO_LARGE, field="file")
    if not data.strip(b"\0"):
        raise InvalidInput(EMPTY, field="file")
    if not data.startswith(b"PK"):
        raise InvalidInput(NO_WORD, field="file")
    body = open_package(data).body
    for moved in list(body.iter(f"{W}moveFrom")):
        moved.getparent().remove(moved)
    rows = [[_text(cell) for cell in row.findall(f"{W}tc")] for row in body.iter(f"{W}tr")]
    head, *found = [cells for cells in rows if len(cells) > 2] or [[""] * 3]
    if not any(cells[0] for cells in found):
        raise InvalidInput(NO_TABLE, field="file")
    return FilledIn(
        head[2],
        {cells[0]: cells[1] for cells in found if cells[0]},
        {cells[0]: cells[2] for cells in found if cells[0] and cells[2]},
    )


def _text(cell: Any) -> str:
    """The words of a cell as they stand when its changes are accepted, on one line."""
    said = (
        part.text or "" if part.tag == f"{W}t" else " " for part in cell.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}p")
    )
    return " ".join("".join(said).split())
