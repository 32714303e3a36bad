"""The lines of a text that a change has reached, opened by themselves: thirty windows draw them anew with each change.

Every other line is there without its words, with what stands on it, because lanes and lists are made from all.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, defer, selectinload, undefer

from seminar.coding import marked_texts
from seminar.coding.marked_texts import Line, Marked, Page
from seminar.coding.models import Coding, Excerpt
from seminar.texts import anchors, passages, transcripts
from seminar.texts.anchors import Span
from toolkit.access import Actor
from toolkit.db import db
from toolkit.ids import is_id
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A page and those of its lines that are drawn anew. The others have no runs when only some were asked for."""

    page: Page
    lines: list[Line]


def open_changed(
    actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, *, coding_ids: Collection[str] | None
) -> ChangedPage:
    """The lines that some codings stand on, or stood on before they were taken away; all of them for None.

    For somebody whose look at the text is on the trail. Raises `NotFound`.
    """
    if coding_ids is None:
        return _open_all(actor, cycle_id, transcript_id)
    transcript = transcripts.get_transcript(actor, cycle_id, transcript_id)
    ids = {uuid.UUID(one) for one in coding_ids if is_id(one)}
    rows = _list_codings(transcript, ids)
    if any(row.excerpt.revision != transcript.revision and not row.excerpt.is_lost for row in rows):
        return _open_all(actor, cycle_id, transcript_id)  # a correction moved them, and each has to be found
    places = passages.list_places(transcript)
    standing = [row for row in rows if row.removed_at is None and not row.excerpt.is_lost]
    marked: list[Marked] = [(row.excerpt.start, row.excerpt.end, row) for row in standing]
    spans = [(row.excerpt.start, row.excerpt.end) for row in rows if row.id in ids and not row.excerpt.is_lost]
    changed = [at for at, (start, end) in places.items() if _meets(spans, start, end)]
    texts = _open_texts(transcript, changed)
    here = marked_texts.on_lines([start for start, _ in places.values()], marked)
    lines = [
        marked_texts.make_line(segment, texts[segment.position], places[segment.position][0], on_line)
        if segment.position in texts
        else Line(segment, (), tuple(dict.fromkeys(coding for _, _, coding in on_line)))
        for segment, on_line in zip(_list_segments(transcript), here, strict=True)
    ]
    lost = tuple(row for row in rows if row.removed_at is None and row.excerpt.is_lost)
    return ChangedPage(Page(transcript, tuple(lines), lost), [each for each in lines if each.segment.position in texts])


def _open_all(actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> ChangedPage:
    page = marked_texts.open_page(actor, cycle_id, transcript_id, seen=True)
    return ChangedPage(page, list(page.lines))


def _meets(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(first <= end and last >= start for first, last in spans)


def _list_codings(transcript: DeidentifiedTranscript, ids: Collection[uuid.UUID]) -> Sequence[Coding]:
    """What stands in a text, in its order, and of these ids what no longer does. The words are opened of these ids and
    of what waits, which is shown with its words."""
    query = select(Coding).join(Coding.excerpt).where(Excerpt.transcript_id == transcript.id)
    shown = query.options(contains_eager(Coding.excerpt)).where(Coding.id.in_(ids) | Coding.is_waiting)
    db.session.scalars(shown).all()
    standing = query.where(Coding.removed_at.is_(None) | Coding.id.in_(ids))
    bare = contains_eager(Coding.excerpt).options(defer(Excerpt.quote))
    ordered = standing.order_by(Excerpt.start, Excerpt.end.desc(), Coding.created_at)
    return db.session.scalars(ordered.options(bare, selectinload(Coding.theme))).all()


def _list_segments(transcript: DeidentifiedTranscript) -> Sequence[DeidentifiedSegment]:
    own = select(DeidentifiedSegment).where(DeidentifiedSegment.deidentified_transcript_id == transcript.id)
    return db.session.scalars(own.order_by(DeidentifiedSegment.position).options(defer(DeidentifiedSegment.text))).all()


def _open_texts(transcript: DeidentifiedTranscript, positions: Collection[int]) -> dict[int, str]:
    own = select(DeidentifiedSegment).where(
        DeidentifiedSegment.deidentified_transcript_id == transcript.id, DeidentifiedSegment.position.in_(positions)
    )
    rows = db.session.scalars(own.options(undefer(DeidentifiedSegment.text)))
    return {row.position: anchors.join([row.text]) for row in rows}
