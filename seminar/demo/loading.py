"""`python app.py demo`: the practice year, told once into an empty database through the same activities as real work.

Either everything of it is there afterwards or nothing. A second start finds it and changes nothing.
"""

from collections.abc import Callable
from typing import TypeVar

import click
from flask.cli import with_appcontext

from seminar.demo import (
    declining,
    own_cases,
    own_codes,
    own_guide,
    planning,
    promises,
    region,
    seminar_day,
    seminar_days,
    staff,
    staff_surveys,
    talks,
)
from seminar.demo.story import A_YEAR, Cast, Story, Year
from toolkit import clock, config
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import drawing
from toolkit.cycles.rotation import Spread
from toolkit.db import db
from toolkit.errors import N_, Misconfigured
from toolkit.people import directory
from toolkit.terminal import in_words
from transcription.speech_models import practice, store

DRAWN = -60
WHOLE = Story()

Told = TypeVar("Told")


@click.command()
@with_appcontext
def demo() -> None:
    """Load the practice year: invented people, a practice model, a practice recording."""
    settings = config.current()
    if not settings.demo:
        raise Misconfigured(
            N_("Practice data has known passwords. Set BR_DEMO=1 if this installation is for practice.")
        )
    if store.find_model(settings.models, practice.NAME) is None:
        click.echo(f"    {in_words(N_('the practice model'))}")
        practice.install(settings.models)
    if directory.is_empty():
        load()


def load(story: Story = WHOLE) -> None:
    """Tell a story into an empty database and commit it once: the one that ships, unless a test has a smaller one.

    The practice model must be there when somebody in it is recorded.
    """
    unit, *years = (story.read(name) for name in ("unit", "last_year", "this_year", "next_year"))
    last_year, this_year, next_year = years
    try:
        with clock.frozen(Year(Cast({}, {}), {}, ahead=-2).moment(0)):
            cast = _told(N_("fifty colleagues in five teams"), lambda: staff.hire(unit))
        before, now = Year(cast, last_year, -1), Year(cast, this_year)
        _told(N_("last year's interviews and what became of them"), lambda: _tell_last_year(before))
        _told(N_("this year's interviews, one at every stage"), lambda: _tell_this_year(now))
        _told(N_("what was promised last year and goes on"), lambda: promises.carry_over(before, now, on=DRAWN))
        _told(
            N_("next year's children, drawn while this year's interviews are still being done"),
            lambda: _tell_next_year(Year(cast, next_year, 1)),
        )
        _told(N_("the year of four other municipalities, as files"), lambda: region.exchange(cast, story.read_region()))
        own_codes.make_known()
        trail.record(None, Event.DEMO_LOADED)
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def _told(what: str, tell: Callable[[], Told]) -> Told:
    click.echo(f"    {in_words(what)}")
    return tell()


def _tell_last_year(year: Year) -> None:
    planning.begin(year)
    declining.draw(year, on=DRAWN)
    talks.go(year, year.facts["children"])
    on = year.offset_in("seminars", 12)
    seminar = seminar_days.plan_day(year, at=on + seminar_days.WEEKS_AHEAD)
    seminar_days.read_before(year, seminar, at=on - 2)
    seminar_day.hold_seminar(year)
    seminar_days.meet(year, seminar, at=on)
    staff_surveys.ask(year)
    seminar_day.finish_report(year)


def _tell_this_year(year: Year) -> None:
    planning.begin(year)
    own_guide.write(year)
    with year.day(DRAWN, 9):
        second = own_cases.choose_twice(year)
        recorded = own_cases.choose_recorded(year)
    drawn = [child for child in year.facts["children"] if child.get("stage") != "listed"]
    with year.day(DRAWN):
        for child in drawn:
            planning.list_child(year, child)
        drawing.make(year.facilitator, year.cycle.id, spread=Spread.EVEN)
        for child in year.facts["children"]:
            if child not in drawn:
                planning.list_child(year, child)
    talks.go(year, drawn)
    own_cases.go_on(year, second=second, recorded=recorded)
    staff_surveys.ask(year)
    seminar_day.read_ahead(year)
    seminar_days.plan_day(year, at=seminar_day.READ_AHEAD)


def _tell_next_year(year: Year) -> None:
    planning.begin(year, on=-A_YEAR - 6)
    with year.day(-A_YEAR - 2):
        for child in year.facts["children"]:
            planning.list_child(year, child)
        drawing.make(year.facilitator, year.cycle.id, spread=Spread.EVEN)
    staff_surveys.ask(year, begun=-A_YEAR - 6)
