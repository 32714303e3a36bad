"""What the group writes is the group's own: a child's words are chosen as a quote, so that they go when the child takes
the interview back. Copied into a text they would stay, there and in the log."""

import re

from sqlalchemy import select

from seminar.coding import quotes
from seminar.coding.models import Coding, Excerpt
from seminar.texts.anchors import LEFT_OUT
from seminar.themes.models import Theme
from toolkit.db import db
from toolkit.errors import N_, InvalidInput

FEWEST = 5
"""Fewer words in a row are anybody's."""


def require_own(theme: Theme, text: str) -> None:
    """Raise `InvalidInput` when a whole quote under a theme that the caller holds stands in a text."""
    written = f" {_folded(text)} "
    here = select(Excerpt).join(Coding).where(Coding.theme_id == theme.id, Coding.removed_at.is_(None))
    for excerpt in db.session.scalars(here):
        for part in quotes.told(excerpt).split(LEFT_OUT):
            words = _folded(part)
            if words.count(" ") >= FEWEST - 1 and f" {words} " in written:
                raise InvalidInput(
                    N_(
                        "A child's own words stand in the text. Choose the quote instead: it stands beside your words,"
                        " and goes if the child takes the interview back."
                    ),
                    field="text",
                )


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
