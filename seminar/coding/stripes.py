"""The stripes in the margin of a transcript: one lane per coding, unbroken from its first line to its last."""

import uuid

from seminar.coding.marked_texts import Page
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
