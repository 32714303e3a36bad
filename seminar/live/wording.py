"""What was done at a seminar, in words: the sentence that follows a name, and the one that is said to who did it."""

from collections.abc import Mapping

from seminar.changes.models import ChangeKind, SeminarChange
from seminar.live.history import Entry
from toolkit.errors import N_
from toolkit.language import gettext as _

ACTS: Mapping[ChangeKind, str] = {
    ChangeKind.CODED: N_("put a quote from interview %(text)s under %(theme)s"),
    ChangeKind.UNCODED: N_("took a quote from interview %(text)s away from %(theme)s"),
    ChangeKind.SUGGESTED: N_("suggested a quote from interview %(text)s under %(theme)s"),
    ChangeKind.SUGGESTION_REMOVED: N_("took back the suggestion of a quote from interview %(text)s under %(theme)s"),
    ChangeKind.SUGGESTION_ACCEPTED: N_("accepted a suggested quote from interview %(text)s under %(theme)s"),
    ChangeKind.SUGGESTION_DECLINED: N_("declined a suggested quote from interview %(text)s under %(theme)s"),
    ChangeKind.SUGGESTION_REOPENED: N_("let a suggested quote from interview %(text)s under %(theme)s wait again"),
    ChangeKind.SHOWN: N_("put a quote under %(theme)s on the board"),
    ChangeKind.SET_ASIDE: N_("set a quote under %(theme)s aside"),
    ChangeKind.READ: N_("said that interview %(text)s is read"),
    ChangeKind.UNREAD: N_("said that interview %(text)s is not read yet"),
    ChangeKind.THEME_CREATED: N_("added the theme %(theme)s"),
    ChangeKind.THEME_CHANGED: N_("changed the theme %(theme)s"),
    ChangeKind.THEME_MOVED: N_("moved the theme %(theme)s"),
    ChangeKind.THEME_REMOVED: N_("removed the theme %(theme)s"),
    ChangeKind.NOTE_WRITTEN: N_("wrote a note in interview %(text)s"),
    ChangeKind.NOTE_CHANGED: N_("changed a note in interview %(text)s"),
    ChangeKind.NOTE_REMOVED: N_("removed a note in interview %(text)s"),
    ChangeKind.THEME_MERGED: N_("merged a theme into %(theme)s"),
    ChangeKind.THEME_SPLIT: N_("told a theme apart from %(theme)s again"),
    ChangeKind.THEME_RETIRED: N_("retired the theme %(theme)s"),
    ChangeKind.THEME_BROUGHT_BACK: N_("brought the theme %(theme)s back"),
    ChangeKind.SUMMARY_WRITTEN: N_("wrote what the children say about %(theme)s"),
    ChangeKind.VOICE_WRITTEN: N_("wrote what the social workers see under %(theme)s"),
    ChangeKind.VOICE_CHANGED: N_("changed what the social workers see under %(theme)s"),
    ChangeKind.VOICE_REMOVED: N_("removed what the social workers see under %(theme)s"),
    ChangeKind.PROPOSAL_WRITTEN: N_("wrote a proposal under %(theme)s"),
    ChangeKind.PROPOSAL_CHANGED: N_("changed a proposal under %(theme)s"),
    ChangeKind.PROPOSAL_REMOVED: N_("removed a proposal under %(theme)s"),
    ChangeKind.RESPONSIBLE_CHANGED: N_("wrote who is responsible under %(theme)s"),
    ChangeKind.PROPOSALS_ORDERED: N_("put the proposals under %(theme)s in another order"),
    ChangeKind.VOTING_OPENED: N_("opened the voting on proposals"),
    ChangeKind.VOTING_CLOSED: N_("closed the voting on proposals"),
    ChangeKind.VOTED: N_("put a dot on a proposal, or took one back"),
    ChangeKind.PROPOSAL_DECIDED: N_("decided a proposal under %(theme)s"),
    ChangeKind.PROPOSAL_REOPENED: N_("took back the decision on a proposal under %(theme)s"),
    ChangeKind.PROPOSAL_RETOLD: N_("wrote in other words how children are told a decision under %(theme)s"),
    ChangeKind.LED: N_("showed something to everybody"),
    ChangeKind.AGENDA_MOVED: N_("went on with the agenda"),
    ChangeKind.SEMINAR_OPENED: N_("opened the seminar"),
    ChangeKind.SEMINAR_UNOPENED: N_("took back the opening of the seminar"),
    ChangeKind.SEMINAR_ENDED: N_("ended the seminar"),
    ChangeKind.SEMINAR_RESUMED: N_("let the seminar go on"),
    ChangeKind.CORRECTED: N_("Interview %(text)s was corrected. What was marked in it has moved along."),
    ChangeKind.GONE: N_("An interview was taken back. What was marked in it is gone."),
}
OWN: Mapping[ChangeKind, str] = {
    ChangeKind.CODED: N_("You put a quote under a theme."),
    ChangeKind.UNCODED: N_("You took a quote away from a theme."),
    ChangeKind.SUGGESTED: N_("You suggested a quote under a theme."),
    ChangeKind.SUGGESTION_REMOVED: N_("You took a suggestion back."),
    ChangeKind.SUGGESTION_ACCEPTED: N_("You accepted a suggestion."),
    ChangeKind.SUGGESTION_DECLINED: N_("You declined a suggestion."),
    ChangeKind.SUGGESTION_REOPENED: N_("You let a suggestion wait again."),
    ChangeKind.SHOWN: N_("You put a quote on the board."),
    ChangeKind.SET_ASIDE: N_("You set a quote aside."),
    ChangeKind.READ: N_("You said that a text is read."),
    ChangeKind.UNREAD: N_("You said that a text is not read yet."),
    ChangeKind.THEME_CREATED: N_("You added a theme."),
    ChangeKind.THEME_CHANGED: N_("You changed a theme."),
    ChangeKind.THEME_MOVED: N_("You moved a theme."),
    ChangeKind.THEME_REMOVED: N_("You removed a theme."),
    ChangeKind.NOTE_WRITTEN: N_("You wrote a note."),
    ChangeKind.NOTE_CHANGED: N_("You changed a note."),
    ChangeKind.NOTE_REMOVED: N_("You removed a note."),
    ChangeKind.THEME_MERGED: N_("You merged two themes."),
    ChangeKind.THEME_SPLIT: N_("You told two themes apart again."),
    ChangeKind.THEME_RETIRED: N_("You retired a theme."),
    ChangeKind.THEME_BROUGHT_BACK: N_("You brought a theme back."),
    ChangeKind.SUMMARY_WRITTEN: N_("You wrote what the children say about a theme."),
    ChangeKind.VOICE_WRITTEN: N_("You wrote what the social workers see."),
    ChangeKind.VOICE_CHANGED: N_("You changed what the social workers see."),
    ChangeKind.VOICE_REMOVED: N_("You removed what the social workers see."),
    ChangeKind.PROPOSAL_WRITTEN: N_("You wrote a proposal."),
    ChangeKind.PROPOSAL_CHANGED: N_("You changed a proposal."),
    ChangeKind.PROPOSAL_REMOVED: N_("You removed a proposal."),
    ChangeKind.RESPONSIBLE_CHANGED: N_("You wrote who is responsible."),
    ChangeKind.PROPOSALS_ORDERED: N_("You put proposals in another order."),
    ChangeKind.VOTING_OPENED: N_("You opened the voting."),
    ChangeKind.VOTING_CLOSED: N_("You closed the voting."),
    ChangeKind.SEMINAR_OPENED: N_("You opened the seminar."),
    ChangeKind.SEMINAR_UNOPENED: N_("You took back the opening of the seminar."),
    ChangeKind.SEMINAR_ENDED: N_("You ended the seminar."),
    ChangeKind.SEMINAR_RESUMED: N_("You let the seminar go on."),
}


def act(entry: Entry) -> str:
    """What was done, after the name of who did it."""
    theme = entry.theme or _("a theme that is gone")
    return _(ACTS[entry.kind], theme=theme, text=entry.text or "–")


def own(change: SeminarChange) -> str:
    """What the person who reads it did."""
    return _(OWN[change.kind])
