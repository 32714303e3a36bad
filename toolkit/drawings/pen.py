"""The pen and the crayons: lines that waver a little, as a hand's do, on a sheet of 100 by 100. Pure, and the same
each time: the wavering comes of the points, not of chance. Everything that we draw is drawn with this.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from random import Random

Point = tuple[float, float]

INK = "#18222d"
CRAYONS = ("#1f6fb8", "#c05a06", "#2c7a41", "#7a4bab", "#b3283c", "#0a7c82", "#b23a86", "#77582f")
HAV, HJORTRON, GRAN, LUPIN, LINGON, FJORD, LJUNG, BARK = range(8)
PEN_WIDTH, CRAYON_WIDTH = 2.4, 4.2
HATCH = 5.0  # between two strokes of a crayon
WAVER = 0.55  # how far a hand strays from where it was going


class Pen:
    """One drawing in the making. Coordinates run from 0 to 100, y downwards."""

    def __init__(self, name: str) -> None:
        self._hand = Random(name)
        self._under: list[str] = []  # crayon lies under ink, whichever came first
        self._over: list[str] = []

    def line(self, *points: Point) -> None:
        """Straight strokes from point to point."""
        for start, end in pairwise(points):
            middle = self._stray(_between(start, end, 0.5), 1.4)
            self._ink(f"M{_at(self._stray(start))}Q{_at(middle)} {_at(self._stray(end))}")

    def curve(self, *points: Point, filled: bool = False) -> None:
        """One stroke that bends softly through all points. `filled`: what it goes round is white paper."""
        path = _smooth([self._stray(each) for each in points])
        self._ink(path, filled=filled)

    def ring(
        self, x: float, y: float, across: float, down: float | None = None, *, filled: bool = False, points: int = 9
    ) -> None:
        """A round of these radii; a hand closes it a little past where it began. A large one needs more points."""
        down = across if down is None else down
        passed = [self._stray(each, 0.7) for each in around(x, y, across, down, points)]
        self._ink(_smooth([*passed, passed[0], passed[1]]), filled=filled)

    def dot(self, x: float, y: float, across: float = 1.9, down: float | None = None) -> None:
        """A filled point: an eye, a wheel's nave."""
        down = across * 1.25 if down is None else down
        self._over.append(f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{across:.1f}" ry="{down:.1f}" fill="{INK}"/>')

    def crayon(self, colour: int, *corners: Point, slant: float = -0.9) -> None:
        """Fill a shape with one crayon, to and fro, as a child does it. `slant` in radians."""
        turned = [_turn(each, -slant) for each in corners]
        top, bottom = min(y for _, y in turned), max(y for _, y in turned)
        stroke: list[Point] = []
        y, to_the_right = top + HATCH / 2, True
        while y < bottom:
            crossed = sorted(_crossings(turned, y))
            if len(crossed) >= 2:
                ends = (crossed[0], crossed[-1]) if to_the_right else (crossed[-1], crossed[0])
                stroke += [self._stray(_turn((x, y), slant), 1.0) for x in ends]
                to_the_right = not to_the_right
            y += HATCH
        if stroke:
            path = "M" + "L".join(_at(each) for each in stroke)
            self._under.append(
                f'<path d="{path}" fill="none" stroke="{CRAYONS[colour]}" stroke-width="{CRAYON_WIDTH}"'
                ' stroke-opacity=".42"/>'
            )

    def svg(self, *, width: float = 100, height: float = 100) -> str:
        """The drawing so far, silent: what it shows is said beside it."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" aria-hidden="true"'
            ' focusable="false" stroke-linecap="round" stroke-linejoin="round">'
            f"{''.join(self._under)}{''.join(self._over)}</svg>"
        )

    def _ink(self, path: str, *, filled: bool = False) -> None:
        inside = "#fff" if filled else "none"
        self._over.append(f'<path d="{path}" fill="{inside}" stroke="{INK}" stroke-width="{PEN_WIDTH}"/>')

    def _stray(self, point: Point, far: float = 1.0) -> Point:
        return tuple(each + self._hand.uniform(-WAVER, WAVER) * far for each in point)  # type: ignore[return-value]


def around(x: float, y: float, across: float, down: float, points: int) -> list[Point]:
    """Points round an ellipse, from its top."""
    steps = (2 * math.pi * n / points - math.pi / 2 for n in range(points))
    return [(x + across * math.cos(step), y + down * math.sin(step)) for step in steps]


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _between(start: Point, end: Point, part: float) -> Point:
    return (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)


def _smooth(points: Sequence[Point]) -> str:
    """A path through the points by cubic Béziers, after Catmull and Rom (1974)."""
    padded = [points[0], *points, points[-1]]
    path = [f"M{_at(points[0])}"]
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path.append(f"C{_at(first)} {_at(second)} {_at(end)}")
    return "".join(path)


def _turn(point: Point, angle: float) -> Point:
    return (
        point[0] * math.cos(angle) - point[1] * math.sin(angle),
        point[0] * math.sin(angle) + point[1] * math.cos(angle),
    )


def _crossings(corners: Sequence[Point], y: float) -> list[float]:
    """Where a level line meets the edges of a shape."""
    found = []
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (y1 <= y) != (y2 <= y):
            found.append(x1 + (y - y1) / (y2 - y1) * (x2 - x1))
    return found
