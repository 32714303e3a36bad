"""What stands under the themes: the codings that count, and how many children that is."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from seminar.coding import listed, readings
from seminar.coding.listed import ListedCoding
from seminar.coding.models import Coding, Excerpt, counts
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit.access import Actor
from toolkit.cycles.models import Assignment, Cycle, EndReason
from toolkit.db import db
from transcription.transcripts.models import DeidentifiedTranscript


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
) -> Mapping[uuid.UUID, Sequence[ListedCoding]]:
    """The excerpts under themes that the caller holds, by theme; those that were marked first come first.

    Without `is_opened` the words stay sealed, for whoever counts many and shows few: `listed.open_words` opens those.
    """
    found = listed.read(_under(actor, select(*listed.PLAIN), themes).join(Assignment.child).order_by(Coding.created_at))
    if is_opened:
        listed.open_words(coding.excerpt for coding in found)
    under: dict[uuid.UUID, list[ListedCoding]] = {}
    for coding in found:
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
