"""Coding: a marked passage of a handed-over text becomes an excerpt under a theme. For the facilitator.

Doing it twice is doing it once; taking away and putting back are each other's undo.
"""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from seminar.board import passages, transcripts
from seminar.board.models import Coding, Excerpt
from seminar.board.passages import Place, Told
from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState
from transcription.transcripts.models import DeidentifiedTranscript


def mark(
    actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, *, theme_id: uuid.UUID, start: Place, end: Place
) -> Coding:
    """Put what is told from `start` up to `end` under a theme of the same cycle. Raises `InvalidInput`, also where
    only the interviewer speaks."""
    transcript = transcripts.get_transcript(actor, cycle_id, transcript_id)
    theme = codebook.get_to_fill(actor, cycle_id, theme_id)
    if theme.is_retired:
        raise WrongState(N_("This theme is not in use any more. Choose another one, or bring it back."))
    excerpt = _excerpt(actor, transcript, passages.read_told(transcript, start, end))
    coding = db.session.scalar(
        select(Coding).where(Coding.excerpt_id == excerpt.id, Coding.theme_id == theme.id),
    )
    if coding is not None and coding.removed_at is None:
        return coding
    if coding is None:
        coding = Coding(excerpt=excerpt, theme=theme)
        db.session.add(coding)
    return _touch(actor, coding, Event.EXCERPT_CODED, removed=False)


def mark_segment(
    actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, *, theme_id: uuid.UUID, position: int
) -> Coding:
    """Put a whole segment under a theme: the way without script."""
    transcript = transcripts.get_transcript(actor, cycle_id, transcript_id)
    start, end = passages.whole_segment(transcript, position)
    return mark(actor, cycle_id, transcript_id, theme_id=theme_id, start=start, end=end)


def remove(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Coding:
    """Take an excerpt away from a theme. Taking it away twice is harmless."""
    coding = _changeable(actor, cycle_id, coding_id)
    return coding if coding.removed_at else _touch(actor, coding, Event.EXCERPT_REMOVED, removed=True)


def restore(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Coding:
    """Put an excerpt back under its theme: the undo of `remove`."""
    coding = _changeable(actor, cycle_id, coding_id)
    return _touch(actor, coding, Event.SEMINAR_UNDONE, removed=False) if coding.removed_at else coding


def show(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID, *, on_board: bool) -> Coding:
    """Show an excerpt on the board and in the report, or set it aside: it is still counted."""
    coding = _changeable(actor, cycle_id, coding_id)
    if coding.on_board is not on_board:
        _append(actor, coding, ChangeKind.SHOWN if on_board else ChangeKind.SET_ASIDE)
    coding.on_board = on_board
    db.session.flush()
    trail.record(actor, Event.EXCERPT_CHANGED, coding.id, shown=on_board)
    return coding


def get_coding(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Coding:
    """A coding in a cycle of the own unit, for the facilitator. Raises `NotFound`."""
    actor.require(Role.FACILITATOR)
    coding = db.session.scalar(
        select(Coding)
        .join(Coding.excerpt)
        .join(Excerpt.transcript)
        .join(DeidentifiedTranscript.assignment)
        .join(Assignment.cycle)
        .join(Coding.theme)
        .where(Coding.id == coding_id, Assignment.cycle_id == cycle_id, Cycle.unit_id == actor.unit_id)
        .where(Theme.merged_into_id.is_(None))  # its words stand under the other theme, too
        .options(joinedload(Coding.excerpt), contains_eager(Coding.theme)),
    )
    if coding is None:
        raise NotFound
    return coding


def _changeable(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Coding:
    coding = get_coding(actor, cycle_id, coding_id)
    states.require_open(cycle_id)
    return coding


def _excerpt(actor: Actor, transcript: DeidentifiedTranscript, told: Told) -> Excerpt:
    found = db.session.scalar(
        select(Excerpt).where(
            Excerpt.transcript_id == transcript.id,
            Excerpt.revision == transcript.revision,
            Excerpt.start == told.place.start,
            Excerpt.end == told.place.end,
        ),
    )
    return found or _new_excerpt(actor, transcript, told)


def _new_excerpt(actor: Actor, transcript: DeidentifiedTranscript, told: Told) -> Excerpt:
    place = told.place
    excerpt = Excerpt(
        transcript=transcript, revision=transcript.revision, start=place.start, end=place.end,
        quote=place.quote, before=place.before, after=place.after, asides={"spans": [*map(list, told.asides)]},
        created_by_id=actor.id,
    )  # fmt: skip
    db.session.add(excerpt)
    db.session.flush()
    return excerpt


def _touch(actor: Actor, coding: Coding, event: Event, *, removed: bool) -> Coding:
    now = clock.now()
    coding.removed_at = now if removed else None
    coding.changed_at, coding.changed_by_id = now, actor.id
    db.session.flush()
    trail.record(actor, event, coding.id, theme=coding.theme_id)
    _append(actor, coding, ChangeKind.UNCODED if removed else ChangeKind.CODED)
    return coding


def _append(actor: Actor, coding: Coding, kind: ChangeKind) -> None:
    log.append(
        actor, coding.theme.cycle_id, kind, of=coding.id, theme=coding.theme_id,
        transcript=coding.excerpt.transcript_id,
    )  # fmt: skip
