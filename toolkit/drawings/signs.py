"""Signs that a child can point at in place of words, and pictures for words that fit a good adult."""

from collections.abc import Callable, Mapping

from toolkit.drawings.pen import BARK, FJORD, GRAN, HAV, HJORTRON, LINGON, LJUNG, LUPIN, Pen, around
from toolkit.drawings.people import bubble, person
from toolkit.drawings.places import heart


def _yes(pen: Pen) -> None:
    pen.crayon(GRAN, *around(50, 50, 38, 38, 14))
    pen.ring(50, 50, 40)
    pen.curve((29, 51), (43, 66), (73, 33))


def _no(pen: Pen) -> None:
    pen.crayon(LINGON, *around(50, 50, 38, 38, 14))
    pen.ring(50, 50, 40)
    pen.line((34, 34), (67, 66))
    pen.line((66, 34), (33, 66))


def _dont_know(pen: Pen) -> None:
    person(pen, 50, 94, 74, colour=HJORTRON, left=(-0.32, 0.3), right=(0.32, 0.3))
    question_mark(pen, 82, 18, 0.8)
    question_mark(pen, 18, 20, 0.6)


def question_mark(pen: Pen, x: float, y: float, size: float) -> None:
    """A question mark round (x, y); size 1 is 26 units high."""
    pen.curve(
        (x - 7 * size, y - 7 * size),
        (x, y - 13 * size),
        (x + 7 * size, y - 7 * size),
        (x + 2 * size, y),
        (x, y + 6 * size),
    )
    pen.dot(x, y + 12 * size, 1.8 * size)


def _pause(pen: Pen) -> None:
    for x in (30, 56):
        pen.crayon(HAV, (x, 22), (x + 14, 22), (x + 14, 78), (x, 78))
        pen.line((x, 22), (x + 14, 22), (x + 14, 78), (x, 78), (x, 22))


def _stop(pen: Pen) -> None:
    pen.crayon(LINGON, (30, 44), (72, 44), (70, 84), (36, 84))
    pen.curve(
        (34, 88), (28, 72), (18, 58), (15, 50), (21, 47), (31, 57), (32, 30), (35, 19), (41, 22), (43, 46), (44, 18),
        (48, 10), (53, 17), (53, 45), (56, 17), (61, 14), (64, 21), (63, 48), (67, 30), (72, 27), (75, 33), (73, 62),
        (68, 78), (67, 88),
    )  # fmt: skip


def _once_more(pen: Pen) -> None:
    pen.crayon(FJORD, *around(50, 52, 30, 30, 14))
    pen.curve((70, 26), (50, 18), (28, 28), (19, 50), (28, 72), (50, 82), (72, 72), (81, 52))
    pen.line((58, 13), (72, 27), (56, 38))


def _tell_more(pen: Pen) -> None:
    bubble(pen, 50, 42, 41, 29, towards=(80, 90), colour=HJORTRON)
    for x in (33, 50, 67):
        pen.dot(x, 42, 3.4)


def _draw(pen: Pen) -> None:
    pen.line((14, 24), (68, 16), (78, 80), (24, 88), (14, 24))
    pen.curve((28, 66), (34, 48), (42, 62), (50, 42), (56, 52))
    pen.crayon(HJORTRON, (88, 14), (96, 22), (66, 62), (58, 56))
    pen.line((58, 55), (87, 13), (96, 21), (66, 62), (55, 67), (58, 55))


def _drink(pen: Pen) -> None:
    pen.crayon(HAV, (32, 44), (68, 44), (64, 86), (36, 86))
    pen.line((28, 20), (35, 88), (65, 88), (72, 20))
    pen.ring(50, 20, 22, 5)
    pen.curve((31, 44), (50, 48), (69, 44))


def _toilet(pen: Pen) -> None:
    pen.crayon(BARK, (28, 12), (72, 12), (72, 90), (28, 90))
    pen.line((27, 91), (27, 10), (73, 10), (73, 91), (27, 91))
    heart(pen, 50, 34, 9)
    pen.dot(65, 56, 2.4)
    pen.line((14, 91), (88, 91))


def _fresh_air(pen: Pen) -> None:
    pen.crayon(HJORTRON, *around(68, 30, 15, 15, 12))
    pen.ring(68, 30, 16)
    for x1, y1, x2, y2 in (
        (68, 8, 68, 2),
        (68, 52, 68, 58),
        (46, 30, 40, 30),
        (90, 30, 96, 30),
        (52, 15, 48, 11),
        (84, 46, 88, 50),
    ):
        pen.line((x1, y1), (x2, y2))
    pen.crayon(GRAN, (6, 88), (30, 58), (56, 78), (94, 68), (94, 92), (6, 92))
    pen.curve((4, 86), (28, 62), (50, 80), (72, 66), (96, 80))


def _listens(pen: Pen) -> None:
    pen.crayon(HJORTRON, *around(50, 46, 20, 30, 14))
    pen.curve((32, 50), (27, 30), (42, 12), (64, 16), (73, 36), (64, 56), (57, 66), (56, 80), (46, 89), (36, 82))
    pen.curve((42, 44), (40, 32), (50, 24), (60, 32), (57, 44), (48, 52), (47, 62))


