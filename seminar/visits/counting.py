"""One more child was asked about an action; and what can be told of all who were, without pointing at one.

A tap leaves no line on the trail: a line would say who asked, and when. For a day the table of sent forms remembers
that some form led back to the page, and neither whose nor with which answer.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update

from seminar.actions import listing
from seminar.actions.models import Action
from seminar.visits.models import NoticeCount, Noticed, NoticeTold
from toolkit import clock
from toolkit.access import Actor
from toolkit.db import db
from toolkit.disclosure import steps
from toolkit.disclosure.shares import Share
from toolkit.disclosure.steps import Told
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.people import directory


@dataclass(frozen=True, slots=True)
class NoticedSoFar:
    """How many of those who were asked at visits had noticed it, as far as that is told; `share` is None before."""

    share: Share | None
    threshold: int


def list_questions(actor: Actor) -> Sequence[Action]:
    """The open actions of the own unit that have a question for children, the nearest day first."""
    return [action for action in listing.list_actions(actor, open_only=True) if action.notice_question]


def count(actor: Actor, action_id: uuid.UUID, *, said: str | None) -> None:
    """Count one child who was asked, and what was tapped. Raises `NotFound`, `InvalidInput` for what is no answer, and
    `WrongState` where there is nothing to ask any more."""
    action = listing.get_action(actor, action_id)
    noticed = _read(said)
    if not (action.is_open and action.notice_question):
        raise WrongState(N_("This is not asked any more. Thank you all the same."))
    month = clock.today().replace(day=1)
    listing.lock(action)
    if db.session.get(NoticeCount, (action_id, month)) is None:
        db.session.add(NoticeCount(action_id=action_id, month=month))
        db.session.flush()
    column = NoticeCount.__table__.c[noticed.value]
    this_month = (NoticeCount.action_id == action_id, NoticeCount.month == month)
    db.session.execute(update(NoticeCount).where(*this_month).values({column.name: column + 1}))
    _weigh(action_id, threshold=directory.get_own_unit(actor).small_group)


def _read(said: str | None) -> Noticed:
    try:
        return Noticed(said or "")
    except ValueError:
        raise InvalidInput(N_("The page could not read what was sent. Go back and try again.")) from None


def _weigh(action_id: uuid.UUID, *, threshold: int) -> None:
    """Tell anew what is far enough from what was told, while the action is locked."""
    counts = _count(action_id)
    row = db.session.get(NoticeTold, action_id)
    before = read_told(row) if row else Told()
    now = steps.go_on(before, count=counts[Noticed.YES], of=sum(counts.values()), threshold=threshold)
    if now != before:
        row = row or NoticeTold(action_id=action_id)
        row.yes, row.asked, row.weighed = now.count, now.of, now.weighed
        db.session.add(row)
        db.session.flush()


def read_told(row: NoticeTold) -> Told:
    """What has been told of an action, as plain numbers."""
    return Told(row.yes, row.asked, row.weighed)


def _count(action_id: uuid.UUID) -> Mapping[Noticed, int]:
    """How often each answer was given."""
    sums = select(*(func.sum(NoticeCount.__table__.c[each.value]) for each in Noticed))
    found = db.session.execute(sums.where(NoticeCount.action_id == action_id)).one()
    return dict(zip(Noticed, (int(number or 0) for number in found), strict=True))


def so_far(actor: Actor, action: Action) -> NoticedSoFar | None:
    """What can be told of an action that the caller holds; None while nobody was asked."""
    if not sum(_count(action.id).values()):
        return None
    told = db.session.get(NoticeTold, action.id)
    return NoticedSoFar(read_told(told).share if told else None, threshold=directory.get_own_unit(actor).small_group)
