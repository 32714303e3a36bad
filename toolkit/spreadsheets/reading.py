"""From bytes that a spreadsheet saved to numbered rows of text. Pure; takes any bytes without raising."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from toolkit.decoding import decode, is_no_text
from toolkit.errors import N_

LARGEST = 2 * 1024 * 1024
SEPARATORS = ";,\t"
LINES_PER_ROW = 20
"""A quoted cell may hold line breaks, but a quotation mark that nobody closed must not eat the file."""

NO_TEXT = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"II*\x00",
    b"MM\x00*",
    b"%PDF",
    b"{\\rtf",
    b"\x1f\x8b",
    b"OggS",
    b"ID3",
)
"""How pictures, printed pages, sounds and packed files begin."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SEP = re.compile(r"sep=([^\w\r\n\"])\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One row, numbered as a spreadsheet shows it. `cells` is None when its quotation marks do not match."""

    number: int
    cells: tuple[str, ...] | None


def find_fault(data: bytes) -> str | None:
    """Why these bytes are no list at all, as a message with the way out; None when they may be read."""
    if not data.strip():
        return N_("The file is empty. Choose the file that you saved from the spreadsheet.")
    if len(data) > LARGEST:
        return N_("The file is larger than 2 MB. Keep only the columns of the template, and try again.")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return N_("This is a workbook. Open it, choose Save as and the kind CSV, and send that file.")
    text, encoding = decode(data)
    if data.startswith(NO_TEXT) or "\x00" in text or is_no_text(text, encoding):
        return N_("This is not a text file. Open the list in a spreadsheet, choose Save as and the kind CSV.")
    return None


def announced_separator(text: str) -> tuple[str | None, str]:
    """Excel's «sep=;» in the first line, which a spreadsheet hides, and the text without that line."""
    lines = _LINE.findall(text[:20])
    said = _SEP.fullmatch(lines[0]) if lines else None
    return (said[1], text[len(lines[0]) :]) if said else (None, text)


def read_lines(text: str, *, separator: str) -> Iterator[Line]:
    """Every row of the text, empty ones too. Rows with wrong quotation marks come without cells."""
    lines = _LINE.findall(text)
    at = number = 0
    while at < len(lines):
        number += 1
        cells, used = _read_row(lines[at : at + LINES_PER_ROW], separator)
        yield Line(number, cells)
        at += used


def _read_row(lines: Sequence[str], separator: str) -> tuple[tuple[str, ...] | None, int]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        row = next(reader)
    except csv.Error:
        return None, 1
    return tuple(cell.strip() for cell in row), reader.line_num


def guess_separator(text: str, *, score: Callable[[Sequence[str]], int]) -> str:
    """The separator with which the first row that has anything in it scores best."""
    return max(SEPARATORS, key=lambda separator: score(_first_row(text, separator)))


def _first_row(text: str, separator: str) -> Sequence[str]:
    rows = (line.cells for line in islice(read_lines(text, separator=separator), 50))
    return next((cells for cells in rows if cells and any(cells)), ())
