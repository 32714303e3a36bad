"""What the letters and sheets show: a meeting, a letter, a recording, and the large figures that are drawn on."""

from collections.abc import Callable, Mapping

from toolkit.drawings.pen import BARK, FJORD, GRAN, HAV, HJORTRON, LINGON, LJUNG, LUPIN, Pen, around
from toolkit.drawings.people import bubble, person
from toolkit.drawings.signs import question_mark


def _hello(pen: Pen) -> None:
    person(pen, 44, 94, 82, colour=HAV, right=(0.36, 0.08))
    pen.crayon(HJORTRON, (40, 52), (50, 52), (50, 60), (40, 60))
    pen.line((40, 52), (50, 52), (50, 60), (40, 60), (40, 52))
    pen.curve((80, 8), (86, 14), (86, 22))
    pen.curve((86, 4), (94, 12), (94, 24))


def _lots(pen: Pen) -> None:
    pen.crayon(BARK, (18, 56), (82, 56), (70, 88), (30, 88))
    pen.curve((14, 54), (22, 76), (36, 89), (64, 89), (78, 76), (86, 54))
    pen.ring(50, 54, 36, 8)
    for x, y, lean in ((32, 40, -4), (52, 30, 3), (66, 42, 5)):
        pen.line((x, y), (x + 14, y + lean), (x + 14, y + 12 + lean), (x, y + 12), (x, y))
    pen.crayon(HJORTRON, (45, 8), (60, 10), (60, 22), (45, 20))
    pen.line((45, 8), (60, 10), (60, 22), (45, 20), (45, 8))


def _talking(pen: Pen) -> None:
    person(pen, 24, 94, 60, colour=HAV)
    person(pen, 76, 94, 46, colour=HJORTRON, long_hair=True)
    bubble(pen, 30, 18, 18, 12, towards=(26, 36), colour=HAV)
    bubble(pen, 72, 28, 17, 11, towards=(76, 46), colour=HJORTRON)


def _meeting(pen: Pen) -> None:
    person(pen, 22, 82, 54, colour=LUPIN)
    person(pen, 50, 74, 50, colour=FJORD, long_hair=True)
    person(pen, 78, 82, 46, colour=HJORTRON)
    pen.crayon(BARK, *around(50, 80, 44, 11, 14))
    pen.ring(50, 80, 44, 11, filled=True)


def _calendar(pen: Pen) -> None:
    pen.crayon(LINGON, (14, 18), (86, 18), (86, 36), (14, 36))
    pen.line((14, 18), (86, 18), (86, 88), (14, 88), (14, 18))
    pen.line((14, 36), (86, 36))
    for x in (30, 70):
        pen.line((x, 10), (x, 24))
    for y in (48, 62, 76):
        for x in (26, 42, 58, 74):
            pen.dot(x, y, 1.8, 1.8)
    pen.ring(58, 62, 8.5)


def _choosing(pen: Pen) -> None:
    person(pen, 50, 96, 60, colour=HJORTRON, left=(-0.36, 0.3), right=(0.36, 0.3))
    pen.crayon(GRAN, *around(16, 34, 13, 13, 10))
    pen.ring(16, 34, 14)
    pen.curve((9, 35), (14, 40), (23, 28))
    pen.crayon(LINGON, *around(84, 34, 13, 13, 10))
    pen.ring(84, 34, 14)
    pen.line((78, 28), (90, 40))
    pen.line((90, 28), (78, 40))


def _microphone(pen: Pen) -> None:
    pen.crayon(HAV, *around(50, 32, 15, 21, 12))
    pen.curve((36, 40), (36, 20), (50, 9), (64, 20), (64, 40), (60, 50), (50, 54), (40, 50), (36, 40))
    pen.line((38, 30), (62, 30))
    pen.curve((27, 38), (30, 56), (50, 66), (70, 56), (73, 38))
    pen.line((50, 66), (50, 86))
    pen.line((32, 88), (68, 88))


def _no_name(pen: Pen) -> None:
    pen.crayon(LUPIN, *around(50, 50, 36, 36, 16))
    pen.ring(50, 50, 38)
    question_mark(pen, 50, 48, 1.8)


def _hand_in_hand(pen: Pen) -> None:
    person(pen, 34, 94, 80, colour=GRAN, right=(0.2, 0.62))
    person(pen, 70, 94, 52, colour=HJORTRON, left=(-0.38, 0.5), mouth=False)
    pen.curve((66, 58), (70, 56), (74, 58))


