"""Plans a practice year and puts its children on the list. Days lie around today, whatever the month is."""

from dataclasses import replace
from datetime import timedelta

from seminar.demo.story import Facts, Year
from toolkit.cycles import children, outlook, planning
from toolkit.cycles.models import Assignment, Child
from toolkit.cycles.phases import Days

KICK_OFF = -101
"""The day of the kick-off: today then lies in the first half of November, wherever the calendar stands."""
WORDS_OF_A_YEAR = "{0}–{1}"


def begin(year: Year) -> None:
    """The facilitator plans the cycle with every team and every worker."""
    first = year.date_of(KICK_OFF).year
    with year.day(KICK_OFF):
        proposed = planning.proposal(year.facilitator, year=first)
        move = year.date_of(KICK_OFF) - min(days.starts_on for days in proposed.days.values())
        days = {key: _moved(each, move) for key, each in proposed.days.items()}
        plan = replace(proposed, days=days, name=WORDS_OF_A_YEAR.format(first, first + 1))
        year.cycle = planning.create(year.facilitator, plan)


def list_child(year: Year, child: Facts) -> Child:
    """Put one child on the list."""
    facts = children.Facts(
        code=f"{child['code']}",
        age=child["age"],
        sex=child["sex"],
        team_id=year.cast.teams[child["team"]],
        handlers=frozenset((year.cast.actors[who].id, kind) for who, kind in child["handlers"].items()),
        case_open=child.get("case_open", True),
    )
    return children.add(year.facilitator, year.cycle.id, facts=facts)


def assignment_of(year: Year, code: str) -> Assignment:
    """The going assignment of a child, by its code."""
    going = outlook.list_going(year.facilitator, year.cycle.id)
    return next(one for one in going if one.child.code == code)


def _moved(days: Days, by: timedelta) -> Days:
    return Days(days.starts_on + by, days.ends_on + by)
