"""A unit's changes lie over the guide that ships, whatever becomes of that guide."""

import json
from dataclasses import replace

import pytest

from interview_guides.guide_checking import Need, list_needs
from interview_guides.guides import Guide, Question, QuestionArea
from interview_guides.loader import load
from toolkit.interviews import guide_changes
from toolkit.interviews.guide_changes import CardWords, Changes, Difference, OwnCard, differences

KNOWLEDGE = QuestionArea.KNOWLEDGE
OWN = "own_1"
CHANGES = Changes(
    words={"told_the_reason": CardWords(text="Hur fick du veta?", probes=("Av vem?",)), OWN: CardWords(text="Vårt?")},
    own={OWN: OwnCard(KNOWLEDGE)},
    out=frozenset({"explain_to_friend"}),
    order={KNOWLEDGE: ("wanted_to_know_earlier", "explain_to_friend", OWN, "told_the_reason", "before_moving")},
)


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load(language="sv").guide("guide_9_12")


def names(guide: Guide) -> list[str]:
    return [card.id for card in guide.areas[0].questions]


def with_cards(guide: Guide, *cards: Question) -> Guide:
    first, *others = guide.areas
    return replace(guide, areas=(replace(first, questions=cards), *others))


def test_words_order_own_cards_and_what_is_taken_out(guide: Guide) -> None:
    asked = guide_changes.applied(guide, CHANGES)
    assert names(asked) == ["wanted_to_know_earlier", OWN, "told_the_reason", "before_moving"]
    assert [card.text for card in asked.areas[0].questions[1:3]] == ["Vårt?", "Hur fick du veta?"]
    assert names(guide_changes.taken_out(guide, CHANGES)) == ["explain_to_friend"]
    assert asked.areas[1:] == guide.areas[1:]
    assert guide_changes.applied(guide, Changes()) == guide


def test_a_card_that_ships_no_more_is_left_out(guide: Guide) -> None:
    kept = [card for card in guide.areas[0].questions if card.id != "told_the_reason"]
    assert names(guide_changes.applied(with_cards(guide, *kept), CHANGES)) == [
        "wanted_to_know_earlier", OWN, "before_moving",
    ]  # fmt: skip


def test_a_new_card_stands_after_the_one_that_it_follows(guide: Guide) -> None:
    one, two, three, four = guide.areas[0].questions
    first, between = Question(id="first", text="Ny?"), Question(id="between", text="Ny?")
    newer = with_cards(guide, first, one, two, between, three, four)
    assert names(guide_changes.every_card(newer, CHANGES)) == [
        "first", "wanted_to_know_earlier", "explain_to_friend", OWN, "told_the_reason", "between", "before_moving",
    ]  # fmt: skip


def test_a_unit_without_an_order_of_its_own_has_that_of_the_guide_and_its_cards_last(guide: Guide) -> None:
    asked = guide_changes.applied(guide, replace(CHANGES, order={}, out=frozenset()))
    assert names(asked) == [*names(guide), OWN]


def test_what_can_be_counted_goes_on_being_counted(guide: Guide) -> None:
    card = guide_changes.applied(guide, CHANGES).areas[0].questions[2]
    assert (card.countable, card.count_text) == ("knows_why", guide.areas[0].questions[1].count_text)
    own = replace(CHANGES, own={OWN: OwnCard(KNOWLEDGE, "decides")})
    own = replace(own, words={OWN: CardWords(text="Vad?", count_text="Får du bestämma?")})
    counted = next(one for one in guide_changes.applied(guide, own).questions if one.id == OWN)
    assert (counted.countable, counted.count_text) == ("decides", "Får du bestämma?")


def test_what_is_written_is_read() -> None:
    assert guide_changes.read(guide_changes.dump(CHANGES)) == CHANGES
    assert guide_changes.read("{}") == Changes()


def test_a_version_from_before_cards_could_move_is_its_words() -> None:
    old = {"trust": {"text": "Vem litar du på?", "count_text": "", "probes": ["Hur då?"], "hint": ""}}
    read = guide_changes.read(json.dumps(old))
    assert read == Changes(words={"trust": CardWords(text="Vem litar du på?", probes=("Hur då?",))})


def test_no_own_card_is_lost_by_going_back() -> None:
    back = Changes().keeping_own_of(CHANGES)
    assert (back.out, set(back.words), back.order) == (frozenset({OWN}), {OWN}, {})
    assert CHANGES.keeping_own_of(CHANGES) == CHANGES


def test_what_a_version_did() -> None:
    def did(**later: object) -> list[Difference]:
        return [*differences(CHANGES, replace(CHANGES, **later))]  # type: ignore[arg-type]  # one field at a time

    assert differences(Changes(), CHANGES) == [
        Difference.REWORDED, Difference.ADDED, Difference.TAKEN_OUT, Difference.MOVED,
    ]  # fmt: skip
    assert did() == []
    assert did(out=frozenset()) == [Difference.PUT_BACK]
    assert did(out=CHANGES.out | {OWN}) == [Difference.TAKEN_OUT]
    assert did(order={}) == [Difference.MOVED]
    assert did(words={**CHANGES.words, OWN: CardWords(text="Ert?")}) == [Difference.REWORDED]
    other, row = OwnCard(KNOWLEDGE), (*CHANGES.order[KNOWLEDGE], "own_2")
    more = {**CHANGES.words, "own_2": CardWords(text="Till?")}
    assert did(own={**CHANGES.own, "own_2": other}, order={KNOWLEDGE: row}, words=more) == [Difference.ADDED]


def test_the_needs_of_a_guide(guide: Guide) -> None:
    cards = {card.id: card for card in guide.questions}
    assert list_needs(guide, cards["waiting_then"]) == [Need.WAITING]
    assert list_needs(guide, cards["works_well"]) == [Need.WORKS_WELL]
    assert list_needs(guide, cards["deciding"]) == [Need.COUNTED]
    assert list_needs(guide, cards["hard_when_meeting"]) == []
    assert list_needs(replace(guide, age_from=5), cards["deciding"]) == []
