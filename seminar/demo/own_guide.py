"""The unit's own version of a guide: after last year's talks one card has other words, and one is new."""

from interview_guides.guides import QuestionArea
from seminar.demo.story import Facts, Year
from toolkit.interviews import guide_arranging, guide_editions
from toolkit.interviews.guide_changes import CardWords

MADE = -80
"""The day on which it is written: after the kick-off, before anybody reads the guide for a talk."""


def write(year: Year) -> None:
    """The facilitator writes one card anew and adds one, so that talks of the year are held by them."""
    with year.day(MADE):
        for guide in year.facts["own_guides"]:
            new, changed = guide["new"], guide["changed"]
            guide_editions.save_card(
                year.facilitator, guide["id"], question_id=changed["card"], words=_words(changed), version=0
            )
            area = QuestionArea(new["area"])
            guide_arranging.add(year.facilitator, guide["id"], area=area, words=_words(new))


def _words(card: Facts) -> CardWords:
    return CardWords(text=card["text"], probes=tuple(card["probes"]), hint=card["hint"])
