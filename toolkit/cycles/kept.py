"""What of an interview is still there: its row says when each kind of material went by a decision of the board."""

from datetime import datetime

from sqlalchemy.orm import Mapped


class Kept:
    """The days, for the table of assignments; `disposed_at` is that of everything that hung on it, with its keys."""

    recording_disposed_at: Mapped[datetime | None]
    full_text_disposed_at: Mapped[datetime | None]
    contact_disposed_at: Mapped[datetime | None]
    disposed_at: Mapped[datetime | None]


KEPT = ("cycle_id", "disposed_at", "recording_disposed_at", "full_text_disposed_at", "contact_disposed_at")
"""The columns of an index by which what is due is looked for among what is still there, and not in all years."""
