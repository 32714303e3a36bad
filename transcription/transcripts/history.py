"""Every step of a correction, sealed, so that it can be undone and done again, also tomorrow and from another tab.

A step holds the segments that it touched as they were before and after. Undoing puts the one in place of the other;
where something else has changed them meanwhile it refuses, and nothing is overwritten.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState
from transcription.transcripts import access, segment_rows
from transcription.transcripts.models import Edit, Segment, Transcript
from transcription.transcripts.speaker_turns import Speaker
from transcription.transcripts.states import EditKind, EditState, State

ONE_STEP = timedelta(seconds=20)
Snapshot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """What the page has to change after a step: ids to take away, and segments to put in place, in order."""

    removed: tuple[uuid.UUID, ...]
    put: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether there is a step to undo, and one to do again."""

    undo: bool
    redo: bool


@contextmanager
def changing(
    actor: Actor, transcript: Transcript, *, kind: EditKind, segments: Sequence[Segment]
) -> Iterator[list[Segment]]:
    """Keep what the block does to neighbouring segments. It is given the list, to say what stands there afterwards.

    Nothing is kept, and no revision counted, where nothing was changed. Positions are put right at the end.
    """
    before, after = [_snapshot(one) for one in segments], list(segments)
    yield after
    db.session.flush()
    now = [_snapshot(one) for one in after]
    if now == before:
        return
    if [one["id"] for one in now] != [one["id"] for one in before]:
        segment_rows.renumber(transcript)
    note_change(actor, transcript, segment=after[0].id)
    _keep(transcript, kind, before, now)


def note_change(actor: Actor, transcript: Transcript, *, segment: uuid.UUID | None = None) -> None:
    """A new revision. What was approved must be read again, because new words may tell who somebody is."""
    transcript.revision += 1
    if transcript.state == State.APPROVED:
        transcript.state, transcript.approved_at = State.CORRECTED, None
    db.session.flush()
    trail.record(actor, Event.SEGMENT_EDITED, transcript.id, segment=segment, revision=transcript.revision)


def undo(actor: Actor, transcript_id: uuid.UUID) -> Transcript:
    """Take the last step back. Raises `WrongState` when there is none, or when something else changed its place."""
    transcript = access.get_editable(actor, transcript_id)
    step = _find_step(transcript, state=EditState.DONE, newest=True)
    if step is None:
        raise WrongState(N_("There is nothing to undo."))
    _apply(actor, transcript, step, state=EditState.UNDONE)
    return transcript


def redo(actor: Actor, transcript_id: uuid.UUID) -> Transcript:
    """Take the step that was undone last once more. Raises as `undo`."""
    transcript = access.get_editable(actor, transcript_id)
    step = _find_step(transcript, state=EditState.UNDONE, newest=False)
    if step is None:
        raise WrongState(N_("There is nothing to do again."))
    _apply(actor, transcript, step, state=EditState.DONE)
    return transcript


def reach(transcript: Transcript) -> Reach:
    """What the two buttons can do."""
    states = set(db.session.scalars(select(Edit.state).where(Edit.transcript_id == transcript.id).distinct()))
    return Reach(undo=EditState.DONE in states, redo=EditState.UNDONE in states)


def last_change(transcript: Transcript) -> Changed:
    """What the newest step changed, for a page that is open."""
    step = db.session.scalar(
        select(Edit).where(Edit.transcript_id == transcript.id, Edit.revision == transcript.revision)
    )
    if step is None:
        return Changed((), ())
    pair = (step.before, step.after) if step.state == EditState.DONE else (step.after, step.before)
    gone, here = ([uuid.UUID(one["id"]) for one in json.loads(text)] for text in pair)
    rows = db.session.scalars(select(Segment).where(Segment.id.in_(here)).order_by(Segment.position)).all()
    return Changed(tuple(one for one in gone if one not in set(here)), tuple(rows))


def as_it_was(transcript: Transcript, number: int) -> list[Snapshot]:
    """The whole text as it stood after step `number`; 0 is the draft. Raises `NotFound` for a step that is none."""
    steps = list_steps(transcript)
    if number and number not in {one.number for one in steps}:
        raise NotFound
    text = [_snapshot(one) for one in segment_rows.list_segments(transcript)]
    for step in reversed([one for one in steps if one.number > number]):
        text = _replaced(text, json.loads(step.after), json.loads(step.before))
    return text


def list_steps(transcript: Transcript) -> Sequence[Edit]:
    """The steps that led to the text of now, oldest first."""
    return db.session.scalars(
        select(Edit).where(Edit.transcript_id == transcript.id, Edit.state == EditState.DONE).order_by(Edit.number)
    ).all()


