"""The lint of the guides: what ships keeps every rule, and each rule is seen to be broken."""

from dataclasses import replace

import pytest

from interview_guides.content import Content
from interview_guides.guides import Guide, Question, Variant
from interview_guides.linting import (
    EASIEST,
    HARDEST,
    Flaw,
    combinations,
    hard_words,
    lint_card,
    lint_guide,
    lix,
    repeated_instructions,
    spoken,
)
from interview_guides.loader import load

LANGUAGES = ("sv", "en")
OPEN = Question(id="trust", text="Vad får dig att lita på någon här?")


@pytest.fixture(scope="module")
def both() -> dict[str, Content]:
    return {language: load(language=language) for language in LANGUAGES}


def flaws(card: Question, content: Content, *, age_to: int = 12) -> list[Flaw]:
    return [finding.flaw for finding in lint_card(card, age_to=age_to, content=content)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guides_that_ship_keep_every_rule(language: str, both: dict[str, Content]) -> None:
    for guide in both[language].guides:
        assert lint_guide(guide, both[language]) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guides_that_ship_are_easy_to_hear(language: str, both: dict[str, Content]) -> None:
    measured = [lix(spoken(guide)) for guide in both[language].guides]
    assert all(EASIEST <= each <= HARDEST for each in measured), measured
    assert measured[-1] == max(measured), "the guide for the oldest is the hardest"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_instruction_has_one_source(language: str, both: dict[str, Content]) -> None:
    assert repeated_instructions(both[language]) == ()


def test_an_instruction_that_stands_twice_is_found(both: dict[str, Content]) -> None:
    content = both["sv"]
    younger, older = content.guides[0], content.guides[-1]
    copied = replace(older, guidance=(*older.guidance, younger.guidance[0]))
    guides = (*content.guides[:-1], copied)
    assert "Sluta hellre för tidigt än för sent." in repeated_instructions(replace(content, guides=guides))


@pytest.mark.parametrize(
    ("changed", "flaw"),
    [
        ({"text": "Vad visste du innan? Stämde det?"}, Flaw.SEVERAL_QUESTIONS),
        ({"text": "Brukar de vuxna här lyssna på dig?"}, Flaw.CLOSED_FIRST),
        ({"text": "Då, hur kändes det?"}, Flaw.LEANS),
        ({"text": "Det där mötet, hur var det?"}, Flaw.LEANS),
        ({"text": "När har din åsikt påverkat något?"}, Flaw.HARD_WORD),
        ({"probes": ("Vad sa din handläggare?",)}, Flaw.HARD_WORD),
        ({"text": "Vad " + "tycker du " * 10 + "om oss?"}, Flaw.TOO_LONG),
        ({"countable": "decides", "count_text": "Hur mycket får du bestämma?"}, Flaw.COUNTS_OPENLY),
        ({"aids": ("kristallkula",)}, Flaw.NO_SUCH_AID),
        ({"hint": "Lägg fram känslobilderna."}, Flaw.NOTHING_TO_PRINT),
        ({"hint": "Säg [namnet] först."}, Flaw.BLANK),
        ({"text": "Vad får dig att lita på ___?"}, Flaw.BLANK),
    ],
)
def test_each_rule_is_seen_to_be_broken(changed: dict[str, object], flaw: Flaw, both: dict[str, Content]) -> None:
    assert flaws(OPEN, both["sv"]) == []
    assert flaw in flaws(replace(OPEN, **changed), both["sv"])  # type: ignore[arg-type]  # one field at a time


def test_an_invitation_to_tell_is_no_closed_question(both: dict[str, Content]) -> None:
    assert flaws(Question(id="x", text="Berätta om en gång när du fick välja."), both["sv"]) == []


def test_a_word_can_be_too_hard_for_one_age_and_not_for_another(both: dict[str, Content]) -> None:
    words = both["sv"].plain_words
    assert hard_words("Hur förbereder ni ett möte?", age_to=8, words=words) == ("förbereder", "möte")
    assert hard_words("Hur förbereder ni ett möte?", age_to=12, words=words) == ("förbereder",)
    assert hard_words("Hur förbereder ni ett möte?", age_to=18, words=words) == ()
    assert hard_words("Vad gör din handläggare?", age_to=18, words=words) == ("handläggare",)


def test_lix_is_words_a_sentence_and_long_words_in_a_hundred() -> None:
    assert lix(["Hon satt där. Han kom sen."]) == 3
    assert lix(["Socialtjänsten lyssnade inte."]) == pytest.approx(3 + 100 * 2 / 3)
    assert lix([]) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_variant_brings_cards_of_its_own(language: str, both: dict[str, Content]) -> None:
    for guide in both[language].guides:
        usual = {card.id for card in guide.fitting(()).questions}
        assert "before_moving" in {card.id for card in guide.fitting((Variant.PLACED,)).questions} - usual
        closed = {card.id for card in guide.fitting((Variant.CLOSED,)).questions}
        assert not any(card.id in closed for card in guide.questions if Variant.CLOSED in card.unless)
        assert any(card.id in closed for card in guide.questions if Variant.CLOSED in card.only)


def test_every_set_of_variants_is_tried() -> None:
    assert len(set(combinations())) == 2 ** len(Variant)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_five_year_old_is_not_met_like_a_youth(language: str, both: dict[str, Content]) -> None:
    def texts(guide: Guide) -> set[str]:
        rules = {rule.text for rule in guide.ground_rules}
        return {card.text for card in guide.questions} | rules | set(guide.opening)

    guides = both[language].guides
    for n, one in enumerate(guides):
        for other in guides[n + 1 :]:
            shared = texts(one) & texts(other)
            assert len(shared) <= len(texts(one)) / 5, shared
    assert not texts(guides[0]) & texts(guides[-1])
