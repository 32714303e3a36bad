"""What a letter says nothing of because nobody has written it in, and who can. It reads whole all the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from interview_guides.letters import Letter
from toolkit.errors import N_
from toolkit.people.models import Unit


class Filler(StrEnum):
    """Who can write it in, and where: a page knows its address from the word."""

    INTERVIEWER = "interviewer"  # at the booking
    FACILITATOR = "facilitator"  # in the plan of the cycle
    PEOPLE = "people"  # an administrator, at the person
    UNITS = "units"  # an administrator, at the unit
    DISPOSAL = "disposal"  # an administrator or a unit leader, at the decisions on disposal
    PLACES = "places"  # an administrator, at the language of the letter


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing. `words` is a msgid."""

    words: str
    filler: Filler


_OF_UNIT = {
    "phone": Missing(N_("the unit's telephone number"), Filler.UNITS),
    "controller": Missing(N_("the name of the controller of the personal data"), Filler.UNITS),
    "data_protection_officer": Missing(N_("how to reach the data protection officer"), Filler.UNITS),
    "kept_months": Missing(
        N_("how long the recording is kept, according to the decision on disposal"), Filler.DISPOSAL
    ),
    "disposal_decision": Missing(N_("the decision on disposal of the recording"), Filler.DISPOSAL),
    "text_decision": Missing(N_("the decision on how long the text is kept"), Filler.DISPOSAL),
}
_OF_LETTER = {
    "date": Missing(N_("the day and the place of the meeting, which is not booked"), Filler.INTERVIEWER),
    "place": Missing(N_("the place of the meeting, in the language of the letter"), Filler.PLACES),
    "reply_by": Missing(N_("the last day to answer, because the interview days have passed"), Filler.FACILITATOR),
    "report_from": Missing(N_("until which day they can change their mind"), Filler.FACILITATOR),
    "interviewer_phone": Missing(N_("the interviewer's telephone number"), Filler.PEOPLE),
    **_OF_UNIT,
}
"""By placeholder, in the order in which they are told. Of the rest, the letters do as well without."""


def list_of_letter(letter: Letter, values: Mapping[str, str], *, may_book: bool = True) -> Sequence[Missing]:
    """What this letter would say more if it were known; `letter` with its placeholders, `values` what is known.

    Unless `may_book` nobody is told to book the meeting: not everybody who must has said yes.
    """
    used = letter.placeholders
    return [
        what
        for name, what in _OF_LETTER.items()
        if name in used and _is_missing(name, values) and (may_book or what.filler is not Filler.INTERVIEWER)
    ]


def _is_missing(name: str, values: Mapping[str, str]) -> bool:
    if name == "place" and not values.get("date"):
        return False  # told as the day
    return not values.get(name)


def list_of_unit(unit: Unit) -> Sequence[Missing]:
    """What the letters of a unit lack for every child."""
    known = {
        "phone": unit.phone,
        "controller": unit.controller,
        "data_protection_officer": unit.data_protection_officer,
        "kept_months": unit.recording_months,
        "disposal_decision": unit.disposal_decision,
        "text_decision": unit.text_decision,
    }
    return [what for name, what in _OF_UNIT.items() if not known[name]]
