"""What this floor holds of a child's words, for a person who asks: every version of every text of the interviews."""

import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.subject_access import own_counts
from toolkit.subject_access.facts import Counted, Row, Section, Told
from transcription.deidentification.models import KnownName, SecondReading
from transcription.editor.retranscription.models import Retranscription
from transcription.exchange import imported_file
from transcription.exchange.models import ImportedFile
from transcription.transcripts.models import (
    DeidentifiedSegment,
    DeidentifiedTranscript,
    Edit,
    IdentifierDecision,
    Segment,
    Transcript,
)


def tell(assignments: Sequence[Assignment]) -> Told:
    """Every version of the texts; names of others and the table of replaced words are counted, and left out."""
    ids = [one.id for one in assignments]
    texts = db.session.scalars(
        select(Transcript)
        .where(Transcript.assignment_id.in_(ids))
        .order_by(Transcript.created_at)
        .options(selectinload(Transcript.segments))
    ).all()
    of_texts = [one.id for one in texts]
    readings = _all(SecondReading, SecondReading.assignment_id, ids, SecondReading.asked_at)
    sections = (
        Section("transcripts", [_transcript(one) for one in texts], of_texts),
        Section("corrections", [_edit(one) for one in _all(Edit, Edit.transcript_id, of_texts, Edit.changed_at)]),
        Section("other_versions", list(_other_versions(of_texts))),
        Section("second_readings", [_reading(one) for one in readings], [one.id for one in readings]),
        _copies(ids),
    )
    left_out = {
        "known_names": len(_all(KnownName, KnownName.assignment_id, ids)),
        "identifiers": len(_all(IdentifierDecision, IdentifierDecision.transcript_id, of_texts)),
    }
    return Told(sections, left_out)


def count(assignments: Sequence[Assignment]) -> Counted:
    """How many of each there are; nothing is opened. Other versions may be fewer: some hold no words."""
    ids = [one.id for one in assignments]
    texts = select(Transcript.id).where(Transcript.assignment_id.in_(ids))
    numbers = own_counts.ask(
        {
            "transcripts": own_counts.of(Transcript, ids),
            "corrections": own_counts.counting(Edit, Edit.transcript_id.in_(texts)),
            "other_versions": own_counts.counting(ImportedFile, ImportedFile.transcript_id.in_(texts))
            + own_counts.counting(Retranscription, Retranscription.transcript_id.in_(texts)),
            "second_readings": own_counts.of(SecondReading, ids),
            "deidentified": own_counts.of(DeidentifiedTranscript, ids),
        }
    )
    left_out = own_counts.ask(
        {
            "known_names": own_counts.of(KnownName, ids),
            "identifiers": own_counts.counting(IdentifierDecision, IdentifierDecision.transcript_id.in_(texts)),
        }
    )
    return Counted(numbers, left_out, {"other_versions"})


def _transcript(one: Transcript) -> Row:
    return {
        "made_at": one.created_at, "source": one.source, "state": one.state, "revision": one.revision,
        "corrected_at": one.corrected_at, "approved_at": one.approved_at, "handed_over_at": one.handed_over_at,
        "full_text_gone_at": one.full_text_gone_at, "lines": _lines(one.segments),
        "recognised": "\n".join(filter(None, (_words(each.words) for each in one.segments))) or None,
    }  # fmt: skip


def _copies(ids: Sequence[uuid.UUID]) -> Section:
    found = db.session.scalars(
        select(DeidentifiedTranscript)
        .where(DeidentifiedTranscript.assignment_id.in_(ids))
        .order_by(DeidentifiedTranscript.handed_over_at)
        .options(selectinload(DeidentifiedTranscript.segments))
    ).all()
    rows: list[Row] = [
        {"revision": one.revision, "handed_over_at": one.handed_over_at, "lines": _lines(one.segments)} for one in found
    ]
    return Section("deidentified", rows, [one.id for one in found])


def _lines(segments: Sequence[Segment] | Sequence[DeidentifiedSegment]) -> list[dict[str, Any]]:
    return [{"at_ms": one.start_ms, "speaker": one.speaker, "text": one.text} for one in segments]


def _words(sealed: str) -> str:
    """The words of a segment as the machine first wrote them."""
    return "".join(str(word[2]) for word in json.loads(sealed or "[]")).strip()


def _edit(one: Edit) -> Row:
    return {"at": one.changed_at, "kind": one.kind, "before": _snapshot(one.before), "after": _snapshot(one.after)}


def _snapshot(sealed: str) -> str:
    return "\n".join(str(each["text"]) for each in json.loads(sealed or "[]"))


def _reading(one: SecondReading) -> Row:
    return {
        "asked_at": one.asked_at, "answered_at": one.answered_at, "outcome": one.state, "comment": one.comment or None,
    }  # fmt: skip


def _other_versions(of_texts: Sequence[uuid.UUID]) -> Iterator[Row]:
    for file in _all(ImportedFile, ImportedFile.transcript_id, of_texts):
        if file.content:
            rows = imported_file.unpack(file.content).rows
            yield {"from": "file", "text": "\n".join(" ".join(piece.text for piece in row.pieces) for row in rows)}
    for span in _all(Retranscription, Retranscription.transcript_id, of_texts, Retranscription.created_at):
        said = " ".join(str(line[2]) for line in json.loads(span.lines or "[]"))
        if said:
            yield {"from": "heard_again", "text": said}


def _all(table: Any, column: Any, ids: Sequence[uuid.UUID], *order: Any) -> Sequence[Any]:
    return db.session.scalars(select(table).where(column.in_(ids)).order_by(*order)).all()
