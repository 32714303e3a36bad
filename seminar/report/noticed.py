"""What children say in their interviews of an action of an earlier year: x of n, year by year, and never a trend.

Each year's number is told by that year's own memory of what was published.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from interview_guides.codes import CountableAnswer
from seminar.actions import noticing
from seminar.actions.models import Action
from seminar.answers import counting, wording
from seminar.answers.counting import Counted
from seminar.answers.own_questions import PREFIX
from seminar.published import publications
from toolkit.access import Actor
from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import NOT_SAID
from toolkit.language import gettext as _


@dataclass(frozen=True, slots=True)
class NoticedIn:
    """How many of the children of a year said that they had noticed something, as far as it may be told."""

    cycle: Cycle
    share: Share


def over_years(actor: Actor, action: Action) -> Sequence[NoticedIn]:
    """The years after its own in which children were asked about an action that the caller holds, the first first."""
    if not action.notice_question:
        return []
    later = select(Cycle).where(Cycle.unit_id == actor.unit_id, Cycle.year > action.cycle.year)
    question = noticing.countable(action.id, action.notice_question, action.proposal.theme.area)
    found = []
    cycles = db.session.scalars(later.order_by(Cycle.year, Cycle.name)).all()
    memories = publications.recall_each(cycles)
    for cycle in cycles:
        counted = counting.count_each(actor, cycle, of=[question], memory=memories[cycle.id])
        found += [NoticedIn(cycle, _share(one)) for one in counted]
    return found


def sentences(
    actor: Actor, cycle: Cycle, *, counted: tuple[Counted, ...], actions: Sequence[Action]
) -> Mapping[uuid.UUID, str]:
    """What a year's report says of some actions: how many noticed it now, and the years before, by the action's id."""
    now = {one.countable.id: wording.sentences([one]) for one in counting.about_actions(counted)}
    told: dict[uuid.UUID, str] = {}
    for action in actions:
        said = now.get(f"{PREFIX}{action.id}")
        if said:
            told[action.id] = " ".join([said, *_before(actor, cycle, action)])
    return told


def _before(actor: Actor, cycle: Cycle, action: Action) -> list[str]:
    earlier = [
        one for one in over_years(actor, action) if one.cycle.year < cycle.year and not one.share.count.is_hidden
    ]
    return [
        _("In %(year)s it was %(count)s of %(of)s. Other children were asked then.",
          year=one.cycle.name, count=one.share.count.value, of=one.share.of.value)
        for one in earlier[-1:]
    ]  # fmt: skip


def _share(counted: Counted) -> Share:
    return Share(counted.numbers.get(CountableAnswer.YES, NOT_SAID), counted.of)
