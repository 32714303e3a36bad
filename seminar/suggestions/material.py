"""What suggestions are made of: the lines that are told, the themes in words, and what stands where already."""

import uuid
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, undefer

from seminar.coding import quotes
from seminar.coding.models import Coding, Excerpt, counts
from seminar.suggestions.matching import Described
from seminar.texts import anchors, passages
from seminar.texts.transcripts import Listed
from seminar.themes.models import Theme
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript
from transcription.transcripts.speaker_turns import Speaker

QUOTES = 40
"""Quotes of a theme whose words are looked at, the latest first."""

Place = tuple[uuid.UUID, int]
"""A text, and the position of a line in it."""


def list_told(transcript_ids: Collection[uuid.UUID]) -> dict[Place, str]:
    """The lines of texts that the caller holds, in their order, without the interviewer's."""
    of_text = DeidentifiedSegment.deidentified_transcript_id
    query = select(of_text, DeidentifiedSegment.position, DeidentifiedSegment.text)
    told = query.where(of_text.in_(transcript_ids), DeidentifiedSegment.speaker != Speaker.INTERVIEWER)
    rows = db.session.execute(told.order_by(of_text, DeidentifiedSegment.position))
    return {(row[0], row[1]): row[2] for row in rows}


def list_standing(texts: Iterable[Listed]) -> set[tuple[uuid.UUID, int, uuid.UUID]]:
    """Which lines of texts that the caller holds stand under which themes already, wholly or in part."""
    held = {each.transcript.id: each.transcript for each in texts}
    codings: dict[uuid.UUID, list[Coding]] = {}
    query = select(Coding).join(Coding.excerpt).where(Excerpt.transcript_id.in_(held), Coding.removed_at.is_(None))
    around = contains_eager(Coding.excerpt).options(undefer(Excerpt.before), undefer(Excerpt.after))
    for row in db.session.scalars(query.options(around)):
        codings.setdefault(row.excerpt.transcript_id, []).append(row)
    return {found for of_text, rows in codings.items() for found in _standing_in(held[of_text], rows)}


def describe(themes: Sequence[Theme]) -> list[Described[uuid.UUID]]:
    """Themes that the caller holds, in words: their own, and those of the quotes that stand under them."""
    ids = [theme.id for theme in themes]
    db.session.scalars(select(Theme).where(Theme.id.in_(ids)).options(undefer(Theme.definition))).all()
    under = select(Coding.theme_id, Excerpt).join(Coding.excerpt).where(Coding.theme_id.in_(ids))
    latest = under.where(counts()).order_by(Coding.created_at.desc())
    said: dict[uuid.UUID, list[str]] = {}
    for theme_id, excerpt in db.session.execute(latest):
        if len(said.setdefault(theme_id, [])) < QUOTES:
            said[theme_id].append(quotes.told(excerpt))
    return [Described(theme.id, theme.name, theme.definition, said.get(theme.id, ())) for theme in themes]


def _standing_in(
    transcript: DeidentifiedTranscript, codings: Sequence[Coding]
) -> Iterable[tuple[uuid.UUID, int, uuid.UUID]]:
    texts = [segment.text for segment in transcript.segments]
    whole, starts = anchors.join(texts), anchors.starts_of(texts)
    for coding in codings:
        place = passages.find(whole, coding.excerpt, revision=transcript.revision)
        for segment, start, text in zip(transcript.segments, starts, texts, strict=True):
            if place and place[0] < start + len(anchors.join([text])) and place[1] > start:
                yield transcript.id, segment.position, coding.theme_id
