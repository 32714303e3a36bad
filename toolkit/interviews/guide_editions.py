"""The unit's own words on the cards of a guide: every version that was saved is kept, the latest is in use.

A version holds the cards that the unit has changed; every other card is the one that ships. It is written in Swedish,
and stands in every language: what a unit has decided is never contradicted by a translation.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy import select

from interview_guides.guides import Guide, Question
from interview_guides.loader import BASE
from toolkit import content
from toolkit.access import Actor, Role
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import NotFound
from toolkit.interviews.models import GuideEdition
from toolkit.versions import THEIRS_BESIDE_YOURS, require_same


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """What a unit can change on a card."""

    text: str
    count_text: str = ""
    probes: tuple[str, ...] = ()
    hint: str = ""


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


def list_editions(actor: Actor, guide_id: str) -> Sequence[GuideEdition]:
    """Every version of the own unit, the latest first."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    mine = select(GuideEdition).where(GuideEdition.unit_id == actor.unit_id, GuideEdition.guide_id == guide_id)
    return db.session.scalars(mine.order_by(GuideEdition.number.desc())).all()


def get_edition(actor: Actor, guide_id: str, *, number: int) -> GuideEdition:
    """One version of the own unit. Raises `NotFound`."""
    found = next((one for one in list_editions(actor, guide_id) if one.number == number), None)
    if found is None:
        raise NotFound
    return found


def applied(guide: Guide, edition: GuideEdition | None) -> Guide:
    """The guide with the unit's words on its cards. A card that the guide no longer has is left out."""
    if edition is None:
        return guide
    own = _read(edition)

    def worded(card: Question) -> Question:
        words = own.get(card.id)
        if words is None:
            return card
        counted = words.count_text if card.countable and words.count_text else card.count_text
        return replace(card, text=words.text, probes=words.probes, hint=words.hint, count_text=counted)

    areas = (replace(part, questions=tuple(worded(card) for card in part.questions)) for part in guide.areas)
    return replace(guide, areas=tuple(areas))


def get_card(actor: Actor, guide_id: str, *, question_id: str) -> Question:
    """A card as the own unit has it. Raises `NotFound`."""
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    guide = applied(shipped(guide_id), find_latest(actor.unit_id, guide_id))
    found = next((card for card in guide.questions if card.id == question_id), None)
    if found is None:
        raise NotFound
    return found


def save_card(actor: Actor, guide_id: str, *, question_id: str, words: CardWords, version: int) -> GuideEdition:
    """A new version, with these words on one card. Raises `NotFound`, and `Overtaken` when somebody else was first."""
    get_card(actor, guide_id, question_id=question_id)
    latest = find_latest(actor.unit_id, guide_id)
    require_same(latest.number if latest else 0, version, refusal=THEIRS_BESIDE_YOURS)
    return _add(actor, guide_id, {**(_read(latest) if latest else {}), question_id: words})


def restore(actor: Actor, guide_id: str, *, number: int) -> GuideEdition:
    """A new version that says what an earlier one said; 0 is the guide as it ships. Raises `NotFound`.

    Where the latest says the same already, as after a second press, it is the one.
    """
    actor.require(Role.FACILITATOR, Role.UNIT_LEADER)
    shipped(guide_id)
    cards = _read(get_edition(actor, guide_id, number=number)) if number else {}
    latest = find_latest(actor.unit_id, guide_id)
    return latest if latest and _read(latest) == cards else _add(actor, guide_id, cards)


def _add(actor: Actor, guide_id: str, cards: dict[str, CardWords]) -> GuideEdition:
    latest = find_latest(actor.unit_id, guide_id)
    edition = GuideEdition(
        unit_id=actor.unit_id,
        guide_id=guide_id,
        number=latest.number + 1 if latest else 1,
        cards=json.dumps({name: asdict(words) for name, words in cards.items()}, ensure_ascii=False),
        made_by_id=actor.id,
    )
    db.session.add(edition)
    db.session.flush()
    trail.record(actor, Event.GUIDE_CHANGED, edition.id)
    return edition


def _read(edition: GuideEdition) -> dict[str, CardWords]:
    cards = json.loads(edition.cards)
    return {name: CardWords(**{**words, "probes": tuple(words["probes"])}) for name, words in cards.items()}
