"""The protocol of a recording, for scripts: open, chunks, finish; and the sound itself, any part of it.

A browser's recording and a chosen file speak the same protocol. Every chunk is checked against consent.
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
from toolkit.interviews.recording_views import bp
from toolkit.language import gettext as _
from toolkit.language import say
from toolkit.large_body import large_body, read_raw
from toolkit.numbers import LARGEST, read_number
from toolkit.request_budget import uncounted
from toolkit.transactions import prepares
from toolkit.web import wants_json

__all__ = ["bp"]


@bp.get("/token")
@allow(Role.SOCIAL_WORKER)
@uncounted
def token(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """A fresh form token, for a recording that outlives the session it began in."""
    recordings.open_page(current_actor(), assignment_id)
    return {"csrf": generate_csrf()}


@bp.post("/recordings")
@allow(Role.SOCIAL_WORKER)
@uncounted
def open_recording(assignment_id: uuid.UUID) -> ResponseReturnValue:
    """Open a recording, or find the one with the same client key."""
    recording = intake.open_recording(
        current_actor(),
        assignment_id,
        client_key=request.form.get("client_key", ""),
        source=request.form.get("source", ""),
    )
    return _described(recording.assignment_id, recording.id)


@bp.post("/recordings/<uuid:recording_id>/resume")
@allow(Role.SOCIAL_WORKER)
@uncounted
def resume(assignment_id: uuid.UUID, recording_id: uuid.UUID) -> ResponseReturnValue:
    """What a browser needs to send the chunks that a crash left behind in it."""
    return _described(assignment_id, recording_id)


def _described(assignment_id: uuid.UUID, recording_id: uuid.UUID) -> dict[str, object]:
    recording = intake.get_recording(current_actor(), assignment_id, recording_id=recording_id)
    return {
        "id": str(recording.id),
        "state": recording.state,
        "url": url_for(".finish", assignment_id=assignment_id, recording_id=recording.id).removesuffix("/finish"),
        "chunks": [chunk.number for chunk in intake.list_chunks(recording)],
        "key": base64.b64encode(listening.waiting_room_key(recording)).decode(),
    }


@bp.put("/recordings/<uuid:recording_id>/chunks/<int:number>")
@allow(Role.SOCIAL_WORKER)
@uncounted
@large_body
def put_chunk(assignment_id: uuid.UUID, recording_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """One chunk as a raw body, with its SHA-256 in hexadecimal. The same chunk twice is fine."""
    is_new = intake.receive_chunk(
        current_actor(),
        assignment_id,
        recording_id=recording_id,
        number=number,
        sha256=request.headers.get("X-Chunk-SHA256", ""),
        read=read_raw,
        largest=config.current().largest_recording,
    )
    return {"number": number, "new": is_new}


@bp.post("/recordings/<uuid:recording_id>/finish")
@allow(Role.SOCIAL_WORKER)
@uncounted
@prepares
def finish(assignment_id: uuid.UUID, recording_id: uuid.UUID) -> ResponseReturnValue:
    """Put the recording together. Without `chunks`, out of what has arrived. Once more is harmless."""
    chunks, is_broken_off = _count_chunks(), bool(request.form.get("broken_off"))
    try:
        recording = joining.finish(
            current_actor(), assignment_id, recording_id=recording_id, chunks=chunks, is_broken_off=is_broken_off
        )
    except intake.MissingChunks as error:
        return {"error": say(error), "missing": error.numbers}, 409
    said, refused = recordings.sentence_about(recording), recording.state == intake.REFUSED
    if wants_json():
        web.keep_despite_error()
        return {"said": said, "state": recording.state}, 422 if refused else 200
    flash(said, "danger" if refused else "ok")
    return redirect(url_for(".index", assignment_id=assignment_id), 303)


def _count_chunks() -> int | None:
    """How many chunks there are to be, None when nobody says. What is no number is more than there can be."""
    said = request.form.get("chunks", "")
    try:
        return read_number(said) if said else None
    except ValueError:
        return LARGEST


@bp.post("/recordings/<uuid:recording_id>/remove")
@allow(Role.SOCIAL_WORKER)
def remove(assignment_id: uuid.UUID, recording_id: uuid.UUID) -> ResponseReturnValue:
    """Remove a recording for good: its key and its bytes."""
    removing.remove_recording(current_actor(), assignment_id, recording_id=recording_id)
    flash(_("The recording is removed. Nobody can hear it any more."))
    return redirect(url_for(".index", assignment_id=assignment_id), 303)


@bp.get("/recordings/<uuid:recording_id>/sound")
@allow(Role.SOCIAL_WORKER)
def sound(assignment_id: uuid.UUID, recording_id: uuid.UUID) -> ResponseReturnValue:
    """The sound, or the part of it that the player asks for."""
    playing = listening.open_sound(current_actor(), assignment_id, recording_id=recording_id)
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
