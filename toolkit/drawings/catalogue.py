"""Every drawing by its name. What each shows is said in words by the content, beside the picture."""

from collections.abc import Callable, Mapping
from functools import cache, partial

from toolkit.drawings.large import LARGE
from toolkit.drawings.pen import Pen
from toolkit.drawings.people import FACES, FIVE_FACES, MOODS, empty_head, head
from toolkit.drawings.places import PLACES
from toolkit.drawings.scenes import SCENES
from toolkit.drawings.signs import SIGNS

DRAWINGS: Mapping[str, Callable[[Pen], None]] = {
    **{f"face_{value}": partial(head, mood=mood) for value, mood in FACES.items()},
    **{f"five_{value}": partial(head, mood=mood) for value, mood in FIVE_FACES.items()},
    "face_empty": empty_head,
    **{f"mood_{name}": partial(head, mood=mood) for name, mood in MOODS.items()},
    **SIGNS,
    **PLACES,
    **SCENES,
}


@cache
def draw(name: str) -> str:
    """The drawing as SVG, the same each time: 100 by 100, or what fills a whole paper (`LARGE`).

    Raises KeyError for one that we do not have.
    """
    pen = Pen(name)
    if name in LARGE:
        width, height, drawn = LARGE[name]
        drawn(pen)
        return pen.svg(width=width, height=height)
    DRAWINGS[name](pen)
    return pen.svg()
