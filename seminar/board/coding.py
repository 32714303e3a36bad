"""Coding: a marked passage of a handed-over text becomes an excerpt under a theme. For whoever reads the text.

Doing it twice is doing it once; taking away and putting back are each other's undo. Whoever takes part takes away what
they coded themselves; whoever leads takes away what anybody did.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from seminar.board import correcting, excerpts, passages, rights, transcripts
from seminar.board.models import Coding, Excerpt
from seminar.board.passages import Place
from seminar.changes import following, log
from seminar.changes.models import ChangeKind
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState
from transcription.transcripts.models import DeidentifiedTranscript


def mark(
    actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, *, theme_id: uuid.UUID, start: Place, end: Place,
    revision: int | None = None,
) -> Coding:  # fmt: skip
    """Put what is told from `start` up to `end` under a theme of the same cycle. Raises `InvalidInput`, also where
    only the interviewer speaks, and `WrongState` when the text has another `revision` than the reader saw."""
    transcript = transcripts.get_transcript(actor, cycle_id, transcript_id)
    theme = codebook.get_to_fill(actor, cycle_id, theme_id)
    if theme.is_retired:
        raise WrongState(N_("This theme is not in use any more. Choose another one, or bring it back."))
    correcting.hold(transcript)
    if revision not in {None, transcript.revision}:
        raise WrongState(passages.CHANGED)
    excerpt = excerpts.keep(actor, transcript, told=passages.read_told(transcript, start, end))
    there = select(Coding).where(Coding.excerpt_id == excerpt.id, Coding.theme_id == theme.id)
    coding = db.session.scalar(there)
    if coding is None:
        new = Coding(excerpt=excerpt, theme=theme, coded_by_id=actor.id, changed_by_id=actor.id)
        coding = excerpts.first(new, there)
        if coding is new:
            _tell(actor, coding, Event.EXCERPT_CODED, ChangeKind.CODED)
        return coding
    if coding.removed_at is None:
        return coding
    coding.coded_by_id = actor.id
    return _touch(actor, coding, Event.EXCERPT_CODED, removed=False)


def mark_segment(
    actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, *, theme_id: uuid.UUID, position: int
) -> Coding:
    """Put a whole segment under a theme: the way without script."""
    transcript = transcripts.get_transcript(actor, cycle_id, transcript_id)
    start, end = passages.whole_segment(transcript, position)
    return mark(actor, cycle_id, transcript_id, theme_id=theme_id, start=start, end=end)


def remove(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Coding:
    """Take an excerpt away from a theme. Taking it away twice is harmless. Raises `WrongState` where a colleague put it
    there, for whoever does not lead."""
    coding = _changeable(actor, cycle_id, coding_id)
    return coding if coding.removed_at else _touch(actor, coding, Event.EXCERPT_REMOVED, removed=True)


def restore(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Coding:
    """Put an excerpt back under its theme: the undo of `remove`."""
    coding = _changeable(actor, cycle_id, coding_id)
    return _touch(actor, coding, Event.SEMINAR_UNDONE, removed=False) if coding.removed_at else coding


def show(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID, *, on_board: bool) -> Coding:
    """Show an excerpt on the board and in the report, or set it aside: it is still counted. For the facilitator."""
    following.require_leading(actor)
    coding = _changeable(actor, cycle_id, coding_id)
    if coding.on_board is not on_board:
        _append(actor, coding, ChangeKind.SHOWN if on_board else ChangeKind.SET_ASIDE)
    coding.on_board = on_board
    db.session.flush()
    trail.record(actor, Event.EXCERPT_CHANGED, coding.id, shown=on_board)
    return coding


def get_coding(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Coding:
    """A coding in a text that somebody reads in a cycle of the own unit. Raises `NotFound`."""
    coding = db.session.scalar(
        select(Coding)
        .join(Coding.excerpt)
        .join(Excerpt.transcript)
        .join(DeidentifiedTranscript.assignment)
        .join(Assignment.cycle)
        .join(Coding.theme)
        .where(Coding.id == coding_id, Assignment.cycle_id == cycle_id, rights.may_open(actor))
        .where(Theme.merged_into_id.is_(None))  # its words stand under the other theme, too
        .options(joinedload(Coding.excerpt), contains_eager(Coding.theme)),
    )
    if coding is None:
        raise NotFound
    return coding


def may_change(actor: Actor, coding: Coding) -> bool:
    """Whether somebody may take away, or put back, a coding of a text that they read: their own; any who leads."""
    return following.leads(actor) or coding.coded_by_id == actor.id


def list_own(actor: Actor, transcript: DeidentifiedTranscript) -> Sequence[Coding]:
    """What somebody has put under themes themselves in a text that the caller holds, in the order of the text."""
    return transcripts.list_codings(transcript, by=actor.id)


def _changeable(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Coding:
    coding = get_coding(actor, cycle_id, coding_id)
    states.require_open(cycle_id)
    if not may_change(actor, coding):
        raise WrongState(N_("A colleague put it there. Ask whoever leads the seminar to take it away."))
    if coding.excerpt.is_lost:
        raise WrongState(N_("The text was corrected, and these words are no longer in it. Mark them once more."))
    return coding


def _touch(actor: Actor, coding: Coding, event: Event, *, removed: bool) -> Coding:
    now = clock.now()
    coding.removed_at = now if removed else None
    coding.changed_at, coding.changed_by_id = now, actor.id
    db.session.flush()
    _tell(actor, coding, event, ChangeKind.UNCODED if removed else ChangeKind.CODED)
    return coding


def _tell(actor: Actor, coding: Coding, event: Event, kind: ChangeKind) -> None:
    trail.record(actor, event, coding.id, theme=coding.theme_id)
    _append(actor, coding, kind)


def _append(actor: Actor, coding: Coding, kind: ChangeKind) -> None:
    log.append(
        actor, coding.theme.cycle_id, kind, of=coding.id, theme=coding.theme_id,
        transcript=coding.excerpt.transcript_id,
    )  # fmt: skip
