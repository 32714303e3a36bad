"""The trail in words: what each act and each fact is called. A test sees to it that no act lacks its words."""

import uuid
from collections.abc import Mapping
from typing import Any

from toolkit.audit import codes
from toolkit.audit.events import Event
from toolkit.errors import N_
from toolkit.ids import is_id
from toolkit.language import gettext as _

ACTS: Mapping[str, str] = {
    Event.SIGNED_IN: N_("signed in"),
    Event.SIGNED_OUT: N_("signed out"),
    Event.SIGN_IN_FAILED: N_("refused a wrong password or code"),
    Event.SIGN_IN_LOCKED: N_("made somebody wait after many wrong tries"),
    Event.SESSIONS_ENDED: N_("signed a person out on another device"),
    Event.SESSIONS_READ: N_("looked at where a person is signed in"),
    Event.PAGE_REFUSED: N_("asked for a page that is not theirs, or not there"),
    Event.SESSION_LOCKED: N_("locked the browser and handed it to a child"),
    Event.SESSION_UNLOCKED: N_("took the browser back from a child"),
    Event.SESSION_ENDED_BY_PIN: N_("signed a person out after too many wrong PINs"),
    Event.PASSWORD_CHANGED: N_("changed a password"),
    Event.PERSON_CODE_ISSUED: N_("gave out a code for a new password"),
    Event.PERSON_CODE_USED: N_("used a code for a new password"),
    Event.PERSON_CREATED: N_("added a person"),
    Event.PERSON_CHANGED: N_("changed a person's details"),
    Event.PERSON_CLOSED: N_("closed a person's account"),
    Event.PERSON_REOPENED: N_("opened a person's account again"),
    Event.ROLES_CHANGED: N_("changed what a person may do"),
    Event.TEAM_CREATED: N_("added a team"),
    Event.TEAM_REMOVED: N_("removed a team"),
    Event.UNIT_CREATED: N_("added a unit"),
    Event.UNIT_CHANGED: N_("changed a unit"),
    Event.UNIT_REMOVED: N_("took away a unit"),
    Event.SETTINGS_CHANGED: N_("changed the settings"),
    Event.FIRST_YEAR_TICKED: N_("ticked a step of the first year"),
    Event.FIRST_YEAR_UNTICKED: N_("took back a tick of the first year"),
    Event.CYCLE_CREATED: N_("began a cycle"),
    Event.CYCLE_CHANGED: N_("changed a cycle"),
    Event.CYCLE_STARTED: N_("drew the first child of a cycle"),
    Event.CYCLE_REPORTED: N_("finished the report of a cycle"),
    Event.CYCLE_REOPENED: N_("opened the report of a cycle again"),
    Event.CYCLE_CLOSED: N_("closed a cycle"),
    Event.CYCLE_REMOVED: N_("took away a cycle"),
    Event.CHILD_ADDED: N_("added a child to the draw"),
    Event.CHILD_CHANGED: N_("changed a child's details"),
    Event.CHILD_EXCLUDED: N_("took a child out of the draw"),
    Event.CHILD_REMOVED: N_("removed a child"),
    Event.CHILDREN_IMPORTED: N_("read in children from a file"),
    Event.CHILDREN_READ: N_("read the list of children"),
    Event.DRAW_MADE: N_("drew who meets whom"),
    Event.ASSIGNED_BY_HAND: N_("chose by hand who meets whom"),
    Event.ASSIGNMENT_REPLACED: N_("drew a new child for a worker"),
    Event.ASSIGNMENT_ENDED: N_("ended an assignment"),
    Event.ASSIGNMENT_READ: N_("opened an interview's page"),
    Event.CONTACT_DETAILS_READ: N_("looked at contact details"),
    Event.CONTACT_DETAILS_CHANGED: N_("changed contact details"),
    Event.CONTACT_LOGGED: N_("logged a contact"),
    Event.CONTACT_REMOVED: N_("took away an entry in the contact log"),
    Event.LETTER_WRITTEN: N_("wrote out a letter"),
    Event.CONSENT_RECORDED: N_("recorded a yes"),
    Event.DECLINE_RECORDED: N_("recorded a no"),
    Event.CONSENT_WITHDRAWN: N_("recorded that a consent was withdrawn"),
    Event.INTERVIEW_PREPARED: N_("prepared an interview"),
    Event.GUIDE_CHANGED: N_("changed the unit's guide"),
    Event.GUIDE_CHOSEN: N_("chose the guide of an interview"),
    Event.GUIDE_REASON_READ: N_("read why the guide of another age was chosen"),
    Event.INTERVIEW_BOOKED: N_("booked an interview"),
    Event.BOOKING_CHANGED: N_("changed a booking"),
    Event.ROOM_OPENED: N_("opened the interview room"),
    Event.RECORDING_STARTED: N_("started a recording"),
    Event.RECORDING_FINISHED: N_("finished a recording"),
    Event.RECORDING_REFUSED: N_("handed in a file that is not a recording"),
    Event.RECORDING_LISTENED: N_("listened to a recording"),
    Event.RECORDING_DESTROYED: N_("destroyed a recording"),
    Event.NOTES_READ: N_("read the notes from an interview"),
    Event.NOTES_SAVED: N_("saved notes from an interview"),
    Event.WORRY_RAISED: N_("handed over a worry"),
    Event.REFLECTION_READ: N_("read the own reflection"),
    Event.REFLECTION_SAVED: N_("saved the own reflection"),
    Event.TRANSCRIPTION_QUEUED: N_("put a recording in the queue to be written out"),
    Event.TRANSCRIPTION_STARTED: N_("began to write out a recording"),
    Event.TRANSCRIPTION_FINISHED: N_("wrote out a recording to its end"),
    Event.TRANSCRIPTION_STOPPED: N_("stopped the writing out of a recording"),
    Event.TRANSCRIPTION_RESTARTED: N_("had a recording written out anew"),
    Event.TRANSCRIPTION_FAILED: N_("could not write out a recording"),
    Event.RETRANSCRIBED: N_("had a place in a recording heard again"),
    Event.TERMS_CHANGED: N_("changed the unit's own words"),
    Event.TRANSCRIPT_READ: N_("read a transcript"),
    Event.SEGMENT_EDITED: N_("changed a passage in a transcript"),
    Event.TRANSCRIPT_CORRECTED: N_("marked a transcript as corrected"),
    Event.IDENTIFIER_DECIDED: N_("decided about a word that could be recognised"),
    Event.IDENTIFIERS_APPROVED: N_("approved a transcript as de-identified"),
    Event.TRANSCRIPT_IMPORTED: N_("read in a transcript from a file"),
    Event.TRANSCRIPT_REMOVED: N_("removed a transcript that came from a file"),
    Event.TRANSCRIPT_EXPORTED: N_("took out a transcript as a file"),
    Event.TRANSCRIPT_HANDED_OVER: N_("handed over a de-identified transcript"),
    Event.TRANSCRIPT_TAKEN_BACK: N_("took back a transcript"),
    Event.DEIDENTIFIED_READ: N_("read a de-identified transcript"),
    Event.KNOWN_NAMES_READ: N_("looked at the names that an interview knows"),
    Event.KNOWN_NAMES_CHANGED: N_("changed the names that an interview knows"),
    Event.SECOND_READING_ASKED: N_("asked a colleague to read a de-identified text"),
    Event.SECOND_READING_ANSWERED: N_("answered after reading a de-identified text"),
    Event.MODEL_ADDED: N_("added a speech model"),
    Event.MODEL_REMOVED: N_("removed a speech model"),
    Event.MODEL_CHOSEN: N_("chose the speech model"),
    Event.MODEL_CHECKED: N_("checked a speech model’s files"),
    Event.THEME_CREATED: N_("created a theme"),
    Event.THEME_CHANGED: N_("changed a theme"),
    Event.THEME_REMOVED: N_("removed a theme"),
    Event.TRANSCRIPT_MARKED_READ: N_("said whether the group has read an interview through"),
    Event.EXCERPT_CODED: N_("put a quote under a theme"),
    Event.EXCERPT_CHANGED: N_("changed a quote"),
    Event.EXCERPT_REMOVED: N_("removed a quote"),
    Event.SEMINAR_UNDONE: N_("undid a change"),
    Event.BOARD_CHANGED: N_("changed the board"),
    Event.VOICES_READ: N_("read the children's words beside the proposals"),
    Event.PROPOSAL_WRITTEN: N_("wrote a proposal"),
    Event.PROPOSAL_CHANGED: N_("changed a proposal"),
    Event.PROPOSAL_REMOVED: N_("removed a proposal"),
    Event.PROPOSAL_DECIDED: N_("decided a proposal"),
    Event.REPORT_READ: N_("read the report"),
    Event.REPORT_TEXT_SAVED: N_("saved text in the report"),
    Event.REPORT_EXPORTED: N_("took out the report as a document"),
    Event.ACTION_PROGRESSED: N_("told how an improvement is going"),
    Event.SURVEY_CODE_ISSUED: N_("gave out a code for a survey"),
    Event.SURVEY_ANSWERED: N_("answered a survey"),
    Event.SURVEY_READ: N_("looked at survey answers"),
    Event.MATERIAL_WITHDRAWN: N_("removed material after a withdrawn consent"),
    Event.DEMO_LOADED: N_("loaded the practice data"),
    Event.SET_UP: N_("finished the set-up"),
    Event.KEYS_ROTATED: N_("changed the sealing key"),
    Event.KEY_RETIRED: N_("retired an old sealing key"),
    Event.LOG_READ: N_("looked at the log"),
    Event.LOG_EXPORTED: N_("took out the log to a file"),
    Event.CHAIN_VERIFIED: N_("checked that the log is whole"),
    Event.HEAD_EXPORTED: N_("wrote down the log's latest seal"),
}

