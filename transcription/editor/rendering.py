"""What every stretch of a page has in common, said once: looked up a thousand times it would cost a second."""

from dataclasses import dataclass

from flask import url_for

from toolkit.language import gettext as _
from transcription.transcripts import presentation
from transcription.transcripts.models import Transcript
from transcription.transcripts.speaker_turns import Speaker


@dataclass(frozen=True, slots=True)
class Sheet:
    """`place` and `sound` are addresses, `sound` empty without one; `speakers` by code; `play` takes the time."""

    place: str
    sound: str
    locked: bool
    speakers: dict[str, str]
    correct: str
    proposal: str
    play: str


def sheet(transcript: Transcript, *, locked: bool) -> Sheet:
    """What the macros of a stretch need to know about its transcript."""
    take, sound = transcript.recording, ""
    if take is not None and take.state == "whole":
        sound = url_for("recordings.sound", assignment_id=transcript.assignment_id, take_id=take.id)
    return Sheet(
        place=url_for("transcription.correct", transcript_id=transcript.id),
        sound=sound,
        locked=locked,
        correct=_("Correct"),
        proposal=_("A proposal"),
        play=_("Play from %(time)s"),
        speakers={code.value: presentation.speaker(code) for code in Speaker},
    )
