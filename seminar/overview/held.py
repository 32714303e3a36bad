"""What the seminar holds of a child's words, for a person who asks.

Marks, quotes and what was said of them, answers that were counted, and the released reports that the words stand in.
Nobody who marked, noted or read is named.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from seminar.answers.models import CountedAnswers
from seminar.coding.models import Coding, Excerpt, ExcerptNote
from seminar.editions import reading
from seminar.editions.models import Edition
from seminar.quotable.models import QuoteReview
from seminar.report.models import ChosenQuote, ReportInterviewerAnswer
from seminar.report.outline import Voice
from seminar.report.trimming import GAP, trim
from seminar.seminars.models import Mark
from seminar.texts.anchors import LEFT_OUT
from toolkit.cycles.models import Assignment
from toolkit.db import db
from toolkit.subject_access import own_counts
from toolkit.subject_access.facts import Counted, Row, Section, Told
from transcription.transcripts.models import DeidentifiedTranscript, Transcript


def tell(assignments: Sequence[Assignment]) -> Told:
    """For interviews that the caller holds."""
    ids = [one.id for one in assignments]
    excerpts = db.session.scalars(
        select(Excerpt)
        .join(Excerpt.transcript)
        .where(DeidentifiedTranscript.assignment_id.in_(ids))
        .order_by(Excerpt.created_at)
    ).all()
    marks = db.session.scalars(
        select(Mark).join(Transcript, Transcript.id == Mark.transcript_id).where(Transcript.assignment_id.in_(ids))
    ).all()
    reworded = db.session.scalars(
        select(ReportInterviewerAnswer).where(ReportInterviewerAnswer.assignment_id.in_(ids))
    ).all()
    quotes = _quotes(excerpts)
    wordings = {str(row["wording"]) for row in quotes if row["wording"]}
    return Told(
        (
            Section("quotes", quotes, [one.id for one in excerpts]),
            Section("reader_marks", [{"words": one.quote, "note": one.note or None} for one in marks]),
            Section("counted_answers", list(_counted(ids))),
            Section("report_answers", [{"text": one.text} for one in reworded if one.text]),
            Section("editions", list(_editions(assignments, wordings))),
        )
    )


def count(assignments: Sequence[Assignment]) -> Counted:
    """How many of each there are; nothing is opened. Which editions hold words of them only a copy tells."""
    ids = [one.id for one in assignments]
    copies = select(DeidentifiedTranscript.id).where(DeidentifiedTranscript.assignment_id.in_(ids))
    texts = select(Transcript.id).where(Transcript.assignment_id.in_(ids))
    years = {one.cycle_id for one in assignments}
    numbers = own_counts.ask(
        {
            "quotes": own_counts.counting(Excerpt, Excerpt.transcript_id.in_(copies)),
            "reader_marks": own_counts.counting(Mark, Mark.transcript_id.in_(texts)),
            "counted_answers": own_counts.of(CountedAnswers, ids),
            "report_answers": own_counts.of(ReportInterviewerAnswer, ids),
            "editions": own_counts.counting(Edition, Edition.cycle_id.in_(years)),
        }
    )
    return Counted(numbers, at_most={"counted_answers", "report_answers", "editions"})


def _quotes(excerpts: Sequence[Excerpt]) -> list[Row]:
    ids = [one.id for one in excerpts]
    themes, notes, report = (defaultdict[uuid.UUID, list[str]](list) for _ in range(3))
    codings = select(Coding).where(Coding.excerpt_id.in_(ids), Coding.removed_at.is_(None))
    for coding in db.session.scalars(codings.options(joinedload(Coding.theme, innerjoin=True))):
        themes[coding.excerpt_id].append(coding.theme.name)
    chosen = select(ChosenQuote).join(ChosenQuote.coding).where(Coding.excerpt_id.in_(ids))
    for quote in db.session.scalars(chosen.options(joinedload(ChosenQuote.coding))):
        report[quote.coding.excerpt_id].append(quote.words or quote.coding.excerpt.quote)
    for note in db.session.scalars(select(ExcerptNote).where(ExcerptNote.excerpt_id.in_(ids))):
        notes[note.excerpt_id].append(note.text)
    said = {
        one.excerpt_id: one
        for one in db.session.scalars(select(QuoteReview).where(QuoteReview.excerpt_id.in_(ids)))
    }  # fmt: skip
    return [
        {
            "made_at": one.created_at, "words": one.quote, "themes": _joined(themes[one.id]),
            "notes": _joined(notes[one.id]), "in_report_as": _joined(report[one.id]),
            **_review(said.get(one.id)),
        }
        for one in excerpts
    ]  # fmt: skip


def _review(said: QuoteReview | None) -> dict[str, Any]:
    if said is None:
        return {"child_answer": None, "child_words": None, "wording": None}
    return {
        "child_answer": said.child_answer, "child_words": said.child_words or None, "wording": said.wording or None,
    }  # fmt: skip


def _counted(ids: Sequence[uuid.UUID]) -> Iterator[Row]:
    for row in db.session.scalars(select(CountedAnswers).where(CountedAnswers.assignment_id.in_(ids))):
        for question, answer in json.loads(row.answers or "{}").items():
            yield {"question": question, "answer": answer}


def _editions(assignments: Sequence[Assignment], wordings: Collection[str]) -> Iterator[Row]:
    """Each edition of the years that says words of these interviews, also reworded; of a destroyed one nobody knows."""
    whole = _joined_text([one.id for one in assignments])
    for cycle in {one.cycle_id: one.cycle for one in assignments}.values():
        for edition in reversed(reading.list_editions(cycle)):
            words = [] if edition.is_destroyed else _found(edition, whole, wordings)
            if words or (edition.is_destroyed and whole):
                yield {
                    "number": edition.number, "released_at": edition.released_at,
                    "is_destroyed": edition.is_destroyed, "words": _joined(words),
                }  # fmt: skip


def _found(edition: Edition, whole: str, wordings: Collection[str]) -> list[str]:
    facts = reading.facts_of(edition)
    said = {voice.text for report in facts.values() for voice in _voices(report)}
    return sorted(one for one in said if one in wordings or trim(whole, one.replace(LEFT_OUT, GAP)) is not None)


def _voices(facts: Any) -> Iterator[Voice]:
    """Every child's words in the facts of a report, wherever they stand."""
    if isinstance(facts, Voice):
        yield facts
    elif isinstance(facts, tuple):
        for each in facts:
            yield from _voices(each)
    elif is_dataclass(facts):
        for field in fields(facts):
            yield from _voices(getattr(facts, field.name))


def _joined_text(ids: Sequence[uuid.UUID]) -> str:
    copies = db.session.scalars(select(DeidentifiedTranscript).where(DeidentifiedTranscript.assignment_id.in_(ids)))
    return "\n".join(line.text for copy in copies for line in copy.segments)


def _joined(texts: Sequence[str]) -> str | None:
    return " · ".join(texts) or None
