"""Accepting and declining what those who take part suggest, for the facilitator; and what was declined, for them."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from seminar.coding import marked_texts, pending
from seminar.texts import transcripts
from toolkit.access import Role, allow, current_actor
from toolkit.ids import read_id
from toolkit.language import ngettext
from toolkit.web import redraws

bp = Blueprint("pending", __name__, url_prefix="/cycles/<uuid:cycle_id>/seminar")


@bp.post("/codings/<uuid:coding_id>/accept")
@allow(Role.FACILITATOR)
def accept(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """Let one count."""
    return _done(cycle_id, pending.accept(current_actor(), cycle_id, coding_id))


@bp.post("/codings/<uuid:coding_id>/decline")
@allow(Role.FACILITATOR)
def decline(cycle_id: uuid.UUID, coding_id: uuid.UUID) -> ResponseReturnValue:
    """Close one."""
    return _done(cycle_id, pending.decline(current_actor(), cycle_id, coding_id))


@bp.post("/transcripts/<uuid:transcript_id>/accept")
@allow(Role.FACILITATOR)
def accept_all(cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> ResponseReturnValue:
    """Let everything count that one colleague suggests in a text."""
    actor = current_actor()
    transcripts.get_transcript(actor, cycle_id, transcript_id)
    many = pending.accept_all(actor, cycle_id, transcript_id, by=read_id(request.form.get("by")))
    if redraws():
        return "", 204
    flash(ngettext("%(num)d suggestion counts now.", "%(num)d suggestions count now.", many))
    return redirect(url_for("coding.transcript", cycle_id=cycle_id, transcript_id=transcript_id), 303)


@bp.post("/declined/seen")
@allow(Role.FACILITATOR, Role.SOCIAL_WORKER)
def seen(cycle_id: uuid.UUID) -> ResponseReturnValue:
    """Whoever suggested something has seen that it was declined."""
    ids = [read_id(one) for one in request.form.getlist("coding")]
    pending.mark_seen(current_actor(), cycle_id, coding_ids=ids)
    if redraws():
        return "", 204
    return redirect(url_for("coding.index", cycle_id=cycle_id), 303)


def _done(cycle_id: uuid.UUID, row: Any) -> ResponseReturnValue:
    """To the line where its words begin; a page that redraws stays where it is."""
    if redraws():
        return "", 204
    text, position = marked_texts.place_of(row)
    return redirect(
        url_for("coding.transcript", cycle_id=cycle_id, transcript_id=text, _anchor=f"line-{position}"), 303
    )
