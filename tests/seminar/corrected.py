"""The interviewer corrects a text that the seminar works with, and hands it over again."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from seminar.coding import marked_texts, marking
from seminar.coding.models import Coding
from seminar.texts import anchors
from seminar.themes.models import Theme
from tests import factories as make
from tests.seminar.making import LINES, Seminar
from toolkit import clock
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.participation.models import Consent
from transcription.handover import handing_over
from transcription.transcripts.models import DeidentifiedTranscript, Segment, Transcript
from transcription.transcripts.states import State

Lines = Sequence[tuple[str, str]]


def with_line(number: int, text: str, *, speaker: str = "child", lines: Lines = LINES) -> Lines:
    """The lines of an invented talk, with another one in that place."""
    return [*lines[:number], (speaker, text), *lines[number + 1 :]]


def correct(copy: DeidentifiedTranscript, lines: Lines) -> None:
    """The text as it is to be, corrected and approved by the one who held the interview, and handed over again."""
    begin(copy, lines)
    handing_over.hand_over(make.actor(copy.assignment.interviewer), copy.assignment_id)
    db.session.refresh(copy)


def begin(copy: DeidentifiedTranscript, lines: Lines) -> None:
    """The same, but for handing over."""
    assignment = db.session.get_one(Assignment, copy.assignment_id)
    transcript = db.session.get_one(Transcript, copy.transcript_id)
    if db.session.scalar(select(Consent.id).where(Consent.assignment_id == assignment.id).limit(1)) is None:
        for who in ("child", "guardian_1", "guardian_2"):
            make.a_yes(assignment, assignment.interviewer, who=who)
    handing_over.begin_correcting(make.actor(assignment.interviewer), assignment.id)
    db.session.execute(delete(Segment).where(Segment.transcript_id == transcript.id))
    db.session.expire(transcript, ["segments"])
    for number, (speaker, text) in enumerate(lines):
        start = number * 9000
        make.add(
            Segment(
                transcript_id=transcript.id, position=number, start_ms=start, end_ms=start + 8000, speaker=speaker,
                text=text,
            )
        )  # fmt: skip
    transcript.revision += 1
    transcript.state, transcript.approved_at = State.APPROVED, clock.now()
    db.session.flush()


def mark(seminar: Seminar, theme: Theme, words: str, *, line: int = 1, until: tuple[int, str] | None = None) -> Coding:
    """Mark from the words of one line up to the end of those, or of words in another."""
    texts = [segment.text for segment in seminar.transcripts[0].segments]
    last, said = until or (line, words)
    start = anchors.to_utf16(texts[line], texts[line].index(words))
    end = anchors.to_utf16(texts[last], texts[last].index(said) + len(said))
    return marking.mark(
        seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, theme_id=theme.id, start=(line, start),
        end=(last, end),
    )  # fmt: skip


def standing(seminar: Seminar) -> list[tuple[str, int]]:
    """The words of every excerpt on the page of the text, and in which line they begin."""
    text = seminar.transcripts[0]
    page = marked_texts.open_page(seminar.leads, seminar.cycle.id, text.id)
    found = dict.fromkeys(one for line in page.lines for one in line.codings)
    return [(one.excerpt.quote, marked_texts.place_of(one)[1]) for one in found]
