"""Coding: a marked passage of a handed-over text becomes an excerpt under a theme. For whoever reads the text.

Doing it twice is doing it once; taking away and putting back are each other's undo. Whoever takes part takes away what
they coded themselves; whoever leads takes away what anybody did. Where it is so decided, what those who take part have
coded waits: then it is a suggestion, which `pending` accepts or declines.
"""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from seminar.changes import following, log
from seminar.changes.models import ChangeKind
from seminar.coding import correcting, excerpts, marked_texts
from seminar.coding.models import Coding, Excerpt
from seminar.texts import passages, rights, transcripts
from seminar.texts.passages import Place
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

NOT_YOURS = N_("A colleague put it there, or it counts already. Ask whoever leads the seminar to take it away.")


def mark(
    actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, *, theme_id: uuid.UUID, start: Place, end: Place,
    revision: int | None = None, exact: bool = False,
) -> Coding:  # fmt: skip
    """Put what is told from `start` up to `end`, in whole words or `exact` these, under a theme of the same cycle, or
    suggest it where that has to wait. Raises `InvalidInput`, also where only the interviewer speaks, and `WrongState`
    when the text has another `revision` than the reader saw."""
    transcript = transcripts.get_transcript(actor, cycle_id, transcript_id)
    waits = following.waits(actor, cycle_id)
    theme = codebook.get_to_fill(actor, cycle_id, theme_id, with_waiting=waits)
    if theme.is_retired:
        raise WrongState(N_("This theme is not in use any more. Choose another one, or bring it back."))
    correcting.hold(transcript)
    if revision not in {None, transcript.revision}:
        raise WrongState(passages.CHANGED)
    excerpt = excerpts.keep(actor, transcript, told=passages.read_told(transcript, start, end, exact=exact))
    event = Event.EXCERPT_SUGGESTED if waits else Event.EXCERPT_CODED
    there = select(Coding).where(Coding.excerpt_id == excerpt.id, Coding.theme_id == theme.id)
    coding = db.session.scalar(there)
    if coding is None:
        new = Coding(
            excerpt=excerpt, theme=theme, is_waiting=waits, coded_by_id=actor.id, changed_by_id=actor.id
        )  # fmt: skip
        coding = excerpts.first(new, there)
        if coding is new:
            _tell(actor, coding, event, ChangeKind.SUGGESTED if waits else ChangeKind.CODED)
            return coding
    if coding.removed_at is None and (waits or not coding.is_waiting):
        return coding
    coding.coded_by_id, coding.is_waiting = actor.id, waits
    return touch(actor, coding, event=event, removed=False, kind=ChangeKind.SUGGESTED if waits else ChangeKind.CODED)


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
    coding = get_changeable(actor, cycle_id, coding_id)
    if coding.removed_at:
        return coding
    kind = ChangeKind.UNCODED
    if coding.is_waiting:
        is_own = coding.coded_by_id == actor.id
        kind = ChangeKind.SUGGESTION_REMOVED if is_own else ChangeKind.SUGGESTION_DECLINED
    return touch(actor, coding, event=Event.EXCERPT_REMOVED, removed=True, kind=kind)


def restore(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Coding:
    """Put an excerpt back under its theme: the undo of `remove`. What was a suggestion is one again, and so is what
    somebody puts back whose codings wait."""
    coding = get_changeable(actor, cycle_id, coding_id)
    if not coding.removed_at:
        return coding
    is_own = coding.coded_by_id == actor.id
    if is_own:
        coding.is_waiting = following.waits(actor, cycle_id)
    kind, before = ChangeKind.CODED, None
    if coding.is_waiting:
        kind = ChangeKind.SUGGESTED if is_own else ChangeKind.SUGGESTION_REOPENED
        before = None if is_own else {"declined": True}
    return touch(actor, coding, event=Event.SEMINAR_UNDONE, removed=False, kind=kind, before=before)


def show(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID, *, on_board: bool) -> Coding:
    """Show an excerpt on the board and in the report, or set it aside: it is still counted. For the facilitator."""
    following.require_leading(actor)
    coding = get_changeable(actor, cycle_id, coding_id)
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
    """Whether somebody may take away, or put back, a coding of a text that they read: any for whoever leads; their own
    for whoever takes part, but what counts already stays where codings wait."""
    if following.leads(actor):
        return True
    is_settled = coding.removed_at is None and not coding.is_waiting
    return coding.coded_by_id == actor.id and not (is_settled and following.waits(actor, coding.theme.cycle_id))


def list_own(actor: Actor, transcript: DeidentifiedTranscript) -> list[Coding]:
    """What somebody can take away of what they coded themselves in a text that the caller holds, in its order."""
    own = marked_texts.list_codings(transcript, waiting=True, by=actor.id)
    waits = bool(own) and following.waits(actor, own[0].theme.cycle_id)
    return [one for one in own if one.is_waiting or not waits]


def get_changeable(actor: Actor, cycle_id: uuid.UUID, coding_id: uuid.UUID) -> Coding:
    """A coding that somebody may take away or put back. Raises `NotFound`, and `WrongState` where it is another's, or
    the report stands."""
    coding = get_coding(actor, cycle_id, coding_id)
    states.require_open(cycle_id)
    if not may_change(actor, coding):
        raise WrongState(NOT_YOURS)
    if coding.excerpt.is_lost:
        raise WrongState(N_("The text was corrected, and these words are no longer in it. Mark them once more."))
    return coding


def touch(
    actor: Actor, coding: Coding, *, event: Event, removed: bool, kind: ChangeKind, before: log.Words | None = None
) -> Coding:
    """Let a coding that the caller may change stand, or close it; with its lines on the trail and on the log."""
    now = clock.now()
    coding.removed_at = now if removed else None
    coding.changed_at, coding.changed_by_id = now, actor.id
    coding.is_untold = kind is ChangeKind.SUGGESTION_DECLINED
    db.session.flush()
    _tell(actor, coding, event, kind, before=before)
    return coding


def _tell(actor: Actor, coding: Coding, event: Event, kind: ChangeKind, *, before: log.Words | None = None) -> None:
    trail.record(actor, event, coding.id, theme=coding.theme_id)
    _append(actor, coding, kind, before=before)


def _append(actor: Actor, coding: Coding, kind: ChangeKind, *, before: log.Words | None = None) -> None:
    log.append(
        actor, coding.theme.cycle_id, kind, of=coding.id, theme=coding.theme_id,
        transcript=coding.excerpt.transcript_id, before=before,
    )  # fmt: skip
