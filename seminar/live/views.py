"""What the windows of a seminar ask for while it goes on: its changes and undo; and its history, for who leads it."""

import uuid

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from seminar.changes import following, reading
from seminar.changes.following import get_followed
from seminar.live import history, undo, wording
from seminar.live.forms import UndoForm
from toolkit.access import Role, allow, current_actor
from toolkit.language import gettext as _
from toolkit.numbers import read_number
from toolkit.web import redraws

bp = Blueprint("live", __name__, url_prefix="/cycles/<uuid:cycle_id>/seminar")


@bp.app_context_processor
def own() -> dict[str, object]:
    """For the pages of the seminar: what the person who reads can undo, and its words."""
    return {"own_changes": lambda cycle: undo.get_own(current_actor(), cycle.id), "own_words": wording.own}


@bp.get("/changes")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def changes(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What has changed since a number, for a page that asks now and then."""
    return _news(cycle_id, request.args.get("after", 0, type=read_number))


@bp.get("/events")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def events(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """The same, as the beginning of a stream: `streaming` asks here who may follow, and goes on from the answer."""
    after = request.args.get("after", 0, type=read_number)
    return _news(cycle_id, request.headers.get("Last-Event-ID", after, type=read_number))


@bp.get("/history")
@allow(Role.FACILITATOR)
def show_history(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Who did what, the newest first."""
    actor = current_actor()
    before = request.args.get("before", type=read_number)
    return render_template(
        "live/history.html",
        cycle=get_followed(actor, cycle_id),
        history=history.get_history(actor, cycle_id, before=before),
        act=wording.act,
        is_newest=before is None,
    )


@bp.get("/latest")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def latest(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """What the person has just done and can take back, in words; nothing once it is no longer fresh."""
    change = undo.find_fresh(current_actor(), cycle_id)
    return jsonify(seq=change.seq, words=wording.own(change)) if change else ("", 204)


@bp.post("/undo")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def take_back(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Undo a change of one's own, or do again what one undid."""
    actor, form = current_actor(), UndoForm()
    get_followed(actor, cycle_id)
    form.require()
    undo.take_back(actor, cycle_id, seq=form.seq.data)
    if redraws():
        return "", 204
    text = form.came_from()
    if text:
        return redirect(url_for("coding.transcript", cycle_id=cycle_id, transcript_id=text, _anchor="latest"), 303)
    flash(_("It is undone."))
    page = "live.show_history" if following.leads(actor) else "coding.index"
    return redirect(url_for(page, cycle_id=cycle_id), 303)


def _news(cycle_id: uuid.UUID, after: int) -> ResponseReturnValue:
    return jsonify(reading.list_news(current_actor(), cycle_id, after=max(0, after)).as_events())
