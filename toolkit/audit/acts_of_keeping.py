"""What was kept, disposed of and handed out, in words; a part of `wording`."""

from collections.abc import Mapping

from toolkit.audit.events import Event
from toolkit.errors import N_

ACTS: Mapping[str, str] = {
    Event.MATERIAL_WITHDRAWN: N_("removed material after a withdrawn consent"),
    Event.DISPOSAL_DECIDED: N_("registered a decision on disposal"),
    Event.DISPOSAL_PROPOSED: N_("proposed to dispose of material"),
    Event.DISPOSAL_TAKEN_BACK: N_("took a proposal to dispose of material back"),
    Event.DISPOSAL_LIST_READ: N_("read the list of what is to be disposed of"),
    Event.MATERIAL_DISPOSED: N_("disposed of material by a decision, as the second of two"),
    Event.LOG_DISPOSED: N_("disposed of the beginning of the log, up to this line"),
    Event.LOG_SAMPLE_DRAWN: N_("drew a month’s sample for the check of the log"),
    Event.LOG_CHECK_BEGUN: N_("opened the names in a month’s sample, to go through it"),
    Event.LOG_CHECK_READ: N_("looked at a month’s sample with its names"),
    Event.LOG_LINE_JUDGED: N_("said what they think of an access in the sample"),
    Event.LOG_CHECK_SIGNED: N_("signed the check of the log of a month"),
    Event.DISPOSAL_HELD: N_("set an interview aside from disposal"),
    Event.DISPOSAL_HOLD_READ: N_("read why an interview is set aside"),
    Event.DISPOSAL_HOLD_LIFTED: N_("let an interview’s terms hold again"),
    Event.SUBJECT_ACCESS_READ: N_("looked at how much is held about a child"),
    Event.SUBJECT_ACCESS_REGISTERED: N_("registered that somebody asks what is held about a child"),
    Event.SUBJECT_COPY_FETCHED: N_("fetched a copy of everything about a child"),
    Event.ARCHIVE_PROPOSED: N_("proposed to hand material over to the archive"),
    Event.ARCHIVE_CONFIRMED: N_("confirmed a delivery to the archive, as the second of two"),
    Event.ARCHIVE_TAKEN_BACK: N_("took a delivery to the archive back"),
    Event.ARCHIVE_COPY_FETCHED: N_("fetched a copy for the archive"),
    Event.ARCHIVE_HANDED_OVER: N_("wrote in that the archive has a delivery"),
}
