"""The excerpts of a handed-over text: the same words are one excerpt, whatever hangs on it and whoever was first."""

from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from seminar.coding.models import Coding, Excerpt
from seminar.texts.passages import Told
from toolkit.access import Actor
from toolkit.db import db, has_one_writer
from transcription.transcripts.models import DeidentifiedTranscript

Row = TypeVar("Row", Excerpt, Coding)


def keep(actor: Actor, transcript: DeidentifiedTranscript, *, told: Told) -> Excerpt:
    """The excerpt of what is told there in a text that the caller holds, made when nobody has marked it yet."""
    place = told.place
    there = select(Excerpt).where(
        Excerpt.transcript_id == transcript.id, Excerpt.revision == transcript.revision,
        Excerpt.start == place.start, Excerpt.end == place.end,
    )  # fmt: skip
    return db.session.scalar(there) or first(
        Excerpt(
            transcript=transcript, revision=transcript.revision, start=place.start, end=place.end,
            quote=place.quote, before=place.before, after=place.after, asides={"spans": [*map(list, told.asides)]},
            created_by_id=actor.id,
        ),
        there,
    )  # fmt: skip


def first(new: Row, there: Select[Row]) -> Row:
    """The new row, or the one that somebody put there at the same moment."""
    if has_one_writer():
        db.session.add(new)
        db.session.flush()
        return new
    try:
        with db.session.begin_nested():
            db.session.add(new)
    except IntegrityError:  # they were quicker: theirs is the one
        return db.session.scalars(there).one()
    return new
