"""Help that teaches: pages to read and print, the first year's checklist, and what a year costs in hours."""

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from interview_guides.help_pages import StaffRole
from toolkit import clock, content, language
from toolkit.access import Role, allow, allow_anyone, allow_signed_in, current_actor, find_actor
from toolkit.downloads import PDF, hand_out
from toolkit.help import first_year as checklist
from toolkit.help import hours as reckoning
from toolkit.help import local_ways, seminar_sheet
from toolkit.help.seminar_sheet import SeminarSheet
from toolkit.language import gettext as _
from toolkit.people import directory

bp = Blueprint("help", __name__)


@bp.get("/help/seminar")
@allow_anyone
def seminar() -> ResponseReturnValue:
    """How to run a seminar, on one page to print."""
    return render_template("help/seminar.html", sheet=_sheet())


@bp.get("/help/seminar.pdf")
@allow_anyone
def seminar_pdf() -> ResponseReturnValue:
    """The same page as PDF: one sheet of A4."""
    made = seminar_sheet.write(_sheet(), made_at=clock.now())
    return hand_out(made, _("A seminar"), kind=PDF, ending="pdf")


@bp.get("/help/taking-part")
@allow_anyone
def taking_part() -> ResponseReturnValue:
    """The seminar for whoever takes part in it, from signing in to a vote: one page to print."""
    return render_template("help/taking_part.html", page=content.current().taking_part, unit_name=_unit_name())


@bp.get("/help/taking-part.pdf")
@allow_anyone
def taking_part_pdf() -> ResponseReturnValue:
    """The same page as PDF: one sheet of A4."""
    page = content.current().taking_part
    made = seminar_sheet.write_page(page, unit=_unit_name(), language=language.chosen(), made_at=clock.now())
    return hand_out(made, page.title, kind=PDF, ending="pdf")


@bp.get("/help/local-support")
@allow_anyone
def local_support() -> ResponseReturnValue:
    """For the colleague who helps others with recording and transcription."""
    return render_template("help/page.html", page=content.current().local_support, own={})


@bp.get("/help/complaints")
@allow_signed_in
def complaints() -> ResponseReturnValue:
    """Where worries, complaints and reports under lex Sarah go, with the unit's own ways."""
    own = local_ways.of_own_unit(current_actor())
    return render_template("help/page.html", page=content.current().complaints, own=own)


@bp.get("/help/refresher/<any(social_worker, facilitator, unit_leader, administrator, coordinator):staff_role>")
@allow_anyone
def refresher(staff_role: str) -> ResponseReturnValue:
    """What matters, two minutes before."""
    said = content.current()
    return render_template("help/refresher.html", refresher=said.refresher(StaffRole(staff_role)), all=said.refreshers)


@bp.get("/help/first-year")
@allow(Role.FACILITATOR, Role.UNIT_LEADER, Role.ADMINISTRATOR)
def first_year() -> ResponseReturnValue:
    """What has to be in place in the first year, what is done, and who does what."""
    actor, said = current_actor(), content.current()
    return render_template(
        "help/first_year.html",
        year=said.first_year,
        parts=checklist.show(actor),
        may_tick=actor.is_any(*checklist.TICKING),
        role_names={one.role: one.title for one in said.refreshers},
    )


@bp.post("/help/first-year/<step_name>")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def tick(step_name: str) -> ResponseReturnValue:
    """Tick a step, or take the tick back."""
    change = checklist.untick if request.form.get("done") == "no" else checklist.tick
    change(current_actor(), step_name)
    return redirect(url_for("help.first_year", _anchor=f"step-{step_name}"), 303)


@bp.get("/help/hours")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def hours_due() -> ResponseReturnValue:
    """The hours of the cycle with the nearest day; before the first one, what a year usually costs."""
    cycle_id = reckoning.find_cycle(current_actor())
    if cycle_id is None:
        return _hours(None)
    return redirect(url_for("help.hours", cycle_id=cycle_id), 303)


@bp.get("/cycles/<uuid:cycle_id>/hours")
@allow(Role.FACILITATOR, Role.UNIT_LEADER)
def hours(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The hours of a cycle."""
    return _hours(cycle_id)


def _hours(cycle_id: uuid.UUID | None) -> str:
    reckoned = reckoning.reckon(current_actor(), cycle_id)
    return render_template(
        "help/hours.html",
        hours=reckoned,
        page=content.current().year_hours,
        cycle=reckoned.cycle,
        hour=reckoning.HOUR,
        working_day=reckoning.WORKING_DAY,
    )


def _sheet() -> SeminarSheet:
    said = content.current()
    return SeminarSheet(
        guide=said.seminar_guide,
        columns=[(column.heading, column.about) for column in said.report.columns],
        language=language.chosen(),
        unit=_unit_name(),
        minutes_word=_("min"),
    )


def _unit_name() -> str:
    actor = find_actor()
    return directory.get_own_unit(actor).name if actor else ""
