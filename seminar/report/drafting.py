"""Drafting the report: collects the facts from all rooms, keeps what is written by hand, and exports the document."""

import uuid
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select

from seminar.actions import listing
from seminar.actions.models import Action
from seminar.actions.naming import DECISION_NAMES, state_name
from seminar.answers import counting, wording
from seminar.proposals import columns, proposing
from seminar.proposals.columns import Row
from seminar.proposals.models import Decision, Proposal
from seminar.quotable import quoting
from seminar.report import compiling, facts, publications, survey_answers
from seminar.report.chapters import compose
from seminar.report.facts import Told
from seminar.report.models import ReportText
from seminar.report.outline import (
    AnnualReport,
    CountedQuestion,
    FollowUp,
    Promise,
    QuestionArea,
    ThemeRow,
    Voice,
)
from seminar.report.writer import write
from seminar.themes import codebook
from seminar.themes.naming import WORKS_WELL, area_names
from toolkit import clock, config, content, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.disclosure.counts import Nameable, told
from toolkit.disclosure.memory import Memory
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown
from toolkit.errors import NotFound
from transcription.transcripts.models import DeidentifiedTranscript

SECTIONS = ("summary", "selection", "limitations", "feedback")
TAGS = {"sv": "sv-SE", "en": "en-GB"}


def collect(actor: Actor, cycle_id: uuid.UUID) -> AnnualReport:
    """The whole report of a cycle of the own unit as facts; the reading is put on the trail."""
    cycle = codebook.get_cycle(actor, cycle_id)
    trail.record(actor, Event.REPORT_READ, cycle.id)
    memory = publications.recall(cycle)
    part = facts.tell(actor, cycle, memory=memory)
    texts = {section: text.text for section, text in _texts_of(cycle).items()}
    rows = _rows(actor, cycle, part=part, memory=memory)
    surveys, staff = survey_answers.collect(actor, cycle, memory=memory)
    return AnnualReport(
        year=cycle.year,
        unit=cycle.unit.name,
        municipality=cycle.unit.municipality,
        written_at=cycle.reported_at or clock.now(),
        summary=texts.get("summary", ""),
        method=facts.method(cycle, part, selection=texts.get("selection", "")),
        areas=_areas(rows, counting.count(actor, cycle, memory=memory)),
        works_well=tuple(rows.get(WORKS_WELL, ())),
        last_year=_last_year(actor, cycle),
        surveys=surveys,
        staff=staff,
        limitations=texts.get("limitations", ""),
        feedback=texts.get("feedback", ""),
        phone=cycle.unit.phone or "",
        practice=config.current().demo or _has_practice(cycle_id),
        is_draft=cycle.is_open,
        compiler=compiling.name(cycle),
        numbers=tuple(sorted(memory.told.items())),
    )


def export(actor: Actor, cycle_id: uuid.UUID, *, language: str) -> bytes:
    """The report as a Word file in the language of the request; the export is put on the trail."""
    report = collect(actor, cycle_id)
    document = compose(report, content.in_language(language).report, language=TAGS[language])
    trail.record(actor, Event.REPORT_EXPORTED, cycle_id, format="docx", language=language)
    return write(document)


def list_texts(actor: Actor, cycle_id: uuid.UUID) -> Mapping[str, ReportText]:
    """What has been written by hand, by section."""
    return _texts_of(codebook.get_cycle(actor, cycle_id))


def _texts_of(cycle: Cycle) -> Mapping[str, ReportText]:
    rows = db.session.scalars(select(ReportText).where(ReportText.cycle_id == cycle.id))
    return {row.section: row for row in rows}


def find_text(actor: Actor, cycle_id: uuid.UUID, *, section: str) -> ReportText | None:
    """One hand-written text, if there is one yet. Raises `NotFound` for a section that nobody writes by hand."""
    if section not in SECTIONS:
        raise NotFound
    return list_texts(actor, cycle_id).get(section)


