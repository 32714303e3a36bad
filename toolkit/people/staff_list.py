"""A list of staff from a spreadsheet: bytes in, people and explained problems out; never raises.

Whoever has an account is recognised by the name to sign in with, and never made twice. What the draw goes by is taken
over from the cells that say something; name, team and roles of an account stay as they are.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from toolkit import spoken
from toolkit.access import Role
from toolkit.errors import N_
from toolkit.spreadsheets import table
from toolkit.spreadsheets.reading import Line
from toolkit.spreadsheets.table import Answers, Column, Problem, Table, Unreadable

HEADERS: Mapping[str, str] = {
    "name": "namn|name|medarbetare|worker|för- och efternamn",
    "username": "användarnamn|user name|e-post|e-mail|epost|email|e-postadress|mejl|inloggning|sign-in name",
    "team": "team|work group|arbetsgrupp|grupp|group",
    "roles": "roll|role|roller|befattning|position",
    "phone": "telefon|telephone|phone|mobil",
    "languages": "språk|languages|language|talar|speaks",
    "capacity": "antal barn|number of children|platser|capacity|kapacitet",
    "youngest": "från ålder|from age|yngsta barn|youngest child",
    "oldest": "till ålder|to age|äldsta barn|oldest child",
}
"""Column → the names it may have; first the Swedish one of the template, then the English one."""
ROLES: Mapping[str, Role] = {
    **dict.fromkeys(("", "socialsekreterare", "social worker", "handläggare"), Role.SOCIAL_WORKER),
    **dict.fromkeys(("seminarieledare", "seminar facilitator", "facilitator", "mentor"), Role.FACILITATOR),
    **dict.fromkeys(("enhetschef", "biträdande enhetschef", "unit leader", "chef"), Role.UNIT_LEADER),
    **dict.fromkeys(("systemansvarig", "system administrator", "administratör", "administrator"), Role.ADMINISTRATOR),
}
MOST_CHILDREN, OLDEST = 20, 21
IS_HERE = N_(
    "%(name)s is here already, with the user name %(username)s. Write that user name if it is the same person. If it is"
    " somebody else, write a name that tells the two apart."
)
ELSEWHERE = N_("Somebody in another unit has this user name. Write another one.")
TWICE = N_("Row %(first)s has the same user name. Give everybody a user name of their own.")
NO_TEAM = N_("The unit has no team named %(name)s. Add it on the unit's page first, or leave the cell empty.")


@dataclass(frozen=True)
class Worker:
    """What the draw goes by, as it stands or as the file says it."""

    languages: str = ""
    capacity: int = 1
    youngest: int | None = None
    oldest: int | None = None


@dataclass(frozen=True)
class Known:
    """Somebody who has an account."""

    id: UUID
    name: str
    username: str
    in_unit: bool
    worker: Worker = field(default_factory=Worker)


@dataclass(frozen=True)
class StaffRow:
    """One good row. `known` is the account that it is about; None for somebody new."""

    number: int
    name: str
    username: str
    team: UUID | None
    roles: tuple[Role, ...]
    phone: str
    worker: Worker
    known: Known | None = None

    @property
    def changes(self) -> bool:
        """Whether the file says something new of somebody who has an account."""
        return self.known is not None and self.worker != self.known.worker


@dataclass(frozen=True)
class StaffIntake:
    """The outcome, in the order of the file."""

    rows: tuple[StaffRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    columns: tuple[Column, ...] = ()

    @property
    def unknown(self) -> list[Column]:
        """Columns of which the person has to say what they hold, before anything is kept."""
        return [column for column in self.columns if column.is_unknown]

    @property
    def new(self) -> list[StaffRow]:
        """People who get an account."""
        return [row for row in self.rows if row.known is None]

    @property
    def changed(self) -> list[StaffRow]:
        """People who have an account, and of whom the file says something new."""
        return [row for row in self.rows if row.changes]


def read(data: bytes, *, people: Sequence[Known], teams: Mapping[str, UUID], answers: Answers) -> StaffIntake:
    """Read a list of staff for one unit, whose teams are `teams` by name."""
    sheet = Table(data, names=HEADERS, answers=answers)
    if not sheet.require("name", "username"):
        return StaffIntake(problems=tuple(sheet.problems), columns=sheet.columns)
    rows = sheet.read_rows(_Reader(sheet, people, teams).read)
    return StaffIntake(tuple(rows), tuple(sheet.problems), sheet.columns)


def template(language: str) -> bytes:
    """An empty list to fill in, with the names of the columns in Swedish ("sv") or English, for Excel."""
    return table.template(HEADERS, language=language)


class _Reader:
    """Turns lines into rows; what cannot be read becomes a problem of the sheet."""

    def __init__(self, sheet: Table, people: Sequence[Known], teams: Mapping[str, UUID]) -> None:
        self._sheet = sheet
        self._by_username = {one.username.casefold(): one for one in people}
        self._by_name = {_plain(one.name): one for one in people if one.in_unit}
        self._teams = {_plain(name): team for name, team in teams.items()}
        for name, team in teams.items():
            self._teams.setdefault(_plain(re.sub(r"(?i)^team\s+", "", name)), team)
        self._seen: dict[str, int] = {}

    def read(self, line: Line) -> StaffRow:
        """One row, whatever it is worth."""
        cell = self._sheet.cell
        row = StaffRow(
            number=line.number,
            name=cell(line, "name", read_name, ""),
            username=cell(line, "username", read_username, ""),
            team=cell(line, "team", self._read_team, None),
            roles=cell(line, "roles", read_roles, ()),
            phone=self._sheet.text(line, "phone")[:40],
            worker=self._worker(line, Worker()),
        )
        known = self._by_username.get(row.username)
        if row.username:
            self._check(line, row, known)
        return row if known is None else replace(row, known=known, worker=self._worker(line, known.worker))

    def _worker(self, line: Line, stands: Worker) -> Worker:
        """What the file says; a cell that is empty or missing leaves what stands."""
        cell, text = self._sheet.cell, self._sheet.text
        worker = Worker(
            cell(line, "languages", read_languages, "") if text(line, "languages") else stands.languages,
            cell(line, "capacity", read_capacity, 1) if text(line, "capacity") else stands.capacity,
            cell(line, "youngest", read_age, 0) if text(line, "youngest") else stands.youngest,
            cell(line, "oldest", read_age, 0) if text(line, "oldest") else stands.oldest,
        )
        if worker.youngest and worker.oldest and worker.youngest > worker.oldest:
            column = "oldest" if text(line, "oldest") else "youngest"
            self._sheet.report(line.number, column, N_("The youngest age must not be above the oldest."), line=line)
        return worker

    def _check(self, line: Line, row: StaffRow, known: Known | None) -> None:
        first = self._seen.setdefault(row.username, row.number)
        namesake = self._by_name.get(_plain(row.name))
        if first != row.number:
            self._sheet.report(row.number, "username", TWICE, line=line, first=first)
        elif known and not known.in_unit:
            self._sheet.report(row.number, "username", ELSEWHERE, line=line)
        elif known is None and namesake:
            self._sheet.report(
                row.number, "username", IS_HERE, line=line, name=namesake.name, username=namesake.username
            )

    def _read_team(self, cell: str) -> UUID | None:
        if cell and _plain(cell) not in self._teams:
            raise Unreadable(NO_TEAM, name=cell[:60])
        return self._teams.get(_plain(cell))


def read_name(cell: str) -> str:
    """A name, with single spaces; «Last, First» is turned round."""
    last, comma, first = cell.partition(",")
    name = " ".join((f"{first} {last}" if comma else cell).split())
    if not name:
        raise Unreadable(N_("The name is missing."))
    if len(name) > 120:
        raise Unreadable(N_("The name is too long. Use at most 120 characters."))
    return name


def read_username(cell: str) -> str:
    """A name to sign in with, or an e-mail address, in small letters."""
    name = cell.strip().lower()
    if not name:
        raise Unreadable(N_("The user name is missing. An e-mail address will do."))
    if len(name) > 120 or re.search(r"\s", name):
        raise Unreadable(N_("A user name has no spaces and at most 120 characters."))
    return name


def read_roles(cell: str) -> tuple[Role, ...]:
    """One role or several, parted by a comma or |; an empty cell means social worker."""
    found = set()
    for part in re.split(r"[,|;\r\n]", cell):
        role = ROLES.get(" ".join(part.casefold().split()))
        if role is None:
            raise Unreadable(
                N_("We know no role named %(name)s. Write social worker, facilitator, unit leader or administrator."),
                name=part.strip()[:60],
            )
        found.add(role)
    return tuple(sorted(found))


def read_languages(cell: str) -> str:
    """Languages as an account keeps them."""
    found = []
    for part in filter(None, map(str.strip, re.split(r"[,|;\r\n]", cell))):
        language = spoken.find_language(part)
        if language is None:
            raise Unreadable(spoken.UNKNOWN, name=part[:60])
        found.append(language)
    return spoken.joined(found)


def read_capacity(cell: str) -> int:
    """How many children."""
    return _number(cell, most=MOST_CHILDREN, least=1, otherwise=N_("Write a number between 1 and 20."))


def read_age(cell: str) -> int:
    """Whole years."""
    return _number(cell, most=OLDEST, least=0, otherwise=N_("Write the age in whole years, such as 11."))


def _number(cell: str, *, most: int, least: int, otherwise: str) -> int:
    bare = re.sub(r"(?i)\s*(år|years?|barn|children)$", "", cell)
    if not re.fullmatch(r"[0-9]{1,3}", bare) or not least <= int(bare) <= most:
        raise Unreadable(otherwise)
    return int(bare)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
