"""Pages that teach the staff, the same for everybody: two minutes before, how to help, where a worry goes."""

from io import BytesIO

from flask import Blueprint, render_template, send_file
from flask.typing import ResponseReturnValue

from interview_guides.help_pages import StaffRole
from toolkit import clock, content, language
from toolkit.access import allow_anyone, allow_signed_in, current_actor, find_actor
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
    name = _("a-seminar") + ".pdf"
    answer = send_file(BytesIO(made), mimetype="application/pdf", as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


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


@bp.get("/help/refresher/<any(social_worker, facilitator, unit_leader, administrator):staff_role>")
@allow_anyone
def refresher(staff_role: str) -> ResponseReturnValue:
    """What matters, two minutes before."""
    said = content.current()
    return render_template("help/refresher.html", refresher=said.refresher(StaffRole(staff_role)), all=said.refreshers)


def _sheet() -> SeminarSheet:
    said, actor = content.current(), find_actor()
    return SeminarSheet(
        guide=said.seminar_guide,
        columns=[(column.heading, column.about) for column in said.report.columns],
        language=language.chosen(),
        unit=directory.get_own_unit(actor).name if actor else "",
        minutes_word=_("min"),
    )
