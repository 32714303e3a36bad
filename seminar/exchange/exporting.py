"""Takes a cycle's seminar out as a file, for its facilitator: as a project, as a codebook, or as a list of quotes.

Every export stands on the trail, and so does every text whose words are in it.
"""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from seminar.coding import marked_texts
from seminar.exchange import excerpt_lists, excerpts, gathering, project_writing
from seminar.exchange.excerpt_lists import About
from seminar.exchange.guids import guid
from seminar.exchange.project import Project
from seminar.report.outputs import TAGS
from seminar.texts import transcripts
from seminar.themes import codebook
from toolkit import clock
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Cycle
from toolkit.downloads import as_csv
from toolkit.errors import N_, InvalidInput
from toolkit.language import gettext as _

NO_THEMES = N_("There are no themes yet, so there is nothing to take along.")
NO_TEXTS = N_("No interview has been handed over yet, so there is nothing to take along.")
NO_QUOTES = N_("Nothing stands under a theme yet, so there are no quotes to take along.")


class Kind(StrEnum):
    """What kind of file; the value is its ending."""

    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    PROJECT = "qdpx"
    CODEBOOK = "qdc"


class Order(StrEnum):
    """In which order a list of quotes stands."""

    THEME = "theme"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class ExportPage:
    """What there is to take along, in numbers."""

    cycle: Cycle
    texts: int
    children: int
    themes: int
    quotes: int


def open_page(actor: Actor, cycle_id: uuid.UUID) -> ExportPage:
    """What there is to take along from a cycle of the own unit. Raises `NotFound`."""
    actor.require(Role.FACILITATOR)
    cycle = codebook.get_cycle(actor, cycle_id)
    texts = transcripts.list_transcripts(actor, cycle_id)
    return ExportPage(
        cycle,
        len(texts),
        len({text.assignment.child_id for text in texts}),
        len(codebook.list_themes(actor, cycle_id)),
        sum(marked_texts.count_quotes(actor, cycle_id).values()),
    )


def export(actor: Actor, cycle_id: uuid.UUID, *, kind: Kind, order: Order, language: str) -> bytes:
    """The file, put on the trail. Raises `InvalidInput` on «kind» when there is nothing to put into it."""
    actor.require(Role.FACILITATOR)
    if kind is Kind.CODEBOOK:
        return _codebook(actor, cycle_id)
    if kind is Kind.PROJECT:
        return _project(actor, cycle_id)
    return _quotes(actor, cycle_id, kind, order, language)


def _codebook(actor: Actor, cycle_id: uuid.UUID) -> bytes:
    cycle, themes = codebook.get_cycle(actor, cycle_id), codebook.list_themes(actor, cycle_id)
    if not themes:
        raise InvalidInput(NO_THEMES, field="kind")
    codes = gathering.list_codes(themes)
    made = project_writing.write_codebook(Project(gathering.project_name(cycle), gathering.ORIGIN, codes=codes))
    trail.record(actor, Event.CODEBOOK_EXPORTED, cycle_id, format=Kind.CODEBOOK, count=len(themes))
    return made


def _project(actor: Actor, cycle_id: uuid.UUID) -> bytes:
    gathered = gathering.gather(actor, cycle_id)
    if not gathered.texts:
        raise InvalidInput(NO_TEXTS, field="kind")
    nobody = guid("user", cycle_id)
    made = project_writing.write_project(gathered.project, user=nobody, written_at=clock.now())
    for text in gathered.texts:
        transcripts.record_look(actor, text)
    trail.record(
        actor, Event.SEMINAR_EXPORTED, cycle_id, format=Kind.PROJECT, count=len(gathered.texts),
        segments=gathered.codings, left_out=gathered.lost,
    )  # fmt: skip
    return made


def _quotes(actor: Actor, cycle_id: uuid.UUID, kind: Kind, order: Order, language: str) -> bytes:
    cycle, rows = codebook.get_cycle(actor, cycle_id), excerpts.list_rows(actor, cycle_id)
    if not rows:
        raise InvalidInput(NO_QUOTES, field="kind")
    if order is Order.CHILD:
        rows = excerpts.by_child(rows)
    about = About(_("Quotes from the children %(year)s", year=cycle.year), cycle.unit.name, TAGS[language], clock.now())
    if kind is Kind.CSV:
        made = as_csv([excerpt_lists.header(), *map(excerpt_lists.cells, rows)])
    elif kind is Kind.XLSX:
        made = excerpt_lists.as_workbook(rows, about)
    else:
        made = excerpt_lists.as_document(rows, about, by_child=order is Order.CHILD)
    trail.record(actor, Event.SEMINAR_EXPORTED, cycle_id, format=kind, count=len(rows))
    return made
