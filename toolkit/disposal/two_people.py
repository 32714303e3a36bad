"""What cannot be undone takes two people: one proposes, another confirms, and either takes it back before that.

Shared by disposal and the archive. A row is locked while it goes from one state to the next, so that whoever comes
second at the same moment finds it done.
"""

import uuid
from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import func, select

from toolkit.access import Actor
from toolkit.db import db
from toolkit.disposal.decisions import DECIDING
from toolkit.errors import N_, NotFound, WrongState
from toolkit.people.models import Unit

Row = TypeVar("Row", bound=Any)
"""A table with `id`, `unit_id`, `number`, `state` and `proposed_by_id`."""

OWN = N_("You proposed it yourself. Somebody else looks at it and confirms.")
SETTLED = N_("Somebody was before you: this has been confirmed or taken back already.")


def lock_unit(actor: Actor) -> Unit:
    """The own unit, for one proposal after another. Raises `NotFound` for whoever may not decide."""
    actor.require(*DECIDING)
    return db.session.scalars(select(Unit).where(Unit.id == actor.unit_id).with_for_update()).one()


def next_number(table: type[Row], unit: Unit) -> int:
    """The number of the unit's next one; the caller holds the unit's lock."""
    return (db.session.scalar(select(func.max(table.number)).where(table.unit_id == unit.id)) or 0) + 1


def lock(actor: Actor, table: type[Row], *, row_id: uuid.UUID, states: Collection[Any]) -> Row:
    """One of the own unit that is in one of these states. Raises `NotFound`, `WrongState` when it has gone on."""
    actor.require(*DECIDING)
    found: Row | None = db.session.scalar(
        select(table)
        .where(table.id == row_id, table.unit_id == actor.unit_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound
    if found.state not in states:
        raise WrongState(SETTLED)
    return found


def lock_for_other(actor: Actor, table: type[Row], *, row_id: uuid.UUID, states: Collection[Any]) -> Row:
    """The same for the second of two. Raises `WrongState` for the one who proposed it, too."""
    found = lock(actor, table, row_id=row_id, states=states)
    if found.proposed_by_id == actor.id:
        raise WrongState(OWN)
    return found
