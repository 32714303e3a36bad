"""A list whose columns have been found by their names or by what the person said of them. Pure; never raises.

A column that nobody knows is named, and waits for the person to match it or to leave it out. What the person writes in
place of a cell that was not understood counts as if it stood in the file.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from toolkit.decoding import decode
from toolkit.errors import N_
from toolkit.spreadsheets import reading
from toolkit.spreadsheets.reading import Line

LEAVE_OUT = "leave_out"
MOST_ROWS = 5000
LONGEST_ANSWER = 2_000
NO_HEADER = N_("The first row must hold the names of the columns. Begin with the template.")
MISSING = N_(
    "The column %(swedish)s (in English %(english)s) is missing in the first row. Match it with one of the columns,"
    " or add it and send the file again."
)
QUOTES = N_("The quotation marks in this row do not match. Remove them, or put one before and one after the cell.")
TOO_WIDE = N_(
    "This row has more cells than the first row. If a cell holds the character that parts the cells,"
    " put the cell in quotation marks."
)
TOO_LONG = N_("The list is longer than 5000 rows. Send the rows from here on in another file.")
T = TypeVar("T")

_COLUMN = re.compile(r"column-([0-9]{1,3})", re.ASCII)
_CELL = re.compile(r"cell-([0-9]{1,7})-([0-9]{1,3})", re.ASCII)


class Unreadable(Exception):
    """A cell that says nothing we can use; carries the message and its values."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


@dataclass(frozen=True)
class Answers:
    """What the person said about a list: what a column holds, by its place; and cells by row and place."""

    columns: Mapping[int, str] = field(default_factory=dict)
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """One column of the file: its place, its own name, and ours for what it holds (None when nobody knows)."""

    place: int
    title: str
    holds: str | None

    @property
    def is_unknown(self) -> bool:
        """Whether the person has to say what it holds."""
        return self.holds is None


@dataclass(frozen=True)
class Problem:
    """What could not be read, and the way out. `row` and `column` are as the spreadsheet shows them.

    `message` is a msgid for `values`. Only for the eyes of the person who sent the file: `values` and `cell` may hold
    what stands in a cell, though never what stands in a column that may not be repeated. `place` is the column's, when
    another word for the cell would help.
    """

    row: int | None
    column: str | None
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    place: int | None = None
    cell: str = ""


def read_answers(sent: Iterable[tuple[str, str]]) -> Answers:
    """The answers among the fields of a form: `column-<place>` and `cell-<row>-<place>`."""
    columns: dict[int, str] = {}
    cells: dict[tuple[int, int], str] = {}
    for name, value in sent:
        column, cell = _COLUMN.fullmatch(name), _CELL.fullmatch(name)
        if column and value:
            columns[int(column[1])] = value
        if cell:
            cells[int(cell[1]), int(cell[2])] = " ".join(value.split())[:LONGEST_ANSWER]
    return Answers(columns, cells)


