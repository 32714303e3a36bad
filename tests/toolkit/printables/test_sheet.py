"""How cards are dealt onto papers, and which words they take from elsewhere."""

from dataclasses import replace

import pytest

from interview_guides.content import Content
from interview_guides.guides import Variant
from interview_guides.linting import combinations
from interview_guides.loader import load
from interview_guides.printables import Deck
from toolkit.printables import cards
from toolkit.printables.sheet import Card, PaperSize, Sheet

HEADINGS = {name: name for name in ("before", "opening", "rules", "practice", "probes", "avoid", "closing")}


@pytest.fixture(scope="module")
def content() -> Content:
    return load()


def a_deck(content: Content, number: int, *, size: PaperSize = PaperSize.A4, blank: bool = True) -> Sheet:
    text = content.printable("feelings")
    written = [Card(words=str(n)) for n in range(number)]
    return Sheet(text, size, "sv", "Barn och unga", cards=written, blank=Card(lines=1) if blank else None)


@pytest.mark.parametrize(("number", "papers"), [(1, 1), (7, 1), (8, 2), (12, 2), (16, 3)])
def test_what_is_left_of_a_paper_is_blank_cards_and_one_at_least(content: Content, number: int, papers: int) -> None:
    dealt = a_deck(content, number).papers
    assert [len(paper) for paper in dealt] == [8] * papers
    assert dealt[-1][-1] == Card(lines=1)


def test_without_a_blank_card_a_paper_may_end_early(content: Content) -> None:
    assert [len(paper) for paper in a_deck(content, 10, blank=False).papers] == [8, 2]


def test_on_small_paper_each_card_has_its_own(content: Content) -> None:
    assert [len(paper) for paper in a_deck(content, 3, size=PaperSize.A6).papers] == [1, 1, 1, 1]


@pytest.mark.parametrize("deck", Deck)
def test_a_card_has_the_same_proportions_on_both_papers(content: Content, deck: Deck) -> None:
    text = replace(content.printable("feelings"), deck=deck)
    large, small = (Sheet(text, size, "sv", "") for size in PaperSize)
    columns, rows = large.grid
    assert large.width / columns / (large.height / rows) == pytest.approx(small.width / small.height, rel=0.02)


def test_a_face_stands_by_its_word(content: Content) -> None:
    for name, first, last in (("scale", "face_3", "face_1"), ("scale_five", "five_5", "five_1")):
        text = content.printable(name)
        faces = Sheet(text, PaperSize.A4, "sv", "").list_faces(text.blocks[0])
        assert (faces[0][0], faces[-1][0]) == (first, last)
        assert tuple(word for _, word in faces) == text.blocks[0].words


def test_a_place_without_a_drawing_is_drawn_by_the_child(content: Content) -> None:
    made = cards.of_places(content)
    assert {card.words: card.drawing for card in made}["Någon annanstans"] == ""
    unnamed = replace(content, places=(replace(content.places[0], card=""),))
    assert cards.of_places(unnamed)[0].words == content.places[0].name


def test_every_question_that_is_asked_has_its_card(content: Content) -> None:
    for guide in content.guides:
        asked = guide.fitting((Variant.CLOSED,))
        assert [card.words for card in cards.of_questions(asked)] == [
            question.text for question in (*asked.questions, *asked.closing_questions)
        ]


def test_the_whole_guide_is_in_the_hand_and_no_card_is_crowded(content: Content) -> None:
    for guide in content.guides:
        for variants in combinations():
            asked = guide.fitting(variants)
            made = cards.of_guide(asked, variants=variants, content=content, headings=HEADINGS)
            told = [point.text for card in made for point in card.points]
            for text in (*asked.opening, *(rule.text for rule in asked.ground_rules), asked.recording, *asked.closing):
                assert told.count(text) == 1
            assert {question.text for question in asked.questions} <= set(told)
            assert {line for one in variants for line in content.variant(one).say} <= set(told)
            assert max(sum(len(p.text) + len(p.more) for p in card.points) for card in made) < cards.ROOM * 1.2
