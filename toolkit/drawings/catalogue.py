"""Every drawing by its name. What each shows is said in words by the content, beside the picture."""

from collections.abc import Callable, Mapping
from functools import cache, partial

from toolkit.drawings.pen import Pen
from toolkit.drawings.people import FACES, MOODS, head
from toolkit.drawings.places import PLACES
from toolkit.drawings.scenes import SCENES
from toolkit.drawings.signs import SIGNS

DRAWINGS: Mapping[str, Callable[[Pen], None]] = {
    **{f"face_{value}": partial(head, mood=mood) for value, mood in FACES.items()},
    **{f"mood_{name}": partial(head, mood=mood) for name, mood in MOODS.items()},
    **SIGNS,
    **PLACES,
    **SCENES,
}


@cache
def draw(name: str) -> str:
    """The drawing as SVG, 100 by 100, the same each time. Raises KeyError for one that we do not have."""
    pen = Pen(name)
    DRAWINGS[name](pen)
    return pen.svg()
