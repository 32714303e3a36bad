"""Where sound is missing the copy says so at its place, on the page, in Word and as plain text."""

import io

import docx
from sqlalchemy import select

from tests import factories as make
from tests.transcription.interviews import Interview, a_transcript
from toolkit.db import db
from toolkit.interviews.models import Mark
from toolkit.interviews.room import BROKEN_OFF
from toolkit.language import force_locale
from transcription.deidentification import deciding, searching
from transcription.exchange import exporting
from transcription.handover import handing_over
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript, Transcript
from transcription.transcripts.states import State

PLAIN = (("interviewer", "Hur var det?"), ("child", "Det var bra."), ("interviewer", "Vad var bra?"))


def approved(interview: Interview) -> Transcript:
    """Three lines, at 0, 5 and 10 seconds, in which nobody is named."""
    made = a_transcript(interview, state=State.CORRECTED, lines=PLAIN)
    searching.search(interview.actor, made.id)
    deciding.approve(interview.actor, made.id)
    return made


def handed_over(interview: Interview) -> list[str]:
    handing_over.hand_over(interview.actor, interview.assignment.id)
    return list(db.session.scalars(select(DeidentifiedSegment.text).order_by(DeidentifiedSegment.position)))


def test_a_whole_recording_leaves_the_words_alone(interview: Interview) -> None:
    made = approved(interview)
    made.gaps = {"spans": [[0, 5000]]}  # its clock begins before its sound: nothing is missing
    assert handed_over(interview) == [text for _, text in PLAIN]


def test_what_is_missing_stands_where_it_is_missing(interview: Interview) -> None:
    made = approved(interview)
    made.gaps = {"spans": [[4000, 900], [9500, 62_000], [14_000, 3000]]}
    made.is_cut, made.transcribed_ms = True, 20_000
    for kind, at in ((BROKEN_OFF, 9600), ("nods", 5100)):
        make.add(Mark(assignment_id=made.assignment_id, recording_id=made.recording_id, kind=kind, at_ms=at))
    assert handed_over(interview) == [
        "Hur var det?",
        "[1 sekund av ljudet saknas] Det var bra. [nickar]",
        "[62 sekunder av ljudet saknas] [inspelningen bröts av här] Vad var bra? [3 sekunder av ljudet saknas]"
        " [inspelningen slutar här, mitt i]",
    ]


def test_the_person_sees_it_before_and_it_is_in_every_file(interview: Interview) -> None:
    made = approved(interview)
    made.gaps = {"spans": [[9500, 62_000]]}
    missing = "[62 sekunder av ljudet saknas] Vad var bra?"
    with force_locale("en"):  # the talk and its tokens are Swedish, whatever the page is
        lines = handing_over.open_page(interview.actor, interview.assignment.id).lines
    assert lines[-1].text == missing
    handing_over.hand_over(interview.actor, interview.assignment.id)
    copy = db.session.scalars(select(DeidentifiedTranscript)).one()
    page = exporting.open_copy(make.actor(interview.facilitator), copy.id)
    assert missing in exporting.export(interview.actor, page, kind="txt").decode("utf-8-sig")
    word = docx.Document(io.BytesIO(exporting.export(interview.actor, page, kind="docx")))
    assert missing in "\n".join(paragraph.text for paragraph in word.paragraphs)
