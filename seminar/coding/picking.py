"""What the picker of the coding page offers: the themes with their own words, and those that somebody used last."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import undefer

from seminar.changes.following import get_followed
from seminar.changes.models import ChangeKind, SeminarChange
from seminar.coding import by_theme
from seminar.coding.by_theme import Raised
from seminar.themes.models import Theme
from toolkit.access import Actor
from toolkit.db import db

LATEST = 5
LOOKED_AT = 100
"""How many of somebody's latest codings are looked at for their themes."""


def list_choices(actor: Actor, cycle_id: uuid.UUID) -> list[Raised]:
    """The themes of a cycle of the own unit in their order, counted in children, their definitions read with them."""
    raised = by_theme.list_raised(actor, cycle_id)
    own = select(Theme).where(Theme.id.in_([row.theme.id for row in raised]))
    db.session.scalars(own.options(undefer(Theme.definition))).all()  # one question, not one for each
    return raised


def list_recent(actor: Actor, cycle_id: uuid.UUID) -> list[uuid.UUID]:
    """The themes under which this person has put words lately in a cycle that they follow, the latest first."""
    own = select(SeminarChange.theme_id).where(
        SeminarChange.cycle_id == get_followed(actor, cycle_id).id, SeminarChange.person_id == actor.id,
        SeminarChange.kind == ChangeKind.CODED, SeminarChange.theme_id.is_not(None),
    )  # fmt: skip
    latest = db.session.scalars(own.order_by(SeminarChange.seq.desc()).limit(LOOKED_AT))
    return [*dict.fromkeys(theme_id for theme_id in latest if theme_id)][:LATEST]
