"""What every section and field of a copy is called, and of which kind it is: for the page, the overview and the schema.

A room may only tell what stands here; a test holds that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from toolkit.errors import N_


class Kind(StrEnum):
    """What a value is."""

    TEXT = "text"
    CODE = "code"  # a word of a list of ours; `codes.WORDS` says it
    NUMBER = "number"
    YES_NO = "yes_no"
    DAY = "day"
    MOMENT = "moment"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class Described:
    """A section: its title, and each field's label and kind in the order in which they are shown."""

    title: str
    fields: Mapping[str, tuple[str, Kind]]


TEXT, CODE, NUMBER, YES_NO, DAY, MOMENT, LINES = Kind
WHEN = N_("When")

SECTIONS: Mapping[str, Described] = {
    "child": Described(N_("The child in the list of the year"), {
        "year": (N_("Year"), TEXT), "code": (N_("Code"), TEXT), "age": (N_("Age"), NUMBER), "sex": (N_("Sex"), CODE),
        "team": (N_("Team"), TEXT), "language": (N_("Language"), TEXT), "interpreter": (N_("Interpreter"), CODE),
        "protected_identity": (N_("Protected identity"), YES_NO), "has_siblings": (N_("Marked as a sibling"), YES_NO),
        "case_open": (N_("Has an open case"), YES_NO), "listed_at": (N_("Listed"), MOMENT),
        "excluded_at": (N_("Not asked any more since"), MOMENT),
    }),
    "interview": Described(N_("The interview"), {
        "assigned_at": (N_("Given to an interviewer"), MOMENT), "origin": (N_("How"), CODE),
        "reason": (N_("Why by hand"), TEXT), "ended_at": (N_("Ended"), MOMENT), "end_reason": (N_("Why"), CODE),
        "disposed_at": (N_("Disposed of"), MOMENT),
    }),
    "contact_details": Described(N_("Contact details"), {"child_name": (N_("The child’s name"), TEXT)}),
    "contact_log": Described(N_("Who was asked, and how it went"), {
        "at": (WHEN, MOMENT), "with_whom": (N_("With whom"), CODE), "channel": (N_("How"), CODE),
        "outcome": (N_("Outcome"), CODE), "note": (N_("Note"), TEXT),
    }),
    "answers": Described(N_("Yes and no"), {
        "given_at": (WHEN, MOMENT), "who": (N_("Who"), CODE), "says_yes": (N_("Yes to the interview"), YES_NO),
        "to_recording": (N_("Yes to a recording"), YES_NO), "how": (N_("How"), CODE),
        "decline_reason": (N_("Why not"), CODE), "declined_by": (N_("Who said no"), CODE),
        "decline_note": (N_("Note"), TEXT), "replaced_at": (N_("Replaced by a later answer"), MOMENT),
        "withdrawn_at": (N_("Taken back"), MOMENT),
    }),
    "booking": Described(N_("The booking"), {
        "starts_at": (WHEN, MOMENT), "minutes": (N_("Minutes"), NUMBER), "place": (N_("Place"), CODE),
        "place_note": (N_("About the place"), TEXT), "interpreter": (N_("With an interpreter"), YES_NO),
        "interpreter_language": (N_("Language"), TEXT), "booked_at": (N_("Booked"), MOMENT),
    }),
    "guide": Described(N_("The guide of the interview"), {
        "guide": (N_("Guide"), CODE), "prepared_at": (N_("Read by the interviewer"), MOMENT),
        "reason": (N_("Why another guide than the age’s"), TEXT),
    }),
    "recordings": Described(N_("Recordings"), {
        "number": (N_("Number"), NUMBER), "file": (N_("File in this copy"), TEXT), "state": (N_("State"), CODE),
        "source": (N_("Made"), CODE), "media_type": (N_("Kind of file"), TEXT), "seconds": (N_("Seconds"), NUMBER),
        "finished_at": (N_("Finished"), MOMENT), "destroyed_at": (N_("Destroyed"), MOMENT),
    }),
    "marks": Described(N_("Marks while it was recorded"), {
        "at_ms": (N_("Milliseconds in"), NUMBER), "kind": (N_("What"), CODE), "question": (N_("Question"), TEXT),
        "undone_at": (N_("Taken back"), MOMENT),
    }),
    "notes": Described(N_("Notes instead of a recording"), {
        "text": (N_("Text"), TEXT), "finished_at": (N_("Finished"), MOMENT),
    }),
    "worries": Described(N_("A worry that was handed on"), {"on": (N_("Day"), DAY)}),
    "own_code": Described(N_("The child’s own code"), {
        "is_wanted": (N_("Wanted one"), YES_NO), "valid_until": (N_("Works until"), DAY),
    }),
    "survey_offers": Described(N_("Offers of the child’s survey"), {
        "offered_at": (WHEN, MOMENT), "on_paper": (N_("On paper"), YES_NO),
    }),
    "set_aside": Described(N_("Set aside from disposal"), {
        "set_at": (N_("From"), MOMENT), "lifted_at": (N_("Until"), MOMENT), "reason": (N_("Why"), TEXT),
    }),
    "disposed": Described(N_("Disposed of by a decision"), {
        "what": (N_("What"), CODE), "on": (WHEN, MOMENT), "reference": (N_("By the decision"), TEXT),
    }),
    "transcripts": Described(N_("The text with names in it"), {
        "made_at": (N_("Begun"), MOMENT), "source": (N_("Came from"), CODE), "state": (N_("State"), CODE),
        "revision": (N_("Version"), NUMBER), "corrected_at": (N_("Corrected"), MOMENT),
        "approved_at": (N_("Approved as de-identified"), MOMENT), "handed_over_at": (N_("Handed over"), MOMENT),
        "full_text_gone_at": (N_("The full wording disposed of"), MOMENT), "lines": (N_("The text"), LINES),
        "recognised": (N_("As the machine first wrote it"), TEXT),
    }),
    "corrections": Described(N_("Earlier wordings of the text"), {
        "at": (WHEN, MOMENT), "kind": (N_("What was done"), CODE), "before": (N_("Before"), TEXT),
        "after": (N_("After"), TEXT),
    }),
    "other_versions": Described(N_("Other versions of the words"), {
        "from": (N_("Came from"), CODE), "text": (N_("Text"), TEXT),
    }),
    "second_readings": Described(N_("A colleague’s reading before it was handed over"), {
        "asked_at": (N_("Asked"), MOMENT), "answered_at": (N_("Answered"), MOMENT), "outcome": (N_("Outcome"), CODE),
        "comment": (N_("Comment"), TEXT),
    }),
    "deidentified": Described(N_("The de-identified text that the seminar reads"), {
        "revision": (N_("Version"), NUMBER), "handed_over_at": (N_("Handed over"), MOMENT),
        "lines": (N_("The text"), LINES),
    }),
    "quotes": Described(N_("Words that were marked at the seminar"), {
        "made_at": (WHEN, MOMENT), "words": (N_("The words"), TEXT), "themes": (N_("Under"), TEXT),
        "notes": (N_("Notes to them"), TEXT), "child_answer": (N_("What the child answered"), CODE),
        "child_words": (N_("The child’s own words about it"), TEXT), "wording": (N_("Reworded as"), TEXT),
        "in_report_as": (N_("In the report as"), TEXT),
    }),
    "reader_marks": Described(N_("Words that struck readers before the seminar"), {
        "words": (N_("The words"), TEXT), "note": (N_("Note"), TEXT),
    }),
    "counted_answers": Described(N_("Answers that were counted"), {
        "question": (N_("Question"), CODE), "answer": (N_("Answer"), CODE),
    }),
    "report_answers": Described(N_("Of the interviewer’s survey, words chosen for the report"), {
        "text": (N_("Text"), TEXT),
    }),
    "editions": Described(N_("Released reports with the child’s words in them"), {
        "number": (N_("Edition"), NUMBER), "released_at": (N_("Released"), MOMENT),
        "is_destroyed": (N_("Its files are destroyed, so nobody can look"), YES_NO), "words": (N_("The words"), TEXT),
    }),
    "requests": Described(N_("Requests like this one"), {
        "registered_at": (WHEN, MOMENT), "reference": (N_("The request’s number"), TEXT),
        "open_until": (N_("A copy can be fetched until"), MOMENT),
    }),
    "log": Described(N_("What the log says about it"), {"at": (WHEN, MOMENT), "act": (N_("What"), CODE)}),
}  # fmt: skip

LEFT_OUT: Mapping[str, str] = {
    "guardian_contact": N_(
        "Names and telephone numbers of guardians. They are held, and may be about somebody whose address is protected:"
        " the unit tells them after a check."
    ),
    "known_names": N_(
        "Names of other people that the interviewer wrote in beforehand, so that they could be replaced."
    ),
    "identifiers": N_(
        "The table of words that were replaced in the de-identified text. The words stand in the full text."
    ),
    "worry_receiver": N_("To whom at work a worry was handed on."),
    "reflection": N_("The interviewer’s own reflection and survey, about their own work. Nobody else sees them."),
    "unfinished_sound": N_("Pieces of a recording that never became whole."),
}
"""What is held and not in the copy, and why. How many there are stands beside it."""

NEVER = (
    N_(
        "Nobody at work is named, except where somebody said a name in the talk: who marked, noted, read or looked"
        " stands in the unit’s own log."
    ),
    N_("The child’s survey is tied to nobody. If it was answered, nobody can find which answers are whose."),
)
"""What no copy can hold."""
