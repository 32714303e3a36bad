"""The number of a theme, which decides its crayon and its key: the next one, and one below 0 while it waits."""

import uuid

from sqlalchemy import func, select

from seminar.themes.models import Theme
from toolkit.db import db
from toolkit.errors import N_, InvalidInput

MOST = 26 * 8  # a label takes three signs at most


def next_slot(cycle_id: uuid.UUID, *, waits: bool) -> int:
    """The next number in a cycle, for whoever is alone with its codebook. Raises `InvalidInput` when there are too
    many."""
    least, most = func.min(Theme.slot), func.max(Theme.slot)
    first, last = db.session.execute(select(least, most).where(Theme.cycle_id == cycle_id)).one()
    slot = min(0, first or 0) - 1 if waits else max(-1, -1 if last is None else last) + 1
    if abs(slot) >= MOST:
        raise InvalidInput(N_("There are more themes than anybody can keep in mind. Remove one first."), field="name")
    return int(slot)


def number(theme: Theme, *, waits: bool) -> None:
    """Let a theme count with the next number, or let it wait without one."""
    theme.slot = theme.position = next_slot(theme.cycle_id, waits=waits)
    theme.is_waiting = waits
    db.session.flush()
