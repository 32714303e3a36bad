"""What one cell of the list means: an age, a sex, a team, colleagues. Pure; `Unreadable` when unclear."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from toolkit import spoken
from toolkit.cycles import child_code
from toolkit.errors import N_
from toolkit.spreadsheets.table import Unreadable

SEXES = {
    **dict.fromkeys(("flicka", "girl", "f", "tjej", "k", "kvinna", "female"), "girl"),
    **dict.fromkeys(("pojke", "boy", "p", "kille", "m", "man", "male"), "boy"),
    **dict.fromkeys(("annat", "other", "a", "o", "annan", "icke-binär", "non-binary", "x"), "other"),
}
CASES = {
    **dict.fromkeys(("", "öppet", "open", "öppen", "pågående", "pågår", "aktuellt", "ongoing"), True),
    **dict.fromkeys(("avslutat", "closed", "avslutad", "stängt", "stängd", "ended"), False),
}
YES_OR_NO = {
    **dict.fromkeys(("ja", "yes", "j", "y", "x", "1"), True),
    **dict.fromkeys(("", "nej", "no", "n", "0"), False),
}
INTERPRETERS = {
    **dict.fromkeys(("ja", "yes", "j", "y", "x", "1", "behövs", "behöver tolk", "needed"), "needed"),
    **dict.fromkeys(("nej", "no", "n", "0", "behövs inte", "ingen tolk behövs", "not needed"), "not_needed"),
    **dict.fromkeys(
        ("avböjer", "avböjt", "avböjd", "vill inte", "vill inte ha", "vill inte ha tolk", "declined"), "declined"
    ),
}
AGE_LIMITS = N_("The unit asks children of %(youngest)s–%(oldest)s years. Check the age, or leave the child out.")
WHICH_LANGUAGE = N_("Write which language the child speaks, or that no interpreter is needed.")
_AGE = re.compile(r"(\d{1,3})(?:[.,]0)?\s*(?:år|years?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Colleague:
    """Somebody who may stand in the list as a handler."""

    id: UUID
    name: str
    username: str = ""


@dataclass(frozen=True)
class Known:
    """What the list is read against. `codes` are on the list already."""

    people: Sequence[Colleague] = ()
    teams: Mapping[str, UUID] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    marks: Mapping[str, str] = field(default_factory=dict)
    """Code → the mark of its siblings, for those on the list who have one."""
    youngest: int = 5
    oldest: int = 18


def read_code(cell: str) -> str:
    """A tidy pseudonym code; the message of a refusal never repeats the cell."""
    code = child_code.tidy(cell)
    fault = child_code.find_fault(code)
    if fault:
        raise Unreadable(fault)
    return code


def read_age(cell: str, *, youngest: int, oldest: int) -> int:
    """Years, within the unit's limits."""
    found = _AGE.fullmatch(cell)
    if not cell:
        raise Unreadable(N_("The age is missing. Write it in whole years, such as 11."))
    if not found:
        raise Unreadable(N_("We cannot read the age. Write it in whole years, such as 11."))
    age = int(found[1])
    if not youngest <= age <= oldest:
        raise Unreadable(
            AGE_LIMITS,
            youngest=youngest,
            oldest=oldest,
        )
    return age


def read_sex(cell: str) -> str:
    """girl, boy or other."""
    if cell.casefold() not in SEXES:
        raise Unreadable(N_("Write girl, boy or other as the sex."))
    return SEXES[cell.casefold()]


def read_case(cell: str) -> bool:
    """Whether the case is open; an empty cell means that it is."""
    if cell.casefold() not in CASES:
        raise Unreadable(N_("Write open or closed for the case."))
    return CASES[cell.casefold()]


def read_yes(cell: str) -> bool:
    """Yes or no; an empty cell means no."""
    if cell.casefold() not in YES_OR_NO:
        raise Unreadable(N_("Write yes or no, or leave the cell empty."))
    return YES_OR_NO[cell.casefold()]


