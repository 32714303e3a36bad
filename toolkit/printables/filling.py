"""Sheets filled in for the person who asks: from the unit's guide or an interview's, and with whom a child can call."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from interview_guides.guides import Guide, Variant
from interview_guides.printables import PrintableSheet
from toolkit import content, language
from toolkit.access import Actor, Role
from toolkit.cycles import assignments
from toolkit.cycles.models import Assignment
from toolkit.errors import NotFound
from toolkit.interviews import guide_choice, guide_editions
from toolkit.language import gettext as _
from toolkit.people import directory
from toolkit.printables import cards
from toolkit.printables.sheet import Card, PaperSize, Sheet

FROM_THE_GUIDE = frozenset({"questions", "pocket_guide"})
FILLED_CARDS = {PaperSize.A4: 4, PaperSize.A6: 1}  # of the contact card; the others are for somebody else's number


@dataclass(frozen=True, slots=True)
class Choice:
    """The sheets for one interview: those of the aids that its guide names, and all others."""

    assignment: Assignment
    named: Sequence[PrintableSheet]
    others: Sequence[PrintableSheet]


@dataclass(frozen=True, slots=True)
class _Told:
    """The guide that a sheet takes its cards from."""

    guide: Guide
    variants: tuple[Variant, ...] = ()


def fill(actor: Actor, name: str, *, size: PaperSize, guide_id: str = "") -> Sheet:
    """A sheet with the unit's own guide of this name, or its first, and the person's own number. Raises `NotFound`."""
    _require_unit(actor)
    guides = content.current().guides
    base = next((one for one in guides if one.id == guide_id), None if guide_id else guides[0])
    if base is None:
        raise NotFound
    own = guide_editions.applied(base, guide_editions.find_latest(actor.unit_id, base.id))
    return _filled(actor, name, size, _Told(own.fitting(())))


def fill_for_interview(
    actor: Actor, assignment_id: uuid.UUID, *, name: str, size: PaperSize
) -> tuple[Assignment, Sheet]:
    """A sheet for the own interview, with the cards that are asked in it. Raises `NotFound`."""
    assignment = assignments.get_own(actor, assignment_id)
    used = guide_choice.in_use(assignment, content=content.current())
    return assignment, _filled(actor, name, size, _Told(used.asked, used.variants))


def list_for_interview(actor: Actor, assignment_id: uuid.UUID) -> Choice:
    """The sheets for the own interview: first what its guide needs on the table. Raises `NotFound`."""
    assignment, words = assignments.get_own(actor, assignment_id), content.current()
    asked = guide_choice.in_use(assignment, content=words).asked
    wanted = {code for question in asked.questions for code in question.aids}
    named = [one for one in words.printables if one.id in FROM_THE_GUIDE or wanted & set(one.aids)]
    return Choice(assignment, named, [one for one in words.printables if one not in named])


def _require_unit(actor: Actor) -> None:
    actor.require(Role.SOCIAL_WORKER, Role.FACILITATOR, Role.UNIT_LEADER)


def _filled(actor: Actor, name: str, size: PaperSize, told: _Told) -> Sheet:
    words, unit = content.current(), directory.get_own_unit(actor)
    text = next((one for one in words.printables if one.id == name), None)
    if text is None:
        raise NotFound
    sheet = Sheet(
        text=text,
        size=size,
        language=language.chosen(),
        sender=unit.name,
        drawings={each.id: each.shows for each in words.drawings},
        cards=[Card.written(card) for card in text.cards],
        blank=Card.written(text.blank) if text.blank else None,
    )
    if name == "contact_card":
        return _with_contact(sheet, _contact_of(actor))
    return replace(sheet, cards=[*_cards_from_elsewhere(name, told), *sheet.cards])


def _cards_from_elsewhere(name: str, told: _Told) -> Sequence[Card]:
    words = content.current()
    if name == "questions":
        return cards.of_questions(told.guide)
    if name == "pocket_guide":
        return cards.of_guide(told.guide, variants=told.variants, content=words, headings=_headings())
    return cards.of_places(words) if name == "places" else ()


def _contact_of(actor: Actor) -> Mapping[str, str]:
    person, unit = directory.get_own(actor), directory.get_own_unit(actor)
    return {"name": person.name, "phone": person.phone, "unit_phone": unit.phone}


def _with_contact(sheet: Sheet, known: Mapping[str, str]) -> Sheet:
    """Some with the number of whoever prints it, the others empty, so that somebody else fills in theirs."""
    filled = [Card.written(card, known) for card in sheet.text.cards] * FILLED_CARDS[sheet.size]
    return replace(sheet, cards=filled, blank=Card.written(sheet.text.cards[0]))


def _headings() -> Mapping[str, str]:
    return {
        "before": _("Before you meet"),
        "opening": _("Begin like this"),
        "rules": _("The rules of the talk"),
        "practice": _("To try"),
        "probes": _("To get further"),
        "avoid": _("Avoid"),
        "closing": _("End like this"),
    }
