"""A seminar with proposals to vote on, and dots of others, so that enough have voted for theirs to be shown."""

import uuid

from seminar.proposals import proposing, voting
from seminar.proposals.models import Dot, Proposal
from seminar.seminars import planning
from seminar.seminars.models import Seminar
from tests import factories as make
from tests.seminar import making
from tests.seminar.seminars import days
from toolkit.access import Actor, Role
from toolkit.db import db


def an_open_seminar(*texts: str) -> making.Seminar:
    """With these proposals, and the worker among those who take part."""
    found = making.a_seminar()
    for text in texts:
        proposing.write(found.leads, found.cycle.id, making.a_theme(found).id, text=text)
    planning.open_seminar(found.leads, found.cycle.id, days.a_day(found, found.worker).id)
    db.session.commit()
    return found


def open_for(seminar: making.Seminar) -> Actor:
    """The worker, while the voting is open."""
    voting.open_with(seminar.leads, seminar.cycle.id, dots=2)
    db.session.commit()
    return make.actor(seminar.worker)


def proposals(seminar: making.Seminar) -> list[Proposal]:
    """Everything that can be voted on."""
    return list(proposing.list_proposals(seminar.leads, seminar.cycle.id))


def by_others(cycle_id: uuid.UUID, proposal_id: uuid.UUID, *, many: int = 2) -> None:
    """So many of the unit put their first dot on a proposal, at the seminar of the cycle."""
    [day] = db.session.query(Seminar).where(Seminar.cycle_id == cycle_id)
    for _ in range(many):
        person = make.a_person(day.cycle.unit, Role.SOCIAL_WORKER)
        db.session.add(Dot(seminar_id=day.id, person_id=person.id, number=1, proposal_id=proposal_id))
    db.session.commit()
