"""A list of children from a spreadsheet: bytes in, good rows and explained problems out. Pure; never raises.

Columns may stand in any order and be named in Swedish or English. Names of colleagues and teams are resolved
against those that the caller knows.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from toolkit.cycles import csv_cells, csv_reading
from toolkit.cycles.csv_cells import Known, Names, Unreadable
from toolkit.cycles.csv_reading import Line
from toolkit.decoding import decode
from toolkit.errors import N_

MOST_ROWS = 5000
LARGEST = csv_reading.LARGEST
HANDLER_COLUMNS = ("present", "former", "co")
REQUIRED = ("code", "age", "sex")
HEADERS: Mapping[str, str] = {
    "code": "kod|code|barnkod|barnets kod|child code|pseudonym|pseudonymkod|barn|child",
    "age": "ålder|age|alder",
    "sex": "kön|sex|gender|kon",
    "team": "team|work group|arbetsgrupp|grupp|group",
    "present": (
        "handläggare|handler|nuvarande handläggare|present handler|current handler|case handler"
        "|socialsekreterare|social worker|handlaggare"
    ),
    "former": "tidigare handläggare|former handler|previous handler|tidigare handlaggare",
    "co": "medhandläggare|co-handler|medhandlaggare",
    "case": "ärende|case|ärendestatus|case status|ärendet|status|arende",
    "protected": "skyddade personuppgifter|protected identity|skyddad identitet",
}
"""Column → the names it may have; first the Swedish one of the template, then the English one."""

QUOTES = N_("The quotation marks in this row do not match. Remove them, or put one before and one after the cell.")
TOO_WIDE = N_(
    "This row has more cells than the first row. If a cell holds the character that parts the cells,"
    " put the cell in quotation marks."
)
TOO_LONG = N_("The list is longer than 5000 rows. Send the rows from here on in another file.")
NO_HANDLER = N_(
    "Nobody handles or has handled this child, so nobody can be drawn to meet it. Write at least one handler."
)
LISTED = N_("This code is on the list already. Change it there, or give this child another code.")
TWICE = N_("Row %(first)s has the same code. Give every child a code of its own.")
NO_HEADER = N_("The first row must hold the names of the columns: code, age, sex and handler. Begin with the template.")
MISSING = N_(
    "The column %(swedish)s (in English %(english)s) is missing in the first row. Add it and send the file again."
)
NOBODY: frozenset[UUID] = frozenset()
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One good row."""

    number: int
    code: str
    age: int
    sex: str
    team: UUID | None
    present: frozenset[UUID]
    former: frozenset[UUID]
    co: frozenset[UUID]
    case_open: bool
    protected_identity: bool


