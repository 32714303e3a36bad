"""Plans a practice year and puts its children on the list. Its months lie around today, whatever the month is."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from seminar.demo.story import Facts, Year
from toolkit.cycles import children, outlook, planning
from toolkit.cycles.models import Assignment, Child, Interpreter
from toolkit.cycles.phases import INTERVIEWS, Days

KICK_OFF = -101
"""The day on which the year is planned."""
NOW = 11
"""The month of the year wheel that today lies in: the second month of the interviews."""
DUE = timedelta(days=9)
"""How soon this year's interviews are to be done, whatever day it is."""
WORDS_OF_A_YEAR = "{0}–{1}"


def begin(year: Year, *, on: int = KICK_OFF) -> None:
    """The facilitator plans the cycle with every team and the year's own interviewers, on a day of the year's own.

    Months are counted from the month that it is now, so that two years never begin in the same one.
    """
    today = year.started
    with year.day(on):
        proposed = planning.proposal(year.facilitator, year=today.year)
        months = today.month - NOW + 12 * year.ahead
        days = {key: _moved(each, months) for key, each in proposed.days.items()}
        if not year.ahead:
            days[INTERVIEWS] = replace(days[INTERVIEWS], ends_on=today + DUE)
        first = min(each.starts_on for each in days.values()).year
        name = WORDS_OF_A_YEAR.format(first, first + 1)
        interviewers = [year.cast.actors[who].id for who in year.facts["interviewers"]]
        plan = replace(proposed, year=first, days=days, name=name, interviewer_ids=interviewers)
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
        language=child.get("interpreter", ""),
        interpreter=Interpreter.NEEDED if "interpreter" in child else Interpreter.NOT_NEEDED,
    )
    return children.add(year.facilitator, year.cycle.id, facts=facts)


def assignments_by_code(year: Year) -> dict[str, Assignment]:
    """The going assignments of a year, by the code of the child."""
    return {one.child.code: one for one in outlook.list_going(year.facilitator, year.cycle.id)}


def _moved(days: Days, by: int) -> Days:
    """Whole months, so many months later."""
    ends = _month(days.ends_on, by)
    return Days(_month(days.starts_on, by), ends.replace(day=monthrange(ends.year, ends.month)[1]))


def _month(day: date, by: int) -> date:
    years, month = divmod(day.month - 1 + by, 12)
    return date(day.year + years, month + 1, 1)
