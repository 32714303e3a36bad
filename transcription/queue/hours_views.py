"""The administrator's page about when recordings are written down. Lengths and times only, nothing of any interview."""

from datetime import time

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from toolkit import clock
from toolkit.access import Role, allow, current_actor
from toolkit.errors import N_, InvalidInput
from toolkit.language import gettext as _
from transcription.queue import hours_settings, positions
from transcription.queue.forms import ALWAYS, BETWEEN, HoursForm
from transcription.transcripts import presentation

bp = Blueprint("transcription_hours", __name__, url_prefix="/settings/transcription-hours")

EVENING, MORNING = time(18), time(6)


@bp.route("", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """The queue, and the hours in which it is worked on."""
    actor = current_actor()
    decided = hours_settings.get_settings(actor)
    form = HoursForm(
        when=BETWEEN if decided.begins else ALWAYS,
        begins=decided.begins or EVENING,
        ends=decided.ends or MORNING,
        version=decided.version,
    )
    if form.validate_on_submit():
        with form.catching():
            if form.when.data == BETWEEN and not (form.begins.data and form.ends.data):
                raise InvalidInput(N_("Write both times."), field="begins")
            between = form.when.data == BETWEEN
            hours_settings.set_hours(
                actor,
                begins=form.begins.data if between else None,
                ends=form.ends.data if between else None,
                version=form.version.data or 0,
            )
            flash(_("Your choice is saved. It counts at once, also for a recording that is being transcribed."))
            return redirect(url_for(".index"), 303)
    form.accept_newer(decided, when=BETWEEN if decided.begins else ALWAYS)
    now = clock.now()
    opens = hours_settings.get_opening().opens_at(now)
    rests_until = opens if opens > now else None
    page = render_template(
        "transcription_hours/index.html",
        form=form,
        places=positions.list_positions(),
        opens=rests_until,
        shown=presentation,
    )
    return page, form.status


@bp.post("/open-now")
@allow(Role.ADMINISTRATOR)
def open_now() -> ResponseReturnValue:
    """Let the writing begin although it is not the time for it."""
    hours_settings.open_now(current_actor())
    flash(_("The transcription begins now, and goes on until the next opening ends."))
    return redirect(url_for(".index"), 303)
