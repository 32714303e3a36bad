"""One more child was asked about an action; and what can be told of all who were, without pointing at one.

A tap leaves no line on the trail: a line would say who asked, and when. For a day the table of sent forms remembers
that some form led back to the page, and neither whose nor with which answer.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update

from seminar.actions import listing
from seminar.actions.models import Action
from seminar.visits.models import NoticeCount, Noticed
from toolkit import clock
from toolkit.access import Actor
from toolkit.db import db
from toolkit.disclosure.counts import hide_small, is_enough
from toolkit.disclosure.shown import Shown
from toolkit.errors import N_, InvalidInput, WrongState
from toolkit.people import directory


@dataclass(frozen=True, slots=True)
class NoticedSoFar:
    """What all who were asked at visits have said, as far as it may be told; nothing while they are few."""

    asked: int | None  # None while fewer than the threshold were asked
    threshold: int
    answers: tuple[Shown, ...]  # in the order of `Noticed`


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


def _read(said: str | None) -> Noticed:
    try:
        return Noticed(said or "")
    except ValueError:
        raise InvalidInput(N_("The page could not read what was sent. Go back and try again.")) from None


def so_far(actor: Actor, action: Action) -> NoticedSoFar | None:
    """What can be told of an action that the caller holds; None while nobody was asked."""
    sums = select(*(func.sum(NoticeCount.__table__.c[each.value]) for each in Noticed))
    found = db.session.execute(sums.where(NoticeCount.action_id == action.id)).one()
    numbers = [int(number or 0) for number in found]
    if not sum(numbers):
        return None
    return tell(numbers, threshold=directory.get_own_unit(actor).small_group)


def tell(numbers: Sequence[int], *, threshold: int) -> NoticedSoFar:
    """What can be told of what was said, in the order of `Noticed`."""
    if not is_enough(sum(numbers), threshold=threshold):
        return NoticedSoFar(None, threshold, ())
    return NoticedSoFar(sum(numbers), threshold, hide_small(numbers, threshold=threshold))
