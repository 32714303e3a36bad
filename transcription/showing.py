"""How the transcript's pages say times, speakers and lengths, and what the templates ask of a segment."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import request

from toolkit import clock, content
from toolkit.language import gettext as _
from toolkit.language import lazy_gettext as _l
from toolkit.language import ngettext
from transcription import wave
from transcription.models import Segment, Transcript
from transcription.turns import Speaker

SPEAKERS = (
    (Speaker.INTERVIEWER.value, _l("You")),
    (Speaker.CHILD.value, _l("The child")),
    (Speaker.INTERPRETER.value, _l("Interpreter")),
    (Speaker.OTHER.value, _l("Somebody else")),
    (Speaker.UNKNOWN.value, _l("Not known yet")),
)


def now() -> datetime:
    """The moment of this answer."""
    return clock.now()


def wants_json() -> bool:
    """Whether a script asks, and not a person."""
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"


def moment(ms: int) -> str:
    """A place in the recording: «12.04», or «1.02.04» after an hour."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}.{minutes:02}.{seconds:02}" if hours else f"{minutes}.{seconds:02}"


def minutes(ms: int) -> int:
    """Whole minutes, at least one when there is anything at all."""
    return max(1 if ms else 0, round(ms / 60_000))


def speaker(code: str) -> str:
    """Who speaks, in one word for the margin."""
    names = {
        Speaker.INTERVIEWER: _("You"),
        Speaker.CHILD: _("The child"),
        Speaker.INTERPRETER: _("Interpreter"),
        Speaker.OTHER: _("Somebody else"),
    }
    return str(names.get(Speaker(code), "?"))


def reader_speaker(code: str) -> str:
    """Who speaks, as the seminar will read it."""
    return str(_("Interviewer")) if code == Speaker.INTERVIEWER else speaker(code)


def time_spent(ms: int) -> str:
    """How long the correction has taken so far, in whole minutes; empty before the first."""
    whole = ms // 60_000
    return (
        str(ngettext("You have worked on it for %(num)d minute.", "You have worked on it for %(num)d minutes.", whole))
        if whole
        else ""
    )


def left(time: timedelta | None) -> str:
    """The time that is left, as a guess."""
    if time is None:
        return ""
    whole = round(time.total_seconds() / 60)
    if whole < 1:
        return str(_("Less than a minute left."))
    return str(ngettext("About %(num)d minute left.", "About %(num)d minutes left.", whole))


def bars(transcript: Transcript) -> str:
    """The recording drawn as bars."""
    return wave.draw(bytes.fromhex(transcript.peaks))


def gaps_before(transcript: Transcript, segments: Sequence[Segment]) -> dict[int, list[tuple[int, int]]]:
    """Where sound is missing: (start, length) in ms, by the position of the segment that comes after it."""
    found: dict[int, list[tuple[int, int]]] = {}
    for start, length in transcript.gaps.get("spans", ()):
        after = next((one.position for one in segments if one.start_ms >= start), -1)
        found.setdefault(after, []).append((start, length))
    return found


def sign(code: str) -> str:
    """The name of a silent sign."""
    return next((one.name for one in content.current().nonverbal_marks if one.code == code), code)