def _list(pen: Pen) -> None:
    pen.crayon(FJORD, (22, 12), (80, 12), (80, 88), (22, 88))
    pen.line((20, 10), (80, 10), (80, 90), (20, 90), (20, 10))
    for y in (28, 48, 68):
        pen.curve((28, y), (33, y + 5), (41, y - 7))
        pen.line((48, y), (71, y))


def _waiting(pen: Pen) -> None:
    pen.line((60, 60), (60, 92))
    pen.line((60, 72), (88, 72), (88, 92))
    pen.line((60, 38), (60, 60))
    person(pen, 74, 92, 70, colour=LJUNG, long_hair=True)
    pen.crayon(BARK, (10, 20), (42, 20), (42, 92), (10, 92))
    pen.line((10, 92), (10, 18), (42, 18), (42, 92))
    pen.dot(36, 58, 2.2)
    pen.line((4, 93), (96, 93))


def _envelope(pen: Pen) -> None:
    pen.crayon(HJORTRON, (10, 26), (90, 26), (50, 58))
    pen.line((10, 24), (90, 24), (90, 80), (10, 80), (10, 24))
    pen.line((10, 25), (50, 58), (90, 25))


def _family(pen: Pen) -> None:
    person(pen, 22, 92, 70, colour=HAV, right=(0.24, 0.6))
    person(pen, 76, 92, 66, colour=LINGON, left=(-0.24, 0.6), long_hair=True)
    person(pen, 49, 92, 44, colour=HJORTRON, left=(-0.24, 0.5), right=(0.24, 0.5))


def _bed(pen: Pen) -> None:
    pen.crayon(LUPIN, (34, 52), (88, 52), (88, 72), (34, 72))
    pen.line((12, 28), (12, 88))
    pen.line((12, 72), (90, 72), (90, 88))
    pen.line((90, 50), (90, 72))
    pen.curve((15, 60), (20, 50), (32, 50), (35, 60), (28, 66), (16, 65), (15, 60))
    pen.curve((34, 58), (50, 50), (70, 54), (90, 51))


def _food(pen: Pen) -> None:
    pen.crayon(GRAN, *around(50, 54, 20, 20, 12))
    pen.ring(50, 54, 29)
    pen.ring(50, 54, 20)
    pen.line((12, 26), (12, 84))
    pen.curve((7, 26), (7, 40), (12, 44), (17, 40), (17, 26))
    pen.line((88, 84), (88, 26))
    pen.curve((88, 26), (94, 36), (93, 52), (88, 56))


def _pets(pen: Pen) -> None:
    pen.crayon(BARK, *around(52, 58, 26, 14, 14))
    pen.curve((30, 48), (52, 44), (74, 48), (80, 60), (74, 70), (52, 72), (32, 70), (26, 58), (30, 48))
    pen.ring(26, 38, 14, 12, filled=True)
    pen.curve((16, 30), (8, 40), (14, 48))
    pen.dot(22, 36, 1.8)
    pen.dot(13.5, 41, 2.2, 1.8)
    for x in (34, 44, 64, 74):
        pen.line((x, 70), (x, 88))
    pen.curve((79, 54), (90, 48), (92, 34))


def _network(pen: Pen) -> None:
    pen.crayon(HJORTRON, *around(50, 50, 9, 9, 12))
    for radius in (10, 25, 41):
        pen.ring(50, 50, radius)


def _timeline(pen: Pen) -> None:
    pen.curve((4, 52), (30, 49), (60, 53), (90, 50))
    pen.line((84, 43), (95, 50), (85, 57))
    for x in (10, 30, 50, 70):
        pen.line((x, 45), (x, 57))


SCENES: Mapping[str, Callable[[Pen], None]] = {
    "hello": _hello,
    "lots": _lots,
    "talking": _talking,
    "meeting": _meeting,
    "calendar": _calendar,
    "choosing": _choosing,
    "microphone": _microphone,
    "no_name": _no_name,
    "hand_in_hand": _hand_in_hand,
    "list": _list,
    "adult_waiting": _waiting,
    "envelope": _envelope,
    "family": _family,
    "bed": _bed,
    "food": _food,
    "pets": _pets,
    "network_map": _network,
    "timeline": _timeline,
}
