"""A draft as it is written down, and its parts: headings, paragraphs, lists, tables, and what a person fills in. Pure.

`= title`, `~ subtitle`, `# heading`, `## smaller`, `- point`, `^ what a table shows` above `| cells | of | rows`, and
`[[what a person has to fill in]]`, which stands once in the list at the start however often it is asked for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ASKED = re.compile(r"\[\[(.+?)\]\]")
MARKS = {"= ": "title", "~ ": "subtitle", "# ": "heading", "## ": "smaller", "- ": "point"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line. `number` is that of the thing to fill in, 0 for words that stand as they are."""

    text: str
    number: int = 0


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One part. `rows` are those of a table, the first its head, and `line` then says what it shows."""

    kind: str
    line: Line
    rows: tuple[tuple[Line, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole draft."""

    title: str
    subtitle: str
    asked: tuple[str, ...]
    blocks: tuple[Block, ...]


def read(text: str) -> Draft:
    """The draft that is written down. Raises ValueError for a table that nobody says anything about, or no title."""
    asked = tuple(dict.fromkeys(ASKED.findall(text)))
    made = tuple(_blocks(text.splitlines(), asked))
    said = {block.kind: "".join(piece.text for piece in block.line) for block in reversed(made)}
    if "title" not in said:
        raise ValueError("a draft has a title")
    rest = tuple(block for block in made if block.kind not in {"title", "subtitle"})
    return Draft(said["title"], said.get("subtitle", ""), asked, rest)


def _blocks(lines: Sequence[str], asked: Sequence[str]) -> Iterator[Block]:
    caption, rows = "", list[tuple[Line, ...]]()
    for line in [*lines, ""]:
        if line.startswith("| "):
            rows.append(tuple(_pieces(cell.strip(), asked) for cell in _cells(line)))
            continue
        if rows:
            yield _table(caption, rows, asked)
            caption, rows = "", []
        mark = next((mark for mark in MARKS if line.startswith(mark)), "")
        if line.startswith("^ "):
            caption = line[2:]
        elif line.strip():
            yield Block(MARKS.get(mark, "paragraph"), _pieces(line.removeprefix(mark).strip(), asked))


def _table(caption: str, rows: list[tuple[Line, ...]], asked: Sequence[str]) -> Block:
    if not caption or len({len(row) for row in rows}) != 1:
        raise ValueError(f"a table says what it shows, and its rows are alike: {caption}")
    return Block("table", _pieces(caption, asked), tuple(rows))


def _cells(line: str) -> list[str]:
    return line.removeprefix("| ").split(" | ")


def _pieces(text: str, asked: Sequence[str]) -> Line:
    parts = ASKED.split(text)
    said = [Piece(part, 0 if place % 2 == 0 else asked.index(part) + 1) for place, part in enumerate(parts)]
    return tuple(piece for piece in said if piece.text)