def save_text(actor: Actor, cycle_id: uuid.UUID, *, section: str, text: str, version: int) -> ReportText:
    """Save a hand-written text. `version` is 0 for the first. Raises `WrongState` when somebody else was first,
    and once the report is finished."""
    actor.require(Role.FACILITATOR)
    states.require_open(codebook.get_cycle(actor, cycle_id).id)
    row = find_text(actor, cycle_id, section=section)
    if row and row.version != version and row.text == text:
        return row
    versions.require(row, version, refusal=versions.THEIRS_BESIDE_YOURS)
    if row is None:
        row = ReportText(cycle_id=cycle_id, section=section)
        db.session.add(row)
    row.text, row.written_by_id = text, actor.id
    db.session.flush()
    trail.record(actor, Event.REPORT_TEXT_SAVED, cycle_id, kind=section)
    return row


def _rows(actor: Actor, cycle: Cycle, *, part: Told, memory: Memory) -> dict[str, list[ThemeRow]]:
    """The matrix: themes with something under them, by area, in the order of the themes."""
    rows: dict[str, list[ThemeRow]] = {}
    groups = part.signable
    for row in columns.list_rows(actor, cycle.id):
        if not row.is_empty:
            rows.setdefault(row.theme_voices.theme.area, []).append(_row(row, groups, _share(row, part.read, memory)))
    return rows


def _areas(rows: Mapping[str, list[ThemeRow]], counted: tuple[counting.Counted, ...]) -> tuple[QuestionArea, ...]:
    here = {area: counting.in_area(counted, area) for area in area_names()}
    return tuple(
        QuestionArea(name, tuple(rows.get(area, ())), _counted(here[area]), wording.sentences(here[area]))
        for area, name in area_names().items()
        if area != WORKS_WELL
    )


def _counted(counted: tuple[counting.Counted, ...]) -> tuple[CountedQuestion, ...]:
    names = wording.answer_names()
    return tuple(
        CountedQuestion(one.countable.question, one.of, tuple((names[code], one.numbers[code]) for code in one.numbers))
        for one in counted
    )


def _share(row: Row, of: Shown, memory: Memory) -> Share:
    """How many of the children raised a theme: what was published of it before, until so many more or less did."""
    raised = told(row.theme_voices.children, threshold=memory.threshold)
    return Share(memory.settle(f"theme.{row.theme_voices.theme.id}", raised, of=of), of)


def _row(row: Row, groups: Nameable[str, str], children: Share) -> ThemeRow:
    theme_voices = row.theme_voices
    return ThemeRow(
        crayon=theme_voices.theme.crayon,
        name=theme_voices.theme.name,
        children=children,
        voices=tuple(Voice(quote.words, quoting.sign_among(quote, groups)) for quote in theme_voices.shown),
        staff=tuple(voice.text for voice in theme_voices.staff),
        promises=tuple(
            Promise(
                each.promised or each.text,
                each.responsible,
                each.due,
                each.indicator,
                decided=each.is_promise,
                refused=each.is_refused,
                reason=each.decision_words if each.is_refused else "",
            )
            for each in row.proposals
        ),
        summary=theme_voices.summary,
    )


def _last_year(actor: Actor, cycle: Cycle) -> tuple[FollowUp, ...] | None:
    before = db.session.scalar(
        select(Cycle)
        .where(Cycle.unit_id == actor.unit_id, Cycle.year < cycle.year)
        .order_by(Cycle.year.desc(), Cycle.created_at.desc())
        .limit(1),
    )
    if before is None:
        return None
    actions: dict[uuid.UUID, list[Action]] = {}
    for action in listing.list_actions(actor, cycle_id=before.id):
        actions.setdefault(action.proposal_id, []).append(action)
    decided = proposing.list_proposals(actor, before.id, decided_only=True)
    return tuple(line for each in decided for line in _became(each, actions.get(each.id, ())))


def _became(proposal: Proposal, actions: Sequence[Action]) -> Iterator[FollowUp]:
    """What became of a decided proposal: each of its actions, or its no."""
    if proposal.is_refused:
        yield FollowUp(proposal.text, "", str(DECISION_NAMES[Decision.NO]), proposal.decision_words)
    for action in actions:
        said = action.seen.note if action.seen else ""
        told = said or (action.latest.note if action.latest else "")
        yield FollowUp(action.what, action.responsible, state_name(action.state), told)


def _has_practice(cycle_id: uuid.UUID) -> bool:
    query = (
        select(DeidentifiedTranscript.id)
        .join(DeidentifiedTranscript.assignment)
        .where(Assignment.cycle_id == cycle_id, DeidentifiedTranscript.is_practice)
    )
    return db.session.scalar(query.limit(1)) is not None
