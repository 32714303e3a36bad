"""A theme that is not needed any more: it is offered no longer, what stands under it stays, and it can come back."""

import uuid

from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit.access import Actor


def retire(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> Theme:
    """Offer a theme no longer. Twice is once. Raises `NotFound`, and `WrongState` once the report stands."""
    theme = codebook.get_alone(actor, cycle_id, theme_id)
    codebook.set_retired(actor, theme, is_retired=True)
    return theme


def bring_back(actor: Actor, cycle_id: uuid.UUID, theme_id: uuid.UUID) -> Theme:
    """Offer it again: the undo of `retire`. Twice is once."""
    theme = codebook.get_alone(actor, cycle_id, theme_id)
    codebook.set_retired(actor, theme, is_retired=False)
    return theme