def _kind(pen: Pen) -> None:
    heart(pen, 50, 48, 32)


def _brave(pen: Pen) -> None:
    pen.crayon(LUPIN, (8, 90), (46, 30), (62, 56), (70, 48), (94, 90))
    pen.line((6, 90), (46, 30), (62, 58), (71, 47), (95, 90))
    pen.line((46, 30), (46, 8), (64, 14), (46, 20))
    pen.line((37, 43), (44, 48), (50, 42), (55, 46))


def _funny(pen: Pen) -> None:
    pen.crayon(HJORTRON, *around(50, 50, 40, 40, 16))
    pen.ring(50, 50, 42)
    pen.curve((27, 42), (34, 35), (42, 42))
    pen.curve((58, 42), (66, 35), (73, 42))
    pen.curve((26, 56), (50, 60), (74, 56), (66, 76), (50, 82), (34, 76), (26, 56))


def _patient(pen: Pen) -> None:
    pen.crayon(HJORTRON, (34, 84), (50, 62), (66, 84))
    pen.crayon(HJORTRON, (38, 28), (62, 28), (50, 44))
    pen.line((26, 12), (74, 12))
    pen.line((26, 88), (74, 88))
    pen.curve((31, 12), (33, 30), (47, 47), (48, 52), (33, 70), (31, 88))
    pen.curve((69, 12), (67, 30), (53, 47), (52, 52), (67, 70), (69, 88))


def _keeps_promises(pen: Pen) -> None:
    pen.crayon(FJORD, *around(36, 50, 22, 22, 12))
    pen.crayon(LJUNG, *around(64, 50, 22, 22, 12))
    pen.ring(36, 50, 24)
    pen.ring(64, 50, 24)


def _curious(pen: Pen) -> None:
    pen.crayon(HAV, *around(42, 40, 24, 24, 14))
    pen.ring(42, 40, 27)
    pen.line((61, 60), (86, 88))
    pen.line((66, 57), (91, 84), (86, 88))
    pen.curve((28, 36), (32, 27), (40, 24))


def _comforts(pen: Pen) -> None:
    person(pen, 38, 92, 76, colour=LUPIN, right=(0.3, 0.5))
    person(pen, 64, 92, 54, colour=HJORTRON, left=(-0.3, 0.4), right=(-0.2, 0.52), mouth=True)


def _explains(pen: Pen) -> None:
    bubble(pen, 50, 42, 42, 30, towards=(20, 90), colour=FJORD)
    for y, far in ((32, 74), (43, 68), (54, 72)):
        pen.line((27, y), (far, y))


def clock(pen: Pen, x: float, y: float, radius: float) -> None:
    """A clock that says three."""
    pen.crayon(HAV, *around(x, y, radius * 0.9, radius * 0.9, 14))
    pen.ring(x, y, radius)
    for tick in around(x, y, radius * 0.82, radius * 0.82, 4):
        pen.dot(*tick, 1.3, 1.3)
    pen.line((x, y - radius * 0.62), (x, y), (x + radius * 0.5, y))


def _on_time(pen: Pen) -> None:
    clock(pen, 50, 50, 41)


def _asks(pen: Pen) -> None:
    bubble(pen, 50, 42, 41, 31, towards=(76, 92), colour=LUPIN)
    question_mark(pen, 50, 42, 1.3)


def _honest(pen: Pen) -> None:
    person(pen, 50, 94, 80, colour=GRAN, left=(-0.36, 0.5), right=(0.36, 0.5))


def _helps(pen: Pen) -> None:
    pen.crayon(LINGON, *around(50, 50, 38, 38, 16))
    pen.ring(50, 50, 41)
    pen.ring(50, 50, 17, filled=True)
    for start, end in (((22, 22), (39, 38)), ((78, 22), (61, 38)), ((22, 78), (39, 62)), ((78, 78), (61, 62))):
        pen.line(start, end)


def _remembers(pen: Pen) -> None:
    pen.crayon(HJORTRON, (24, 14), (80, 14), (80, 88), (24, 88))
    pen.line((24, 13), (80, 13), (80, 89), (24, 89), (24, 13))
    for y in (24, 40, 56, 72):
        pen.curve((18, y), (24, y - 4), (30, y))
    for y in (32, 46, 60):
        pen.line((38, y), (70, y))


SIGNS: Mapping[str, Callable[[Pen], None]] = {
    "yes": _yes,
    "no": _no,
    "dont_know": _dont_know,
    "pause": _pause,
    "stop": _stop,
    "once_more": _once_more,
    "tell_more": _tell_more,
    "draw": _draw,
    "drink": _drink,
    "toilet": _toilet,
    "fresh_air": _fresh_air,
    "kind": _kind,
    "brave": _brave,
    "funny": _funny,
    "listens": _listens,
    "honest": _honest,
    "patient": _patient,
    "keeps_promises": _keeps_promises,
    "curious": _curious,
    "comforts": _comforts,
    "explains": _explains,
    "on_time": _on_time,
    "asks": _asks,
    "helps": _helps,
    "remembers": _remembers,
}
