"""What stands under the themes: the codings that count, and how many children that is."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, defaultload, load_only

from seminar.coding import readings
from seminar.coding.models import Coding, Excerpt, counts
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Cycle, EndReason
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedTranscript

BARE = (
    load_only(Coding.excerpt_id, Coding.theme_id, Coding.on_board, raiseload=True),
    defaultload(Coding.excerpt).load_only(
        Excerpt.transcript_id, Excerpt.revision, Excerpt.start, Excerpt.end, raiseload=True
    ),
)
"""What tells which child raised what, and which words overlap, without the words."""


@dataclass(frozen=True, slots=True)
class Raised:
    """A theme, and how many of the children who were read have raised it."""

    theme: Theme
    children: int


def list_raised(actor: Actor, cycle_id: uuid.UUID) -> list[Raised]:
    """The themes of a cycle of the own unit in their order, counted in children; no quote is opened for it.

    Retired ones only once the report stands, when there is nothing to choose any more.
    """
    is_open = codebook.get_cycle(actor, cycle_id).is_open
    themes = [each for each in codebook.list_themes(actor, cycle_id) if not (is_open and each.is_retired)]
    read = readings.children_read(actor, [cycle_id])[cycle_id]
    raised: dict[uuid.UUID, set[uuid.UUID]] = {}
    for theme_id, child_id in db.session.execute(_under(actor, select(Coding.theme_id, Assignment.child_id), themes)):
        raised.setdefault(theme_id, set()).add(child_id)
    return [Raised(theme, len(raised.get(theme.id, set()) & read)) for theme in themes]


def list_codings(
    actor: Actor, themes: Iterable[Theme], *, is_opened: bool = True
) -> Mapping[uuid.UUID, Sequence[Coding]]:
    """The excerpts under themes that the caller holds, by theme; those that were marked first come first.

    Without `is_opened` the words stay sealed, for whoever counts many and shows few: `quotes.open_words` opens those.
    """
    rows = db.session.scalars(
        _under(actor, select(Coding), themes)
        .order_by(Coding.created_at)
        .options(
            contains_eager(Coding.excerpt)
            .selectinload(Excerpt.transcript)
            .joinedload(DeidentifiedTranscript.assignment)
            .joinedload(Assignment.child),
            *([] if is_opened else BARE),
        ),
    )
    under: dict[uuid.UUID, list[Coding]] = {}
    for coding in rows:
        under.setdefault(coding.theme_id, []).append(coding)
    return under


def _under(actor: Actor, query: Select[*tuple[Any, ...]], themes: Iterable[Theme]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(Coding)
        .join(Coding.excerpt)
        .join(Excerpt.transcript)
        .join(DeidentifiedTranscript.assignment)
        .join(Assignment.cycle)
        .where(
            Coding.theme_id.in_([theme.id for theme in themes]),
            counts(),
            Cycle.unit_id == actor.unit_id,
            Assignment.end_reason.is_distinct_from(EndReason.WITHDRAWN),
        )
    )
