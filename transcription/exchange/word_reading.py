"""Reads a Word document (.docx) paragraph by paragraph, tables row by row. Pure; refuses a bomb before it opens it.

Words that somebody added with tracked changes are read, words that were taken away are not; comments are left out.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from toolkit.documents.wordxml import W, element_of
from toolkit.errors import N_, InvalidInput
from transcription.exchange import labels, times
from transcription.exchange.bytes_reading import BINARY, OTHER_OFFICE
from transcription.exchange.plain_text import Row
from transcription.exchange.transcript_file import Problem, excerpt

MOST_PARTS = 3_000
LARGEST_UNPACKED = 64 * 1024 * 1024
LARGEST_XML = 24 * 1024 * 1024
"""What is parsed, unpacked: a word/document.xml of 20 000 words recordings about 4 MB."""

TOO_LARGE_INSIDE = N_(
    "The document is far larger inside than outside, so it was not opened. Copy the text into a new document."
)
DAMAGED = N_("The document is damaged and cannot be opened. Open it in Word, save it again, and send that file.")
HEADING = N_("A heading is no part of the talk. It was left out.")
TABLE_HEAD = N_("The first row of the table names its columns. It was left out.")
TRACKED = N_("The document has tracked changes. Added words were kept, words taken away were left out.")
COMMENTS = N_("The document has comments. They were left out.")
NOTES = N_("The document has footnotes. They were left out.")
COLUMN_NAMES = frozenset(
    [
        "tid",
        "time",
        "talare",
        "speaker",
        "vem",
        "who",
        "text",
        "namn",
        "name",
        "nr",
        "start",
        "slut",
        "end",
        "replik",
        "tidpunkt",
    ]
)
MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", f"{W}rPr", MC_FALLBACK})
BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}


def read_rows(data: bytes) -> tuple[list[Row], list[Problem]]:
    """The document's lines, numbered by paragraph, and what was left out. Raises `InvalidInput`."""
    _check(data)
    body, names = _open(data)
    problems = list(_remarks(body, names))
    rows: list[Row] = []
    for number, (text, is_heading) in enumerate(_paragraphs(body), 1):
        if is_heading and text.strip():
            message = TABLE_HEAD if is_heading == "table" else HEADING
            problems.append(Problem(message, number, "paragraph", excerpt(text)))
        else:
            rows += [Row(number, line) for line in text.split("\n")]
    return rows, problems


def _check(data: bytes) -> None:
    """Look at the archive's own list, and unpack nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InvalidInput(DAMAGED, field="file") from error
    names = {part.filename for part in parts}
    if "word/document.xml" not in names:
        known = {"content.xml", "xl/workbook.xml", "ppt/presentation.xml"}
        raise InvalidInput(OTHER_OFFICE if names & known else BINARY, field="file")
    whole, xml = (
        sum(part.file_size for part in parts if part.filename.lower().endswith(kinds))
        for kinds in ("", (".xml", ".rels"))
    )
    if len(parts) > MOST_PARTS or whole > LARGEST_UNPACKED or xml > LARGEST_XML:
        raise InvalidInput(TOO_LARGE_INSIDE, field="file")


def _open(data: bytes) -> tuple[Any, set[str]]:
    """The body's XML, and the kinds of parts that belong to it."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        word = docx.Document(io.BytesIO(data))
        body = element_of(word).body
    except (
        PackageNotFoundError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError, IndexError,
        TypeError, RuntimeError, NotImplementedError, OSError, SyntaxError, EOFError,
    ) as error:  # fmt: skip # a damaged part shows in as many ways as the library has of reading one
        raise InvalidInput(DAMAGED, field="file") from error
    if body is None:
        raise InvalidInput(DAMAGED, field="file")
    return body, {relation.reltype.rpartition("/")[2] for relation in word.part.rels.values()}


def _remarks(body: Any, names: set[str]) -> Iterator[Problem]:
    if any(next(body.iter(W + tag), None) is not None for tag in ("ins", "del", "moveFrom")):
        yield Problem(TRACKED)
    if "comments" in names and next(body.iter(W + "commentReference"), None) is not None:
        yield Problem(COMMENTS)
    if next(body.iter(W + "footnoteReference"), None) is not None:
        yield Problem(NOTES)


def _paragraphs(parent: Any) -> Iterator[tuple[str, str]]:
    """(text, why it is no part of the talk) for every paragraph and every row of a table, in order."""
    for child in parent:
        if child.tag == W + "p":
            yield _text(child), "heading" if _is_heading(child) else ""
        elif child.tag == W + "tbl":
            yield from _table(child)
        elif child.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml", W + "smartTag"}:
            yield from _paragraphs(child)


def _table(table: Any) -> Iterator[tuple[str, str]]:
    """Rows in order. A table within a cell is part of the cell."""
    for number, row in enumerate(_own(table, "tr")):
        cells = [" ".join(_text(p) for p in cell.iter(W + "p")).strip() for cell in _own(row, "tc")]
        is_head = (
            number == 0 and bool(cells) and all(cell.casefold().strip(" :") in COLUMN_NAMES | {""} for cell in cells)
        )
        yield _row(cells), "table" if is_head else ""


def _own(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table, or the cells of a row, without those of a table within."""
    return (one for one in parent.iter(W + tag) if next(one.iterancestors(parent.tag)) is parent)


def _row(cells: list[str]) -> str:
    """A row as the line that somebody would have written: «[time] name: words»."""
    cells = [cell for cell in cells if cell]
    moments = [cell for cell in cells[:3] if times.read_clock(cell.strip("[]()")) is not None]
    rest = [cell for cell in cells if cell not in moments]
    if len(rest) > 1 and rest[0].isdigit():
        rest = rest[1:]
    is_named = len(rest) > 1 and (len(rest[0]) <= 30 or labels.find_meaning(rest[0]) is not None)
    words = f"{rest[0].rstrip(':')}: {' '.join(rest[1:])}" if is_named else " ".join(rest)
    return f"[{moments[0].strip('[]()')}] {words}" if moments else words


def _is_heading(paragraph: Any) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = "" if style is None else str(style.get(W + "val", "")).casefold()
    return name == "note" or name.startswith(
        ("heading", "rubrik", "title", "subtitle", "underrubrik", "toc", "innehll")
    )


def _text(element: Any) -> str:
    """The words of a paragraph as they would be read once every change is accepted."""
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in SKIPPED:
            continue
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in BREAKS:
            yield BREAKS[child.tag]
        else:
            if child.tag == W + "p":
                yield "\n"
            yield from _pieces(child)
