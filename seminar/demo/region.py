"""Four invented municipalities hand over their yearly files, and the coordinator takes them in. Clearly an exercise."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from seminar.demo.story import Cast, Facts
from seminar.regional import taking_in
from seminar.yearly_files import signing
from seminar.yearly_files.contents import (
    FORMAT,
    VERSION,
    Answer,
    Change,
    Contents,
    Decided,
    FollowedUp,
    Number,
    Question,
    Share,
    Steps,
    Theme,
)
from toolkit import clock

SINCE_RELEASE = timedelta(days=40)


def exchange(cast: Cast, facts: Facts) -> None:
    """The coordinator takes the files in, and confirms all keys but the last: one is left to compare.

    `facts` are the region's; a story without one has no other municipalities.
    """
    told = facts.get("municipalities", [])
    if not told:
        return
    actor = cast.actors[facts["coordinator"]]
    taken = [taking_in.take_in(actor, signing.sign(_contents(one), signing.new_key())) for one in told]
    for one in taken[:-1]:
        taking_in.confirm(actor, one.held.row.sender_id)


def _contents(told: Mapping[str, Any]) -> Contents:
    read = _number(told["steps"][3])
    return Contents(
        format=FORMAT, version=VERSION, municipality=told["name"], year=clock.today().year - 1, language="sv",
        made_at=clock.now().replace(microsecond=0), released_on=clock.today() - SINCE_RELEASE, is_practice=True,
        threshold=told["threshold"], reports=told["reports"], units_left_out=told["left_out"],
        steps=Steps(*(_number(one) for one in told["steps"])),
        themes=tuple(Theme(area, name, Share(_number(many), read)) for area, name, many in told["themes"]),
        questions=tuple(_question(one) for one in told["questions"]),
        survey=tuple(_question(one) for one in told["survey"]),
        changes=tuple(_change(one) for one in told["changes"]),
        last_year=tuple(FollowedUp(state, many) for state, many in told["last_year"]),
    )  # fmt: skip


def _number(told: int | str) -> Number:
    """A number, «12+» for at least twelve, or «-» for one that is not said."""
    if isinstance(told, int):
        return Number(told, told)
    return Number(None, int(told.strip("+-") or 0))


def _question(told: list[Any]) -> Question:
    text, answered, answers = told
    return Question(text, _number(answered), tuple(Answer(name, _number(many)) for name, many in answers.items()))


def _change(told: Mapping[str, str]) -> Change:
    if "reason" in told:
        return Change(told["theme"], told["text"], "", Decided.NO, None, told["reason"])
    day = clock.today() + timedelta(days=60)
    return Change(told["theme"], told["text"], told["kind"], Decided.PROMISED, day, "")
