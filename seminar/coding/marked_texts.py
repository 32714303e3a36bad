"""A text of the seminar with what is marked in it, line by line, and what stands in it."""

import uuid
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload, undefer

from seminar.coding import quotes
from seminar.coding.models import Coding, Excerpt, counts
from seminar.texts import anchors, passages, transcripts
from seminar.texts.anchors import Run
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript
from transcription.transcripts.speaker_turns import Speaker

Marked = tuple[int, int, Coding]  # from where to where in the whole text, and what stands there


@dataclass(frozen=True, slots=True)
class Line:
    """A segment with its runs: (text, codings that hold there). Joined, the texts are the segment's text."""

    segment: DeidentifiedSegment
    runs: tuple[tuple[str, tuple[Coding, ...]], ...]
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A transcript as it is read: its lines, and the codings whose words are no longer found in it."""

    transcript: DeidentifiedTranscript
    lines: tuple[Line, ...]
    lost: tuple[Coding, ...]

    @property
    def told(self) -> list[Line]:
        """The lines in which somebody else than the interviewer speaks: those that can be marked."""
        return [line for line in self.lines if line.segment.speaker != Speaker.INTERVIEWER]

    @property
    def codings(self) -> list[Coding]:
        """What is marked in it and found, each once, in the order of the text."""
        return [*dict.fromkeys(coding for line in self.lines for coding in line.codings)]


def open_page(actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, *, seen: bool = False) -> Page:
    """The transcript with everything that is marked in it; the reading is put on the trail, unless it was `seen`."""
    transcript = transcripts.get_transcript(actor, cycle_id, transcript_id)
    if not seen:
        transcripts.record_look(actor, transcript)
    texts = [segment.text for segment in transcript.segments]
    whole, codings = anchors.join(texts), list_codings(transcript, waiting=True)
    placed = [(coding, passages.find(whole, coding.excerpt, revision=transcript.revision)) for coding in codings]
    marked = [(*place, coding) for coding, place in placed if place]
    starts = anchors.starts_of(texts)
    lines = [
        make_line(segment, whole[start : start + segment.length], start, here)
        for segment, start, here in zip(transcript.segments, starts, on_lines(starts, marked), strict=True)
    ]
    return Page(transcript, tuple(lines), tuple(coding for coding, place in placed if not place))


def list_codings(
    transcript: DeidentifiedTranscript, *, waiting: bool = False, by: uuid.UUID | None = None
) -> Sequence[Coding]:
    """What counts in a transcript that the caller holds, in the order of the text; with `waiting`, also what waits to
    be accepted; with `by`, by that person.

    What stands around an excerpt is opened only where the text has changed since: otherwise nobody looks for its words.
    """
    of_text = Excerpt.transcript_id == transcript.id
    query = select(Coding).join(Coding.excerpt)
    query = (
        (query if by is None else query.where(Coding.coded_by_id == by))
        .where(of_text, Coding.removed_at.is_(None) if waiting else counts())
        .order_by(Excerpt.start, Excerpt.end.desc(), Coding.created_at)
        .options(contains_eager(Coding.excerpt), selectinload(Coding.theme))
    )
    codings = db.session.scalars(query).all()
    if any(coding.excerpt.revision != transcript.revision for coding in codings):
        around = select(Excerpt).where(of_text).options(undefer(Excerpt.before), undefer(Excerpt.after))
        db.session.scalars(around.execution_options(populate_existing=True)).all()
    return codings


def place_of(coding: Coding) -> tuple[uuid.UUID, int]:
    """The transcript of a coding that the caller holds, and the position of the segment where its words begin."""
    excerpt = coding.excerpt
    places = passages.list_places(excerpt.transcript)
    here = [position for position, (start, _) in places.items() if start <= excerpt.start]
    return excerpt.transcript_id, max(here, default=0)


def count_quotes(actor: Actor, cycle_id: uuid.UUID, *, of: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, int]:
    """How many quotes each transcript of the cycle has (`of`: some of them). What overlaps under one theme is one."""
    query = (
        select(Excerpt.transcript_id, Coding.theme_id, Excerpt.start, Excerpt.end)
        .join(Coding)
        .join(Excerpt.transcript)
        .join(DeidentifiedTranscript.assignment)
        .join(Assignment.cycle)
        .where(counts(), Assignment.cycle_id == cycle_id, Cycle.unit_id == actor.unit_id)
    )
    if of is not None:
        query = query.where(Excerpt.transcript_id.in_(of))
    spans: dict[uuid.UUID, dict[uuid.UUID, list[anchors.Span]]] = {}
    for transcript_id, theme_id, start, end in db.session.execute(query):
        spans.setdefault(transcript_id, {}).setdefault(theme_id, []).append((start, end))
    return {
        transcript_id: len({span for of_theme in themes.values() for span in quotes.merge_spans(of_theme)})
        for transcript_id, themes in spans.items()
    }


def on_lines(starts: Sequence[int], marked: Sequence[Marked]) -> list[list[Marked]]:
    """For each line what is marked somewhere on it, in the order given."""
    lines: list[list[Marked]] = [[] for _ in starts]
    for each in marked:
        for line in range(bisect_right(starts, each[0]) - 1, bisect_left(starts, each[1])):
            lines[line].append(each)
    return lines


def make_line(segment: DeidentifiedSegment, text: str, start: int, marked: Sequence[Marked]) -> Line:
    """A segment with what is marked on it; `start` is where its text begins in the whole."""
    cut: list[Run[Coding]] = anchors.runs(start, start + len(text), marked)
    here = dict.fromkeys(coding for run in cut for coding in run.codes)
    return Line(segment, tuple((text[run.start - start : run.end - start], run.codes) for run in cut), tuple(here))
