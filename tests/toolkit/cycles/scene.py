"""A unit with a cycle to test in: two teams, four workers, a facilitator, a leader, and a stranger from elsewhere."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests import factories as make
from toolkit.access import Actor, Role
from toolkit.cycles import planning
from toolkit.cycles.models import Child, ChildHandler, Cycle
from toolkit.db import db
from toolkit.people.models import Person, Team, Unit

NOVEMBER = datetime(2026, 11, 16, 9, tzinfo=UTC)


@dataclass
class Scene:
    """Everybody and everything, freshly put in the database. Nobody has a child yet."""

    unit: Unit = field(default_factory=make.a_unit)

    def __post_init__(self) -> None:
        """Fill the unit."""
        self.teams: list[Team] = [make.a_team(self.unit, name=name) for name in ("Team Barn", "Team Ungdom")]
        self.facilitator: Person = make.a_person(self.unit, Role.FACILITATOR, name="Karin Öberg")
        self.leader: Person = make.a_person(self.unit, Role.UNIT_LEADER, name="Lena Berg")
        names = ("Sara Lindgren", "Olle Åström", "Ali Hassan", "Maja Ek")
        self.workers: list[Person] = [
            make.a_person(self.unit, Role.SOCIAL_WORKER, name=name, team=self.teams[n % 2])
            for n, name in enumerate(names)
        ]
        self.gone: Person = make.a_person(self.unit, Role.SOCIAL_WORKER, name="Har Slutat", is_active=False)
        self.stranger: Person = make.a_person(make.a_unit(), Role.FACILITATOR, name="Någon Annan")
        self.actor: Actor = make.actor(self.facilitator)
        self.cycle: Cycle = planning.create(self.actor, planning.proposal(self.actor, year=2026))

    def child(self, *handlers: Person, kind: str = "present", **values: Any) -> Child:
        """A child on the list with these handlers."""
        child: Child = make.a_child(self.cycle, **values)
        child.handlers = [ChildHandler(person_id=person.id, kind=kind) for person in handlers]
        db.session.flush()
        return child

    def children(self, many: int) -> list[Child]:
        """Children that the colleague who has left knew, so that everybody fits."""
        return [self.child(self.gone, kind="former") for _ in range(many)]
