"""The protocol of a seminar: the page, the files, and who was there."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.protocol import attending, composing, exporting, facts
from seminar.protocol.forms import AttendanceForm
from seminar.seminars import planning
from toolkit.access import Role, allow, current_actor
from toolkit.downloads import PDF, WORD, hand_out
from toolkit.forms import options
from toolkit.language import gettext as _

bp = Blueprint("protocol", __name__, url_prefix="/cycles/<uuid:cycle_id>/seminars/<uuid:seminar_id>/protocol")


@bp.get("")
@allow(Role.FACILITATOR)
def show(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """The protocol as it stands now."""
    protocol = facts.gather(current_actor(), cycle_id, seminar_id)
    document = composing.plain(composing.compose(protocol))
    seminar = protocol.seminar
    return render_template("protocol/show.html", cycle=seminar.cycle, seminar=seminar, document=document)


@bp.get("/protocol.pdf")
@allow(Role.FACILITATOR)
def as_pdf(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """The protocol as PDF."""
    made = exporting.export(current_actor(), cycle_id, seminar_id, file_format="pdf")
    return hand_out(made, _("Protocol"), kind=PDF, ending="pdf")


@bp.get("/protocol.docx")
@allow(Role.FACILITATOR)
def as_word(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """The protocol as a Word file."""
    made = exporting.export(current_actor(), cycle_id, seminar_id, file_format="docx")
    return hand_out(made, _("Protocol"), kind=WORD, ending="docx")


@bp.route("/attendance", methods=["GET", "POST"])
@allow(Role.FACILITATOR)
def attendance(cycle_id: uuid.UUID, seminar_id: uuid.UUID) -> ResponseReturnValue:
    """Correct who was there."""
    actor = current_actor()
    seminar = planning.get_seminar(actor, cycle_id, seminar_id)
    there = attending.list_attended(seminar)
    form = AttendanceForm(person_ids=there, version=attending.version_of(there))
    form.person_ids.choices = options((one.id, one.name) for one in attending.list_people(actor, seminar))
    if form.validate_on_submit():
        with form.catching():
            chosen = {"person_ids": form.person_ids.data, "version": form.version.data or 0}
            attending.correct(actor, cycle_id, seminar_id, **chosen)
            flash(_("Who was there is saved."))
            return redirect(url_for(".show", cycle_id=cycle_id, seminar_id=seminar_id), 303)
    form.accept_newer(attending.Listed(frozenset(there)))
    return render_template("protocol/attendance.html", cycle=seminar.cycle, seminar=seminar, form=form), form.status
