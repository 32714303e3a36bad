"""A text of the seminar is corrected: excerpts move along, in the transaction that puts the new lines there.

An excerpt in which any word is left takes the words of the new text. One without, or with only the interviewer's left,
is lost: it keeps no word, since the correction may have taken a name away, and stands nowhere but on the list of the
text's page (`lost`), until it is taken away.
"""

from collections.abc import Callable, Sequence
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import undefer

from seminar.changes import log
from seminar.changes.models import ChangeKind
from seminar.coding.models import Coding, Excerpt
from seminar.texts import anchors, passages
from seminar.texts.anchors import Anchor
from seminar.texts.moving import Moves
from seminar.texts.passages import Spoken, Told
from toolkit import clock, references
from toolkit.db import db
from toolkit.errors import InvalidInput
from toolkit.hooks import Hook
from transcription.handover.copies import Correction
from transcription.transcripts.models import DeidentifiedTranscript, Transcript


class Moved:
    """A corrected text: the whole text that was, its copy as it is now, and the way of places from one to the other.

    `starts_before` and `starts` say at which code point each line began, and begins.
    """

    def __init__(
        self, copy: DeidentifiedTranscript, before: Sequence[str], moves: Moves, *, revision_before: int
    ) -> None:
        self.copy, self.before, self.revision_before = copy, anchors.join(before), revision_before
        self.starts_before = anchors.starts_of(before)
        self._lines = [Spoken(line.speaker, anchors.join([line.text])) for line in copy.segments]
        texts = [line.text for line in self._lines]
        self.starts, self.text = anchors.starts_of(texts), anchors.join(texts)
        self.moves = moves

    def find(self, start: int, end: int) -> Anchor | None:
        """The words of a passage as they are now; None when none is left."""
        span = self.moves.span(start, end)
        return anchors.anchor(self.text, *span) if span else None

    def find_told(self, start: int, end: int) -> Told | None:
        """The same of what is told there: None also when only the interviewer is left."""
        span = self.moves.span(start, end)
        try:
            return passages.tell(self._lines, *span, starts=self.starts) if span else None
        except InvalidInput:
            return None


Mover = Callable[[Moved], None]

MOVERS: Hook[Mover] = Hook("places of a corrected text move", "readers", "leading")
"""Whatever else hangs on places of the text, and keeps words of it."""


def hold(transcript: DeidentifiedTranscript) -> None:
    """Let nobody correct a text that the caller holds until this transaction ends: nothing is marked in a wording that
    is just being replaced. Raises `InvalidInput` when that has happened since it was read."""
    revision = transcript.revision
    whoever_corrects_waits = select(Transcript.id).where(Transcript.id == transcript.transcript_id)
    db.session.execute(whoever_corrects_waits.with_for_update(read=True, key_share=True))
    now = select(DeidentifiedTranscript.revision).where(DeidentifiedTranscript.id == transcript.id)
    if db.session.scalar(now) != revision:
        raise InvalidInput(passages.CHANGED)


def compare(before: Sequence[str], after: Sequence[str]) -> Moves:
    """The way of places from the lines as they were to the lines as they will be."""
    return Moves(anchors.join(before), anchors.join(after))


def follow(correction: Correction) -> None:
    """Move what hangs on a corrected text, by the way that `compare` found, and tell its open windows."""
    copy, moves = correction.copy, cast(Moves, correction.found)
    moved = Moved(copy, correction.before, moves, revision_before=correction.revision_before)
    _move_excerpts(moved)
    for move in MOVERS.each():
        move(moved)
    log.append(None, copy.assignment.cycle_id, ChangeKind.CORRECTED, of=copy.id, transcript=copy.id)


def _move_excerpts(moved: Moved) -> None:
    own = select(Excerpt).where(Excerpt.transcript_id == moved.copy.id).order_by(Excerpt.created_at)
    rows = db.session.scalars(own.options(undefer(Excerpt.before), undefer(Excerpt.after))).all()
    codings: dict[object, list[Coding]] = {row.id: [] for row in rows}
    for coding in db.session.scalars(select(Coding).where(Coding.excerpt_id.in_(list(codings)))):
        codings[coding.excerpt_id].append(coding)
    placed: dict[anchors.Span, Excerpt] = {}
    for row in rows:
        if row.lost_at is not None:
            row.lost_at = moved.moves.point(row.lost_at)
            continue
        told = moved.find_told(row.start, row.end)
        if told is None:
            _lose(row, codings[row.id], at=moved.moves.point(row.start))
            continue
        keeper = placed.setdefault((told.place.start, told.place.end), row)
        if keeper is row:
            _put(row, told, revision=moved.copy.revision)
        else:
            _merge(row, codings[row.id], into=keeper, beside=codings[keeper.id])
    db.session.flush()


def _put(row: Excerpt, told: Told, *, revision: int) -> None:
    place = told.place
    row.revision, row.start, row.end = revision, place.start, place.end
    row.quote, row.before, row.after = place.quote, place.before, place.after
    row.asides = {"spans": [*map(list, told.asides)]}


def _lose(row: Excerpt, codings: Sequence[Coding], *, at: int) -> None:
    """Let go of every word. What stood stays, closed, for the list; what had been taken away goes for good."""
    row.quote = row.before = row.after = ""
    row.asides, row.lost_at = {}, at
    for coding in codings:
        if coding.removed_at is None:
            coding.removed_at = clock.now()
        else:
            db.session.delete(coding)
    let_go(row)


def let_go(row: Excerpt) -> None:
    """Remove an excerpt unless something hangs on it still: a coding, or somebody's note."""
    db.session.flush()
    if not references.list_referred(Excerpt, [row.id]):
        db.session.delete(row)
        db.session.flush()


def _merge(row: Excerpt, codings: Sequence[Coding], *, into: Excerpt, beside: list[Coding]) -> None:
    """Two that stand on the very same words now are one, under the themes of both, with what hangs on both."""
    themes = {coding.theme_id: coding for coding in beside}
    for coding in codings:
        twin = themes.get(coding.theme_id)
        if twin is None:
            coding.excerpt = into
            beside.append(coding)
            continue
        if twin.removed_at is not None and coding.removed_at is None:
            twin.removed_at, twin.on_board, twin.coded_by_id = None, coding.on_board, coding.coded_by_id
        db.session.delete(coding)
    db.session.flush()
    references.point_anew(Excerpt, row.id, to=into.id)
    db.session.delete(row)
    db.session.flush()
