"""Faces and people, as a child draws them: a round head, two dots, a mouth, a body of a few strokes."""

from dataclasses import dataclass

from toolkit.drawings.pen import HJORTRON, Pen, Point, around


@dataclass(frozen=True, slots=True)
class Mood:
    """What a face does. A mouth is points from left to right round (50, 66); brows: how far their inner ends rise."""

    mouth: tuple[Point, ...]
    brows: float | None = None
    eyes: str = "open"  # open, shut, half, wide, up, down, odd


MOODS = {
    "glad": Mood(((31, 60), (40, 70), (50, 73), (60, 70), (69, 60))),
    "calm": Mood(((37, 66), (50, 69), (63, 66)), eyes="shut"),
    "proud": Mood(((34, 63), (46, 70), (58, 69), (68, 60)), brows=0, eyes="shut"),
    "curious": Mood(((38, 64), (45, 69), (53, 69), (62, 63)), brows=0, eyes="up"),
    "nervous": Mood(((33, 66), (39, 63), (45, 68), (51, 63), (57, 68), (63, 63), (68, 66)), brows=4),
    "tired": Mood(((40, 68), (50, 67), (60, 68)), brows=3, eyes="half"),
    "sad": Mood(((33, 71), (42, 64), (50, 62), (58, 64), (67, 71)), brows=6),
    "angry": Mood(((34, 70), (44, 65), (56, 65), (66, 70)), brows=-7),
    "scared": Mood(((40, 69), (50, 62), (60, 69), (50, 75), (40, 69)), brows=7, eyes="wide"),
    "shy": Mood(((41, 66), (48, 69), (56, 67)), brows=3, eyes="down"),
    "confused": Mood(((36, 67), (46, 64), (54, 69), (64, 65)), brows=5, eyes="odd"),
    "lonely": Mood(((39, 69), (50, 66), (61, 69)), brows=5, eyes="down"),
}

FACES = {
    3: Mood(((31, 60), (40, 70), (50, 73), (60, 70), (69, 60))),
    2: Mood(((33, 66), (50, 66), (67, 66))),
    1: Mood(((32, 71), (41, 64), (50, 62), (59, 64), (68, 71))),
}
"""From good to not good, as in the child's survey."""

FIVE_FACES = {
    5: Mood(((28, 56), (36, 71), (50, 78), (64, 71), (72, 56))),
    4: Mood(((33, 62), (41, 69), (50, 71), (59, 69), (67, 62))),
    3: Mood(((33, 66), (50, 66), (67, 66))),
    2: Mood(((34, 69), (42, 65), (50, 64), (58, 65), (66, 69))),
    1: Mood(((29, 76), (38, 64), (50, 60), (62, 64), (71, 76))),
}


def head(pen: Pen, mood: Mood) -> None:
    """A face that fills the sheet. All have the same colour: no feeling is the right one."""
    pen.crayon(HJORTRON, *around(50, 50, 42, 42, 16))
    pen.ring(50, 50, 43)
    _eyes(pen, mood.eyes)
    pen.curve(*mood.mouth)
    if mood.brows is not None:
        pen.line((26, 31 + mood.brows / 2), (42, 31 - mood.brows / 2))
        pen.line((58, 31 - mood.brows / 2), (74, 31 + mood.brows / 2))


def empty_head(pen: Pen) -> None:
    """A face without a look, for a child to give it one."""
    pen.ring(50, 50, 43)


def _eyes(pen: Pen, kind: str) -> None:
    for n, x in enumerate((35.5, 64.5)):
        if kind == "shut":
            pen.curve((x - 6, 43), (x, 46), (x + 6, 43))
        elif kind == "half":
            pen.line((x - 6, 41), (x + 6, 41))
            pen.dot(x, 44, 2.4, 2)
        elif kind == "wide":
            pen.ring(x, 43, 6.5, 7.5)
            pen.dot(x, 43, 2.2)
        elif kind == "odd" and n:
            pen.ring(x, 42, 5.5, 6)
            pen.dot(x, 42, 2.2)
        else:
            pen.dot(x + {"down": -1, "up": 2}.get(kind, 0), {"down": 47, "up": 38}.get(kind, 42), 3.2)


def person(
    pen: Pen, x: float, ground: float, tall: float, *, colour: int, left: Point = (-0.24, 0.62),
    right: Point = (0.24, 0.62), mouth: bool = True, long_hair: bool = False,
) -> None:  # fmt: skip
    """Somebody who stands at `x` on `ground`, `tall` units from foot to crown. The hands are put at `left` and `right`:
    parts of the height, beside the middle and down from the crown."""
    crown = ground - tall
    radius = tall * 0.15
    neck, hip = crown + radius * 2, ground - tall * 0.3
    wide = tall * 0.15
    pen.crayon(colour, (x - wide * 0.6, neck + 1), (x + wide * 0.6, neck + 1), (x + wide, hip), (x - wide, hip))
    pen.curve(
        (x - wide * 0.5, neck + 1),
        (x - wide * 0.9, hip),
        (x, hip + 1),
        (x + wide * 0.9, hip),
        (x + wide * 0.5, neck + 1),
    )
    pen.line((x - wide * 0.45, hip), (x - wide * 0.5, ground))
    pen.line((x + wide * 0.45, hip), (x + wide * 0.5, ground))
    shoulder = neck + tall * 0.07
    for side, (across, down) in ((-1, left), (1, right)):
        pen.line((x + side * wide * 0.5, shoulder), (x + across * tall, crown + down * tall))
    if long_hair:
        for side in (-1, 1):
            pen.curve(
                (x, crown - 1), (x + side * radius * 1.05, crown + radius * 0.8), (x + side * radius * 1.15, neck + 3)
            )
    pen.ring(x, crown + radius, radius, filled=True)
    for side in (-1, 1):
        pen.dot(x + side * radius * 0.36, crown + radius * 0.9, max(1.0, radius * 0.1))
    if mouth:
        pen.curve(
            (x - radius * 0.42, crown + radius * 1.25),
            (x, crown + radius * 1.5),
            (x + radius * 0.42, crown + radius * 1.25),
        )


def bubble(
    pen: Pen, x: float, y: float, across: float, down: float, *, towards: Point, colour: int | None = None
) -> None:
    """What somebody says: a round with a tail."""
    if colour is not None:
        pen.crayon(colour, *around(x, y, across * 0.85, down * 0.8, 14))
    pen.ring(x, y, across, down)
    side = 1 if towards[0] > x else -1
    pen.curve((x + side * across * 0.2, y + down * 0.96), towards, (x + side * across * 0.6, y + down * 0.78))
