"""What is shown to everybody: the facilitator says it, and every window of the seminar may ask.

A change is a line on the log, so that the streams tell it; the last one holds, whoever showed it.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from seminar.changes import log
from seminar.changes.following import follows, get_followed, leads, require_leading
from seminar.changes.models import ChangeKind
from seminar.leading import presence
from seminar.leading.meeting import newest_open, require_open
from seminar.leading.models import Shown, Spotlight
from seminar.proposals import columns
from seminar.seminars import planning
from seminar.seminars.models import Seminar, Voting
from seminar.texts import anchors, passages, transcripts
from seminar.texts.numbering import TextNumber
from seminar.themes import codebook
from seminar.themes.models import Area, Theme
from toolkit.access import Actor
from toolkit.db import db
from toolkit.errors import N_, NotFound, WrongState
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript

BARRED = N_("Somebody is here who may not read this text.")


@dataclass(frozen=True, slots=True)
class Target:
    """What to show: a text, with a passage in it as a browser marks it (whole words, or `exact` these), a whole line or
    neither; a theme; an area; the voting; or, with nothing of these, the agenda."""

    transcript_id: uuid.UUID | None = None
    passage: tuple[passages.Place, passages.Place] | None = None
    exact: bool = False
    line: int | None = None
    theme_id: uuid.UUID | None = None
    area: Area | None = None
    voting: bool = False


@dataclass(frozen=True, slots=True)
class Pointer:
    """A passage: from a code point of one segment up to a code point of another, or the same."""

    first: int
    starts: int
    last: int
    ends: int


@dataclass(frozen=True, slots=True)
class SharedView:
    """What is shown now, for one person. `transcript` is None for whoever may not read the text."""

    seminar: Seminar
    shown: Shown | None = None
    version: int = 0
    transcript: DeidentifiedTranscript | None = None
    number: TextNumber | None = None  # what the text is called
    pointer: Pointer | None = None
    theme: Theme | None = None
    area: Area | None = None

    @property
    def is_closed(self) -> bool:
        """Whether a text is shown that this person may not read."""
        return self.shown is Shown.TEXT and self.transcript is None

    @property
    def is_agenda(self) -> bool:
        """Whether the group looks at the agenda."""
        return self.shown is Shown.AGENDA

    @property
    def is_voting(self) -> bool:
        """Whether the group looks at the voting on proposals."""
        return self.shown is Shown.VOTING

    @property
    def may_vote(self) -> bool:
        """Whether the voting is open, whatever is shown."""
        return self.seminar.voting is Voting.OPEN


def find_shared_view(actor: Actor, cycle_id: uuid.UUID) -> SharedView | None:
    """What is shown at the open seminar of a cycle; None while none is open, and for whoever may not follow it."""
    query = newest_open(cycle_id).add_columns(Spotlight).outerjoin(Spotlight, Spotlight.seminar_id == Seminar.id)
    found = db.session.execute(
        query.join(Seminar.cycle).where(follows(actor)).execution_options(populate_existing=True)
    ).first()
    if found is None:
        return None
    seminar, row = found
    return _view(actor, seminar, row) if row else SharedView(seminar)


def show(actor: Actor, cycle_id: uuid.UUID, target: Target, *, is_sure: bool = False) -> SharedView:
    """Show something to everybody. For the facilitator; it is a look at it, since it comes on the wall.

    Raises `NotFound`, `InvalidInput` for a passage that is not there, and `WrongState` while no seminar is open, and
    when somebody is here who may not read the text, unless the person `is_sure`.
    """
    require_leading(actor)
    seminar = require_open(get_followed(actor, cycle_id).id)
    planning.require_changeable(seminar)
    values = _values(actor, cycle_id, target, is_sure=is_sure)
    fresh = {**dict.fromkeys(_COLUMNS), **values}
    insert = log.INSERTS[db.engine.dialect.name](Spotlight).values(seminar_id=seminar.id, version=1, **fresh)
    counted = {**fresh, "version": Spotlight.version + 1}
    db.session.execute(insert.on_conflict_do_update(index_elements=[Spotlight.seminar_id], set_=counted))
    log.append(
        actor, cycle_id, ChangeKind.LED,
        of=seminar.id, transcript=values.get("transcript_id"), theme=values.get("theme_id"),
    )  # fmt: skip
    found = find_shared_view(actor, cycle_id)
    return found or SharedView(seminar)


def find_room(actor: Actor, cycle_id: uuid.UUID) -> presence.Room | None:
    """Who is here; for who leads also who may not read the text that is shown. None while no seminar is open."""
    view = find_shared_view(actor, cycle_id) if leads(actor) else None
    return presence.find_room(actor, cycle_id, shown=view.transcript if view else None)


def list_barred(actor: Actor, cycle_id: uuid.UUID, target: Target) -> list[str]:
    """Who is here and may not read the text of a target, by name; for who leads."""
    if target.transcript_id is None:
        return []
    return presence.list_barred(actor, cycle_id, transcripts.get_transcript(actor, cycle_id, target.transcript_id))


def units_of(view: SharedView) -> tuple[int, int] | None:
    """Where the passage begins in its first segment and ends in its last, in UTF-16 units, as a browser counts."""
    if view.pointer is None or view.transcript is None:
        return None
    query = select(DeidentifiedSegment.position, DeidentifiedSegment.text).where(
        DeidentifiedSegment.deidentified_transcript_id == view.transcript.id,
        DeidentifiedSegment.position.in_([view.pointer.first, view.pointer.last]),
    )
    texts = {row.position: anchors.join([row.text]) for row in db.session.execute(query)}
    first, last = texts.get(view.pointer.first, ""), texts.get(view.pointer.last, "")
    return anchors.to_utf16(first, view.pointer.starts), anchors.to_utf16(last, view.pointer.ends)


PASSAGE = ("first_segment", "starts", "last_segment", "ends")
_COLUMNS = ("transcript_id", "revision", *PASSAGE, "theme_id", "area")


def number_passage(starts: Mapping[int, int], start: int, end: int) -> dict[str, int]:
    """A passage of the whole text, from which segment's which code point to which; `starts` says where each begins."""
    first = max(at for at in starts if starts[at] <= start)
    last = max(at for at in starts if starts[at] < end)
    return {
        "first_segment": first, "starts": start - starts[first], "last_segment": last, "ends": end - starts[last],
    }  # fmt: skip


