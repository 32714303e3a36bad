"""Whether children notice what was changed: each action's question, offered to the guides, counted at the seminar."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from interview_guides.codes import Countable
from interview_guides.guides import QuestionArea
from seminar.actions import listing
from seminar.actions.models import Action, ActionState
from seminar.answers.own_questions import PREFIX, OwnQuestion
from seminar.proposals.models import Proposal
from seminar.themes.models import Area, Theme
from toolkit import clock
from toolkit.access import Actor
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.interviews import guide_offers
from toolkit.interviews.guide_offers import Offer
from toolkit.language import gettext as _

YEARS = 3
"""For so many years after it was promised children are asked about an action."""


def list_offers(actor: Actor) -> Sequence[Offer]:
    """The questions of the own unit's actions that a guide could ask: of the latest years, and not given up."""
    since = clock.today().year - YEARS
    return [
        Offer(str(action.id), action.notice_question, _area(action.proposal.theme.area), action.what)
        for action in listing.list_actions(actor)
        if action.notice_question and action.cycle.year >= since and action.state is not ActionState.GIVEN_UP
    ]


def list_questions(actor: Actor, cycle: Cycle) -> Sequence[OwnQuestion]:
    """The questions of actions from earlier years than a cycle that the caller holds, and whether a guide asks them."""
    of_theme = select(Action.id, Action.notice_question, Theme.area).join(Action.proposal).join(Proposal.theme)
    earlier = of_theme.join(Action.cycle).where(Action.unit_id == actor.unit_id, Cycle.year < cycle.year)
    rows = [row for row in db.session.execute(earlier.order_by(Action.created_at, Action.id)) if row.notice_question]
    asked = guide_offers.list_asked(actor.unit_id) if rows else frozenset()
    return [
        OwnQuestion(countable(row.id, row.notice_question, row.area), is_asked=str(row.id) in asked) for row in rows
    ]


def countable(action_id: uuid.UUID, question: str, area: Area) -> Countable:
    """The question as one whose answers are counted."""
    told = _(
        "To the question “%(question)s” %(share)s said yes.",
        question=question.translate({123: "{{", 125: "}}"}), share="{share}",
    )  # fmt: skip
    return Countable(
        id=f"{PREFIX}{action_id}", area=_area(area), name=question, question=question, told=told, rules=(), themes=()
    )


def _area(area: Area) -> QuestionArea:
    """What works well is asked where the child's own say is."""
    return QuestionArea.PARTICIPATION if area is Area.WORKS_WELL else QuestionArea(area)
