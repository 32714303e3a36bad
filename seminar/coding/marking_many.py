"""Coding many passages at once, as a file brings them: each is a change like any other, made with few questions."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from seminar.changes import following, log
from seminar.changes.models import ChangeKind
from seminar.coding.models import Coding, Excerpt, counts
from seminar.texts.passages import Told
from seminar.themes.models import Theme
from toolkit import clock
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.db import db
from toolkit.errors import N_, WrongState
from transcription.transcripts.models import DeidentifiedTranscript

Place = tuple[uuid.UUID, int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage to put under a theme, both in the hands of the caller."""

    transcript: DeidentifiedTranscript
    theme: Theme
    told: Told

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.transcript.id, self.told.place.start, self.told.place.end


def put_all(actor: Actor, cycle_id: uuid.UUID, marks: Sequence[Mark]) -> Sequence[Coding]:
    """Put passages of texts of one cycle that the caller holds under themes of it; returns those that were not there.

    What stands there already stays as it is, and what was taken away or waits stands there. For the facilitator. Raises
    `WrongState` once the report is finished, and when somebody marks the same words in the same moment.
    """
    following.require_leading(actor)
    states.require_open(cycle_id)
    try:
        with db.session.begin_nested():
            excerpts = _excerpts(actor, marks)
            codings = _codings(actor, marks, excerpts)
    except IntegrityError:
        raise WrongState(N_("Somebody marked the same words in this moment. Press once more.")) from None
    for coding in codings:
        trail.record(actor, Event.EXCERPT_CODED, coding.id, theme=coding.theme_id)
        log.append(
            actor, cycle_id, ChangeKind.CODED, of=coding.id, theme=coding.theme_id,
            transcript=coding.excerpt.transcript_id,
        )  # fmt: skip
    return codings


def standing_in(texts: Sequence[DeidentifiedTranscript]) -> Mapping[tuple[uuid.UUID, int, int, uuid.UUID], bool]:
    """What has been put where and under which theme in texts that the caller holds, as each stands now, and whether it
    counts: what was taken away or waits does not."""
    query = select(Excerpt.transcript_id, Excerpt.start, Excerpt.end, Coding.theme_id, counts(), Excerpt.revision).join(
        Coding, Coding.excerpt_id == Excerpt.id
    )
    revisions = {text.id: text.revision for text in texts}
    rows = db.session.execute(query.where(Excerpt.transcript_id.in_(revisions)))
    return {(*row[:4],): bool(row[4]) for row in rows if row[5] == revisions[row[0]]}


def _excerpts(actor: Actor, marks: Sequence[Mark]) -> dict[Place, Excerpt]:
    """The excerpt of every place: those that are there, and new ones."""
    texts = {mark.transcript.id: mark.transcript for mark in marks}
    rows = db.session.scalars(select(Excerpt).where(Excerpt.transcript_id.in_(texts)))
    found = {
        (row.transcript_id, row.start, row.end): row
        for row in rows
        if row.revision == texts[row.transcript_id].revision
    }
    for mark in marks:
        if mark.place not in found:
            told = mark.told.place
            found[mark.place] = Excerpt(
                transcript=mark.transcript, revision=mark.transcript.revision, start=told.start, end=told.end,
                quote=told.quote, before=told.before, after=told.after,
                asides={"spans": [*map(list, mark.told.asides)]}, created_by_id=actor.id,
            )  # fmt: skip
            db.session.add(found[mark.place])
    db.session.flush()
    return found


def _codings(actor: Actor, marks: Sequence[Mark], excerpts: dict[Place, Excerpt]) -> list[Coding]:
    """The codings that were not there, each once, in the order of the marks."""
    rows = db.session.scalars(select(Coding).where(Coding.excerpt_id.in_({each.id for each in excerpts.values()})))
    there = {(row.excerpt_id, row.theme_id): row for row in rows}
    put: list[Coding] = []
    for mark in marks:
        excerpt = excerpts[mark.place]
        coding = there.get((excerpt.id, mark.theme.id))
        if coding is None:
            coding = Coding(excerpt=excerpt, theme=mark.theme, coded_by_id=actor.id, changed_by_id=actor.id)
            there[excerpt.id, mark.theme.id] = coding
            db.session.add(coding)
            put.append(coding)
        elif coding.removed_at is not None or coding.is_waiting:
            coding.removed_at, coding.is_waiting, coding.coded_by_id = None, False, actor.id
            coding.is_untold = False
            coding.changed_at, coding.changed_by_id = clock.now(), actor.id
            put.append(coding)
    db.session.flush()
    return put
