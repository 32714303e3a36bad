"""What the seminar can be helped with next, for the page of the cycle: counts of texts and proposals, never people."""

from flask import Flask, url_for

from seminar.board import transcripts
from seminar.proposals import proposing
from toolkit.access import Actor, Role
from toolkit.cycles import progress
from toolkit.cycles.models import Cycle
from toolkit.cycles.progress import Suggestion
from toolkit.language import gettext as _
from toolkit.language import ngettext


def install(app: Flask) -> None:
    """Let the seminar speak on the page of the cycle."""
    progress.register_adviser(app, "seminar", suggest)


def suggest(actor: Actor, cycle: Cycle) -> list[Suggestion]:
    """To the facilitator, interviews that nobody has read; to the unit leader, proposals that wait for a decision."""
    return [*_unread(actor, cycle), *_undecided(actor, cycle)]


def _unread(actor: Actor, cycle: Cycle) -> list[Suggestion]:
    if not actor.is_any(Role.FACILITATOR):
        return []
    read = transcripts.count_excerpts(actor, cycle.id)
    unread = sum(transcript.id not in read for transcript in transcripts.list_transcripts(actor, cycle.id))
    if not unread:
        return []
    said = ngettext("%(num)d interview waits to be read", "%(num)d interviews wait to be read", unread)
    note = _("They are handed over, and no words in them stand under a theme yet.")
    return [Suggestion(str(said), note, _("Read at the seminar"), url_for("coding.index", cycle_id=cycle.id))]


def _undecided(actor: Actor, cycle: Cycle) -> list[Suggestion]:
    if not actor.is_any(Role.UNIT_LEADER):
        return []
    waiting = sum(each.decided_at is None for each in proposing.list_proposals(actor, cycle.id))
    if not waiting:
        return []
    said = ngettext("%(num)d proposal waits for your decision.", "%(num)d proposals wait for your decision.", waiting)
    note = _("They come from what the children have told.")
    return [Suggestion(str(said), note, _("Read and decide"), url_for("proposals.index", cycle_id=cycle.id))]