def restore(actor: Actor, transcript_id: uuid.UUID, *, number: int) -> Transcript:
    """Bring the text of a step back, as a step of its own that can be undone. Raises `NotFound`."""
    transcript = access.get_editable(actor, transcript_id)
    before = [_snapshot(one) for one in segment_rows.list_segments(transcript)]
    after = as_it_was(transcript, number)
    if after != before:
        _put(transcript, before, after)
        note_change(actor, transcript)
        _keep(transcript, EditKind.RESTORED, before, after)
    return transcript


def _apply(actor: Actor, transcript: Transcript, step: Edit, *, state: EditState) -> None:
    before, after = json.loads(step.before), json.loads(step.after)
    _put(transcript, *((before, after) if state == EditState.DONE else (after, before)))
    note_change(actor, transcript)
    step.state, step.revision = state, transcript.revision
    db.session.flush()


def _put(transcript: Transcript, old: list[Snapshot], new: list[Snapshot]) -> None:
    """Put `new` where `old` stands. Raises `WrongState` where `old` does not stand any more."""
    rows = {str(one.id): one for one in segment_rows.list_segments(transcript)}
    order = _replaced([_snapshot(one) for one in rows.values()], old, new)
    kept = {one["id"] for one in new}
    for one in old:
        if one["id"] not in kept:
            db.session.delete(rows[one["id"]])
    for at, one in enumerate(new, len(order) + len(rows)):
        if one["id"] in rows:
            _fill(rows[one["id"]], one)
        else:
            _bring_back(transcript, one, position=at)
    db.session.flush()
    segment_rows.renumber(transcript, [uuid.UUID(one["id"]) for one in order])


def _replaced(text: list[Snapshot], old: list[Snapshot], new: list[Snapshot]) -> list[Snapshot]:
    by_id = {one["id"]: one for one in text}
    if any(by_id.get(one["id"]) != one for one in old):
        raise WrongState(N_("The text has been changed in another way since then, so this step stays as it is."))
    if [one["id"] for one in old] == [one["id"] for one in new]:
        by_id.update({one["id"]: one for one in new})
        return list(by_id.values())
    start = next(at for at, one in enumerate(text) if one["id"] == old[0]["id"])
    return [*text[:start], *new, *text[start + len(old) :]]


def _bring_back(transcript: Transcript, one: Snapshot, *, position: int) -> None:
    """A segment that was taken away; its version is later than any that a tab may still hold."""
    row = Segment(id=uuid.UUID(one["id"]), transcript_id=transcript.id, position=position, text="")
    _fill(row, one)
    db.session.add(row)
    db.session.flush()
    db.session.execute(update(Segment).where(Segment.id == row.id).values(version=transcript.revision + 1))
    db.session.expire(row)


def _keep(transcript: Transcript, kind: EditKind, before: list[Snapshot], after: list[Snapshot]) -> None:
    mine = Edit.transcript_id == transcript.id
    db.session.execute(update(Edit).where(mine, Edit.state == EditState.UNDONE).values(state=EditState.DROPPED))
    now, last = clock.now(), _find_step(transcript, state=EditState.DONE, newest=True)
    number = db.session.scalar(select(func.max(Edit.number)).where(mine)) or 0
    sealed = json.dumps(after, ensure_ascii=False)
    if last and last.number == number and kind == last.kind == EditKind.TEXT and now - last.changed_at < ONE_STEP:
        held = json.loads(last.after)
        if held == before:
            last.after, last.revision, last.changed_at = sealed, transcript.revision, now
            db.session.flush()
            return
    db.session.add(
        Edit(
            transcript_id=transcript.id, number=number + 1, kind=kind, revision=transcript.revision,
            changed_at=now, before=json.dumps(before, ensure_ascii=False), after=sealed,
        )
    )  # fmt: skip
    db.session.flush()


def _find_step(transcript: Transcript, *, state: EditState, newest: bool) -> Edit | None:
    order = Edit.number.desc() if newest else Edit.number
    query = select(Edit).where(Edit.transcript_id == transcript.id, Edit.state == state).order_by(order).limit(1)
    found: Edit | None = db.session.scalar(query)
    return found


def _snapshot(row: Segment) -> Snapshot:
    return {
        "id": str(row.id), "start": row.start_ms, "end": row.end_ms, "who": row.speaker,
        "guess": row.speaker_is_guess, "text": row.text, "words": row.words, "confidence": row.confidence,
        "flag": row.confidence_flag, "edited": row.edited_at.isoformat() if row.edited_at else None,
    }  # fmt: skip


def _fill(row: Segment, one: Snapshot) -> None:
    row.start_ms, row.end_ms, row.speaker, row.speaker_is_guess = (
        one["start"],
        one["end"],
        Speaker(one["who"]),
        one["guess"],
    )
    row.text, row.words, row.confidence, row.confidence_flag = (
        one["text"],
        one["words"],
        one["confidence"],
        one["flag"],
    )
    row.edited_at = datetime.fromisoformat(one["edited"]) if one["edited"] else None
