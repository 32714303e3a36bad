"""Drafting the report: collects the facts from all rooms, with what is written by hand."""

import uuid
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select

from seminar.actions import listing
from seminar.actions.models import Action
from seminar.actions.naming import DECISION_NAMES, state_name
from seminar.answers import counting, wording
from seminar.proposals import columns, proposing
from seminar.proposals.models import Decision, Proposal
from seminar.published import publications
from seminar.report import compiling, facts, noticed, survey_answers, theme_rows, writing
from seminar.report.outline import (
    AnnualReport,
    CountedQuestion,
    FollowUp,
    QuestionArea,
    ThemeRow,
)
from seminar.themes import codebook
from seminar.themes.naming import WORKS_WELL, area_names
from toolkit import clock, config
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Assignment, Cycle
from toolkit.db import db
from toolkit.surveys import results
from transcription.transcripts.models import DeidentifiedTranscript


def collect(actor: Actor, cycle_id: uuid.UUID) -> AnnualReport:
    """The whole report of a cycle of the own unit as facts; the reading is put on the trail."""
    cycle = codebook.get_cycle(actor, cycle_id)
    record_look(actor, cycle)
    return facts_of(actor, cycle)


def record_look(actor: Actor, cycle: Cycle) -> None:
    """Put a look at the whole report on the trail."""
    trail.record(actor, Event.REPORT_READ, cycle.id)
    columns.record_look(actor, cycle.id)
    results.record_look(actor, cycle.id)


def facts_of(actor: Actor, cycle: Cycle) -> AnnualReport:
    """What stands now in a cycle that the caller holds, whose look is on the trail. The same for whoever asks."""
    texts = writing.texts_of(cycle)
    selection = texts["selection"].text if "selection" in texts else ""
    memory = publications.recall(cycle)
    part = facts.tell(actor, cycle, memory=memory)
    rows = theme_rows.list_by_area(actor, cycle, part=part, memory=memory)
    counted = counting.count(actor, cycle, memory=memory)
    surveys, staff = survey_answers.collect(actor, cycle, memory=memory)
    return AnnualReport(
        year=cycle.year,
        unit=cycle.unit.name,
        municipality=cycle.unit.municipality,
        written_at=cycle.reported_at or clock.now(),
        method=facts.method(cycle, part, selection=selection),
        areas=_areas(rows, counted),
        works_well=tuple(rows.get(WORKS_WELL, ())),
        last_year=_last_year(actor, cycle, counted),
        surveys=surveys,
        staff=staff,
        phone=cycle.unit.phone or "",
        practice=config.current().demo or _has_practice(cycle.id),
        is_draft=cycle.is_open,
        written=writing.written_of(texts),
        ahead=facts.ahead(cycle),
        compiler=compiling.name(cycle),
        numbers=tuple(sorted(memory.told.items())),
    )


def _areas(rows: Mapping[str, Sequence[ThemeRow]], counted: tuple[counting.Counted, ...]) -> tuple[QuestionArea, ...]:
    here = {area: counting.in_area(counted, area) for area in area_names()}
    return tuple(
        QuestionArea(name, tuple(rows.get(area, ())), _counted(here[area]), wording.sentences(here[area]), key=area)
        for area, name in area_names().items()
        if area != WORKS_WELL
    )


def _counted(counted: tuple[counting.Counted, ...]) -> tuple[CountedQuestion, ...]:
    names = wording.answer_names()
    return tuple(
        CountedQuestion(one.countable.question, one.of, tuple((names[code], one.numbers[code]) for code in one.numbers))
        for one in counted
    )


def _last_year(actor: Actor, cycle: Cycle, counted: tuple[counting.Counted, ...]) -> tuple[FollowUp, ...] | None:
    before = db.session.scalar(
        select(Cycle)
        .where(Cycle.unit_id == actor.unit_id, Cycle.year < cycle.year)
        .order_by(Cycle.year.desc(), Cycle.created_at.desc())
        .limit(1),
    )
    if before is None:
        return None
    actions: dict[uuid.UUID, list[Action]] = {}
    every = listing.list_actions(actor, cycle_id=before.id)
    for action in every:
        actions.setdefault(action.proposal_id, []).append(action)
    decided = proposing.list_proposals(actor, before.id, decided_only=True)
    told = noticed.sentences(actor, cycle, counted=counted, actions=every)
    return tuple(line for each in decided for line in _became(each, actions.get(each.id, ()), told))


def _became(proposal: Proposal, actions: Sequence[Action], noticed_by: Mapping[uuid.UUID, str]) -> Iterator[FollowUp]:
    """What became of a decided proposal: each of its actions, with how many children noticed it, or its no."""
    if proposal.is_refused:
        yield FollowUp(proposal.text, "", str(DECISION_NAMES[Decision.NO]), proposal.decision_words)
    for action in actions:
        said = action.seen.note if action.seen else ""
        told = " ".join(
            filter(None, [said or (action.latest.note if action.latest else ""), noticed_by.get(action.id)])
        )
        yield FollowUp(action.what, action.responsible, state_name(action.state), told)


def _has_practice(cycle_id: uuid.UUID) -> bool:
    query = (
        select(DeidentifiedTranscript.id)
        .join(DeidentifiedTranscript.assignment)
        .where(Assignment.cycle_id == cycle_id, DeidentifiedTranscript.is_practice)
    )
    return db.session.scalar(query.limit(1)) is not None
