"""Themes of an earlier year, taken over into this one: the same theme, so that the years can be compared.

What is taken over has the lineage of the theme that it came from; names and words may go their own way after that.
"""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import undefer

from seminar.changes import following
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Cycle
from toolkit.db import db


def list_years(actor: Actor, cycle_id: uuid.UUID) -> Sequence[Cycle]:
    """The cycles of the own unit before this one that have themes, the latest first. For the facilitator."""
    following.require_leading(actor)
    this = codebook.get_cycle(actor, cycle_id)
    before = or_(Cycle.year < this.year, and_(Cycle.year == this.year, Cycle.created_at < this.created_at))
    themed = select(Theme.cycle_id).where(_is_in_use())
    query = select(Cycle).where(Cycle.unit_id == actor.unit_id, before, Cycle.id != this.id, Cycle.id.in_(themed))
    return db.session.scalars(query.order_by(Cycle.year.desc(), Cycle.created_at.desc())).all()


def list_offered(actor: Actor, cycle_id: uuid.UUID, *, of: uuid.UUID) -> list[Theme]:
    """The themes of an earlier year that are not here yet, in their order. None of one that is no earlier year."""
    if of not in {year.id for year in list_years(actor, cycle_id)}:
        return []
    query = select(Theme).where(Theme.cycle_id == of, _is_in_use()).options(undefer(Theme.definition))
    there = db.session.scalars(query.order_by(Theme.position, Theme.slot)).all()
    here = codebook.list_themes(actor, cycle_id, with_merged=True)
    lineages, taken = {theme.lineage_id for theme in here}, codebook.list_taken(actor, cycle_id) - {None}
    return [each for each in there if each.lineage_id not in lineages and each.codebook_id not in taken]


def adopt(actor: Actor, cycle_id: uuid.UUID, *, of: uuid.UUID, theme_ids: Collection[uuid.UUID]) -> int:
    """Take over these themes of an earlier year; returns how many that was. What is here already is left as it is.

    A theme that the group has written under the same name is the one of last year, and keeps its own words.
    """
    codebook.lead_alone(actor, cycle_id)
    chosen = [theme for theme in list_offered(actor, cycle_id, of=of) if theme.id in theme_ids]
    for theme in chosen:
        own = codebook.find_named(actor, cycle_id, theme.name, area=theme.area)
        if own is None:
            codebook.put(
                actor, cycle_id, name=theme.name, area=theme.area, definition=theme.definition,
                codebook_id=theme.codebook_id, lineage_id=theme.lineage_id,
            )  # fmt: skip
        else:
            own.lineage_id, own.codebook_id = theme.lineage_id, own.codebook_id or theme.codebook_id
            db.session.flush()
            trail.record(actor, Event.THEME_CHANGED, own.id, area=own.area)
            codebook.set_retired(actor, own, is_retired=False)
    return len(chosen)


def _is_in_use() -> ColumnElement[bool]:
    return Theme.merged_into_id.is_(None) & Theme.retired_at.is_(None) & Theme.is_waiting.is_(False)
