"""How far the children of each sex and age came: the numbers of the page of who is missing, beside the report's. Pure.

Whoever reads both can subtract one from the other, so these are decided in one whole with what the report tells, which
goes first: it is what others read the year by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from seminar.report import taking_part
from seminar.report.taking_part import TakingPart
from toolkit.disclosure.linked import Cell, Sum, hide, narrows, tell
from toolkit.disclosure.memory import SIGNED, Numbers
from toolkit.disclosure.shown import NOT_SAID, Shown

WITHIN = "came."
STAGES = ("listed", "invited", "asked", "heard", "quoted")
"""The own children who could be asked; drawn; somebody has tried to reach them; interviewed; words on the board."""
INTERVIEWED = "heard"
EVERYBODY, SEX, BAND = "all", "sex.", "band."

Came = Mapping[str, Sequence[int]]
"""How many of a group came to each stage, by the group's name: `all`, a sex or an age band that there are children of.
Whoever came to a stage came to those before it."""


def numbers(came: Came, part: TakingPart, told: Numbers, *, threshold: int) -> Numbers:
    """Every number by its key, as it may be told beside the report of the same day, which tells `told`.

    That nobody of a group came is always said, unless that narrows what is hidden; then a zero is hidden as what is
    small is, or nothing is said at all.
    """
    report, sums = taking_part.whole(part, threshold=threshold)
    known = {key: 1 for key, cell in report.items() if told.get(key, NOT_SAID).is_hidden and cell.least}
    report = {key: _beside(cell, told.get(key, NOT_SAID)) for key, cell in report.items()}
    signed = (key.removeprefix(SIGNED) for key, shown in told.items() if key.startswith(SIGNED) and shown.value)
    known |= {f"{taking_part.CHILDREN}{name}": threshold for name in signed}
    cells = dict(report)
    for group, reached in came.items():
        _add_column(group, reached, cells, sums)
    _add_sums(came, part, cells, sums)
    own = cells.keys() - report.keys()
    for shows_zero in (True, False):
        cells |= {key: replace(cells[key], shows_zero=shows_zero) for key in own}
        hidden = hide(cells, sums, threshold=threshold, at_least=known)
        if not narrows(cells, sums, hidden, unseen=own, at_least=known, threshold=threshold):
            break
    else:
        hidden = frozenset(own)
    return {key: shown for key, shown in tell(cells, hidden).items() if key in own}


def _beside(cell: Cell, shown: Shown) -> Cell:
    """A number of the report: told, and hidden for nothing here, or one that can only be worked out."""
    if shown.value == cell.count and cell.is_printed:
        return replace(cell, is_settled=True)
    return cell if cell.is_settled else replace(cell, is_printed=False)


def key_of(group: str, stage: str) -> str:
    """The key of the number of a group at a stage."""
    return f"{WITHIN}{group}.{stage}"


def _add_column(group: str, numbers: Sequence[int], cells: dict[str, Cell], sums: list[Sum]) -> None:
    """The stages of one group, and how many fell away between two of them, which everybody can work out."""
    cells |= {key_of(group, stage): Cell(number) for stage, number in zip(STAGES, numbers, strict=True)}
    for at, stage in enumerate(STAGES[1:], start=1):
        away = f"{key_of(group, stage)}.before"
        cells[away] = Cell(numbers[at - 1] - numbers[at], is_printed=False)
        sums.append(Sum(key_of(group, STAGES[at - 1]), (key_of(group, stage), away)))


def _add_sums(came: Came, part: TakingPart, cells: dict[str, Cell], sums: list[Sum]) -> None:
    """All are those of each sex, and of each age; and what the page says is what the report says, or more."""
    in_report = {EVERYBODY: taking_part.INTERVIEWED}
    in_report |= {f"{SEX}{sex}": taking_part.key_of((sex, None)) for sex in part.sexes}
    in_report |= {f"{BAND}{band}": taking_part.key_of((None, band)) for band in part.bands}
    for kind in (SEX, BAND):
        groups = [group for group in came if group.startswith(kind)]
        sums.extend(
            Sum(key_of(EVERYBODY, stage), tuple(key_of(group, stage) for group in groups))
            for stage in (STAGES if groups else ())
        )
    pairs = [(key_of(group, INTERVIEWED), key) for group, key in in_report.items() if group in came]
    step = f"{taking_part.WITHIN}step."
    pairs.append((key_of(EVERYBODY, "invited"), f"{step}chosen"))
    for whole, key in pairs:  # the same children, as readers take it, unless there are more
        if key in cells:
            _link(whole, key, cells, sums, is_same=cells[whole].count == cells[key].count)
    _link(key_of(EVERYBODY, "asked"), f"{step}yes", cells, sums)
    _link(taking_part.READ, key_of(EVERYBODY, "quoted"), cells, sums)


def _link(whole: str, part: str, cells: dict[str, Cell], sums: list[Sum], *, is_same: bool = False) -> None:
    more = cells[whole].count - cells[part].count
    if more < 0:
        return
    if not is_same:
        cells[f"{whole}.more"] = Cell(more, is_printed=False)
    sums.append(Sum(whole, (part,) if is_same else (part, f"{whole}.more")))


def list_groups(told: Numbers, kind: str) -> Sequence[str]:
    """The sexes, or the age bands, of which numbers were told or hidden."""
    begin, end = f"{WITHIN}{kind}", f".{STAGES[0]}"
    return [key.removeprefix(begin).removesuffix(end) for key in told if key.startswith(begin) and key.endswith(end)]


def row(told: Numbers, group: str) -> tuple[Shown, ...]:
    """The numbers of a group, stage by stage."""
    return tuple(told.get(key_of(group, stage), NOT_SAID) for stage in STAGES)
