"""A text that the seminar works with is opened to be corrected: the seminar keeps its copy until the next handover."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests import factories as make
from tests.speakers import only
from tests.transcription.interviews import Interview, a_transcript
from toolkit import clock, transactions
from toolkit.cycles import progress
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.interviews import removing
from toolkit.people.models import Person
from toolkit.transactions import Phase
from transcription import interview_steps
from transcription.editor import editing
from transcription.handover import copies, handing_over
from transcription.handover.copies import Correction, Texts
from transcription.interview_steps import HandOverFacts
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript, Transcript
from transcription.transcripts.states import State


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    made = a_transcript(interview, state=State.APPROVED, lines=(("child", "Ja."), ("child", "Nej, aldrig.")))
    made.corrected_at = made.approved_at = clock.now()
    handing_over.hand_over(interview.actor, interview.assignment.id)
    return made


@pytest.fixture
def heard(app: Flask) -> list[Correction]:
    found: list[Correction] = []
    only(app, copies.CORRECTIONS, seminar=found.append)
    return found


def lines() -> list[str]:
    return list(db.session.scalars(select(DeidentifiedSegment.text).order_by(DeidentifiedSegment.position)))


def change(interview: Interview, transcript: Transcript, text: str) -> None:
    segment = transcript.segments[1]
    editing.save_segment(
        interview.actor, transcript.id, segment_id=segment.id, text=text, speaker=segment.speaker,
        version=segment.version,
    )  # fmt: skip


def approve(transcript: Transcript) -> None:
    transcript.state, transcript.approved_at = State.APPROVED, clock.now()
    db.session.flush()


def test_the_same_copy_gets_other_lines_and_later_rooms_hear_the_old_ones(
    interview: Interview, transcript: Transcript, heard: list[Correction]
) -> None:
    copy = db.session.scalars(select(DeidentifiedTranscript)).one()
    came, revision, copy_id = copy.handed_over_at, copy.revision, copy.id
    with pytest.raises(WrongState, match="handed over"):
        change(interview, transcript, "Nej, sällan.")
    for _ in range(2):
        handing_over.begin_correcting(interview.actor, interview.assignment.id)
    change(interview, transcript, "Nej, sällan.")
    assert lines() == ["Ja.", "Nej, aldrig."]
    with pytest.raises(WrongState, match="corrected and approved"):
        handing_over.hand_over(interview.actor, interview.assignment.id)
    approve(transcript)
    handing_over.hand_over(interview.actor, interview.assignment.id)
    assert lines() == ["Ja.", "Nej, sällan."]
    (told,) = heard
    assert (told.before, told.revision_before, told.copy.id) == (("Ja.", "Nej, aldrig."), revision, copy_id)
    assert (copy.revision, copy.handed_over_at) == (revision + 1, came), "it keeps its place among the texts"


def test_without_a_change_nobody_hears_anything(
    interview: Interview, transcript: Transcript, heard: list[Correction]
) -> None:
    handing_over.begin_correcting(interview.actor, interview.assignment.id)
    handing_over.hand_over(interview.actor, interview.assignment.id)
    assert (heard, transcript.state, lines()) == ([], State.HANDED_OVER, ["Ja.", "Nej, aldrig."])


def test_what_is_being_corrected_still_counts_as_handed_over_and_says_so(
    interview: Interview, transcript: Transcript
) -> None:
    handing_over.begin_correcting(interview.actor, interview.assignment.id)
    facts = interview_steps.step_facts(interview.actor, interview.assignment)["hand_over"]
    assert isinstance(facts, HandOverFacts)
    assert (facts.done_at, facts.is_being_corrected) == (None, True)
    assert interview.assignment.id not in progress.list_left_out(interview.assignment.cycle_id)
    page = handing_over.open_page(interview.actor, interview.assignment.id)
    assert (page.is_done, page.is_being_corrected, page.may_correct) == (False, True, False)
    assert transcript.recording_id is not None
    with pytest.raises(WrongState, match="handed over"):
        removing.remove_recording(
            interview.actor, interview.assignment.id, recording_id=transcript.recording_id
        )  # fmt: skip


def test_a_second_reader_reads_what_was_corrected(interview: Interview, transcript: Transcript) -> None:
    interview.assignment.cycle.unit.second_reader = True
    handing_over.begin_correcting(interview.actor, interview.assignment.id)
    change(interview, transcript, "Nej, sällan.")
    approve(transcript)
    with pytest.raises(WrongState, match="colleague must read"):
        handing_over.hand_over(interview.actor, interview.assignment.id)


def test_nobody_else_opens_it(interview: Interview, transcript: Transcript) -> None:
    for other in (interview.colleague, interview.facilitator):
        with pytest.raises(NotFound):
            handing_over.begin_correcting(make.actor(other), interview.assignment.id)
    assert transcript.state == State.HANDED_OVER


def corrected(interview: Interview, transcript: Transcript, text: str) -> None:
    handing_over.begin_correcting(interview.actor, interview.assignment.id)
    change(interview, transcript, text)
    approve(transcript)


def test_the_texts_are_compared_before_anything_is_written(
    app: Flask, interview: Interview, transcript: Transcript, signed_in: Callable[[Person], FlaskClient]
) -> None:
    phases: list[Phase] = []

    def compare(before: Texts, after: Texts) -> object:
        current = transactions.find_current()
        assert current is not None
        phases.append(current.phase)
        return before, after

    heard: list[Correction] = []
    only(app, copies.COMPARERS, seminar=compare)
    only(app, copies.CORRECTIONS, seminar=heard.append)
    corrected(interview, transcript, "Nej, sällan.")
    browser = signed_in(interview.worker)
    answer = browser.post(f"/interviews/{interview.assignment.id}/hand-over", data={"has_read": "y"})
    assert (answer.status_code, phases) == (303, [Phase.PAUSED])
    assert [each.found for each in heard] == [(("Ja.", "Nej, aldrig."), ("Ja.", "Nej, sällan."))]


def test_a_comparison_of_other_texts_is_made_anew(
    app: Flask, interview: Interview, transcript: Transcript, heard: list[Correction]
) -> None:
    only(app, copies.COMPARERS, seminar=lambda *texts: texts)
    corrected(interview, transcript, "Nej, sällan.")
    stale = copies.compare(("Ja.",), ("Nej.",))
    copies.put(interview.actor, transcript, comparison=stale)
    assert [each.found for each in heard] == [(("Ja.", "Nej, aldrig."), ("Ja.", "Nej, sällan."))]
