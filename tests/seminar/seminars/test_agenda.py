"""The agenda: from the guide, with times from the start, and how much too long it is."""

from datetime import time

from flask import Flask

from seminar.seminars import agenda, planning
from seminar.seminars.agenda import Point
from toolkit import content


def test_the_default_is_the_half_day_of_the_seminar_guide(app: Flask) -> None:
    points = planning.proposed_points()
    assert [point.name for point in points] == [step.heading for step in content.current().seminar_guide.steps]
    assert agenda.minutes_over(points, starts=time(8, 30), ends=time(11, 30)) == 0


def test_times_are_counted_from_the_start_and_say_what_comes_too_late() -> None:
    shown = agenda.timed([Point("A", 50), Point("B", 20), Point("C", 5)], starts=time(9), ends=time(10, 10))
    assert [(one.begins, one.ends, one.is_late) for one in shown] == [
        (time(9), time(9, 50), False),
        (time(9, 50), time(10, 10), False),
        (time(10, 10), time(10, 15), True),
    ]
    assert agenda.minutes_over([Point("A", 75)], starts=time(9), ends=time(10, 10)) == 5


def test_the_day_ends_at_midnight_at_the_latest() -> None:
    shown = agenda.timed([Point("A", 400), Point("B", 400)], starts=time(18), ends=time(23, 30))
    assert [one.ends for one in shown] == [time(23, 59), time(23, 59)]
