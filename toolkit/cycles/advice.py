"""What the facilitator can help with first: what stands still in the year itself, then what later rooms have seen."""

from flask import url_for

from toolkit.access import Actor, Role
from toolkit.cycles import children, outlook, progress
from toolkit.cycles.models import Cycle
from toolkit.cycles.outlook import Outlook
from toolkit.cycles.progress import Suggestion
from toolkit.language import gettext as _
from toolkit.language import ngettext


def list_suggestions(actor: Actor, cycle: Cycle) -> list[Suggestion]:
    """Everything that stands still, the most pressing first; nothing for somebody who does not lead the cycle."""
    if not actor.is_any(Role.FACILITATOR):
        return []
    return [*_own(actor, cycle), *progress.suggestions(actor, cycle)]


def _own(actor: Actor, cycle: Cycle) -> list[Suggestion]:
    if not cycle.is_open:
        return []
    if not children.count(actor, cycle.id):
        return [
            Suggestion(
                text=_("No children are on the list yet"),
                note=_("Write them in one by one, or send a list from a spreadsheet"),
                action=_("Add children"),
                url=url_for("children.index", cycle_id=cycle.id),
            )
        ]
    if outlook.everybody_has_a_child(cycle):
        return []
    now = outlook.foresee(actor, cycle.id)
    return [_about_waiting(cycle, now)] if now.waiting else []


def _about_waiting(cycle: Cycle, now: Outlook) -> Suggestion:
    if now.waiting == now.interviewers:
        text = _("The children have not been drawn yet")
    else:
        text = ngettext("%(num)d worker has no child to meet", "%(num)d workers have no child to meet", now.waiting)
    if now.possible:
        note = _("A child can be drawn for %(some)s of %(all)s workers", some=now.possible, all=now.waiting)
        action = _("Draw children")
    else:
        note = _("The list holds no child that fits. See why, and what would help")
        action = _("See what would help")
    return Suggestion(text, note, action, url_for("draws.show", cycle_id=cycle.id))