FACTS: Mapping[str, str] = {
    "action": N_("action"),
    "added": N_("added"),
    "area": N_("question area"),
    "before": N_("instead of interview"),
    "broken_at": N_("broken at line"),
    "child": N_("the child"),
    "children": N_("children"),
    "count": N_("number"),
    "deidentified": N_("de-identified"),
    "endpoint": N_("page asked for"),
    "engine": N_("engine"),
    "entries": N_("lines in the log"),
    "fields": N_("fields"),
    "format": N_("format"),
    "interviewers": N_("interviewers"),
    "is_cut": N_("cut short"),
    "is_read": N_("read through"),
    "is_whole": N_("whole"),
    "key_id": N_("key"),
    "keys": N_("keys"),
    "kind": N_("kind"),
    "language": N_("language"),
    "left_out": N_("left out"),
    "letters": N_("signs"),
    "minutes": N_("minutes"),
    "model": N_("model"),
    "origin": N_("origin"),
    "outcome": N_("outcome"),
    "page": N_("page"),
    "pairs": N_("pairs"),
    "place": N_("place"),
    "problems": N_("rows with a fault"),
    "reader": N_("reader"),
    "reason": N_("reason"),
    "recording": N_("recording"),
    "revision": N_("version of the text"),
    "roles": N_("roles"),
    "rows": N_("rows"),
    "seconds": N_("seconds"),
    "seed": N_("seed of the draw"),
    "segment": N_("passage"),
    "segments": N_("passages"),
    "setting": N_("setting"),
    "shown": N_("shown"),
    "source": N_("source"),
    "state": N_("state"),
    "survey": N_("survey"),
    "theme": N_("theme"),
    "who": N_("who"),
    "words": N_("words"),
}


IDS = frozenset({"before", "child", "reader", "recording", "theme"})
"""Facts that hold an id. Like the ids of the log, it is said by its first signs, or by the person's name."""


def say_act(event: str) -> str:
    """What was done, as the end of a sentence that begins with a name."""
    return _(ACTS[event]) if event in ACTS else event


def say_facts(event: str, facts: Mapping[str, Any], known: Mapping[uuid.UUID, str]) -> str:
    """The counts and codes beside an act in one line: «rader: 12 · rader med fel: 2». `known` are people by id."""
    return " · ".join(
        f"{_(FACTS.get(name, name))}: {_said(event, name, value, known)}" for name, value in sorted(facts.items())
    )


def _said(event: str, name: str, value: object, known: Mapping[uuid.UUID, str]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not isinstance(value, str):
        return str(value)
    if name in IDS:
        return known.get(uuid.UUID(value), value[:8]) if is_id(value) else value
    return codes.say(event, name, value)
