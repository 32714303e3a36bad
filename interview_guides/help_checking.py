"""What has to hold in the texts that teach: every role is reminded, and no page leaves out where a worry goes."""

from collections.abc import Iterable

from interview_guides.help_pages import FirstYear, HelpPage, HoursPart, Refresher, SeminarGuide, StaffRole, YearHours
from interview_guides.reading import Spot

ALWAYS = ("worry", "complaint", "lex_sarah", "incident")
"""What a unit's own page of complaints has to say, too."""


def check_refreshers(refreshers: Iterable[Refresher], *, steps: Iterable[str], spot: Spot) -> None:
    """Each role once, and every step that is named exists. Raises ContentError."""
    known = set(steps)
    for number, refresher in enumerate(refreshers):
        for at, moment in enumerate(refresher.moments):
            if moment.step and moment.step not in known:
                spot.item(number).at("moments").item(at).at("step").fail(f"is {moment.step}, which is not a step")
    if sorted(refresher.role for refresher in refreshers) != sorted(StaffRole):
        spot.fail(f"must have each of these roles once: {', '.join(StaffRole)}")


def check_complaints(page: HelpPage, spot: Spot) -> None:
    """Raises ContentError when the page lacks a part that staff have to find there."""
    said = [part.id for part in page.parts]
    for wanted in ALWAYS:
        if said.count(wanted) != 1:
            spot.at("parts").fail(f"must have {wanted} once")


def check_first_year(year: FirstYear, spot: Spot) -> None:
    """No step twice, and nothing that the program sees by two steps. Raises ContentError."""
    said = [f"the step {step.id}" for step in year.steps] + [f"the sign {s.sign}" for s in year.steps if s.sign]
    if twice := sorted({each for each in said if said.count(each) > 1}):
        spot.at("parts").fail(f"has {twice[0]} more than once")


def check_hours(hours: YearHours, spot: Spot) -> None:
    """Each part of the year once, in order, with the time that it takes. Raises ContentError."""
    if [figure.id for figure in hours.figures] != list(HoursPart):
        spot.at("figures").fail(f"must have exactly these ids in this order: {', '.join(HoursPart)}")
    for number, figure in enumerate(hours.figures):
        if figure.minutes < 1:
            spot.at("figures").item(number).at("minutes").fail("must be 1 or more")


def check_seminar(guide: SeminarGuide, spot: Spot) -> None:
    """Raises ContentError when a part of the seminar takes no time."""
    for number, step in enumerate(guide.steps):
        if step.minutes < 1:
            spot.at("steps").item(number).at("minutes").fail("must be 1 or more")
