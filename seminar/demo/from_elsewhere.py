"""A talk that was recorded on the unit's dictaphone and written down elsewhere: its text comes in as a file."""

from seminar.demo.sound import ASKED
from toolkit.access import Actor
from toolkit.cycles.models import Assignment
from transcription.exchange import importing, own_json, previewing
from transcription.exchange.importing import Answers
from transcription.exchange.transcript_file import FileSegment
from transcription.transcripts.speaker_turns import Speaker


def bring_in(worker: Actor, assignment: Assignment, *, said: str) -> None:
    """The lines of a talk, in a file of the program's own kind; one that begins with a dash was asked."""
    segments = [
        FileSegment(
            line.removeprefix(ASKED), label=(Speaker.INTERVIEWER if line.startswith(ASKED) else Speaker.CHILD).value
        )
        for line in said.splitlines()
        if line
    ]
    file = own_json.write(segments, language="sv-SE", deidentified=False)
    page = previewing.preview(worker, assignment.id, data=file.encode())
    speakers = [voice.speaker for voice in page.speakers]
    importing.keep(worker, assignment.id, sealed=page.sealed, answers=Answers(speakers))
