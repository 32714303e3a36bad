"""The codes that stand beside an act, in words: whatever a fact on the trail may hold, as the log's reader sees it.

The trail lies upstream of the rooms that speak, so what each of their enums is called stands here, as the acts do. A
test walks every act that is recorded and sees to it that no code of any of them lacks its words.
"""

from collections.abc import Callable, Mapping
from functools import partial

from toolkit import content, web
from toolkit.audit.events import Event
from toolkit.errors import N_
from toolkit.language import gettext as _

AS_IT_IS = frozenset({"engine", "format", "key_id", "model", "seed", "sha256"})
"""What something goes by: a program, a kind of file, a file, a key, a model; and the number that a draw began with."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "action": {
        "changed": N_("changed"),
        "keep": N_("kept"),
        "keep_here": N_("kept in one place"),
        "removed": N_("removed"),
        "renamed": N_("called something else"),
        "replace": N_("replaced"),
        "replace_here": N_("replaced in one place"),
        "split": N_("told apart"),
        "undone": N_("taken back"),
        "written": N_("written"),
    },
    "area": {
        "contact": N_("contact"),
        "knowledge": N_("knowledge"),
        "participation": N_("participation"),
        "works_well": N_("what works well"),
    },
    "decision": {
        "changed": N_("yes, in another way"),
        "no": N_("no"),
        "yes": N_("yes"),
    },
    "kind": {
        "accessibility_statement": N_("accessibility statement"),
        "actions": N_("actions"),
        "answers": N_("survey answers"),
        "contact": N_("contact details"),
        "full_text": N_("full texts"),
        "impact_assessment": N_("impact assessment"),
        "information": N_("information about personal data"),
        "interview": N_("de-identified texts"),
        "record_of_processing": N_("record of processing"),
        "recording": N_("recordings"),
        "sign_in": N_("sign-ins"),
        "threat_model": N_("threat model"),
        "trail": N_("the log"),
        "address": N_("address"),
        "age": N_("age"),
        "area_contact": N_("contact"),
        "area_knowledge": N_("knowledge"),
        "area_participation": N_("participation"),
        "by_hand": N_("marked by hand"),
        "child": N_("to the child"),
        "date": N_("date"),
        "detail": N_("detail"),
        "feedback": N_("feedback to the children"),
        "file": N_("to a file"),
        "guardian": N_("to the guardian"),
        "introduction": N_("the introduction"),
        "known": N_("a name that the interview knows"),
        "last_year": N_("last year's proposals"),
        "limitations": N_("limitations"),
        "mail": N_("e-mail"),
        "method": N_("how it was done"),
        "name": N_("name"),
        "notes": N_("notes"),
        "one_time_code": N_("one-time code"),
        "own_code": N_("a child’s own code"),
        "passkey": N_("a passkey"),
        "password": N_("password"),
        "provider": N_("the municipality’s own sign-in"),
        "personal_number": N_("personal identity number"),
        "phone": N_("telephone number"),
        "pin": N_("PIN"),
        "place": N_("place name"),
        "present_password": N_("the present password, when it was to be changed"),
        "priorities": N_("priorities"),
        "profession": N_("profession"),
        "recovery_code": N_("a recovery code"),
        "reference": N_("the reference number"),
        "school": N_("school"),
        "selection": N_("selection"),
        "summary": N_("summary"),
        "survey_code": N_("code to a child’s survey"),
        "surveys": N_("the surveys"),
        "totp": N_("a code from an app"),
        "unit": N_("for the whole unit"),
        "web": N_("web address"),
        "work_group": N_("for the work group"),
        "workplace": N_("workplace"),
        "works_well": N_("what works well"),
        "syslog": N_("to syslog"),
    },
    "language": {"en": N_("English"), "sv": N_("Swedish")},
    "origin": {"folder": N_("a folder"), "kblab": N_("KBLab"), "practice": N_("the practice model")},
    "outcome": {
        "approved": N_("nothing to change"),
        "ask": N_("somebody is asked about it"),
        "right": N_("looks right"),
        "sent_back": N_("sent back with what was seen"),
    },
    "reason": {
        "changed_by_hand": N_("changed by hand"),
        "closed_account": N_("the account is closed"),
        "last_administrator": N_("the only administrator"),
        "no_person": N_("nobody here has that account"),
        "no_role": N_("no group gives a role"),
        "no_unit": N_("no group gives a unit"),
        "other_account": N_("the user name belongs to another account"),
        "roles_apart": N_("roles that nobody may have together"),
        "several_units": N_("groups of several units"),
        "codec": N_("a kind of sound that cannot be heard here"),
        "damaged": N_("the file is damaged"),
        "declined": N_("somebody said no"),
        "dictaphone": N_("a dictation machine’s own kind of file"),
        "empty": N_("the file is empty"),
        "film": N_("a film, and no sound"),
        "no_index": N_("the file’s table of contents is missing"),
        "silent": N_("there is no sound in it"),
        "too_long": N_("too long"),
        "unknown": N_("no kind of file that is known"),
        "unreachable": N_("nobody could be reached"),
        "withdrawn": N_("the yes was taken back"),
    },
    "source": {
        "browser": N_("in the browser"),
        "import": N_("from a file"),
        "upload": N_("a file that was sent up"),
    },
    "state": {
        "done": N_("done"),
        "draft": N_("no longer decided"),
        "going": N_("under way"),
        "in_use": N_("in use"),
        "not_in_use": N_("not in use"),
        "not_started": N_("not begun"),
        "still": N_("stands still"),
    },
    "survey": {
        "after": N_("after the seminar"),
        "before": N_("before the interviews"),
        "child": N_("the child’s"),
        "focus": N_("a talk in the group"),
        "interviewer": N_("the interviewer’s"),
        "staff": N_("the staff’s"),
    },
    "who": {
        "child": N_("the child"),
        "guardian": N_("guardian"),
        "guardian_1": N_("first guardian"),
        "guardian_2": N_("second guardian"),
        "handler": N_("the child’s social worker"),
    },
}

WORDS_OF_EVENT: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    Event.TRANSCRIPTION_FAILED: {
        "reason": {
            "engine_missing": N_("the speech recogniser is not installed"),
            "handed_back": N_("handed back again and again"),
            "interrupted": N_("interrupted again and again"),
            "killed": N_("ended from outside"),
            "model_broken": N_("the speech model is damaged"),
            "model_incomplete": N_("files are missing in the speech model"),
            "no_model": N_("no speech model"),
            "not_opened": N_("the recording could not be opened"),
            "not_sound": N_("the sound cannot be read"),
            "out_of_memory": N_("not enough memory"),
            "processor": N_("the processor is too old"),
            "silent": N_("the speech recogniser stopped answering"),
            "too_slow": N_("it took too long"),
            "unexpected": N_("something unexpected"),
        }
    }
}
"""Where a code means something else beside one act."""

HOURS = "transcription_hours:"


def say(event: str, fact: str, code: str) -> str:
    """A code in the reader's words. One that nobody knows, from another version or a content that is gone, as it is."""
    words = WORDS_OF_EVENT.get(event, {}).get(fact) or WORDS.get(fact, {})
    if code in words:
        return _(words[code])
    speak = ELSEWHERE.get(fact)
    return speak(code) if speak else code


def _say_of_content(fact: str, code: str) -> str:
    """Places and outcomes are lists of the local content, with names of their own."""
    local = content.current()
    names = {one.code: one.name for one in (local.places if fact == "place" else local.contact_outcomes)}
    return names.get(code, code)


def _say_setting(code: str) -> str:
    if not code.startswith(HOURS):
        return code
    hours = code.removeprefix(HOURS)
    if hours == "always":
        return _("transcription at any time")
    if hours == "open_now":
        return _("transcription begun now")
    return _("transcription at %(hours)s", hours=hours.replace("-", "–"))


ELSEWHERE: Mapping[str, Callable[[str], str]] = {
    "endpoint": web.address_of,
    "outcome": partial(_say_of_content, "outcome"),
    "place": partial(_say_of_content, "place"),
    "setting": _say_setting,
}