def _values(actor: Actor, cycle_id: uuid.UUID, target: Target, *, is_sure: bool) -> dict[str, Any]:
    if target.transcript_id:
        transcript = transcripts.get_transcript(actor, cycle_id, target.transcript_id)
        if not is_sure and presence.list_barred(actor, cycle_id, transcript):
            raise WrongState(BARRED)
        transcripts.record_look(actor, transcript)
        text = {"shown": Shown.TEXT, "transcript_id": transcript.id, "revision": transcript.revision}
        if target.passage is None and target.line is None:
            return text
        place = target.passage or passages.whole_segment(transcript, target.line or 0)
        return {**text, **_passage(transcript, *place, exact=target.exact)}
    if target.theme_id or target.area:
        columns.record_look(actor, cycle_id)
    if target.theme_id:
        return {"shown": Shown.THEME, "theme_id": codebook.get_theme(actor, cycle_id, target.theme_id).id}
    if target.area:
        return {"shown": Shown.AREA, "area": target.area}
    if target.voting:
        return {"shown": Shown.VOTING}
    return {"shown": Shown.AGENDA}


def _passage(
    transcript: DeidentifiedTranscript, start: passages.Place, end: passages.Place, *, exact: bool
) -> dict[str, int]:
    """A marked passage, from which segment's which code point to which."""
    place = passages.read(transcript, start, end, exact=exact)
    starts = {position: start for position, (start, _end) in passages.list_places(transcript).items()}
    return number_passage(starts, place.start, place.end)


def _view(actor: Actor, seminar: Seminar, row: Spotlight) -> SharedView:
    known = SharedView(seminar, row.shown, row.version)
    if row.shown is Shown.TEXT and row.transcript_id:
        number, text = _find_text(actor, seminar.cycle_id, row.transcript_id)
        return replace(known, transcript=text, number=number, pointer=_pointer(row, text) if text else None)
    if row.shown is Shown.THEME and row.theme_id:
        try:
            theme = codebook.get_current(actor, seminar.cycle_id, row.theme_id)
        except NotFound:  # removed since: nothing is shown any more
            return SharedView(seminar)
        return replace(known, theme=theme, area=theme.area)
    return replace(known, area=row.area)


def _find_text(
    actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID
) -> tuple[TextNumber | None, DeidentifiedTranscript | None]:
    """The text that somebody may read, with what it is called; None when it is not theirs to read."""
    try:
        text = transcripts.get_transcript(actor, cycle_id, transcript_id)
    except NotFound:
        return None, None
    return transcripts.list_numbers(actor, cycle_id)[text.id], text


def _pointer(row: Spotlight, transcript: DeidentifiedTranscript) -> Pointer | None:
    """The passage, unless the text has been handed over anew: its numbers are of another text then."""
    numbers = (row.first_segment, row.starts, row.last_segment, row.ends)
    if row.revision != transcript.revision or None in numbers:
        return None
    return Pointer(*(number or 0 for number in numbers))
