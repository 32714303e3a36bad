"""What every guide has to ask, whatever the variants: reception, waiting, what works well, and what can be counted."""

from collections.abc import Sequence
from enum import StrEnum

from interview_guides.codes import Codebook
from interview_guides.guides import Guide, Question
from interview_guides.linting import combinations
from interview_guides.reading import Spot


class Need(StrEnum):
    """What is asked in every talk; those of all ages have the id of their card."""

    RECEPTION = "reception"
    WAITING = "waiting"
    WORKS_WELL = "works_well"
    COUNTED = "counted"


ASKED_OF_ALL = (Need.RECEPTION, Need.WAITING, Need.WORKS_WELL)
TWIN = "_then"  # the same question about what has been, for a closed case
COUNTED_FROM = 9  # years: younger children tell of one time, and are not asked for a sum


def check_asked(guide: Guide, codebook: Codebook, spot: Spot) -> None:
    """Raises ContentError for a guide that leaves out, with some variants, what it has to ask."""
    countables = [one.id for one in codebook.countables]
    for number, question in enumerate(guide.questions):
        _check_counting(question, countables, spot.at("questions").item(number))
    for variants in combinations():
        asked = guide.fitting(variants)
        when = f"for a talk with {', '.join(variants) or 'no variant'}"
        ids = [question.id.removesuffix(TWIN) for question in asked.questions]
        for wanted in ASKED_OF_ALL:
            if ids.count(wanted) != 1:
                spot.at("areas").fail(f"must ask {wanted} once {when}")
        if guide.age_from >= COUNTED_FROM:
            counted = [question.countable for question in asked.questions if question.countable]
            for countable in countables:
                if counted.count(countable) != 1:
                    spot.at("areas").fail(f"must ask the countable question {countable} once {when}")


def list_needs(guide: Guide, card: Question) -> Sequence[Need]:
    """What a guide lacks without a card: what is asked of all children, and what is counted at its ages."""
    asked = [need for need in ASKED_OF_ALL if card.id.removesuffix(TWIN) == need]
    return [*asked, Need.COUNTED] if card.countable and guide.age_from >= COUNTED_FROM else asked


def _check_counting(question: Question, countables: list[str], spot: Spot) -> None:
    if bool(question.countable) != bool(question.count_text):
        spot.at("count_text").fail("must stand where countable stands, and only there")
    if question.countable and question.countable not in countables:
        spot.at("countable").fail(f"is {question.countable}, which is not a countable question of the codebook")
