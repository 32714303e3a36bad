"""Suggestions for one who codes: lines that may belong under a theme, in texts that they have read themselves.

Nobody sees a suggestion of a text before they have read it: marked it read before the seminar, or coded in it, or the
group has said that it is read. What is accepted is the person's own coding, by the same activity as any other.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from seminar.changes.following import get_followed
from seminar.coding import marking
from seminar.coding.models import Coding, Excerpt, Reading
from seminar.seminars.models import Participant, ToRead
from seminar.suggestions import matching, material
from seminar.suggestions.matching import Reason
from seminar.suggestions.models import PassedSuggestion
from seminar.texts import passages, transcripts
from seminar.texts.transcripts import Listed
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit.access import Actor
from toolkit.cycles import states
from toolkit.db import db
from toolkit.errors import NotFound

MOST = 30


@dataclass(frozen=True, slots=True)
class Offer:
    """A line that may belong under a theme, and why: the likeliest word first."""

    text: Listed
    position: int
    words: str
    theme: Theme
    reasons: tuple[Reason, ...]

    @property
    def reason(self) -> Reason:
        """The word that tells most."""
        return self.reasons[0]


@dataclass(frozen=True, slots=True)
class Offers:
    """The first of them, how many there are in all, and whether anything has been read at all."""

    shown: Sequence[Offer]
    many: int
    is_read: bool


def list_offers(
    actor: Actor, cycle_id: uuid.UUID, *, of_text: uuid.UUID | None = None, of_theme: uuid.UUID | None = None
) -> Offers:
    """Suggestions in the texts that somebody has read in a cycle that they follow: of a text, under a theme, or all.

    Each text of which anything is shown is put on the trail. Raises `NotFound`.
    """
    texts = {each.transcript.id: each for each in _list_read(actor, cycle_id) if of_text in {None, each.transcript.id}}
    told = material.list_told(texts)
    themes = {each.id: each for each in codebook.list_themes(actor, cycle_id) if not each.is_retired}
    there = material.list_standing(texts.values()) | _passed(actor, texts)
    found = [
        Offer(texts[one.line[0]], one.line[1], told[one.line], themes[one.theme], one.reasons)
        for one in matching.suggest(told, material.describe(list(themes.values())))
        if of_theme in {None, one.theme} and (*one.line, one.theme) not in there
    ]
    for transcript_id in {offer.text.transcript.id for offer in found[:MOST]}:
        transcripts.record_look(actor, texts[transcript_id].transcript)
    return Offers(found[:MOST], len(found), bool(texts))


def accept(
    actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, *, theme_id: uuid.UUID, position: int
) -> Coding:
    """Put the line under the theme: it is the person's own coding from now on. Raises `NotFound` for a text that they
    have not read."""
    _require_read(actor, cycle_id, transcript_id)
    return marking.mark_segment(actor, cycle_id, transcript_id, theme_id=theme_id, position=position)


def pass_over(
    actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID, *, theme_id: uuid.UUID, position: int
) -> None:
    """Do not suggest it to this person again. Twice is once. Raises `NotFound` for a text that they have not read."""
    text = _require_read(actor, cycle_id, transcript_id)
    states.require_open(cycle_id)
    codebook.get_theme(actor, cycle_id, theme_id)
    if position not in passages.list_places(text.transcript):
        raise NotFound
    key = (actor.id, transcript_id, theme_id, position)
    row = db.session.get(PassedSuggestion, key)
    if row is None:
        person, transcript, theme, at = key
        row = PassedSuggestion(person_id=person, transcript_id=transcript, theme_id=theme, position=at)
        db.session.add(row)
    row.revision = text.transcript.revision
    db.session.flush()


def _require_read(actor: Actor, cycle_id: uuid.UUID, transcript_id: uuid.UUID) -> Listed:
    found = [each for each in _list_read(actor, cycle_id) if each.transcript.id == transcript_id]
    if not found:
        raise NotFound
    return found[0]


def _list_read(actor: Actor, cycle_id: uuid.UUID) -> list[Listed]:
    """The texts that somebody may open and has read, by themselves or with the group."""
    get_followed(actor, cycle_id)
    texts = [each for each in transcripts.list_texts(actor, cycle_id) if each.may_open]
    ids, held = [each.transcript.id for each in texts], [each.transcript.assignment_id for each in texts]
    with_group = set(db.session.scalars(select(Reading.transcript_id).where(Reading.transcript_id.in_(ids))))
    coded = (
        select(Excerpt.transcript_id).join(Coding).where(Coding.coded_by_id == actor.id, Coding.removed_at.is_(None))
    )
    own = with_group | set(db.session.scalars(coded.where(Excerpt.transcript_id.in_(ids))))
    before = select(ToRead.assignment_id).join(Participant, Participant.id == ToRead.participant_id)
    before = before.where(Participant.person_id == actor.id, ToRead.read_at.is_not(None))
    read = set(db.session.scalars(before.where(ToRead.assignment_id.in_(held))))
    return [each for each in texts if each.transcript.id in own or each.transcript.assignment_id in read]


def _passed(actor: Actor, texts: Mapping[uuid.UUID, Listed]) -> set[tuple[uuid.UUID, int, uuid.UUID]]:
    revisions = {each: text.transcript.revision for each, text in texts.items()}
    own = select(PassedSuggestion).where(PassedSuggestion.person_id == actor.id)
    rows = db.session.scalars(own.where(PassedSuggestion.transcript_id.in_(revisions)))
    return {
        (row.transcript_id, row.position, row.theme_id) for row in rows if revisions[row.transcript_id] == row.revision
    }
