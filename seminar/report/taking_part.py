"""The numbers of chapter two as one whole: the steps, those who fell away and why, and sex by age. Pure.

Whoever reads them can add and subtract: those who were chosen less those who were interviewed are those who were not,
and the reasons are theirs. So what is hidden is decided for all of them at once.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from toolkit.disclosure.counts import Nameable
from toolkit.disclosure.linked import DEAR, Cell, Sum, hide, keeps, tell
from toolkit.disclosure.memory import SIGNED, WHOLE, Numbers
from toolkit.disclosure.shown import NOT_SAID, tell_yes
from toolkit.disclosure.tables import CrossTable, lay_out

WITHIN = "part."
STEPS = ("chosen", "yes", "interviewed", "read")
READ = WHOLE
INTERVIEWED = f"{WITHIN}step.interviewed"
WAITING = f"{WITHIN}step.waiting"
REASON = f"{WITHIN}reason."
CHILDREN = f"{WITHIN}children."
GONE = (("no", "chosen", "yes"), ("after", "yes", "interviewed"), ("away", "chosen", "interviewed"))
Group = tuple[str | None, str | None]
"""A sex, an age band, or both."""


@dataclass(frozen=True, slots=True)
class TakingPart:
    """How many came so far by step, and did not for which reason; and of those who were interviewed, the children of
    each sex and band. `unlisted` is a sex that has no column of its own while it is few."""

    steps: Mapping[str, int]
    reasons: Mapping[str, int]
    children: Mapping[tuple[str, str], int]
    sexes: Sequence[str]
    bands: Sequence[str]
    unlisted: str
    waiting: int = 0  # nobody has an answer from them yet


def numbers(part: TakingPart, *, threshold: int) -> Numbers:
    """Every number of the chapter by its key, as it may be told; and of each group whether a child may be signed so.

    A signature is a count: "a girl of 13–14" tells that there are so many of them that it tells of none.
    """
    cells, sums = whole(part, threshold=threshold)
    hidden = hide(cells, sums, threshold=threshold)
    told = tell(cells, hidden)
    signed = _signed(part, cells, sums, hidden, threshold)
    return {**told, **{f"{SIGNED}{_name_of(group)}": tell_yes(is_yes=group in signed) for group in _groups(part)}}


def whole(part: TakingPart, *, threshold: int) -> tuple[dict[str, Cell], list[Sum]]:
    """The numbers of the chapter, those that nobody writes down too, and what everybody can add."""
    few = _count_unlisted(part) < threshold
    cells, sums = _cells_of_steps(part)
    table_cells, table_sums = _cells_of_table(part, unlisted=part.unlisted if few else "")
    nobody, nobody_sums = _nobody(table_cells, part)
    return {**cells, **table_cells, **nobody}, [*sums, *table_sums, *nobody_sums]


def _nobody(table: Mapping[str, Cell], part: TakingPart) -> tuple[dict[str, Cell], list[Sum]]:
    """That nobody of a sex or an age was heard is said on the page of who is missing, whatever the table hides."""
    groups: list[Group] = [*((sex, None) for sex in part.sexes), *((None, band) for band in part.bands)]
    empty = [key for key in map(key_of, groups) if key in table and not table[key].count]
    cells = {f"{key}.nobody": Cell(0, is_printed=False, is_settled=True) for key in empty}
    return cells, [Sum(key, (f"{key}.nobody",)) for key in empty]


def _count_unlisted(part: TakingPart) -> int:
    return sum(count for (sex, _band), count in part.children.items() if sex == part.unlisted)


def _sexes(part: TakingPart) -> list[str]:
    """Those that a child may be of. Nobody is taken for unlisted where none is: no number can hide behind that."""
    return [sex for sex in part.sexes if sex != part.unlisted or _count_unlisted(part)]


def _signed(
    part: TakingPart, cells: Mapping[str, Cell], sums: Sequence[Sum], hidden: Collection[str], threshold: int
) -> set[Group]:
    """The groups that a child may be signed with: large ones, as long as nobody learns from it how small another is."""
    large = [group for group in _groups(part) if cells[key_of(group)].count >= threshold]
    signed = {group for group in large if key_of(group) not in hidden}
    known: dict[str, int] = {}
    for group in large:
        if group not in signed and keeps(
            cells, sums, hidden, at_least={**known, key_of(group): threshold}, threshold=threshold
        ):
            known[key_of(group)] = threshold
            signed.add(group)
    return signed


def _groups(part: TakingPart) -> list[Group]:
    """Those with both properties first, as they say the most."""
    sexes = _sexes(part)
    both: list[Group] = [(sex, band) for sex in sexes for band in part.bands]
    return [*both, *((sex, None) for sex in sexes), *((None, band) for band in part.bands)]


def _cells_of_steps(part: TakingPart) -> tuple[dict[str, Cell], list[Sum]]:
    """The steps, and who is missing between them: nobody writes that down, and everybody can work it out."""
    step = {name: f"{WITHIN}step.{name}" for name in STEPS}
    dear = {"interviewed": DEAR, "read": DEAR}
    cells = {step[name]: Cell(part.steps[name], cost=dear.get(name, 1)) for name in STEPS}
    cells |= {f"{REASON}{code}": Cell(count) for code, count in part.reasons.items()}
    sums = []
    for name, whole, rest in GONE:
        gone = part.steps[whole] - part.steps[rest]
        if gone >= 0:
            cells[f"{WITHIN}gone.{name}"] = Cell(gone, is_printed=False)
            sums.append(Sum(step[whole], (step[rest], f"{WITHIN}gone.{name}")))
    cells[WAITING] = Cell(part.waiting)
    reasons = tuple(f"{REASON}{code}" for code in part.reasons)
    for whole, parts in ((f"{WITHIN}gone.away", (*reasons, WAITING)), (f"{WITHIN}gone.no", (WAITING,))):
        others = cells[whole].count - sum(cells[each].count for each in parts) if whole in cells else -1
        if others > 0:
            cells[f"{whole}.others"] = Cell(others, is_printed=False)
        if others >= 0:
            sums.append(Sum(whole, (*parts, *([f"{whole}.others"] if others else []))))
    return cells, sums


def _cells_of_table(part: TakingPart, *, unlisted: str) -> tuple[dict[str, Cell], list[Sum]]:
    """The table with its totals. Of a sex without a column nothing is printed, and all of it can be worked out."""
    cells, sums, sexes = {}, [], _sexes(part)
    inner = {(sex, band): part.children.get((sex, band), 0) for sex in sexes for band in part.bands}
    for (sex, band), count in inner.items():
        cells[key_of((sex, band))] = Cell(count, is_printed=sex != unlisted, shows_zero=False)
    for sex in sexes:
        count = sum(inner[sex, band] for band in part.bands)
        cells[key_of((sex, None))] = Cell(count, is_printed=sex != unlisted, shows_zero=False)
        sums.append(Sum(key_of((sex, None)), tuple(key_of((sex, band)) for band in part.bands)))
    for band in part.bands:
        count = sum(inner[sex, band] for sex in sexes)
        cells[key_of((None, band))] = Cell(count, shows_zero=False)
        sums.append(Sum(key_of((None, band)), tuple(key_of((sex, band)) for sex in sexes)))
    sums.append(Sum(INTERVIEWED, tuple(key_of((sex, None)) for sex in sexes)))
    sums.append(Sum(INTERVIEWED, tuple(key_of((None, band)) for band in part.bands)))
    return cells, sums


def key_of(group: Group) -> str:
    """The key of the number of a group among those who were interviewed."""
    return f"{CHILDREN}{_name_of(group)}"


def _name_of(group: Group) -> str:
    return ".".join(each or "" for each in group)


def table(told: Numbers, part: TakingPart, names: Mapping[str, str], *, threshold: int) -> CrossTable:
    """The table of sex and age; a sex of which nothing is told has no column."""
    sexes = [sex for sex in part.sexes if key_of((sex, None)) in told]
    groups: list[list[Group]] = [[*((sex, band) for sex in sexes), (None, band)] for band in part.bands]
    groups.append([(sex, None) for sex in sexes])
    cells = [[told.get(key_of(group), NOT_SAID) for group in row] for row in groups]
    cells[-1].append(told.get(INTERVIEWED, NOT_SAID))
    return lay_out(tuple(part.bands), tuple(names[sex] for sex in sexes), cells, threshold=threshold)


def signable(told: Numbers, part: TakingPart) -> Nameable[str, str]:
    """What a child's words may be signed with; nothing while so few are read that not even their number is told."""
    if not told[READ].value:
        return Nameable([])
    return Nameable([group for group in _groups(part) if told.get(f"{SIGNED}{_name_of(group)}", NOT_SAID).value])
