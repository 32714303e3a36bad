"""The unit's own version of a guide: every version that was saved is kept, the latest is in use.

A version holds what the unit has changed (`guide_changes`); everything else is what ships. It is written in Swedish,
and stands in every language: what a unit has decided is never contradicted by a translation.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sqlalchemy import select

from interview_guides.guides import Guide, Question
from interview_guides.loader import BASE
from toolkit import content
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, NotFound
from toolkit.interviews import guide_changes
from toolkit.interviews.guide_changes import CardWords, Changes, Difference
from toolkit.interviews.models import GuideEdition
from toolkit.versions import THEIRS_BESIDE_YOURS, require_same

LOOK_ONCE_MORE = N_("Somebody else has changed the guide. Look once more at how it stands.")


def shipped(guide_id: str) -> Guide:
    """The guide as it ships, or as a local file has it. Raises `NotFound`."""
    found = next((guide for guide in content.in_language(BASE).guides if guide.id == guide_id), None)
    if found is None:
        raise NotFound
    return found


def find_latest(unit_id: uuid.UUID, guide_id: str) -> GuideEdition | None:
    """The version in use in a unit; None while the guide is as it ships."""
    return db.session.scalar(
        select(GuideEdition)
        .where(GuideEdition.unit_id == unit_id, GuideEdition.guide_id == guide_id)
        .order_by(GuideEdition.number.desc())
        .limit(1)
    )


def list_latest(unit_id: uuid.UUID) -> Mapping[str, GuideEdition]:
    """The version in use of each guide that a unit has made its own, by guide."""
    rows = db.session.scalars(select(GuideEdition).where(GuideEdition.unit_id == unit_id).order_by(GuideEdition.number))
    return {row.guide_id: row for row in rows}


def list_editions(actor: Actor, guide_id: str) -> Sequence[GuideEdition]:
    """Every version of the own unit, the latest first."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    mine = select(GuideEdition).where(GuideEdition.unit_id == actor.unit_id, GuideEdition.guide_id == guide_id)
    return db.session.scalars(mine.order_by(GuideEdition.number.desc())).all()


def list_differences(editions: Sequence[GuideEdition]) -> Mapping[int, Sequence[Difference]]:
    """What each version did, by its number; `editions` are all of a guide, the latest first."""
    changes = [changes_of(one) for one in (*editions, None)]
    did = (guide_changes.differences(before, after) for after, before in pairwise(changes))
    return {one.number: each for one, each in zip(editions, did, strict=True)}


def get_edition(actor: Actor, guide_id: str, *, number: int) -> GuideEdition:
    """One version of the own unit. Raises `NotFound`."""
    found = next((one for one in list_editions(actor, guide_id) if one.number == number), None)
    if found is None:
        raise NotFound
    return found


def changes_of(edition: GuideEdition | None) -> Changes:
    """What a version has changed; nothing, while there is none."""
    return guide_changes.read(edition.cards) if edition else Changes()


def applied(guide: Guide, edition: GuideEdition | None) -> Guide:
    """The guide as the unit asks it in this version. A card that the guide no longer has is left out."""
    return guide_changes.applied(guide, changes_of(edition))


def every_card(guide: Guide, edition: GuideEdition | None) -> Guide:
    """The same with the cards that are taken out: what was said of them is read, and they can be put back."""
    return guide_changes.every_card(guide, changes_of(edition))


def get_card(actor: Actor, guide_id: str, *, question_id: str) -> Question:
    """A card as the own unit has it, in use or taken out. Raises `NotFound`."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    guide = every_card(shipped(guide_id), find_latest(actor.unit_id, guide_id))
    found = next((card for card in guide.questions if card.id == question_id), None)
    if found is None:
        raise NotFound
    return found


def save_card(actor: Actor, guide_id: str, *, question_id: str, words: CardWords, version: int) -> GuideEdition:
    """A new version, with these words on one card. Raises `NotFound`, and `Overtaken` when somebody else was first."""
    get_card(actor, guide_id, question_id=question_id)
    changes = changes_seen(actor, guide_id, version=version, refusal=THEIRS_BESIDE_YOURS)
    return store(actor, guide_id, changes=replace(changes, words={**changes.words, question_id: words}))


def restore(actor: Actor, guide_id: str, *, number: int) -> GuideEdition:
    """A new version that asks what an earlier one asked; 0 is the guide as it ships. Raises `NotFound`.

    Cards that the unit has written since are taken out, and not lost. Where the latest says the same already, as after
    a second press, it is the one.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    shipped(guide_id)
    latest = find_latest(actor.unit_id, guide_id)
    wanted = changes_of(get_edition(actor, guide_id, number=number)) if number else Changes()
    wanted = wanted.keeping_own_of(changes_of(latest))
    return latest if latest and changes_of(latest) == wanted else store(actor, guide_id, changes=wanted)


def changes_seen(actor: Actor, guide_id: str, *, version: int, refusal: str = LOOK_ONCE_MORE) -> Changes:
    """What stands, to whoever has seen it. Raises `Overtaken` when somebody else was first."""
    latest = find_latest(actor.unit_id, guide_id)
    require_same(latest.number if latest else 0, version, refusal=refusal)
    return changes_of(latest)


def store(actor: Actor, guide_id: str, *, changes: Changes) -> GuideEdition:
    """A new version, for an activity that has looked at what stands."""
    latest = find_latest(actor.unit_id, guide_id)
    edition = GuideEdition(
        unit_id=actor.unit_id,
        guide_id=guide_id,
        number=latest.number + 1 if latest else 1,
        cards=guide_changes.dump(changes),
        made_by_id=actor.id,
    )
    db.session.add(edition)
    db.session.flush()
    trail.record(actor, Event.GUIDE_CHANGED, edition.id)
    return edition
