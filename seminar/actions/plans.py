"""What is done because of a promise: one or several actions, each with somebody responsible and a day.

A promise begins with one action, which `deciding` makes. More are added and each is changed for as long as it is open.
"""

import uuid
from dataclasses import dataclass
from datetime import date

from seminar.actions import listing
from seminar.actions.models import Action, ActionKind
from seminar.proposals import follow_up, proposing
from seminar.proposals.models import Proposal
from toolkit import clock, versions
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, WrongState, refuse_all
from toolkit.people import directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an action says of itself. `what` may be empty: then it is what was promised."""

    what: str = ""
    kind: ActionKind = ActionKind.OTHER
    responsible: str = ""
    due: date | None = None
    indicator: str = ""
    goal: str = ""
    notice_question: str = ""


def begin(actor: Actor, proposal: Proposal, *, plan: Plan) -> Action:
    """An action because of a promise that the caller holds. Raises `InvalidInput` without somebody responsible, or a
    day from the decision on."""
    refuse_all(list_problems(plan, since=proposal.decided_on or clock.today()))
    action = Action(
        unit_id=proposal.theme.cycle.unit_id, proposal=proposal, cycle_id=proposal.theme.cycle_id,
        created_by_id=actor.id, due=_day_of(plan), responsible=plan.responsible, what=plan.what or proposal.promised,
    )  # fmt: skip
    _fill(actor, action, plan)
    db.session.add(action)
    db.session.flush()
    trail.record(actor, Event.ACTION_BEGUN, action.id)
    return action


def add(actor: Actor, cycle_id: uuid.UUID, proposal_id: uuid.UUID, *, plan: Plan) -> Action:
    """One more action because of a promise; also when its year is closed. Raises `WrongState` where nothing was
    promised, and `InvalidInput` as `begin`."""
    actor.require(Role.UNIT_LEADER)
    proposal = proposing.get_proposal(actor, cycle_id, proposal_id)
    if not proposal.is_promise:
        raise WrongState(N_("Only what has been decided becomes an action."))
    refuse_all([*_unsaid(plan), *list_problems(plan, since=proposal.decided_on or clock.today())])
    return begin(actor, proposal, plan=plan)


def change(actor: Actor, action_id: uuid.UUID, *, plan: Plan, version: int) -> Action:
    """Change what an open action says. Raises `Overtaken` when somebody else was first, `WrongState` once it is
    closed, and `InvalidInput` for another day that is past or far; the day that stands may stay."""
    actor.require(Role.UNIT_LEADER)
    action = listing.get_action(actor, action_id)
    listing.require_open(action)
    versions.require(action, version, refusal=versions.THEIRS_BESIDE_YOURS)
    refuse_all([*_unsaid(plan), *list_problems(plan, since=clock.today(), stands=action.due)])
    _fill(actor, action, plan)
    db.session.flush()
    trail.record(actor, Event.ACTION_CHANGED, action.id)
    return action


def is_of(plan: Plan, action: Action) -> bool:
    """Whether the action says what the plan does; a name in other capital letters is the same name."""
    if plan.what and plan.what != action.what:
        return False
    said = (
        action.responsible.casefold(),
        action.due,
        action.kind,
        action.indicator,
        action.goal,
        action.notice_question,
    )
    return said == (plan.responsible.casefold(), plan.due, plan.kind, plan.indicator, plan.goal, plan.notice_question)


def list_problems(plan: Plan, *, since: date, stands: date | None = None) -> list[InvalidInput]:
    """What a plan lacks: somebody responsible, and a day. Another day than `stands` is not before `since`, nor far."""
    problems = []
    if not any(sign.isalpha() for sign in plan.responsible):  # a drawn face or a dash is nobody
        problems.append(InvalidInput(N_("Write who is responsible: a person or a group."), field="responsible"))
    try:
        if _day_of(plan) != stands:
            follow_up.check_day(plan.due, since=since)
    except InvalidInput as problem:
        problems.append(problem)
    return problems


def _unsaid(plan: Plan) -> list[InvalidInput]:
    return [] if plan.what else [InvalidInput(N_("Write what is to be done."), field="what")]


def _fill(actor: Actor, action: Action, plan: Plan) -> None:
    people = {person.name.casefold(): person for person in directory.list_colleagues(actor)}
    teams = {team.name.casefold(): team for team in directory.list_teams(actor)}
    person, team = people.get(plan.responsible.casefold()), teams.get(plan.responsible.casefold())
    action.what = plan.what or action.what
    action.kind, action.indicator, action.goal = plan.kind, plan.indicator, plan.goal
    action.responsible = person.name if person else team.name if team else plan.responsible
    action.responsible_id = person.id if person else None
    action.responsible_team_id = team.id if team and not person else None
    action.due, action.notice_question = _day_of(plan), plan.notice_question


def _day_of(plan: Plan) -> date:
    if plan.due is None:
        raise InvalidInput(N_("Choose the day when you follow it up."), field="due")
    return plan.due
