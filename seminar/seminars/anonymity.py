"""Whose seminar shows no names: then nothing says who wrote what on the board while it went on."""

from datetime import datetime

from sqlalchemy import select

from seminar.seminars.models import Seminar
from toolkit.cycles.models import Cycle
from toolkit.db import db


class Nameless:
    """The times in which a cycle's seminars went on and showed no names."""

    def __init__(self, cycle: Cycle) -> None:
        """For a cycle that the caller holds."""
        query = select(Seminar.shared_at, Seminar.ended_at)
        query = query.where(Seminar.cycle_id == cycle.id, ~Seminar.names_shown, Seminar.shared_at.is_not(None))
        self._times = [(begun, ended) for begun, ended in db.session.execute(query) if begun is not None]

    def is_at(self, moment: datetime) -> bool:
        """Whether such a seminar went on then."""
        return any(begun <= moment and (ended is None or moment <= ended) for begun, ended in self._times)
