"""What fills a whole sheet of paper: the same pen on a larger paper, so that its line stays as thin as on a card."""

from collections.abc import Callable, Mapping

from toolkit.drawings.pen import HJORTRON, Pen, around

RINGS = (27, 84, 141, 196)  # the radii, from the child in the middle outwards


def _rings(pen: Pen) -> None:
    pen.crayon(HJORTRON, *around(200, 200, RINGS[0] - 2, RINGS[0] - 2, 20))
    for radius in RINGS:
        pen.ring(200, 200, radius, points=15 if radius > 50 else 9)


def _timeline(pen: Pen) -> None:
    pen.curve((6, 20), (110, 17), (220, 22), (330, 18), (440, 21), (588, 20))
    pen.line((576, 9), (592, 20), (577, 31))
    for x in range(40, 560, 65):
        pen.line((x, 13), (x, 27))


LARGE: Mapping[str, tuple[int, int, Callable[[Pen], None]]] = {
    "large_rings": (400, 400, _rings),
    "large_timeline": (600, 40, _timeline),
}
"""Width, height and what is drawn there, by name."""
