"""Proposals follow a theme that is merged into another, and come back when it is told apart."""

import uuid
from collections.abc import Sequence

from sqlalchemy import select, update

from seminar.proposals.models import Proposal
from seminar.themes.merging import Carrier
from toolkit.db import db


def _carry(theme_id: uuid.UUID, target_id: uuid.UUID) -> list[uuid.UUID]:
    moved = list(db.session.scalars(select(Proposal.id).where(Proposal.theme_id == theme_id)))
    db.session.execute(update(Proposal).where(Proposal.id.in_(moved)).values(theme_id=target_id))
    return moved


def _put_back(theme_id: uuid.UUID, target_id: uuid.UUID, carried: Sequence[str]) -> None:
    still_there = Proposal.id.in_([uuid.UUID(one) for one in carried]) & (Proposal.theme_id == target_id)
    db.session.execute(update(Proposal).where(still_there).values(theme_id=theme_id))


CARRIER = Carrier(_carry, _put_back)
