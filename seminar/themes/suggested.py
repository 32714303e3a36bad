"""A theme that waits: suggested with the first words under it, and accepted or declined together with them."""

from seminar.themes import codebook, numbering
from seminar.themes.models import Theme
from toolkit import references
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.db import db
from toolkit.errors import N_, WrongState


def accept(actor: Actor, theme: Theme) -> bool:
    """Let a theme that the caller holds count, with the next number; whether it waited. For the facilitator. Raises
    `WrongState` when another one has got its name meanwhile."""
    codebook.lead_alone(actor, theme.cycle_id)
    db.session.refresh(theme)
    if not theme.is_waiting:
        return False
    if codebook.find_named(actor, theme.cycle_id, theme.name, area=theme.area):
        raise WrongState(N_("There is a theme with that name already."))
    numbering.number(theme, waits=False)
    trail.record(actor, Event.THEME_CREATED, theme.id, area=theme.area)
    return True


def let_wait(actor: Actor, theme: Theme) -> None:
    """Let it wait again, where nothing but the first words stands under it: the undo of `accept`."""
    codebook.lead_alone(actor, theme.cycle_id)
    if sum(references.count(Theme, [theme.id]).values()) == 1:
        numbering.number(theme, waits=True)
        trail.record(actor, Event.THEME_CHANGED, theme.id, area=theme.area)
