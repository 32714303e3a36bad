"""Undo, redo and older versions: every step there and back gives the same text, and nothing is overwritten unseen."""

import random
import uuid

import pytest

from tests.transcription.interviews import Interview, a_transcript, an_interview
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from transcription.editor import editing, segments
from transcription.transcripts import history, removal, segment_rows
from transcription.transcripts.models import Edit, Transcript
from transcription.transcripts.states import State


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    return a_transcript(interview)


def now(transcript: Transcript) -> list[tuple[object, ...]]:
    rows = segment_rows.list_segments(transcript)
    assert [one.position for one in rows] == list(range(len(rows)))
    return [(one.id, one.start_ms, one.end_ms, one.speaker, one.speaker_is_guess, one.text, one.words) for one in rows]


def act(interview: Interview, transcript: Transcript, *, what: str, at: int) -> None:
    """One step of the given kind on the stretch at a place."""
    rows = segment_rows.list_segments(transcript)
    one = rows[at % len(rows)]
    told = {"segment_id": one.id, "version": one.version}
    me, which = interview.actor, transcript.id
    if what == "text":
        editing.save_segment(me, which, text=f"{one.text} {at}", speaker=one.speaker, **told)  # type: ignore[arg-type]  # by the test
    elif what == "split" and len(one.text.split()) > 1:
        text = one.text
        editing.split_segment(me, which, text=text, at=text.index(" "), **told)  # type: ignore[arg-type]  # by the test
    elif what == "join" and one.position:
        editing.join_segment(me, which, **told)  # type: ignore[arg-type]  # by the test
    elif what == "alike":
        segments.set_speaker_of_all_alike(me, which, speaker="other", **told)  # type: ignore[arg-type]  # by the test
    elif what == "times":
        segments.set_times(me, which, start_ms=one.start_ms, end_ms=one.end_ms + at + 1, **told)  # type: ignore[arg-type]  # by the test


@pytest.mark.parametrize("seed", range(6))
def test_any_steps_can_be_walked_back_and_forth(interview: Interview, transcript: Transcript, seed: int) -> None:
    chance = random.Random(seed)
    texts = [now(transcript)]
    for _ in range(12):
        kind = chance.choice(["text", "split", "join", "alike", "times"])
        act(interview, transcript, what=kind, at=chance.randrange(9))
        texts.append(now(transcript))
    known = [text for number, text in enumerate(texts) if number == 0 or text != texts[number - 1]]
    seen = [now(transcript)]
    while history.reach(transcript).undo:
        history.undo(interview.actor, transcript.id)
        seen.append(now(transcript))
    assert seen[-1] == known[0]
    assert all(text in known for text in seen)
    for text in reversed(seen[:-1]):
        history.redo(interview.actor, transcript.id)
        assert now(transcript) == text
    assert not history.reach(transcript).redo


def test_what_is_typed_in_one_go_is_one_step(interview: Interview, transcript: Transcript) -> None:
    first = now(transcript)
    for number in range(3):
        act(interview, transcript, what="text", at=1 + number * 4)
    assert db.session.query(Edit).count() == 1
    history.undo(interview.actor, transcript.id)
    assert now(transcript) == first


def test_after_a_new_step_what_was_undone_is_gone(interview: Interview, transcript: Transcript) -> None:
    act(interview, transcript, what="text", at=1)
    history.undo(interview.actor, transcript.id)
    act(interview, transcript, what="text", at=2)
    with pytest.raises(WrongState, match="nothing to do again"):
        history.redo(interview.actor, transcript.id)


def test_an_old_tab_cannot_overwrite_what_undo_brought_back(interview: Interview, transcript: Transcript) -> None:
    held = segment_rows.list_segments(transcript)[2]
    segment_id, version = held.id, held.version
    act(interview, transcript, what="text", at=2)
    act(interview, transcript, what="join", at=2)
    history.undo(interview.actor, transcript.id)
    with pytest.raises(WrongState, match="another tab"):
        editing.save_segment(
            interview.actor, transcript.id, segment_id=segment_id, text="x", speaker="child", version=version
        )


def test_undo_refuses_where_something_else_wrote(interview: Interview, transcript: Transcript) -> None:
    act(interview, transcript, what="text", at=1)
    segment_rows.list_segments(transcript)[1].text = "Hört om igen."
    db.session.flush()
    with pytest.raises(WrongState, match="in another way"):
        history.undo(interview.actor, transcript.id)


def test_an_older_version_is_seen_and_brought_back_as_a_step(interview: Interview, transcript: Transcript) -> None:
    first = now(transcript)
    for what in ("text", "split", "join", "alike"):
        act(interview, transcript, what=what, at=1)
    last = now(transcript)
    number = history.list_steps(transcript)[0].number
    assert "1" in history.as_it_was(transcript, number)[1]["text"]
    history.restore(interview.actor, transcript.id, number=0)
    assert now(transcript) == first
    history.undo(interview.actor, transcript.id)
    assert now(transcript) == last
    with pytest.raises(NotFound):
        history.as_it_was(transcript, 99)


def test_the_history_goes_with_the_interview(interview: Interview, transcript: Transcript) -> None:
    act(interview, transcript, what="text", at=1)
    removal.remove_all(interview.assignment)
    assert db.session.query(Edit).count() == 0


def test_nobody_else_undoes(interview: Interview, transcript: Transcript) -> None:
    act(interview, transcript, what="text", at=1)
    from_colleague = an_interview().actor
    for step in (history.undo, history.redo):
        with pytest.raises(NotFound):
            step(from_colleague, transcript.id)
    with pytest.raises(NotFound):
        history.undo(interview.actor, uuid.uuid4())
    transcript.state = State.HANDED_OVER
    with pytest.raises(WrongState):
        history.undo(interview.actor, transcript.id)
