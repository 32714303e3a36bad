"""Search over all texts of a seminar, for whoever reads them: each is unsealed and looked through, none is indexed.

What is searched for is kept nowhere. A text of which a line is shown has its look on the trail, as if it had been
opened; the search has a line of its own, with how many texts were looked through.
"""

import unicodedata
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from interview_guides.age_bands import AgeBand
from seminar.changes.following import get_followed
from seminar.texts import matching, transcripts
from seminar.texts.transcripts import Listed
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Sex
from toolkit.db import db
from toolkit.errors import N_, InvalidInput
from toolkit.transactions import paused
from transcription.transcripts.models import DeidentifiedSegment
from transcription.transcripts.speaker_turns import Speaker

SHORTEST = 2
"""Letters of the longest word that is searched for."""

AT_ONCE = 50
"""Texts that are fetched together: few questions, and no more words in memory than a page holds."""

MOST_LINES = 200
"""Lines that are shown. Whoever finds more has searched for too common a word."""


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line with what was found in it: (text, whether it was found)."""

    position: int
    speaker: Speaker
    start_ms: int
    end_ms: int
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """As much of a child as its words are signed with."""

    sex: Sex
    age_band: AgeBand


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text in which something was found: its id, and who tells in it, at hand when the page is made."""

    listed: Listed
    lines: tuple[FoundLine, ...]
    id: uuid.UUID
    child: Signer


@dataclass(frozen=True, slots=True)
class Search:
    """What was found. `children` of the `of` whose texts were looked through say it themselves; `left_out` lines are
    more than can be shown."""

    texts: tuple[FoundText, ...]
    children: int
    of: int
    left_out: int


def search(actor: Actor, cycle_id: uuid.UUID, *, typed: str) -> Search:
    """Look through every text of a cycle that somebody reads. Raises `NotFound`, and `InvalidInput` for too little."""
    terms = matching.read_terms(typed)
    if max((len(term.text) for term in terms), default=0) < SHORTEST:
        raise InvalidInput(N_("Write at least two letters."), field="words")
    listed = {one.transcript.id: one for one in transcripts.list_texts(actor, cycle_id) if one.may_open}
    found, left_out, children = _look_through(listed, terms)
    everyone = {one.transcript.assignment.child_id for one in listed.values()}
    with paused():
        pass  # the texts are looked through; what follows is written shortly
    cycle = get_followed(actor, cycle_id)
    still = {one.transcript.id: one for one in transcripts.list_texts(actor, cycle_id) if one.may_open}
    texts = tuple(_found(still[one], lines) for one, lines in found.items() if one in still)
    trail.record(actor, Event.TEXTS_SEARCHED, cycle.id, texts=len(listed), found=len(texts))
    for text in texts:
        transcripts.record_look(actor, text.listed.transcript)
    gone = everyone - {one.transcript.assignment.child_id for one in still.values()}
    return Search(texts, len(children - gone), len(everyone - gone), left_out)


def _found(listed: Listed, lines: list[FoundLine]) -> FoundText:
    child = listed.transcript.assignment.child
    return FoundText(listed, tuple(lines), listed.transcript.id, Signer(child.sex, child.age_band))


def _look_through(
    listed: dict[uuid.UUID, Listed], terms: list[matching.Term]
) -> tuple[dict[uuid.UUID, list[FoundLine]], int, set[uuid.UUID]]:
    """The lines of each text in which the terms are, in the order of the list; how many more; and who says it."""
    found: dict[uuid.UUID, list[FoundLine]] = {}
    children: set[uuid.UUID] = set()
    shown = left_out = 0
    for text_id, row in _list_lines(listed):
        text = unicodedata.normalize("NFC", row.text)
        spans = matching.find(text, terms)
        if not spans:
            continue
        if row.speaker != Speaker.INTERVIEWER:
            children.add(listed[text_id].transcript.assignment.child_id)
        if shown == MOST_LINES:
            left_out += 1
            continue
        shown += 1
        pieces = tuple(matching.split(text, spans))
        found.setdefault(text_id, []).append(FoundLine(row.position, row.speaker, row.start_ms, row.end_ms, pieces))
    return found, left_out, children


def _list_lines(text_ids: Iterable[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Row[Any]]]:
    """Every line of some texts, one text after the other; so many texts at a time as are held without harm."""
    text_of = DeidentifiedSegment.deidentified_transcript_id
    columns: tuple[Any, ...] = (
        text_of, DeidentifiedSegment.position, DeidentifiedSegment.speaker, DeidentifiedSegment.start_ms,
        DeidentifiedSegment.end_ms, DeidentifiedSegment.text,
    )  # fmt: skip
    waiting = list(text_ids)
    while some := waiting[:AT_ONCE]:
        del waiting[:AT_ONCE]
        of_some = select(*columns).where(text_of.in_(some))
        lines: dict[uuid.UUID, list[Row[Any]]] = {}
        for row in db.session.execute(of_some.order_by(DeidentifiedSegment.position)):
            lines.setdefault(row[0], []).append(row)
        yield from ((text_id, row) for text_id in some for row in lines.get(text_id, ()))
