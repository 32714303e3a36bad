"""Collects what the checks of a report go by: which interviews are in it, who is missing, which quotes could tell."""

import uuid
from collections.abc import Sequence

from interview_guides.age_bands import AgeBand
from seminar.board import hints
from seminar.coding import readings
from seminar.report import drafting, facts, quote_choice, unprintable, writing
from seminar.report.checks import Check, Seen, check
from seminar.report.outline import AnnualReport
from seminar.themes import codebook
from toolkit import content
from toolkit.access import Actor, Role
from toolkit.cycles import progress
from toolkit.cycles.models import Cycle, Sex
from toolkit.language import gettext as _
from toolkit.people import directory
from transcription.deidentification import short_texts
from transcription.deidentification.kinds import HANDLER, Known


def run(actor: Actor, cycle_id: uuid.UUID) -> Sequence[Check]:
    """Look the report of a cycle of the own unit through; the reading is on the trail. Works on the processor."""
    actor.require(Role.FACILITATOR)
    cycle = codebook.get_cycle(actor, cycle_id)
    report = drafting.collect(actor, cycle_id)
    seen = Seen(
        waiting=quote_choice.count_waiting(actor, cycle),
        unread=readings.count_unread_in(actor, cycle.id),
        going=len(progress.list_left_out(cycle.id)),
        unquoted=hints.count_unquoted(actor, cycle.id),
        missing=_missing(actor, cycle),
        identifying=_identifying(actor, report),
        changed=_changed(actor, cycle, report),
        unprintable=tuple((one.sign, one.words) for one in unprintable.find(report, content.current())),
    )
    return check(report, seen, sections=writing.SECTIONS, threshold=cycle.unit.small_group)


def _missing(actor: Actor, cycle: Cycle) -> tuple[str, ...]:
    """The sexes and age bands of the model that no child who was read belongs to."""
    read = readings.children_read(actor, [cycle.id])[cycle.id]
    children = [child for child in facts.list_children(cycle) if child.id in read]
    sexes, bands = {child.sex for child in children}, {child.age_band for child in children}
    names = facts.sex_names()
    return (
        *(names[sex].lower() for sex in (Sex.GIRL, Sex.BOY) if sex not in sexes),
        *(_("%(band)s years", band=band) for band in AgeBand if band not in bands),
    )


def _identifying(actor: Actor, report: AnnualReport) -> tuple[tuple[str, str], ...]:
    """The quotes in which the computer finds what could identify, with the theme that they stand under."""
    rows = [*report.rows, *report.works_well]
    quotes = [(row.name, voice.text) for row in rows for voice in row.voices]
    known = [Known(person.name, HANDLER) for person in directory.list_colleagues(actor)]
    found = short_texts.suggest([words for _theme, words in quotes], known)
    return tuple(quote for quote, one in zip(quotes, found, strict=True) if one.finds)


def _changed(actor: Actor, cycle: Cycle, report: AnnualReport) -> tuple[tuple[str, int], ...]:
    texts = writing.list_texts(actor, cycle.id)
    news = ((one, len(writing.list_news(texts.get(one), writing.get_draft(report, one)))) for one in writing.SECTIONS)
    return tuple((section, number) for section, number in news if number)
