"""Counted answers in words: as a report says them in running text, and what each answer is called."""

from collections.abc import Iterable, Mapping

from interview_guides.codes import CountableAnswer
from seminar.answers.counting import Counted
from seminar.board.share_wording import share_of_children
from toolkit import content
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import NOT_SAID


def answer_names() -> Mapping[CountableAnswer, str]:
    """What each answer is called, in the order in which they stand."""
    return {one.code: one.name for one in content.current().codebook.answers}


def sentences(counted: Iterable[Counted]) -> str:
    """ "12 of 18 children know why …": of each question whose yes may be said; empty without any."""
    return " ".join(_told(one) for one in counted if not one.numbers.get(CountableAnswer.YES, NOT_SAID).is_hidden)


def _told(one: Counted) -> str:
    return one.countable.told.format(share=share_of_children(Share(one.numbers[CountableAnswer.YES], one.of)))
