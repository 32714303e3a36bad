"""Which cards a unit's guide has, and in which order: a card of its own, one taken out, one put back, one moved.

Each is a version like any other. Nothing that an interview was prepared with is changed by it.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import exists, select

from interview_guides import guide_checking
from interview_guides.codes import Countable
from interview_guides.guides import AreaQuestions, Guide, Question, QuestionArea
from interview_guides.linting import combinations
from interview_guides.loader import BASE
from toolkit import clock, content
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, InvalidInput, NotFound, WrongState
from toolkit.interviews import guide_changes, guide_editions
from toolkit.interviews.guide_changes import CardWords, Changes, Difference, OwnCard
from toolkit.interviews.models import GuideEdition, Preparation

MOST_CARDS = 20
"""In one area, with the cards of all variants: nearly twice what any has that ships."""
ONE_SITTING = timedelta(hours=1)
"""Moves by the same person within this time are one version, unless an interview has been prepared with it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands: its area, and whether it is in use."""

    card: Question
    area: QuestionArea
    is_out: bool


def get_place(actor: Actor, guide_id: str, *, question_id: str) -> Place:
    """A card of the own unit's guide, in use or not. Raises `NotFound`."""
    card = guide_editions.get_card(actor, guide_id, question_id=question_id)
    latest = guide_editions.find_latest(actor.unit_id, guide_id)
    area = guide_editions.every_card(guide_editions.shipped(guide_id), latest).area_of(question_id)
    if area is None:
        raise NotFound
    return Place(card, area, question_id in guide_editions.changes_of(latest).out)


def list_taken_out(actor: Actor, guide_id: str) -> Sequence[Place]:
    """The cards that the own unit has taken out, in the order of the guide."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    latest = guide_editions.find_latest(actor.unit_id, guide_id)
    guide = guide_changes.taken_out(guide_editions.shipped(guide_id), guide_editions.changes_of(latest))
    return [Place(card, part.area, is_out=True) for part in guide.areas for card in part.questions]


def list_uncounted(actor: Actor, guide_id: str, *, area: QuestionArea) -> Sequence[Countable]:
    """What could be counted in an area and is on no card in use: a new card can take it on. The youngest are not
    asked to count."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    guide = _in_use(actor, guide_id)
    if guide.age_from < guide_checking.COUNTED_FROM:
        return []
    counted = {card.countable for card in guide.questions}
    countables = content.in_language(BASE).codebook.countables
    return [one for one in countables if one.area == area and one.id not in counted]


def add(
    actor: Actor, guide_id: str, *, area: QuestionArea, words: CardWords, countable: str = "", asks_about: str = ""
) -> str:
    """A card of the unit's own, last in its area; returns its id. Raises `InvalidInput`, and `WrongState` when the
    area is full."""
    uncounted = {one.id for one in list_uncounted(actor, guide_id, area=area)}
    if countable and countable not in uncounted:
        raise InvalidInput(N_("Another card counts that already."), field="countable")
    if countable and not words.count_text:
        raise InvalidInput(N_("Write how it is asked straight out, so that it can be counted."), field="count_text")
    if len(_part(_in_use(actor, guide_id), area).questions) >= MOST_CARDS:
        raise WrongState(N_("There are more cards here than a talk can hold. Take one out first."))
    changes = guide_editions.changes_of(guide_editions.find_latest(actor.unit_id, guide_id))
    name = f"own_{secrets.token_hex(6)}"
    words = words if countable else replace(words, count_text="")
    changes = replace(
        changes,
        words={**changes.words, name: words},
        own={**changes.own, name: OwnCard(area, countable, asks_about)},
        order={one: (*row, name) if one is area else row for one, row in changes.order.items()},
    )
    guide_editions.store(actor, guide_id, changes=changes)
    return name


def remove(actor: Actor, guide_id: str, *, question_id: str, version: int) -> None:
    """Ask a card no more, until it is put back. Raises `Overtaken`, and `WrongState` for the last card of its area.

    Whoever asks for what stands already changes nothing, here as in what follows.
    """
    place = get_place(actor, guide_id, question_id=question_id)
    if place.is_out:
        return
    changes = guide_editions.changes_seen(actor, guide_id, version=version)
    if len(_part(_in_use(actor, guide_id), place.area).questions) == 1:
        raise WrongState(N_("It is the only card of its area. Write another one first."))
    guide_editions.store(actor, guide_id, changes=replace(changes, out=changes.out | {question_id}))


