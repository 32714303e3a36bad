"""The answers to one question beside how many were asked: those who did not answer are a number, too. Pure.

Whoever reads that 17 of 18 answered knows that one did not, and 10 yes and 7 no tell of the 17. So what is hidden is
decided for the answers, for how many there are, and for those who are in none of them at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.disclosure.counts import hide_small, is_enough, is_small, told
from toolkit.disclosure.linked import Cell, Sum, hide, tell
from toolkit.disclosure.shown import NOT_SAID, Shown

WHOLE, SILENT = "whole", "silent"


@dataclass(frozen=True, slots=True)
class Answered:
    """How many answered, and how many of them what. More can have answered than the sum, in words alone."""

    count: int
    answers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Told:
    """The same as it may be told; `answers` is empty while so few answered that none of it may be said."""

    count: Shown
    answers: tuple[Shown, ...] = ()


def tell_answers(ways: Sequence[Answered], *, of: int, told_of: Shown, threshold: int) -> tuple[Told, ...]:
    """What may be told of a question that each of `of` could answer in one of some ways, such as by two scales.

    `told_of` is what readers know of the whole, where that is an older number: they subtract from it.
    """
    wholes = {of, of if told_of.value is None else told_of.value}
    each = [_tell(ways, whole, threshold) for whole in sorted(wholes)]
    return tuple(
        Told(
            _strictest(one.count for one in same),
            tuple(_strictest(numbers) for numbers in zip(*(one.answers for one in same), strict=True)),
        )
        for same in zip(*each, strict=True)
    )


def _strictest(numbers: Iterable[Shown]) -> Shown:
    """Of the same number as it may be told beside several others."""
    return min(numbers, key=lambda one: not one.is_hidden)


def _tell(ways: Sequence[Answered], whole: int, threshold: int) -> list[Told]:
    """Beside a whole that is told already."""
    silent = whole - sum(way.count for way in ways)
    if silent < 0:
        return [_hide_all(way, threshold) for way in ways]
    if len(ways) == 1 and not is_small(silent, threshold=threshold) and ways[0].count == sum(ways[0].answers):
        return [_alone(ways[0], threshold)]
    shown = _linked(ways, whole, silent, threshold)
    every = [_of_way(at, way, shown, threshold) for at, way in enumerate(ways)]
    return [
        _hide_all(way, threshold) if _is_counted_out(one, whole - _least(every[:at] + every[at + 1 :])) else one
        for at, (way, one) in enumerate(zip(ways, every, strict=True))
    ]


def _is_counted_out(told: Told, most: int) -> bool:
    """Whether so many of the at most `most` who answered are left for the hidden answers that each is one child.

    A zero is said, so a hidden answer is at least one; when all are hidden, zeros are as well.
    """
    hidden = sum(answer.is_hidden for answer in told.answers)
    left = most - sum(answer.value or 0 for answer in told.answers)
    return 0 < hidden < len(told.answers) and left <= hidden


def _least(others: Iterable[Told]) -> int:
    """How many there are at least who answered in another way."""
    return sum(one.count.value if one.count.value is not None else 1 for one in others)


def _alone(way: Answered, threshold: int) -> Told:
    if not is_enough(way.count, threshold=threshold):
        return Told(told(way.count, threshold=threshold))
    return Told(Shown(way.count), hide_small(way.answers, threshold=threshold))


def _hide_all(way: Answered, threshold: int) -> Told:
    is_told = is_enough(way.count, threshold=threshold)
    return Told(NOT_SAID, (NOT_SAID,) * len(way.answers) if is_told else ())


def _linked(ways: Sequence[Answered], whole: int, silent: int, threshold: int) -> Mapping[str, Shown]:
    cells = {WHOLE: Cell(whole, is_settled=True), SILENT: Cell(silent, is_printed=False)}
    sums = [Sum(WHOLE, (SILENT, *(f"{at}" for at in range(len(ways)))))]
    for at, way in enumerate(ways):
        cells[f"{at}"] = Cell(way.count)
        if is_enough(way.count, threshold=threshold):
            keys = tuple(f"{at}.{place}" for place in range(len(way.answers)))
            cells |= {key: Cell(count) for key, count in zip(keys, way.answers, strict=True)}
            rest = way.count - sum(way.answers)
            cells |= {f"{at}.words": Cell(rest, is_printed=False)} if rest else {}  # of none, everybody may know it
            sums.append(Sum(f"{at}", (*keys, f"{at}.words") if rest else keys))
    return tell(cells, hide(cells, sums, threshold=threshold))


def _of_way(at: int, way: Answered, shown: Mapping[str, Shown], threshold: int) -> Told:
    if not is_enough(way.count, threshold=threshold):
        return Told(told(way.count, threshold=threshold))
    return Told(shown[f"{at}"], tuple(shown[f"{at}.{place}"] for place in range(len(way.answers))))
