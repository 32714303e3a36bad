"""What a document is made of, before it is a file: chapters of headings, text, lists, quotes and tables.

Pure. `chapters` fills it from an outline, `writer` makes a Word file of it.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

NO_BREAK = "\u00a0"


class Tone(StrEnum):
    """How a paragraph is said: as running text, as an aside, as the thing that matters, or leading to what follows."""

    BODY = "body"
    NOTE = "note"
    STRONG = "strong"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; an empty line in it begins a new paragraph."""

    text: str
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading within a chapter. `level` 2 stands under the chapter's own, 3 under that."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one item per text."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A child's own words, and who said them: sex and age band, never more."""

    text: str
    signature: str


@dataclass(frozen=True, slots=True)
class ThemeName:
    """A theme's mark: its crayon 1–8, its name, and a note beside it. On a page it is a heading of this level.

    Its number stays at the board: nothing in a document refers to it.
    """

    crayon: int
    name: str
    note: str = ""
    level: int = 3


CellBlock = Paragraph | Bullets | Quote | ThemeName
Cell = tuple[CellBlock, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row. `widths` are shares of the page's width, one per column; `caption` is seen where
    `is_captioned`, `description` is for those who cannot see the table."""

    caption: str
    description: str
    header: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_captioned: bool = True


Block = CellBlock | Subheading | Table


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `author` is an organisation, no person; `page_of` says "Page {page} of {pages}"; `opening`
    stands between the title and the contents."""

    title: str
    subtitle: str
    author: str
    language: str  # a BCP 47 tag such as sv-SE
    written_at: datetime
    contents_heading: str
    page_of: str
    chapters: tuple[Chapter, ...]
    opening: tuple[Block, ...] = ()


def text_cell(text: str) -> Cell:
    """A table cell with one paragraph of plain text."""
    return (Paragraph(text),)


def bind(text: str) -> str:
    """Keep a number with what it counts: "7 av 15 barn", "13–14 år" and "28 april" never break across lines."""
    text = re.sub(r"(?<=\d) (?=\S)", NO_BREAK, text)
    return re.sub(r"(?<=\bav|\bof) (?=\d)", NO_BREAK, text)
