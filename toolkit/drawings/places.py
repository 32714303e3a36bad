"""Places where one can meet, each as a child would draw it."""

from collections.abc import Callable, Mapping

from toolkit.drawings.pen import BARK, FJORD, GRAN, HAV, HJORTRON, LINGON, LJUNG, LUPIN, Pen, around
from toolkit.drawings.people import person


def _house(pen: Pen, colour: int) -> None:
    pen.crayon(colour, (24, 50), (76, 50), (76, 88), (24, 88))
    pen.line((24, 47), (24, 88), (76, 88), (76, 47))
    pen.line((15, 53), (50, 19), (85, 53))
    pen.line((44, 88), (44, 66), (57, 66), (57, 88))


def _home(pen: Pen) -> None:
    _house(pen, HJORTRON)
    pen.line((62, 55), (71, 55), (71, 64), (62, 64), (62, 55))
    pen.line((29, 55), (38, 55), (38, 64), (29, 64), (29, 55))
    pen.line((66, 34), (66, 22), (73, 22), (73, 41))


def _family_home(pen: Pen) -> None:
    _house(pen, GRAN)
    heart(pen, 50, 46, 8)


def _office(pen: Pen) -> None:
    pen.crayon(BARK, (12, 56), (88, 56), (88, 64), (12, 64))
    pen.line((10, 55), (90, 55), (90, 63), (10, 63), (10, 55))
    pen.line((18, 63), (18, 90))
    pen.line((82, 63), (82, 90))
    pen.line((34, 55), (34, 30), (66, 30), (66, 55))
    pen.crayon(HAV, (38, 34), (62, 34), (62, 50), (38, 50))
    pen.line((78, 55), (75, 44), (84, 44), (82, 55))
    pen.curve((79, 44), (77, 36), (72, 31))
    pen.curve((80, 44), (83, 36), (89, 33))


def _school(pen: Pen) -> None:
    pen.crayon(LINGON, (10, 50), (90, 50), (90, 86), (10, 86))
    pen.line((10, 48), (10, 87), (90, 87), (90, 48), (10, 48))
    pen.line((34, 48), (50, 30), (66, 48))
    pen.line((50, 30), (50, 10), (64, 15), (50, 20))
    pen.line((44, 87), (44, 66), (56, 66), (56, 87))
    for x in (17, 30, 64, 77):
        pen.line((x, 56), (x + 8, 56), (x + 8, 66), (x, 66), (x, 56))


def _outdoors(pen: Pen) -> None:
    pen.crayon(GRAN, *around(34, 36, 22, 24, 12))
    pen.curve((30, 62), (16, 56), (11, 38), (20, 18), (36, 11), (54, 20), (57, 40), (49, 56), (38, 62))
    pen.line((32, 61), (30, 88))
    pen.line((38, 61), (40, 88))
    pen.line((52, 72), (92, 72))
    pen.line((52, 66), (92, 66))
    pen.line((58, 72), (58, 88))
    pen.line((86, 72), (86, 88))
    pen.curve((6, 89), (40, 88), (94, 89))


def _walk(pen: Pen) -> None:
    pen.crayon(FJORD, (8, 90), (92, 78), (92, 92), (8, 96))
    person(pen, 36, 84, 66, colour=HAV, right=(0.22, 0.5))
    person(pen, 68, 84, 48, colour=HJORTRON, left=(-0.3, 0.45), long_hair=True)
    pen.curve((6, 86), (30, 85), (60, 86), (95, 84))


def _cafe(pen: Pen) -> None:
    pen.crayon(BARK, (26, 42), (66, 42), (62, 76), (31, 76))
    pen.curve((24, 40), (28, 70), (36, 79), (56, 79), (64, 70), (68, 40))
    pen.ring(46, 40, 22, 6)
    pen.curve((67, 48), (82, 47), (80, 64), (64, 65))
    pen.curve((14, 84), (46, 91), (78, 84))
    for x in (38, 52):
        pen.curve((x, 30), (x + 4, 23), (x - 3, 17), (x + 2, 9))


def _playroom(pen: Pen) -> None:
    pen.crayon(HJORTRON, (14, 58), (42, 58), (42, 86), (14, 86))
    pen.line((14, 58), (42, 58), (42, 86), (14, 86), (14, 58))
    pen.crayon(HAV, (46, 60), (72, 60), (72, 86), (46, 86))
    pen.line((46, 60), (72, 60), (72, 86), (46, 86), (46, 60))
    pen.crayon(LINGON, (44, 30), (58, 56), (28, 56))
    pen.line((44, 30), (59, 56), (29, 56), (44, 30))
    pen.crayon(GRAN, *around(82, 76, 10, 10, 10))
    pen.ring(82, 76, 11)
    pen.curve((72, 72), (82, 78), (92, 73))


