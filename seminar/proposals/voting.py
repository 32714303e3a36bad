"""Voting on proposals with a few dots each: what many want is seen, and nobody's choice.

A person has so many dots at a seminar, and puts at most one on a proposal: nobody's own wish drowns the others'. While
the voting is open nobody sees how many a proposal has, so that the first dots do not draw the rest; afterwards all do,
when enough have voted (`results`).
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import case, func, select

from seminar.changes import following, log
from seminar.changes.models import ChangeKind
from seminar.proposals import proposing
from seminar.proposals.models import Dot
from seminar.proposals.results import FEWEST
from seminar.seminars.models import Participant, Seminar, State, Voting
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles import states
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState

MOST = 9


@dataclass(frozen=True, slots=True)
class Ballot:
    """The voting of a seminar as somebody sees it: where their own dots are, and how many there are of all."""

    seminar: Seminar
    own: frozenset[uuid.UUID]
    placed: int  # by everybody
    voters: int

    @property
    def is_open(self) -> bool:
        """Whether dots can be put."""
        return self.seminar.voting is Voting.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether everybody sees what came of it."""
        return self.seminar.voting is Voting.CLOSED

    @property
    def is_few(self) -> bool:
        """Whether so few have voted that their dots would stay hidden if it were closed now."""
        return self.voters < FEWEST

    @property
    def left(self) -> int:
        """How many dots the person has in hand."""
        return max(0, self.seminar.dots - len(self.own))


def find_ballot(actor: Actor, cycle_id: uuid.UUID) -> Ballot | None:
    """The voting of the seminar that is open in a cycle that the person follows. Raises `NotFound` for who does not."""
    seminar = _find_open(following.get_followed(actor, cycle_id))
    if seminar is None:
        return None
    own = select(Dot.proposal_id).where(Dot.seminar_id == seminar.id, Dot.person_id == actor.id)
    placed = select(func.count()).where(Dot.seminar_id == seminar.id)
    voters = select(func.count(Dot.person_id.distinct())).where(Dot.seminar_id == seminar.id)
    return Ballot(
        seminar, frozenset(db.session.scalars(own)), db.session.scalar(placed) or 0, db.session.scalar(voters) or 0
    )


def has_dots(proposal_id: uuid.UUID) -> bool:
    """Whether anybody has put a dot on a proposal that the caller holds."""
    return db.session.scalar(select(Dot.id).where(Dot.proposal_id == proposal_id).limit(1)) is not None


def open_with(actor: Actor, cycle_id: uuid.UUID, *, dots: int) -> None:
    """Open the voting of the seminar that is open, with so many dots for each person. Raises `InvalidInput`."""
    if not 1 <= dots <= MOST:
        raise InvalidInput(N_("Give each person between one and nine dots."), field="dots")
    seminar = _led(actor, cycle_id)
    seminar.dots = dots
    _turn(actor, seminar, Voting.OPEN)


def reopen(actor: Actor, cycle_id: uuid.UUID) -> None:
    """Open the voting once more, with the dots that stand."""
    _turn(actor, _led(actor, cycle_id), Voting.OPEN)


def close(actor: Actor, cycle_id: uuid.UUID) -> None:
    """Close the voting: the dots stay where they are, and everybody sees how many there are."""
    _turn(actor, _led(actor, cycle_id), Voting.CLOSED)


def end(actor: Actor, seminar: Seminar) -> None:
    """A seminar that the caller holds ends: a voting that is open is closed with it, since nobody could close it
    later."""
    if seminar.voting is Voting.OPEN:
        _turn(actor, seminar, Voting.CLOSED)


def place(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> None:
    """Put a dot on a proposal; where one of one's own is already, it stays. Raises `WrongState` when none is left."""
    seminar, own = _ballot_of(actor, cycle_id, proposal_id)
    if any(dot.proposal_id == proposal_id for dot in own):
        return
    free = next((number for number in range(1, seminar.dots + 1) if number not in {dot.number for dot in own}), None)
    if free is None:
        raise WrongState(N_("All your dots are placed. Take one back first."))
    db.session.add(Dot(seminar_id=seminar.id, person_id=actor.id, number=free, proposal_id=proposal_id))
    _tell(actor, seminar)


def take_back(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> None:
    """Take one's dot back from a proposal; where none is, nothing happens."""
    seminar, own = _ballot_of(actor, cycle_id, proposal_id)
    for dot in own:
        if dot.proposal_id == proposal_id:
            db.session.delete(dot)
            _tell(actor, seminar)


def _tell(actor: Actor, seminar: Seminar) -> None:
    """That somebody voted: the trail says who took part, and neither it nor the log says for what."""
    db.session.flush()
    trail.record(actor, Event.VOTED, seminar.id)
    log.append(None, seminar.cycle_id, ChangeKind.VOTED, of=seminar.id)


def _turn(actor: Actor, seminar: Seminar, voting: Voting) -> None:
    if seminar.voting is voting:
        return
    seminar.voting = voting
    db.session.flush()
    is_open = voting is Voting.OPEN
    trail.record(actor, Event.VOTING_OPENED if is_open else Event.VOTING_CLOSED, seminar.id)
    kind = ChangeKind.VOTING_OPENED if is_open else ChangeKind.VOTING_CLOSED
    log.append(actor, seminar.cycle_id, kind, of=seminar.id)


def _led(actor: Actor, cycle_id: uuid.UUID) -> Seminar:
    """The seminar that is open, for the facilitator alone, until the commit."""
    following.require_leading(actor)
    cycle = following.get_followed(actor, cycle_id)
    states.require_open(cycle.id)
    seminar = _find_open(cycle)
    if seminar is None:
        raise WrongState(N_("Open the seminar first. Then the group can vote."))
    return _locked(seminar)


def _ballot_of(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID) -> tuple[Seminar, list[Dot]]:
    """The seminar and the person's own dots, where they may vote now: one of their dots after the other."""
    cycle = following.get_followed(actor, cycle_id)
    proposal = proposing.get_proposal(actor, cycle_id, proposal_id)
    seminar = _find_open(cycle)
    if seminar is None or not (following.leads(actor) or _is_invited(actor, seminar)):
        raise NotFound
    states.require_open(cycle.id)
    if _locked(seminar).voting is not Voting.OPEN or proposal.decided_at is not None:
        raise WrongState(N_("The voting is not open now."))
    own = select(Dot).where(Dot.seminar_id == seminar.id, Dot.person_id == actor.id).order_by(Dot.number)
    return seminar, list(db.session.scalars(own))


def _find_open(cycle: Cycle) -> Seminar | None:
    """The seminar of a cycle that goes on; where there are several, one whose voting is open."""
    query = select(Seminar).where(Seminar.cycle_id == cycle.id, Seminar.state == State.OPEN)
    first = case((Seminar.voting == Voting.OPEN, 0), else_=1)
    return db.session.scalar(query.order_by(first, Seminar.opened_at.desc(), Seminar.id).limit(1))


def _is_invited(actor: Actor, seminar: Seminar) -> bool:
    place_of = select(Participant.id).where(Participant.seminar_id == seminar.id, Participant.person_id == actor.id)
    return db.session.scalar(place_of) is not None


def _locked(seminar: Seminar) -> Seminar:
    """The seminar as it is now; nobody else votes in it, opens or closes it until the commit."""
    alone = select(Seminar).where(Seminar.id == seminar.id).with_for_update()
    return db.session.scalars(alone.execution_options(populate_existing=True)).one()
