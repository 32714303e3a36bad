"""Reads a table of a Word document, row by row, as the lines that somebody would have written. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from transcription.exchange import labels, times

COLUMN_NAMES = frozenset(
    "tid time talare speaker vem who text namn name nr start slut end replik tidpunkt".split()  # noqa: SIM905
)
LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell. `merged` says that it goes on from the row above; `column` counts from nought."""

    text: str
    column: int
    merged: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as a line, the words that stand in it, and what of them only numbers the rows or repeats a name."""

    line: str
    words: str
    marks: tuple[str, ...] = ()
    is_head: bool = False


def read_rows(table: Sequence[Sequence[Cell]]) -> Iterator[TableRow]:
    """Every row. A name whose cell is merged over several rows is said in each of them."""
    is_numbered = _is_numbered([_texts(row) for row in table])
    above: dict[int, str] = {}
    for number, row in enumerate(table):
        words = " ".join(_texts(row))
        if number == 0 and words and all(cell.casefold().strip(" :") in COLUMN_NAMES for cell in _texts(row)):
            yield TableRow(words, words, is_head=True)
            continue
        filled = [(_repeated(cell, above, row) if cell.merged else cell.text) for cell in row]
        above.update({cell.column: text for cell, text in zip(row, filled, strict=True)})
        cells = [text for text in filled if text]
        marks = (cells[0],) if is_numbered and len(cells) > 1 and cells[0].isdigit() else ()
        yield TableRow(_line(cells[len(marks) :]), words, marks)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row if cell.text]


def _repeated(cell: Cell, above: dict[int, str], row: Sequence[Cell]) -> str:
    """What a merged cell says in its next row: a name again, but never a time, and never words a second time."""
    text = above.get(cell.column, "")
    is_name = len(text) <= LONGEST_NAME and times.read_span(text.strip("[](){}# ")) is None
    return cell.text or (text if is_name and cell is not row[-1] else "")


def _is_numbered(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first column only counts the rows."""
    firsts = [int(row[0][:9]) for row in rows if len(row) > 1 and row[0].isdigit()]
    return len(firsts) > 1 and all(b == a + 1 for a, b in pairwise(firsts))


def _line(cells: Sequence[str]) -> str:
    """«[time] name: words»."""
    moments = [at for at, cell in enumerate(cells[:3]) if times.read_span(cell.strip("[](){}# ")) is not None]
    rest = [cell for at, cell in enumerate(cells) if at not in moments]
    if moments and len(rest) == 1 and labels.find_meaning(rest[0]) is not None and cells[moments[-1]] is cells[-1]:
        rest.append(cells[moments.pop()])  # «Barn | 10:30»: that is the answer
    is_named = len(rest) > 1 and (len(rest[0]) <= LONGEST_NAME or labels.find_meaning(rest[0]) is not None)
    words = f"{rest[0].rstrip(': ')}: {' '.join(rest[1:])}" if is_named else " ".join(rest)
    stamps = [cells[at].strip("[](){}# ") for at in moments[:2]]
    more = " ".join(cells[at] for at in moments[2:])
    return " ".join(filter(None, (f"[{' - '.join(stamps)}]" if stamps else "", words, more)))