@dataclass(frozen=True)
class Problem:
    """What could not be read, and the way out. `row` and `column` are as the spreadsheet shows them.

    `message` is a msgid for `values`. Only for the eyes of the person who sent the file: `values` may hold
    what stands in a cell, though never what stands in the code column.
    """

    row: int | None
    column: str | None
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Detected:
    """How the file was understood. `columns` maps our column to the file's own name for it."""

    encoding: str = ""
    separator: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Intake:
    """The outcome: rows that can be added, problems in the order of the file, and how it was understood."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    detected: Detected = field(default_factory=Detected)


def read(data: bytes, *, known: Known) -> Intake:
    """Read a list of children. Good rows are kept whatever the others look like."""
    fault = csv_reading.find_fault(data)
    if fault:
        return Intake(problems=(Problem(None, None, fault),))
    text, encoding = decode(data)
    said, text = csv_reading.announced_separator(text)
    separator = said or csv_reading.guess_separator(text, score=lambda cells: len(_columns(cells)))
    every = csv_reading.read_lines(text, separator=separator)
    lines = [line for line in every if line.cells is None or any(line.cells)]
    head = lines[0].cells if lines and lines[0].cells else ()
    columns = _columns(head)
    detected = Detected(encoding, separator, {column: head[at] for column, at in columns.items()})
    missing = _find_missing(columns)
    if missing:
        return Intake(problems=(missing,), detected=detected)
    reader = _Reader(known, columns, detected.columns)
    reader.read(lines[1:], width=len(head))
    return Intake(tuple(reader.rows), tuple(reader.problems), detected)


def template(language: str) -> bytes:
    """An empty list to fill in, with the names of the columns in Swedish ("sv") or English, for Excel."""
    titles = [names.split("|")[0 if language == "sv" else 1].capitalize() for names in HEADERS.values()]
    return (";".join(titles) + "\r\n").encode("utf-8-sig")


class _Reader:
    """Turns lines into rows, and what cannot be read into problems."""

    def __init__(self, known: Known, columns: Mapping[str, int], titles: Mapping[str, str]) -> None:
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self._known = known
        self._names = Names(known)
        self._columns = columns
        self._titles = titles
        self._listed = {code.casefold() for code in known.codes}
        self._seen: dict[str, int] = {}

    def read(self, lines: Sequence[Line], *, width: int) -> None:
        """Read them all, up to the limit. `width` is the number of cells in the first row."""
        for line in lines[:MOST_ROWS]:
            before = len(self.problems)
            row = self._read_row(line, width)
            if row and len(self.problems) == before:
                self.rows.append(row)
        if len(lines) > MOST_ROWS:
            self._report(lines[MOST_ROWS].number, None, TOO_LONG)

    def _read_row(self, line: Line, width: int) -> Row | None:
        if line.cells is None:
            self._report(line.number, None, QUOTES)
            return None
        if any(line.cells[width:]):
            self._report(line.number, None, TOO_WIDE)
            return None
        row = self._read_cells(line.number, line.cells)
        if row.code:
            self._check_twice(row)
        return row

    def _read_cells(self, number: int, cells: Sequence[str]) -> Row:
        def cell(column: str, read: Callable[[str], T], otherwise: T) -> T:
            try:
                return read(self._cell(cells, column))
            except Unreadable as fault:
                self._report(number, self._titles.get(column), fault.message, **fault.values)
                return otherwise

        limits = {"youngest": self._known.youngest, "oldest": self._known.oldest}
        row = Row(
            number=number,
            code=cell("code", csv_cells.read_code, ""),
            age=cell("age", lambda text: csv_cells.read_age(text, **limits), 0),
            sex=cell("sex", csv_cells.read_sex, ""),
            team=cell("team", self._names.read_team, None),
            present=cell("present", self._names.read_people, NOBODY),
            former=cell("former", self._names.read_people, NOBODY),
            co=cell("co", self._names.read_people, NOBODY),
            case_open=cell("case", csv_cells.read_case, True),  # noqa: FBT003
            protected_identity=cell("protected", csv_cells.read_yes, True),  # noqa: FBT003
        )
        if not any(self._cell(cells, column) for column in HANDLER_COLUMNS):
            self._report(number, None, NO_HANDLER)
        return row

    def _cell(self, cells: Sequence[str], column: str) -> str:
        at = self._columns.get(column, len(cells))
        return cells[at] if at < len(cells) else ""

    def _check_twice(self, row: Row) -> None:
        first = self._seen.setdefault(row.code.casefold(), row.number)
        if row.code.casefold() in self._listed:
            self._report(row.number, self._titles["code"], LISTED)
        elif first != row.number:
            self._report(row.number, self._titles["code"], TWICE, first=first)

    def _report(self, number: int, column: str | None, message: str, **values: object) -> None:
        self.problems.append(Problem(number, column, message, values))


def _bare(name: str) -> str:
    return re.sub(r"[^\w]|_", "", name.casefold())


_COLUMN_OF = {
    _bare(name + ending): column
    for column, names in HEADERS.items()
    for name in names.split("|")
    for ending in ("", "s")
}


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Our column → its place in the file; the first wins when a name stands twice."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        column = _COLUMN_OF.get(_bare(cell))
        if column:
            found.setdefault(column, at)
    return found


def _find_missing(columns: Mapping[str, int]) -> Problem | None:
    if not columns:
        return Problem(1, None, NO_HEADER)
    handlers = () if any(column in columns for column in HANDLER_COLUMNS) else ("present",)
    for column in (*REQUIRED, *handlers):
        if column not in columns:
            swedish, english, *_ = HEADERS[column].split("|")
            return Problem(1, None, MISSING, {"swedish": swedish, "english": english})
    return None
