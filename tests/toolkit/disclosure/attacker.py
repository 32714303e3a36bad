"""Somebody who has everything that was ever published, and adds, subtracts and compares it.

Shares no line with what it attacks: it takes what stands in print, writes down every sum that a reader can write down,
and asks a solver of whole numbers how small and how large a number can be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy


@dataclass
class Attacker:
    """What is known: between what each number lies, and sums of numbers that are all of another."""

    least: dict[str, int] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    sums: list[tuple[Mapping[str, int], int, int]] = field(default_factory=list)
    _made: tuple[Any, dict[str, int], Any] | None = None

    def read(self, key: str, value: int | None, *, least: int = 0, most: int | None = None) -> None:
        """A number in print, or where it is hidden what is known of it anyway."""
        low, high = (least, most) if value is None else (value, value)
        self.least[key] = max(low, self.least.get(key, 0))
        if high is not None:
            self.most[key] = min(high, self.most.get(key, high))

    def add_up(self, whole: str, parts: Iterable[str], *, rest: int = 0) -> None:
        """That parts and a rest make a whole."""
        self.between({whole: 1, **dict.fromkeys(parts, -1)}, rest, rest)

    def between(self, terms: Mapping[str, int], low: int, high: int) -> None:
        """That a sum lies between two numbers."""
        self.sums.append((terms, low, high))

    def bounds(self, key: str) -> tuple[int, int]:
        """The smallest and the largest that a number can be, in whole numbers. A number without end is a million."""
        return self._extreme(key, highest=False), self._extreme(key, highest=True)

    def _extreme(self, key: str, *, highest: bool) -> int:
        known = (dict(self.least), dict(self.most), len(self.sums))
        if self._made is None or self._made[0] != known:
            self._made = (known, *self._make())
        _known, at, solver = self._made
        solver.changeColCost(at[key], -1.0 if highest else 1.0)
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal, "what was published cannot be true"
        found: float = solver.getSolution().col_value[at[key]]
        solver.changeColCost(at[key], 0.0)
        return round(found)

    def _make(self) -> tuple[dict[str, int], Any]:
        """A solver that knows all of it, and the place of each number in it."""
        names = sorted({*self.least, *self.most, *(name for terms, _low, _high in self.sums for name in terms)})
        at = {name: place for place, name in enumerate(names)}
        make: Any = highspy.Highs
        solver = make()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        for name in names:
            solver.addVar(self.least.get(name, 0), self.most.get(name, 1_000_000))
        for place in at.values():
            solver.changeColIntegrality(place, highspy.HighsVarType.kInteger)
        for terms, low, high in self.sums:
            solver.addRow(low, high, len(terms), [at[name] for name in terms], [float(sign) for sign in terms.values()])
        return at, solver


def narrowed(found: tuple[int, int], *, count: int, threshold: int, structure: tuple[int, int]) -> bool:
    """Whether more is known of a small number than that it is small. `structure` is what the sums alone tell."""
    low, high = max(1, structure[0]), min(threshold - 1, structure[1])
    return 0 < count < threshold and not (found[0] <= low and found[1] >= min(high, threshold - 1))


def published_sums(sums: Sequence[tuple[str, Sequence[str], int]], attacker: Attacker) -> None:
    """Let an attacker know sums."""
    for whole, parts, rest in sums:
        attacker.add_up(whole, parts, rest=rest)