class Table:
    """A list that has been opened. `names` is our column → the names that it may have, parted by |."""

    def __init__(self, data: bytes, *, names: Mapping[str, str], answers: Answers, secret: Iterable[str] = ()) -> None:
        """Read it. `secret` are columns whose cells are never repeated; `problems` says what is wrong so far.

        `place_of` and `titles` are our column → its place, and the file's own name for it.
        """
        self.problems: list[Problem] = []
        self.lines: Sequence[Line] = ()
        self.encoding = self.separator = ""
        self._answers = answers
        self._names = names
        self._secret = frozenset(secret)
        fault = reading.find_fault(data)
        if fault:
            self.problems.append(Problem(None, None, fault))
        self.columns: tuple[Column, ...] = () if fault else self._open(data)
        self.place_of: dict[str, int] = {}
        self.titles: dict[str, str] = {}
        for column in self.columns:
            if column.holds is not None and column.holds != LEAVE_OUT:
                self.place_of[column.holds], self.titles[column.holds] = column.place, column.title

    @property
    def unknown(self) -> list[Column]:
        """Columns of which the person has to say what they hold."""
        return [column for column in self.columns if column.is_unknown]

    def require(self, *columns: str) -> bool:
        """Whether all of these columns are there; the first that is not becomes a problem."""
        if self.problems:
            return False
        if not self.place_of and not self._answers.columns:
            self.problems.append(Problem(1, None, NO_HEADER))
            return False
        for column in columns:
            if column not in self.place_of:
                swedish, english, *_ = self._names[column].split("|")
                self.problems.append(Problem(1, None, MISSING, {"swedish": swedish, "english": english}))
                return False
        return True

    def read_rows(self, read: Callable[[Line], T]) -> list[T]:
        """What `read` makes of every row that it reports nothing of, up to the limit."""
        rows = []
        for line in self.lines[:MOST_ROWS]:
            before = len(self.problems)
            if line.cells is None:
                self.report(line.number, None, QUOTES)
            elif any(line.cells[len(self.columns) :]):
                self.report(line.number, None, TOO_WIDE)
            else:
                row = read(line)
                rows += [row] if len(self.problems) == before else []
        if len(self.lines) > MOST_ROWS:
            self.report(self.lines[MOST_ROWS].number, None, TOO_LONG)
        return rows

    def text(self, line: Line, column: str) -> str:
        """What stands in a column, or what the person has said instead; "" when there is none."""
        place, cells = self.place_of.get(column), line.cells or ()
        if place is None:
            return ""
        return self._answers.cells.get((line.number, place), cells[place] if place < len(cells) else "")

    def cell(self, line: Line, column: str, read: Callable[[str], T], otherwise: T) -> T:
        """What `read` makes of a cell; when that is `Unreadable`, a problem and `otherwise`."""
        try:
            return read(self.text(line, column))
        except Unreadable as fault:
            self.report(line.number, column, fault.message, line=line, **fault.values)
            return otherwise

    def report(
        self, number: int | None, column: str | None, message: str, *, line: Line | None = None, **values: object
    ) -> None:
        """Add a problem. With its line, the person may write something else in place of the cell."""
        place = self.place_of.get(column) if column and line else None
        said = self.text(line, column) if line and column and column not in self._secret else ""
        title = self.titles.get(column) if column else None
        self.problems.append(Problem(number, title, message, values, place, said))

    def _open(self, data: bytes) -> tuple[Column, ...]:
        text, self.encoding = decode(data)
        said, text = reading.announced_separator(text)
        self.separator = said or reading.guess_separator(text, score=self._score)
        every = reading.read_lines(text, separator=self.separator)
        lines = [line for line in every if line.cells is None or any(line.cells)]
        head = lines[0].cells if lines and lines[0].cells else ()
        self.lines = lines[1:]
        return tuple(self._matched(head))

    def _score(self, cells: Sequence[str]) -> int:
        known = names_of(self._names)
        return len({known[bare(cell)] for cell in cells if bare(cell) in known})

    def _matched(self, head: Sequence[str]) -> Iterable[Column]:
        """By what the person said, else by name; of two that would hold the same, the first."""
        said = {place: holds for place, holds in self._answers.columns.items() if holds in self._names}
        taken, known = set(said.values()), names_of(self._names)
        given: set[str] = set()
        for place, title in enumerate(head):
            holds: str | None = said.get(place)
            if holds is None and self._answers.columns.get(place) == LEAVE_OUT:
                holds = LEAVE_OUT
            if holds is None and known.get(bare(title)) not in taken:
                holds = known.get(bare(title))
            if holds in given or (holds is None and not title and not self._holds_anything(place)):
                holds = None if holds in given else LEAVE_OUT
            given |= {holds} if holds and holds != LEAVE_OUT else set()
            yield Column(place, title, holds)

    def _holds_anything(self, place: int) -> bool:
        return any(line.cells and place < len(line.cells) and line.cells[place] for line in self.lines)


def bare(name: str) -> str:
    """A column's name as it is compared."""
    return re.sub(r"[^\w]|_", "", name.casefold())


def names_of(columns: Mapping[str, str]) -> dict[str, str]:
    """Every name that a column may have, bare, with and without an s at its end → our column."""
    return {
        bare(name + ending): column
        for column, names in columns.items()
        for name in names.split("|")
        for ending in ("", "s")
    }


def template(names: Mapping[str, str], *, language: str, example: Sequence[str] = ()) -> bytes:
    """A list to fill in, with the names of the columns in Swedish ("sv") or English, for Excel."""
    titles = [each.split("|")[0 if language == "sv" else 1].capitalize() for each in names.values()]
    rows = [titles, list(example)] if example else [titles]
    return "".join(";".join(row) + "\r\n" for row in rows).encode("utf-8-sig")
