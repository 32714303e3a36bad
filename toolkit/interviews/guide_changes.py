"""What a unit has made of a guide: other words, cards of its own, cards taken out, another order. Pure.

It is laid over the guide that ships each time it is read, so a newer guide brings its new cards to a unit that has a
version of its own; what the unit has decided of the others stays, and a card that ships no more is left out.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from interview_guides.guides import AreaQuestions, Guide, Question, QuestionArea

PARTS = frozenset({"words", "own", "out", "order"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """What a unit can write on a card."""

    text: str
    count_text: str = ""
    probes: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class OwnCard:
    """Where a card of the unit's own belongs, and the countable question that it settles, if any. `asks_about` is the
    key of what a later room wants to have asked (`guide_offers`)."""

    area: QuestionArea
    countable: str = ""
    asks_about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """By question: other words, and the unit's own cards; what is taken out; by area, all cards in the unit's order."""

    words: Mapping[str, CardWords] = field(default_factory=dict)
    own: Mapping[str, OwnCard] = field(default_factory=dict)
    out: frozenset[str] = frozenset()
    order: Mapping[QuestionArea, tuple[str, ...]] = field(default_factory=dict)

    def keeping_own_of(self, newer: "Changes") -> "Changes":
        """The same, with the own cards of a newer version among those that are taken out: no card is ever lost."""
        missing = newer.own.keys() - self.own.keys()
        words = {name: newer.words[name] for name in newer.own if name in missing}
        own = {name: card for name, card in newer.own.items() if name in missing}
        return replace(self, words={**self.words, **words}, own={**self.own, **own}, out=self.out | missing)


class Difference(StrEnum):
    """What one version says otherwise than the one before it."""

    REWORDED = "reworded"
    ADDED = "added"
    TAKEN_OUT = "taken_out"
    PUT_BACK = "put_back"
    MOVED = "moved"


def differences(before: Changes, after: Changes) -> Sequence[Difference]:
    """In which ways a version differs from the one before it."""
    added = after.own.keys() - before.own.keys()
    known = (before.words.keys() | after.words.keys()) - added
    holds = {
        Difference.REWORDED: any(before.words.get(name) != after.words.get(name) for name in known),
        Difference.ADDED: bool(added - after.out),
        Difference.TAKEN_OUT: bool(after.out - before.out - added),
        Difference.PUT_BACK: bool(before.out - after.out),
        Difference.MOVED: before.order != {area: _without(row, added) for area, row in after.order.items()},
    }
    return [one for one in Difference if holds[one]]


def _without(row: Iterable[str], names: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in row if name not in names)


def every_card(guide: Guide, changes: Changes) -> Guide:
    """The guide with the unit's words and order, and with the cards that are taken out."""
    return replace(guide, areas=tuple(_arranged(part, changes) for part in guide.areas))


def applied(guide: Guide, changes: Changes) -> Guide:
    """The guide as the unit asks it."""
    return _only(every_card(guide, changes), changes, out=False)


def taken_out(guide: Guide, changes: Changes) -> Guide:
    """The guide with nothing but the cards that the unit has taken out."""
    return _only(every_card(guide, changes), changes, out=True)


def _only(guide: Guide, changes: Changes, *, out: bool) -> Guide:
    def kept(part: AreaQuestions) -> AreaQuestions:
        return replace(part, questions=tuple(card for card in part.questions if (card.id in changes.out) is out))

    return replace(guide, areas=tuple(kept(part) for part in guide.areas))


def _arranged(part: AreaQuestions, changes: Changes) -> AreaQuestions:
    cards = {card.id: _worded(card, changes.words.get(card.id)) for card in part.questions}
    for name, own in changes.own.items():
        if own.area is part.area:
            cards[name] = _worded(Question(id=name, text="", countable=own.countable), changes.words[name])
    row = [name for name in changes.order.get(part.area, ()) if name in cards]
    return replace(part, questions=tuple(cards[name] for name in _joined(row, cards)))


def _joined(row: list[str], usual: Iterable[str]) -> list[str]:
    """The cards in the unit's order. One that it has not placed stands after the one that it usually follows."""
    before = None
    for name in usual:
        if name not in row:
            row.insert(row.index(before) + 1 if before else 0, name)
        before = name
    return row


def _worded(card: Question, words: CardWords | None) -> Question:
    if words is None:
        return card
    counted = (words.count_text or card.count_text) if card.countable else card.count_text
    return replace(card, text=words.text, probes=words.probes, hint=words.hint, count_text=counted)


def dump(changes: Changes) -> str:
    """The changes as JSON."""
    parts = {
        "words": {name: asdict(words) for name, words in changes.words.items()},
        "own": {name: asdict(card) for name, card in changes.own.items()},
        "out": sorted(changes.out),
        "order": changes.order,
    }
    return json.dumps(parts, ensure_ascii=False)


def read(text: str) -> Changes:
    """What `dump` wrote. A version from before cards could be added or moved is its words alone."""
    parts = json.loads(text)
    if not parts.keys() <= PARTS:
        parts = {"words": parts}
    return Changes(
        words={
            name: CardWords(**{**words, "probes": tuple(words["probes"])})
            for name, words in parts.get("words", {}).items()
        },
        own={
            name: OwnCard(QuestionArea(card["area"]), card["countable"], card.get("asks_about", ""))
            for name, card in parts.get("own", {}).items()
        },
        out=frozenset(parts.get("out", ())),
        order={QuestionArea(area): tuple(row) for area, row in parts.get("order", {}).items()},
    )
