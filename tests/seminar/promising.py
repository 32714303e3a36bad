"""Proposals that are decided in tests, and actions that go on from there."""

from datetime import date
from typing import Any

from seminar.actions import deciding, listing, progressing
from seminar.actions.models import Action, ActionState, Progress
from seminar.actions.plans import Plan
from seminar.proposals import proposing
from seminar.proposals.models import Decision, Proposal
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit import clock
from toolkit.access import Actor


def propose(seminar: Seminar, text: str = "Ett sms dagen innan.", *, theme: str = "Tillit") -> Proposal:
    """A proposal that waits for a decision."""
    return proposing.write(seminar.leads, seminar.cycle.id, making.a_theme(seminar, theme).id, text=text)


def decide(
    seminar: Seminar, proposal: Proposal, decision: Decision = Decision.YES, *, words: str = "",
    responsible: str = "Team Barn", due: date | None = None, version: int | None = None, actor: Actor | None = None,
    for_children: str = "", **more: Any,
) -> Proposal:  # fmt: skip
    """The unit leader's decision: a yes that is followed up today, unless the test says otherwise."""
    return deciding.decide(
        actor or seminar.decides, seminar.cycle.id, proposal.id, decision=decision, words=words,
        version=proposal.version if version is None else version, for_children=for_children,
        plan=Plan(responsible=responsible, due=due or clock.today(), **more),
    )  # fmt: skip


def actions_of(seminar: Seminar, proposal: Proposal) -> list[Action]:
    """What a proposal has become."""
    return list(listing.list_actions(seminar.decides, proposals=[proposal.id]))


def an_action(seminar: Seminar, text: str = "Ett sms dagen innan.", *, theme: str = "Tillit", **plan: Any) -> Action:
    """A promise with its first action."""
    [action] = actions_of(seminar, decide(seminar, propose(seminar, text, theme=theme), **plan))
    return action


def tell(
    seminar: Seminar, action: Action, state: ActionState | str, *, note: str = "", on: date | None = None,
    actor: Actor | None = None, seen: int | None = None, **more: Any,
) -> Progress:  # fmt: skip
    """A report of today by the unit leader, unless the test says otherwise."""
    return progressing.report(
        actor or seminar.decides, action.id, state=ActionState(state), note=note, on=on or clock.today(),
        seen=len(action.progress) if seen is None else seen, **more,
    )  # fmt: skip


def confirm(
    seminar: Seminar, action: Action, *, is_in_use: bool = True, note: str = "", actor: Actor | None = None
) -> Action:
    """The facilitator has looked, unless the test says who."""
    seen = len(action.progress)
    return progressing.verify(actor or seminar.leads, action.id, is_in_use=is_in_use, note=note, seen=seen)
