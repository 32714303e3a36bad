"""Summaries and social workers' voices follow a theme that is merged into another, and come back by undo."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update

from seminar.board.models import StaffVoice, ThemeSummary
from seminar.themes.merging import Carrier
from toolkit.db import db


def _carry(theme_id: uuid.UUID, target_id: uuid.UUID) -> dict[str, Any]:
    voices = list(db.session.scalars(select(StaffVoice.id).where(StaffVoice.theme_id == theme_id)))
    db.session.execute(update(StaffVoice).where(StaffVoice.id.in_(voices)).values(theme_id=target_id))
    return {"voices": voices, "summary": _carry_summary(theme_id, target_id)}


def _put_back(theme_id: uuid.UUID, target_id: uuid.UUID, carried: Mapping[str, Any]) -> None:
    still_there = StaffVoice.id.in_([uuid.UUID(one) for one in carried["voices"]]) & (StaffVoice.theme_id == target_id)
    db.session.execute(update(StaffVoice).where(still_there).values(theme_id=theme_id))
    _put_back_summary(theme_id, target_id, carried["summary"])
    db.session.flush()


def _carry_summary(theme_id: uuid.UUID, target_id: uuid.UUID) -> dict[str, Any] | None:
    """The summary moves; where both themes have one, the other's is continued with it."""
    own, other = (_find_summary(each) for each in (theme_id, target_id))
    if own is None:
        return None
    if other is None:
        db.session.execute(update(ThemeSummary).where(ThemeSummary.id == own.id).values(theme_id=target_id))
        return {"moved": own.id}
    before, other.text = other.text, f"{other.text}\n\n{own.text}"
    db.session.flush()
    return {"before": before, "after": other.text}


def _put_back_summary(theme_id: uuid.UUID, target_id: uuid.UUID, carried: Mapping[str, Any] | None) -> None:
    """As it was, unless somebody has written on it since: then their words stay under the other theme."""
    if carried is None:
        return
    other = _find_summary(target_id)
    if other is None:
        return
    if "moved" in carried:
        if other.id == uuid.UUID(carried["moved"]):
            db.session.execute(update(ThemeSummary).where(ThemeSummary.id == other.id).values(theme_id=theme_id))
    elif other.text == carried["after"]:
        other.text = carried["before"]


def _find_summary(theme_id: uuid.UUID) -> ThemeSummary | None:
    return db.session.scalar(select(ThemeSummary).where(ThemeSummary.theme_id == theme_id))


CARRIER = Carrier(_carry, _put_back)
