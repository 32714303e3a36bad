"""The protocol of a take, for scripts: open, pieces, finish; and the sound itself, any part of it.

A browser's recording and a chosen file speak the same protocol. Every piece is checked against consent.
"""

import base64
import uuid

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from toolkit import config, web
from toolkit.access import Role, allow, current_actor
from toolkit.interviews import intake, joining, listening, recordings, removing
from toolkit.interviews.recording_views import bp, wants_json
from toolkit.language import gettext as _
from toolkit.language import say
from toolkit.large_body import large_body, read_raw
from toolkit.transactions import prepares

__all__ = ["bp"]


@bp.get("/token")
@allow(Role.SOCIAL_WORKER)
def token(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """A fresh form token, for a recording that outlives the session it began in."""
    recordings.open_page(current_actor(), assignment_id)
    return {"csrf": generate_csrf()}


@bp.post("/takes")
@allow(Role.SOCIAL_WORKER)
def open_take(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Open a take, or find the one with the same client key."""
    take = intake.open_take(
        current_actor(),
        assignment_id,
        client_key=request.form.get("client_key", ""),
        source=request.form.get("source", ""),
    )
    return _described(take.assignment_id, take.id)


@bp.post("/takes/<uuid:take_id>/resume")
@allow(Role.SOCIAL_WORKER)
def resume(assignment_id: uuid.UUID, take_id: uuid.UUID) -> ResponseReturnValue:
    """What a browser needs to send the pieces that a crash left behind in it."""
    return _described(assignment_id, take_id)


def _described(assignment_id: uuid.UUID, take_id: uuid.UUID) -> dict[str, object]:
    take = intake.get_take(current_actor(), assignment_id, take_id=take_id)
    return {
        "id": str(take.id),
        "state": take.state,
        "url": url_for(".finish", assignment_id=assignment_id, take_id=take.id).removesuffix("/finish"),
        "pieces": [piece.number for piece in intake.list_pieces(take)],
        "key": base64.b64encode(listening.waiting_room_key(take)).decode(),
    }


@bp.put("/takes/<uuid:take_id>/pieces/<int:number>")
@allow(Role.SOCIAL_WORKER)
@large_body
def put_piece(assignment_id: uuid.UUID, take_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """One piece as a raw body, with its SHA-256 in hexadecimal. The same piece twice is fine."""
    is_new = intake.receive_piece(
        current_actor(),
        assignment_id,
        take_id=take_id,
        number=number,
        sha256=request.headers.get("X-Piece-SHA256", ""),
        read=read_raw,
        largest=config.current().largest_recording,
    )
    return {"number": number, "new": is_new}


@bp.post("/takes/<uuid:take_id>/finish")
@allow(Role.SOCIAL_WORKER)
@prepares
def finish(assignment_id: uuid.UUID, take_id: uuid.UUID) -> ResponseReturnValue:
    """Put the take together. Without `pieces`, out of what has arrived. Once more is harmless."""
    pieces = request.form.get("pieces", type=int)
    try:
        take = joining.finish(current_actor(), assignment_id, take_id=take_id, pieces=pieces)
    except intake.MissingPieces as error:
        return {"error": say(error), "missing": error.numbers[:1000]}, 409
    said, refused = recordings.sentence_about(take), take.state == intake.REFUSED
    if wants_json():
        web.keep_despite_error()
        return {"said": said, "state": take.state}, 422 if refused else 200
    flash(said, "danger" if refused else "ok")
    return redirect(url_for(".index", assignment_id=assignment_id), 303)


@bp.post("/takes/<uuid:take_id>/remove")
@allow(Role.SOCIAL_WORKER)
def remove(assignment_id: uuid.UUID, take_id: uuid.UUID) -> ResponseReturnValue:
    """Remove a take for good: its key and its bytes."""
    removing.remove_take(current_actor(), assignment_id, take_id=take_id)
    flash(_("The recording is removed. Nobody can hear it any more."))
    return redirect(url_for(".index", assignment_id=assignment_id), 303)


@bp.get("/takes/<uuid:take_id>/sound")
@allow(Role.SOCIAL_WORKER)
def sound(assignment_id: uuid.UUID, take_id: uuid.UUID) -> ResponseReturnValue:
    """The sound, or the part of it that the player asks for."""
    playing = listening.open_sound(current_actor(), assignment_id, take_id=take_id)
    wanted = request.range
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        return _sounding(playing, 0, playing.length, 200)
    part = wanted.range_for_length(playing.length)
    if part is None:
        raise RequestedRangeNotSatisfiable(playing.length)
    answer = _sounding(playing, *part, 206)
    answer.headers["Content-Range"] = f"bytes {part[0]}-{part[1] - 1}/{playing.length}"
    return answer


def _sounding(playing: listening.Playing, start: int, stop: int, status: int) -> Response:
    answer = Response(playing.stream(start, stop), status, mimetype=playing.media_type)
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Content-Length"] = str(stop - start)
    return answer
