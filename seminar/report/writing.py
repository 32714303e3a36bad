"""What people write in the report: a text of their own in place of a section's draft, with its version.

An empty text is none: the draft stands there, and follows the data.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select

from seminar.report import section_drafts
from seminar.report.models import EarlierReportText, ReportText
from seminar.report.outline import AnnualReport, WrittenText
from seminar.report.sentences import Draft, Sentence
from seminar.themes import codebook
from toolkit import clock, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import NotFound

A_WHILE = timedelta(minutes=10)
SECTIONS = (
    "introduction", "summary", "method", "area_knowledge", "area_contact", "area_participation", "works_well",
    "priorities", "actions", "last_year", "surveys", "limitations", "feedback",
)  # fmt: skip
"""The sections with a draft that a person may write over, in the order of the report."""
DETAILS = ("selection", "reference")
"""Short texts that drafts are made of: how the children were chosen, and the reference number."""
EVERY = (*SECTIONS, *DETAILS)


def list_texts(actor: Actor, cycle_id: uuid.UUID) -> Mapping[str, ReportText]:
    """What has been written by hand, by section."""
    return texts_of(codebook.get_cycle(actor, cycle_id))


def texts_of(cycle: Cycle) -> Mapping[str, ReportText]:
    """The same of a cycle that the caller holds."""
    rows = db.session.scalars(select(ReportText).where(ReportText.cycle_id == cycle.id))
    return {row.section: row for row in rows}


def written_of(texts: Mapping[str, ReportText]) -> tuple[WrittenText, ...]:
    """The texts as facts of an outline, in the order of the report."""
    return tuple(
        WrittenText(section, texts[section].text)
        for section in EVERY
        if section in texts and texts[section].text.strip()
    )


def find_text(actor: Actor, cycle_id: uuid.UUID, *, section: str) -> ReportText | None:
    """One hand-written text, if there is one yet. Raises `NotFound` for a section that nobody writes by hand."""
    if section not in EVERY:
        raise NotFound
    return list_texts(actor, cycle_id).get(section)


def get_draft(report: AnnualReport, section: str) -> Draft:
    """The draft of a section; an empty one where there is none. Raises `NotFound` for what nobody writes."""
    if section not in EVERY:
        raise NotFound
    return section_drafts.draft(report, section) if section in SECTIONS else Draft()


def list_news(row: ReportText | None, draft: Draft) -> Sequence[Sentence]:
    """The sentences that the draft has now and had not when a text that the caller holds was written over it."""
    if row is None or not row.text.strip():
        return []
    known = set(row.drafted.split())
    return [sentence for sentence in draft.sentences if sentence.mark not in known]


def list_earlier(actor: Actor, cycle_id: uuid.UUID, *, section: str) -> Sequence[EarlierReportText]:
    """The texts that stood in a section before, the latest first. Raises `NotFound`."""
    cycle = codebook.get_cycle(actor, cycle_id)
    if section not in EVERY:
        raise NotFound
    query = select(EarlierReportText).where(
        EarlierReportText.cycle_id == cycle.id, EarlierReportText.section == section
    )
    return db.session.scalars(query.order_by(EarlierReportText.number.desc())).all()


def save_text(
    actor: Actor, cycle_id: uuid.UUID, *, section: str, text: str, version: int, draft: Draft | None = None
) -> ReportText:
    """Save a hand-written text, written over `draft`; an empty one lets the draft stand again. What stood is kept.

    `version` is 0 for the first. Raises `WrongState` when somebody else was first, and once the report is finished.
    """
    actor.require(Role.FACILITATOR)
    states.require_open(codebook.get_cycle(actor, cycle_id).id)
    row = find_text(actor, cycle_id, section=section)
    if row and row.version != version and row.text == text:
        return row
    versions.require(row, version, refusal=versions.THEIRS_BESIDE_YOURS)
    if row is None:
        row = ReportText(cycle_id=cycle_id, section=section)
        db.session.add(row)
    elif row.text.strip() and row.text != text:
        _keep(row)
    row.text, row.written_by_id = text, actor.id
    row.drafted = " ".join(sentence.mark for sentence in draft.sentences) if draft else ""
    db.session.flush()
    trail.record(actor, Event.REPORT_TEXT_SAVED, cycle_id, kind=section)
    return row


def _keep(row: ReportText) -> None:
    """Keep what stood; of what one person writes in a while, and which saves itself, one."""
    latest = db.session.scalar(
        select(EarlierReportText)
        .where(EarlierReportText.cycle_id == row.cycle_id, EarlierReportText.section == row.section)
        .order_by(EarlierReportText.number.desc())
        .limit(1)
    )
    is_same = latest is not None and latest.written_by_id == row.written_by_id
    if is_same and latest is not None and latest.created_at > clock.now() - A_WHILE:
        return
    db.session.add(
        EarlierReportText(
            cycle_id=row.cycle_id, section=row.section, number=row.version, text=row.text,
            written_by_id=row.written_by_id,
        )
    )  # fmt: skip
