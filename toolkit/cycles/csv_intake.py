"""A list of children from a spreadsheet: bytes in, good rows and explained problems out. Pure; never raises.

Columns may stand in any order and be named in Swedish or English, or be matched by the person. Names of colleagues and
teams are resolved against those that the caller knows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from toolkit.cycles import csv_cells, families
from toolkit.cycles.csv_cells import Known, Names
from toolkit.errors import N_
from toolkit.spreadsheets import reading, table
from toolkit.spreadsheets.reading import Line
from toolkit.spreadsheets.table import Answers, Column, Problem, Table

LARGEST = reading.LARGEST
HANDLER_COLUMNS = ("present", "former", "co")
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
    "siblings": "syskon|siblings|syskon till|sibling|syskonkod",
    "language": "språk|language|modersmål|mother tongue|sprak",
    "interpreter": "tolk|interpreter|tolkbehov|behöver tolk|needs interpreter",
}
"""Column → the names it may have; first the Swedish one of the template, then the English one."""

NO_HANDLER = N_(
    "Nobody handles or has handled this child, so nobody can be drawn to meet it. Write at least one handler."
)
LISTED = N_("This code is on the list already. Change it there, or give this child another code.")
TWICE = N_("Row %(first)s has the same code. Give every child a code of its own.")
NO_SIBLING = N_("No other child has this code or mark. Correct it, or leave the cell empty.")
NO_WORDS: tuple[str, ...] = ()
NOBODY: frozenset[UUID] = frozenset()


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
    siblings: str = ""
    language: str = ""
    interpreter: str = "not_needed"


@dataclass(frozen=True)
class Detected:
    """How the file was understood. `columns` maps our column to the file's own name for it."""

    encoding: str = ""
    separator: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Intake:
    """The outcome: rows that can be added, problems in the order of the file, and how it was understood.

    `marks` are for children who stand on the list and turn out to have siblings in the file, by code.
    """

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    detected: Detected = field(default_factory=Detected)
    columns: tuple[Column, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def unknown(self) -> list[Column]:
        """Columns of which the person has to say what they hold, before anything is kept."""
        return [column for column in self.columns if column.is_unknown]


def read(data: bytes, *, known: Known, answers: Answers | None = None) -> Intake:
    """Read a list of children. Good rows are kept whatever the others look like."""
    sheet = Table(data, names=HEADERS, answers=answers or Answers(), secret=("code", "siblings"))
    detected = Detected(sheet.encoding, sheet.separator, sheet.titles)
    handlers = () if any(column in sheet.place_of for column in HANDLER_COLUMNS) else ("present",)
    if not sheet.require("code", "age", "sex", *handlers):
        return Intake(problems=tuple(sheet.problems), detected=detected, columns=sheet.columns)
    reader = _Reader(known, sheet)
    rows = sheet.read_rows(reader.read)
    marks = families.join(reader.siblings, listed=known.codes, marks=known.marks)
    kept = tuple(replace(row, siblings=marks.get(row.code.casefold(), "")) for row in rows)
    listed = {code: marks[code.casefold()] for code in known.codes if code.casefold() in marks}
    new = {code: mark for code, mark in listed.items() if known.marks.get(code) != mark}
    problems = tuple(sorted(sheet.problems, key=lambda one: one.row or 0))
    return Intake(kept, problems, detected, sheet.columns, new)


def template(language: str) -> bytes:
    """An empty list to fill in, with the names of the columns in Swedish ("sv") or English, for Excel."""
    return table.template(HEADERS, language=language)


class _Reader:
    """Turns lines into rows; what cannot be read becomes a problem of the sheet."""

    def __init__(self, known: Known, sheet: Table) -> None:
        self._known = known
        self._sheet = sheet
        self._names = Names(known)
        self._listed = {code.casefold() for code in known.codes}
        self._seen: dict[str, int] = {}
        self._codes = self._listed | {sheet.text(line, "code").casefold() for line in sheet.lines}
        self._said = families.count_words(
            csv_cells.parts_of(sheet.text(line, "siblings")) for line in sheet.lines if line.cells
        )
        self.siblings: dict[str, tuple[str, ...]] = {}

    def read(self, line: Line) -> Row:
        """One row, whatever it is worth."""
        sheet, limits = self._sheet, {"youngest": self._known.youngest, "oldest": self._known.oldest}
        language = sheet.cell(line, "language", csv_cells.read_language, "")
        row = Row(
            number=line.number,
            code=sheet.cell(line, "code", csv_cells.read_code, ""),
            age=sheet.cell(line, "age", lambda text: csv_cells.read_age(text, **limits), 0),
            sex=sheet.cell(line, "sex", csv_cells.read_sex, ""),
            team=sheet.cell(line, "team", self._names.read_team, None),
            present=sheet.cell(line, "present", self._names.read_people, NOBODY),
            former=sheet.cell(line, "former", self._names.read_people, NOBODY),
            co=sheet.cell(line, "co", self._names.read_people, NOBODY),
            case_open=sheet.cell(line, "case", csv_cells.read_case, True),  # noqa: FBT003
            protected_identity=sheet.cell(line, "protected", csv_cells.read_yes, True),  # noqa: FBT003
            language=language,
            interpreter=sheet.cell(
                line, "interpreter", lambda text: csv_cells.read_interpreter(text, language=language), "not_needed"
            ),
        )
        if not any(sheet.text(line, column) for column in HANDLER_COLUMNS):
            sheet.report(line.number, None, NO_HANDLER)
        self._read_siblings(line, row)
        if row.code:
            self._check_twice(line, row)
        return row

    def _read_siblings(self, line: Line, row: Row) -> None:
        said = self._sheet.cell(line, "siblings", csv_cells.read_siblings, NO_WORDS)
        marks = {mark.casefold() for mark in self._known.marks.values()}
        for word in said:
            shared = self._said[word.casefold()] > 1 or word.casefold() in marks
            is_other = word.casefold() in self._codes and word.casefold() != row.code.casefold()
            if not is_other and not (shared and word.casefold() not in self._codes):
                self._sheet.report(line.number, "siblings", NO_SIBLING, line=line)
                return
        if row.code:
            self.siblings[row.code] = said

    def _check_twice(self, line: Line, row: Row) -> None:
        first = self._seen.setdefault(row.code.casefold(), row.number)
        if row.code.casefold() in self._listed:
            self._sheet.report(row.number, "code", LISTED, line=line)
        elif first != row.number:
            self._sheet.report(row.number, "code", TWICE, line=line, first=first)
