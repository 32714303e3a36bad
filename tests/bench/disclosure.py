"""`python -m tests.bench.disclosure`: what to hide in sixty tables of a thousand children that hang together."""

import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence

from tests.bench.table import Row
from toolkit.disclosure.linked import DEAR, Cell, Sum, hide

SEXES = {"girl": 50, "boy": 47, "other": 3}
BANDS = ("5–8", "9–12", "13–14", "15–18")
ROUNDS = 10
Child = tuple[str, str]


def rows() -> Iterator[Row]:
    """The figures, in one run."""
    for children, tables, goal in ((106, 20, ""), (1000, 60, "under 200 ms")):
        cells, sums = linked(children, tables)
        times = []
        for _round in range(ROUNDS):
            begun = time.perf_counter()
            hidden = hide(cells, sums, threshold=5)
            times.append((time.perf_counter() - begun) * 1000)
        what = f"{children} children, {tables} tables: {len(cells)} numbers, {len(sums)} sums, {len(hidden)} hidden"
        yield what, f"{statistics.median(times[1:]):.0f} ms, the first {times[0]:.0f} ms", goal


def linked(children: int, tables: int) -> tuple[dict[str, Cell], list[Sum]]:
    """Sex by age, and themes by sex and by age: each theme's numbers and what is left of the group hang together."""
    draw = random.Random(7)
    everybody = [(draw.choices(list(SEXES), list(SEXES.values()))[0], draw.choice(BANDS)) for _child in range(children)]
    cells, sums = _counted("", everybody)
    for number in range(tables):
        share = draw.random() * 0.3
        more, of_more = _counted(f"theme {number}", [child for child in everybody if draw.random() < share])
        for sex in SEXES:
            left = cells[f" {sex} "].count - more[f"theme {number} {sex} "].count
            more[f"left {number} {sex}"] = Cell(left, is_printed=False)
            of_more.append(Sum(f" {sex} ", (f"theme {number} {sex} ", f"left {number} {sex}")))
        cells |= more
        sums += of_more
    return cells, sums


def _counted(name: str, children: Sequence[Child]) -> tuple[dict[str, Cell], list[Sum]]:
    def cell(sex: str, band: str, cost: int = 1) -> Cell:
        return Cell(sum(one[0] == sex or not sex for one in children if one[1] == band or not band), cost=cost)

    cells = {f"{name}  ": cell("", "", DEAR)}
    cells |= {f"{name} {sex} ": cell(sex, "", 10) for sex in SEXES}
    cells |= {f"{name}  {band}": cell("", band, 10) for band in BANDS}
    sums = [Sum(f"{name}  ", tuple(f"{name} {sex} " for sex in SEXES))]
    sums.append(Sum(f"{name}  ", tuple(f"{name}  {band}" for band in BANDS)))
    if not name:
        cells |= {f"{name} {sex} {band}": cell(sex, band) for sex in SEXES for band in BANDS}
        sums += [Sum(f"{name} {sex} ", tuple(f"{name} {sex} {band}" for band in BANDS)) for sex in SEXES]
        sums += [Sum(f"{name}  {band}", tuple(f"{name} {sex} {band}" for sex in SEXES)) for band in BANDS]
    return cells, sums


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(" | ".join(row) + "\n")
        sys.stdout.flush()
