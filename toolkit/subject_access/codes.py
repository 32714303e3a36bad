"""The codes of a copy in words. What is no code of ours, such as a guide's own mark, stays as it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit import content
from toolkit.audit import saying
from toolkit.audit.codes import WORDS
from toolkit.errors import N_
from toolkit.language import gettext as _

OWN: Mapping[str, Mapping[str, str]] = {
    "sex": {"girl": N_("girl"), "boy": N_("boy"), "other": N_("other")},
    "interpreter": {
        "not_needed": N_("not needed"), "needed": N_("needed"), "declined": N_("wants none"),
    },
    "origin": {"draw": N_("by lot"), "replacement": N_("by lot, in another’s place"), "by_hand": N_("by hand")},
    "with_whom": {"guardian": N_("guardian"), "child": N_("the child"), "handler": N_("the child’s social worker")},
    "how": {"spoken": N_("said"), "signed": N_("signed"), "phone": N_("by telephone")},
    "declined_by": {"child": N_("the child"), "guardian": N_("guardian"), "handler": N_("the child’s social worker")},
    "recordings.state": {
        "receiving": N_("not whole"), "whole": N_("whole"), "refused": N_("not a recording"),
        "destroyed": N_("destroyed"),
    },
    "transcripts.state": {
        "queued": N_("waits to be written"), "transcribing": N_("is being written"), "draft": N_("not corrected yet"),
        "corrected": N_("corrected"), "approved": N_("approved"), "handed_over": N_("handed over"),
        "paused": N_("paused"), "failed": N_("could not be written"),
    },
    "transcripts.source": {
        "machine": N_("the machine, from the recording"), "notes": N_("notes"), "import": N_("a file"),
    },
    "marks.kind": {
        "asked": N_("a question was asked"), "already_answered": N_("had been answered already"),
        "too_hard": N_("was too hard"), "repeated": N_("had been asked before"),
        "broken_off": N_("the recording was broken off here"),
    },
    "corrections.kind": {
        "text": N_("the words were changed"), "speaker": N_("who speaks was changed"),
        "alike": N_("who speaks was changed in several places"), "accepted": N_("proposed speakers were accepted"),
        "sure": N_("marked as heard right"), "times": N_("the times were changed"), "split": N_("divided in two"),
        "joined": N_("joined with the one before"), "retranscribed": N_("heard once more by the machine"),
        "restored": N_("an earlier version was put back"),
    },
    "answers.who": {
        "child": N_("the child"), "guardian_1": N_("guardian"), "guardian_2": N_("the other guardian"),
    },
    "from": {"file": N_("a file that was read in"), "heard_again": N_("a place that was heard again")},
    "second_readings.outcome": {
        "asked": N_("asked"), "approved": N_("nothing to change"), "sent_back": N_("sent back with what was seen"),
    },
    "child_answer": {
        "stands": N_("it may stand"), "not_quite": N_("it is not quite right"), "remove": N_("take it away"),
    },
    "speaker": {
        "interviewer": N_("The interviewer"), "child": N_("The child"), "interpreter": N_("The interpreter"),
        "other": N_("Somebody else"), "unknown": N_("Not known"),
    },
}  # fmt: skip
"""By field, or by section and field where fields of the same name mean different things."""
AS_ON_THE_LOG = {"what": "kind", "end_reason": "reason", "recordings.source": "source", "who": "who"}


def say(section: str, field: str, code: str) -> str:
    """A code in the reader's words."""
    if field == "act":
        return saying.say_act(code)
    words = OWN.get(f"{section}.{field}") or OWN.get(field)
    on_the_log = AS_ON_THE_LOG.get(f"{section}.{field}") or AS_ON_THE_LOG.get(field, "")
    words = words or WORDS.get(on_the_log) or {}
    return _(words[code]) if code in words else _of_content(field, code)


def _of_content(field: str, code: str) -> str:
    local = content.current()
    if field == "question":
        return next((one.question for one in local.codebook.countables if one.id == code), code)
    if field == "guide":
        return next((one.title for one in local.guides if one.id == code), code)
    lists: Mapping[str, Sequence[Any]] = {
        "kind": local.nonverbal_marks, "channel": local.contact_channels, "outcome": local.contact_outcomes,
        "place": local.places,
        "answer": local.codebook.answers,
        "decline_reason": local.decline_reasons,
    }  # fmt: skip
    return next((str(one.name) for one in lists.get(field, ()) if one.code == code), code)
