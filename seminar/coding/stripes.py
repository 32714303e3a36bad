"""The stripes in the margin of a transcript: one lane per coding, unbroken from its first line to its last."""

import uuid
from collections.abc import Collection

from seminar.coding.marked_texts import Line, Page
from seminar.coding.models import Coding

LANES = 4


def lanes(page: Page) -> dict[uuid.UUID, int]:
    """The lane, 1–4, of every coding that is drawn; two on the same line share one only when all four are taken."""
    last_line: dict[uuid.UUID, int] = {}
    for number, line in enumerate(page.lines):
        for coding in line.codings:
            last_line[coding.id] = number
    found: dict[uuid.UUID, int] = {}
    busy_until = dict.fromkeys(range(1, LANES + 1), -1)
    for number, line in enumerate(page.lines):
        for coding in line.codings:
            if coding.id not in found:
                lane = _free(busy_until, number)
                found[coding.id] = lane
                busy_until[lane] = max(busy_until[lane], last_line[coding.id])
    return found


def list_touched(page: Page, changed: Collection[Line]) -> list[Line]:
    """The lines whose stripes may differ when what stands on the changed lines has come or gone.

    A lane is chosen beside what stands on the same lines, so a change reaches as far as codings follow each other
    without a free line between, and no farther.
    """
    touched, lines = {line.segment.position for line in changed}, list(page.lines)
    for one_way in (lines, lines[::-1]):
        reaching: set[uuid.UUID] = set()
        for line in one_way:
            here = {coding.id for coding in line.codings}
            if line.segment.position in touched or here & reaching:
                touched.add(line.segment.position)
                reaching |= here
    return [line for line in lines if line.segment.position in touched]


def _free(busy_until: dict[int, int], line: int) -> int:
    """The first lane that is free on this line; else the one that is free soonest."""
    free = [lane for lane, until in busy_until.items() if until < line]
    return min(free) if free else min(busy_until, key=lambda lane: busy_until[lane])


def on_line(codings: tuple[Coding, ...], found: dict[uuid.UUID, int]) -> dict[int, Coding]:
    """Which coding stands in which lane on one line; a shared lane shows the first."""
    standing: dict[int, Coding] = {}
    for coding in codings:
        standing.setdefault(found[coding.id], coding)
    return standing
