"""What every guide has to ask, whatever the variants: reception, waiting, what works well, and what can be counted."""

from interview_guides.codes import Codebook
from interview_guides.guides import Guide, Question
from interview_guides.linting import combinations
from interview_guides.reading import Spot

ASKED_OF_ALL = ("reception", "waiting", "works_well")
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
            for wanted in countables:
                if counted.count(wanted) != 1:
                    spot.at("areas").fail(f"must ask the countable question {wanted} once {when}")


def _check_counting(question: Question, countables: list[str], spot: Spot) -> None:
    if bool(question.countable) != bool(question.count_text):
        spot.at("count_text").fail("must stand where countable stands, and only there")
    if question.countable and question.countable not in countables:
        spot.at("countable").fail(f"is {question.countable}, which is not a countable question of the codebook")
