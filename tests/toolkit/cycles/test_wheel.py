"""The year wheel shows where we are, and every phase that lies within its twelve months."""

from datetime import date

import pytest

from interview_guides import loader
from toolkit.cycles import phases, wheel
from toolkit.cycles.phases import Days

CONTENT = loader.load(language="en").year_wheel
ORDER = [phase.id for phase in CONTENT]
DAYS = phases.proposed(CONTENT, year=2026)


def states(today: date) -> dict[str, str]:
    return {one.key: one.state for one in wheel.draw(ORDER, DAYS, today=today).slices}


def test_the_middle_of_the_interviews() -> None:
    drawn = wheel.draw(ORDER, DAYS, today=date(2026, 11, 16))
    assert drawn.now
    assert drawn.now.key == "interviews"
    assert states(date(2026, 11, 16)) == dict.fromkeys(ORDER, "next") | {
        "kick_off": "done", "draw": "done", "interviews": "now",
    }  # fmt: skip
    assert [month.first.month for month in drawn.months] == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7]
    assert [month.first for month in drawn.months if month.is_now] == [date(2026, 11, 1)]


def test_only_twelve_months_are_drawn() -> None:
    drawn = wheel.draw(ORDER, DAYS, today=date(2026, 11, 16))
    assert [one.key for one in drawn.slices if not one.path] == ["follow_up", "year_end"]
    assert [one.number for one in drawn.slices] == list(range(1, 12))


def test_before_between_and_after() -> None:
    before = wheel.draw(ORDER, DAYS, today=date(2026, 7, 1))
    assert (before.now, before.hand) == (None, None)
    assert before.coming
    assert before.coming.key == "kick_off"
    between = wheel.draw(ORDER, DAYS, today=date(2027, 7, 15))
    assert between.now is None
    assert between.coming
    assert between.coming.key == "follow_up"
    after = wheel.draw(ORDER, DAYS, today=date(2028, 1, 1))
    assert (after.now, after.coming) == (None, None)


def test_the_hand_points_at_today() -> None:
    hand = wheel.draw(ORDER, DAYS, today=date(2026, 11, 1)).hand
    assert hand == ((252.0, 160.0), (286.0, 160.0)), "three months after the top: straight to the right"


def test_overlapping_phases_do_not_lie_on_each_other() -> None:
    slices = {one.key: one for one in wheel.draw(ORDER, DAYS, today=date(2026, 8, 1)).slices}
    ends, begins = slices["interviews"].path.split()[-2:], slices["transcription"].path[1:].split("A")[0].split()
    assert float(ends[0]) > float(begins[0]), "the second begins after the first, on the lower right"


def test_nothing_planned_draws_nothing() -> None:
    assert wheel.draw(ORDER, {}, today=date(2026, 8, 1)) == wheel.Wheel((), (), None)


@pytest.mark.parametrize("day", [date(2026, 8, 1), date(2027, 7, 31)])
def test_every_arc_lies_on_the_ring(day: date) -> None:
    days = {"a": Days(date(2026, 8, 1), date(2027, 7, 31))}
    (one,) = wheel.draw(["a"], days, today=day).slices
    assert one.path.startswith("M162.3 48.0A112 112 0 1 1 157.7 48.0")