def _library(pen: Pen) -> None:
    for x, top, width, colour in ((16, 26, 13, LINGON), (31, 20, 11, HAV), (44, 28, 14, GRAN)):
        pen.crayon(colour, (x, top), (x + width, top), (x + width, 78), (x, 78))
        pen.line((x, top), (x + width, top), (x + width, 78), (x, 78), (x, top))
        pen.line((x, top + 10), (x + width, top + 10))
    pen.crayon(LUPIN, (62, 30), (74, 26), (88, 74), (76, 78))
    pen.line((62, 30), (74, 26), (88, 74), (76, 78), (62, 30))
    pen.line((8, 79), (93, 79))


def _car(pen: Pen) -> None:
    pen.crayon(FJORD, (12, 54), (90, 54), (90, 72), (12, 72))
    pen.curve((8, 72), (9, 56), (22, 53), (31, 36), (60, 35), (72, 53), (90, 56), (93, 72))
    pen.line((8, 73), (93, 73))
    pen.line((47, 36), (48, 53))
    pen.line((27, 53), (70, 53))
    for x in (28, 74):
        pen.ring(x, 74, 9.5, filled=True)
        pen.dot(x, 74, 2)


def _sports(pen: Pen) -> None:
    pen.crayon(HJORTRON, *around(40, 62, 24, 24, 14))
    pen.ring(40, 62, 25)
    pen.curve((16, 56), (34, 60), (64, 68))
    pen.curve((46, 38), (40, 60), (34, 86))
    pen.line((70, 88), (70, 14), (94, 14), (94, 88))
    for y in (26, 38, 50):
        pen.line((70, y), (94, y))
    pen.line((82, 14), (82, 60))


def _telephone(pen: Pen) -> None:
    pen.crayon(LJUNG, (36, 20), (66, 20), (66, 74), (36, 74))
    pen.curve((33, 14), (50, 11), (68, 14), (69, 50), (68, 87), (50, 89), (33, 87), (32, 50), (33, 14))
    pen.line((34, 22), (67, 22))
    pen.line((34, 75), (67, 75))
    pen.ring(50, 81.5, 2.6)
    pen.curve((77, 36), (82, 46), (77, 56))
    pen.curve((84, 29), (92, 46), (84, 63))


def _video(pen: Pen) -> None:
    pen.crayon(HAV, (16, 22), (84, 22), (84, 68), (16, 68))
    pen.line((13, 19), (87, 19), (87, 71), (13, 71), (13, 19))
    pen.line((4, 82), (96, 82))
    pen.line((30, 71), (26, 82))
    pen.line((70, 71), (74, 82))
    pen.ring(50, 45, 17, filled=True)
    pen.dot(44, 42, 2)
    pen.dot(56, 42, 2)
    pen.curve((43, 50), (50, 54), (57, 50))


def heart(pen: Pen, x: float, y: float, size: float, colour: int = LINGON) -> None:
    """A heart round (x, y), about two sizes high."""
    pen.crayon(
        colour, (x - size, y - size * 0.5), (x - size * 0.6, y - size * 0.85), (x, y - size * 0.4),
        (x + size * 0.6, y - size * 0.85), (x + size, y - size * 0.5), (x + size * 0.85, y + size * 0.1), (x, y + size),
        (x - size * 0.85, y + size * 0.1),
    )  # fmt: skip
    pen.curve(
        (x, y - size * 0.35), (x - size * 0.55, y - size * 0.95), (x - size * 1.15, y - size * 0.3),
        (x - size * 0.6, y + size * 0.45), (x, y + size * 1.05), (x + size * 0.6, y + size * 0.45),
        (x + size * 1.15, y - size * 0.3), (x + size * 0.55, y - size * 0.95), (x, y - size * 0.35),
    )  # fmt: skip


PLACES: Mapping[str, Callable[[Pen], None]] = {
    "place_office": _office,
    "place_home": _home,
    "place_school": _school,
    "place_outdoors": _outdoors,
    "place_walk": _walk,
    "place_cafe": _cafe,
    "place_playroom": _playroom,
    "place_library": _library,
    "place_car": _car,
    "place_sports": _sports,
    "place_family_home": _family_home,
    "place_telephone": _telephone,
    "place_video": _video,
}