def put_back(actor: Actor, guide_id: str, *, question_id: str, version: int) -> None:
    """Ask a card again, where it stood. Raises `Overtaken`, and `WrongState` when another card counts the same now."""
    place = get_place(actor, guide_id, question_id=question_id)
    if not place.is_out:
        return
    changes = guide_editions.changes_seen(actor, guide_id, version=version)
    if any(_counts_the_same(place.card, other) for other in _in_use(actor, guide_id).questions):
        raise WrongState(N_("Another card counts the same. Take that one out first."))
    guide_editions.store(actor, guide_id, changes=replace(changes, out=changes.out - {question_id}))


def move(actor: Actor, guide_id: str, *, question_id: str, to: int, version: int) -> None:
    """Place a card as number `to`, counted from 1, among those of its area. Raises `NotFound`, and `Overtaken`.

    Beyond the ends it stands first or last.
    """
    place = get_place(actor, guide_id, question_id=question_id)
    if place.is_out:
        raise NotFound
    changes = guide_editions.changes_of(guide_editions.find_latest(actor.unit_id, guide_id))
    every = guide_changes.every_card(guide_editions.shipped(guide_id), changes)
    row = [card.id for card in _part(every, place.area).questions]
    moved = _moved(row, question_id, to, changes)
    if moved != row:
        guide_editions.changes_seen(actor, guide_id, version=version)
        _store_move(actor, guide_id, replace(changes, order={**changes.order, place.area: tuple(moved)}))


def _moved(row: list[str], name: str, to: int, changes: Changes) -> list[str]:
    """The row with the card before the one whose number it gets; what is taken out has no number."""
    others = [one for one in row if one != name]
    shown = [one for one in others if one not in changes.out]
    at = max(0, to - 1)
    before = others.index(shown[at]) if at < len(shown) else len(others)
    return [*others[:before], name, *others[before:]]


def _store_move(actor: Actor, guide_id: str, changes: Changes) -> None:
    latest = guide_editions.find_latest(actor.unit_id, guide_id)
    if latest is not None and _is_being_arranged(actor, latest):
        latest.cards = guide_changes.dump(changes)
        db.session.flush()
        trail.record(actor, Event.GUIDE_CHANGED, latest.id)
    else:
        guide_editions.store(actor, guide_id, changes=changes)


def _is_being_arranged(actor: Actor, latest: GuideEdition) -> bool:
    """Whether the same person has made this version a moment ago, by moving alone, and no interview has it."""
    if latest.made_by_id != actor.id or clock.now() - latest.created_at > ONE_SITTING:
        return False
    if db.session.scalar(select(exists().where(Preparation.edition_id == latest.id))):
        return False
    number, unit = latest.number - 1, latest.unit_id
    before = guide_editions.changes_of(_find(unit, latest.guide_id, number)) if number else Changes()
    return {*guide_changes.differences(before, guide_editions.changes_of(latest))} <= {Difference.MOVED}


def _find(unit_id: uuid.UUID, guide_id: str, number: int) -> GuideEdition | None:
    wanted = (GuideEdition.unit_id == unit_id, GuideEdition.guide_id == guide_id, GuideEdition.number == number)
    return db.session.scalar(select(GuideEdition).where(*wanted))


def _in_use(actor: Actor, guide_id: str) -> Guide:
    latest = guide_editions.find_latest(actor.unit_id, guide_id)
    return guide_editions.applied(guide_editions.shipped(guide_id), latest)


def _part(guide: Guide, area: QuestionArea) -> AreaQuestions:
    found = next((part for part in guide.areas if part.area is area), None)
    if found is None:
        raise NotFound
    return found


def _counts_the_same(card: Question, other: Question) -> bool:
    """Whether both would be asked for the same number in one talk."""
    same = bool(card.countable) and card.countable == other.countable
    return same and any(card.fits(variants) and other.fits(variants) for variants in combinations())