def read_language(cell: str) -> str:
    """The language under its Swedish name; "" for Swedish and for an empty cell."""
    language = spoken.find_language(cell) if cell else ""
    if language is None:
        raise Unreadable(spoken.UNKNOWN, name=_short(cell))
    return language


def read_interpreter(cell: str, *, language: str) -> str:
    """not_needed, needed or declined; an empty cell beside a language means that one is needed."""
    if not cell:
        return "needed" if language else "not_needed"
    need = INTERPRETERS.get(" ".join(cell.casefold().split()))
    if need is None:
        raise Unreadable(N_("Write yes, no or declined about the interpreter, or leave the cell empty."))
    if need != "not_needed" and not language:
        raise Unreadable(WHICH_LANGUAGE)
    return need


def read_siblings(cell: str) -> tuple[str, ...]:
    """Codes of siblings, or a mark that they share; the message of a refusal never repeats them."""
    parts = parts_of(cell)
    for part in parts:
        fault = child_code.find_fault(part)
        if fault:
            raise Unreadable(fault)
        if part.casefold() in YES_OR_NO and len(parts) == 1:
            raise Unreadable(N_("Write the code of the sibling, or the same mark for all siblings, such as S1."))
    return parts


def parts_of(cell: str) -> tuple[str, ...]:
    """The words of a cell that holds several."""
    return tuple(child_code.tidy(part) for part in re.split(r"[,|;\r\n]", cell) if part.strip())


class Names:
    """Finds teams and colleagues by what people write.

    Any case will do; a colleague may be «First Last», «Last, First» or a sign-in name.
    """

    def __init__(self, known: Known) -> None:
        """Index everybody once."""
        self._teams = {_plain(name): team for name, team in known.teams.items()}
        for name, team in known.teams.items():
            self._teams.setdefault(_plain(re.sub(r"(?i)^team\s+", "", name)), team)
        self._people: dict[str, set[UUID]] = {}
        for one in known.people:
            for form in {one.name, one.username, *_surname_first(one.name)}:
                self._people.setdefault(_plain(form), set()).add(one.id)

    def read_team(self, cell: str) -> UUID | None:
        """The team, or None for an empty cell."""
        if cell and _plain(cell) not in self._teams:
            raise Unreadable(
                N_("The unit has no team named %(name)s. Check the spelling, or leave the cell empty."),
                name=_short(cell),
            )
        return self._teams.get(_plain(cell))

    def read_people(self, cell: str) -> frozenset[UUID]:
        """Colleagues, parted by | or a line break or a comma."""
        found: set[UUID] = set()
        for part in re.split(r"[|;\r\n]", cell):
            found |= {self._person(name) for name in self._parted(part) if name.strip()}
        return frozenset(found)

    def _parted(self, part: str) -> list[str]:
        """The names between commas, where «Last, First» of somebody we know stays together."""
        names = part.split(",")
        at = 0
        while at + 1 < len(names):
            both = f"{names[at]},{names[at + 1]}"
            if _plain(names[at]) not in self._people and _plain(both) in self._people:
                names[at : at + 2] = [both]
            at += 1
        return names

    def _person(self, name: str) -> UUID:
        them = self._people.get(_plain(name), set())
        if not them:
            raise Unreadable(
                N_(
                    "We know no colleague named %(name)s. Check the spelling, or ask the administrator to add"
                    " the person."
                ),
                name=_short(name),
            )
        if len(them) > 1:
            raise Unreadable(
                N_("%(many)s colleagues are named %(name)s. Write the sign-in name of the right one."),
                many=len(them),
                name=_short(name),
            )
        return next(iter(them))


def _surname_first(name: str) -> list[str]:
    """«Last, First» wherever the surname may begin: «von Berg, Amir» as well as «Berg, Amir von»."""
    words = name.split()
    return [f"{' '.join(words[at:])}, {' '.join(words[:at])}" for at in range(1, len(words))]


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace(",", ", ").split())


def _short(name: str) -> str:
    bare = " ".join(name.split())
    return bare if len(bare) <= 60 else bare[:59] + "…"
