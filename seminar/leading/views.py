"""What is shown to everybody: the facilitator's buttons, and what every window of the seminar asks."""

import uuid
from functools import cache
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from seminar.changes import following
from seminar.leading import presence, spotlight, timing
from seminar.leading.forms import HereForm, PointForm, ShowForm
from seminar.leading.naming import left_words, words_of
from seminar.leading.spotlight import SharedView
from toolkit import clock
from toolkit.access import Actor, Role, allow, current_actor
from toolkit.language import gettext as _
from toolkit.web import redraws

bp = Blueprint("leading", __name__, url_prefix="/cycles/<uuid:cycle_id>/seminar")


@bp.app_context_processor
def shared() -> dict[str, object]:
    """For every page of the seminar: what is shown to everybody, or None while no seminar is open."""
    told_once = cache(lambda cycle_id: _find_told(current_actor(), cycle_id))
    return {
        "shared_view_of": lambda cycle: told_once(cycle.id), "leads": lambda: following.leads(current_actor())
    }  # fmt: skip


@bp.get("/spotlight")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def state(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What is shown now, for a script."""
    actor = current_actor()
    following.get_followed(actor, cycle_id)
    return jsonify(_find_told(actor, cycle_id))


@bp.get("/where")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def where(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """To where the group is: the way without script."""
    actor = current_actor()
    following.get_followed(actor, cycle_id)
    told = _find_told(actor, cycle_id)
    if told and told["url"]:
        return redirect(told["url"], 303)
    flash(told["words"] if told and told["words"] else _("Nothing is shown to everybody right now."), "info")
    return redirect(url_for("coding.index", cycle_id=cycle_id), 303)


@bp.post("/spotlight")
@allow(Role.FACILITATOR)
def show(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Show something to everybody; a question first when somebody is here who may not read it."""
    actor, form = current_actor(), ShowForm()
    cycle = following.get_followed(actor, cycle_id)
    if form.validate_on_submit():
        with form.catching():
            spotlight.show(actor, cycle_id, form.target(), is_sure=form.is_sure.data)
            if redraws():
                return "", 204
            flash(_("Everybody sees it now."))
            return redirect(url_for(".where", cycle_id=cycle_id), 303)
    return render_template(
        "leading/barred.html", cycle=cycle, form=form, names=spotlight.list_barred(actor, cycle_id, form.target())
    ), form.status


@bp.post("/here")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def here(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """A window says where it is, and is told who else is here; or says that it leaves."""
    actor, form = current_actor(), HereForm()
    cycle = following.get_followed(actor, cycle_id)
    form.require()
    if form.leaves.data:
        presence.leave(actor, cycle_id, **form.where())
        return "", 204
    presence.note(actor, cycle_id, **form.where())
    return render_template("leading/here.html", cycle=cycle, room=spotlight.find_room(actor, cycle_id))


@bp.post("/agenda")
@allow(Role.FACILITATOR)
def begin_point(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Go on to a point of the agenda."""
    actor, form = current_actor(), PointForm()
    following.get_followed(actor, cycle_id)
    form.require()
    timing.begin_point(actor, cycle_id, position=form.position.data)
    return ("", 204) if redraws() else redirect(url_for("seminars.index", cycle_id=cycle_id), 303)


@bp.post("/agenda/back")
@allow(Role.FACILITATOR)
def undo_point(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """It has not begun after all."""
    actor, form = current_actor(), PointForm()
    following.get_followed(actor, cycle_id)
    form.require()
    timing.take_back(actor, cycle_id, position=form.position.data)
    return ("", 204) if redraws() else redirect(url_for("seminars.index", cycle_id=cycle_id), 303)


def _find_told(actor: Actor, cycle_id: uuid.UUID) -> dict[str, Any] | None:
    view = spotlight.find_shared_view(actor, cycle_id)
    return tell(view) if view else None


def tell(view: SharedView) -> dict[str, Any]:
    """What is shown, as a page and its script take it."""
    units, line = spotlight.units_of(view), None
    if view.pointer and units:
        line = {"first": view.pointer.first, "start": units[0], "last": view.pointer.last, "end": units[1]}
    return {
        "version": view.version,
        "shown": str(view.shown) if view.shown else None,
        "url": _address_of(view),
        "part": f"row-{view.theme.id}" if view.theme else f"line-{line['first']}" if line else None,
        "line": line,
        "words": words_of(view),
        "voting": url_for("voting.index", cycle_id=view.seminar.cycle_id) if view.may_vote else None,
        "course": _course_of(view),
    }


def _course_of(view: SharedView) -> dict[str, Any]:
    """How far the agenda has come; `at` is the server's own time, by which the rest is counted."""
    course = timing.get_course(view.seminar)
    now, after = course.now, course.following
    return {
        "at": clock.now().isoformat(),
        "now": now and {
            "position": now.position, "name": now.name, "words": left_words(now),
            "ends": now.ends_at and now.ends_at.isoformat(),
        },
        "next": after and {"position": after.position, "name": after.name},
    }  # fmt: skip


def _address_of(view: SharedView) -> str | None:
    """The page where it is, None where there is none for this person."""
    cycle_id = view.seminar.cycle_id
    if view.transcript:
        anchor = f"line-{view.pointer.first}" if view.pointer else None
        return url_for("coding.transcript", cycle_id=cycle_id, transcript_id=view.transcript.id, _anchor=anchor)
    if view.area:
        anchor = f"row-{view.theme.id}" if view.theme else None
        return url_for("board.index", cycle_id=cycle_id, area=view.area, _anchor=anchor)
    return url_for("voting.index", cycle_id=cycle_id) if view.is_voting else None
