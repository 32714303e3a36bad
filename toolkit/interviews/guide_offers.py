"""Questions that a later room would like to have asked, such as whether children have noticed what was changed.

Each is offered on the pages of the guides, and becomes a card of the unit's own with one press. Nothing is asked that
nobody has put there.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from interview_guides.guide_checking import COUNTED_FROM
from interview_guides.guides import QuestionArea
from toolkit.access import Actor, Role
from toolkit.errors import NotFound
from toolkit.hooks import Hook
from toolkit.interviews import guide_arranging, guide_editions
from toolkit.interviews.guide_changes import CardWords, Changes


@dataclass(frozen=True, slots=True)
class Offer:
    """A question, where it belongs, and what it asks about: a key of the room that offers it, and its words."""

    key: str
    text: str
    area: QuestionArea
    about: str


OFFERS: Hook[Callable[[Actor], Sequence[Offer]]] = Hook("a guide's page is shown", "actions")
"""What the rooms would like to have asked in the unit of the person who looks."""


def list_offers(actor: Actor, guide_id: str) -> Sequence[Offer]:
    """What is offered to a guide and not asked in it. The youngest are not asked for a yes or a no."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    if guide_editions.shipped(guide_id).age_from < COUNTED_FROM:
        return []
    asked = _asked(guide_editions.changes_of(guide_editions.find_latest(actor.unit_id, guide_id)))
    return [offer for ask in OFFERS.each() for offer in ask(actor) if offer.key not in asked]


def accept(actor: Actor, guide_id: str, *, key: str) -> str:
    """Put an offered question into a guide, last in its area; returns the card's id. Twice is once.

    Raises `NotFound` for what is not offered, and `WrongState` when the area is full.
    """
    changes = guide_editions.changes_of(guide_editions.find_latest(actor.unit_id, guide_id))
    card = next((name for name, own in changes.own.items() if own.asks_about == key), None)
    if card is not None and card not in changes.out:
        return card
    offer = next((one for one in list_offers(actor, guide_id) if one.key == key), None)
    if offer is None:
        raise NotFound
    if card is not None:  # it was taken out, and comes back where it stood
        guide_editions.store(actor, guide_id, changes=replace(changes, out=changes.out - {card}))
        return card
    return guide_arranging.add(
        actor, guide_id, area=offer.area, words=CardWords(text=offer.text), asks_about=offer.key
    )  # fmt: skip


def list_asked(unit_id: uuid.UUID) -> frozenset[str]:
    """The keys of everything offered that a unit asks in any of its guides."""
    latest = guide_editions.list_latest(unit_id).values()
    return frozenset(key for edition in latest for key in _asked(guide_editions.changes_of(edition)))


def _asked(changes: Changes) -> set[str]:
    return {own.asks_about for name, own in changes.own.items() if own.asks_about and name not in changes.out}
