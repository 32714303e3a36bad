"""What the report loses when an interview is withdrawn: its interviewer's answers, and the child's words in any text.

A quote that somebody has put into a section is known again by its words: what stands in a quote, or between quotation
marks, and was said in the interview goes, in the texts as in their history.
"""

import re
import uuid
from collections.abc import Iterable

from sqlalchemy import select

from seminar.report import markup, open_answers
from seminar.report.document import Quote
from seminar.report.models import EarlierReportText, ReportText
from toolkit.cycles.models import Assignment
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedSegment, DeidentifiedTranscript

SHORTEST = 3  # words: fewer are anybody's
IN_MARKS = re.compile("[”“][^”“]+[”“]")


def destroy(assignment: Assignment) -> None:
    """Remove what the report says in the words of a withdrawn interview's child, and in its interviewer's."""
    open_answers.destroy(assignment)
    _remove(assignment.cycle_id, _said(assignment))


def remove_words(cycle_id: uuid.UUID, words: Iterable[str]) -> None:
    """Remove quotes of these words from a cycle's texts and their history: the child does not stand by them."""
    _remove(cycle_id, _plain(words))


def _remove(cycle_id: uuid.UUID, said: str) -> None:
    rows: list[ReportText | EarlierReportText] = [
        *db.session.scalars(select(ReportText).where(ReportText.cycle_id == cycle_id)),
        *db.session.scalars(select(EarlierReportText).where(EarlierReportText.cycle_id == cycle_id)),
    ]
    for row in rows:
        kept = without(row.text, said)
        if kept != row.text:
            row.text = kept
    db.session.flush()


def without(text: str, said: str) -> str:
    """The text without quotes of what was said; as it was when it has none."""
    nodes = markup.parse(text)
    kept = [node for node in nodes if not (isinstance(node, Quote) and _is_said(node.text, said))]
    rest = markup.render(kept) if len(kept) < len(nodes) else text
    return IN_MARKS.sub(lambda found: "" if _is_said(found[0][1:-1], said) else found[0], rest)


def _said(assignment: Assignment) -> str:
    lines = db.session.scalars(
        select(DeidentifiedSegment)
        .join(DeidentifiedTranscript, DeidentifiedTranscript.id == DeidentifiedSegment.deidentified_transcript_id)
        .where(DeidentifiedTranscript.assignment_id == assignment.id)
        .order_by(DeidentifiedSegment.position)
    )
    return _plain(line.text for line in lines)


def _is_said(quote: str, said: str) -> bool:
    """Whether any piece of a quote, as long as to be somebody's, was said in the interview."""
    pieces = [_plain([piece]) for piece in re.split(r"//|…|\.\.\.|\n", quote)]
    return any(len(piece.split()) >= SHORTEST and f" {piece} " in f" {said} " for piece in pieces)


def _plain(texts: Iterable[str]) -> str:
    """Words in small letters, and nothing between them but a space."""
    return " ".join(re.findall(r"\w+", " ".join(texts).lower()))
