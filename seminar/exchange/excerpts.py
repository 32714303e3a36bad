"""The quotes of a cycle as rows: under which theme, by which child, signed as small numbers allow, and what is told.

As everywhere, passages under one theme that overlap are one quote, and the interviewer's words are left out of it.
"""

import uuid
from dataclasses import dataclass

from seminar.board import voices
from seminar.quotable import quoting
from seminar.report import facts
from seminar.texts import transcripts
from seminar.themes import codebook
from seminar.themes.models import Theme
from seminar.themes.naming import area_names
from toolkit.access import Actor, Role
from toolkit.language import gettext as _


@dataclass(frozen=True, slots=True)
class ExcerptRow:
    """One quote. `child` is a number that is the same for all that one child says, in this file and no other."""

    area: str
    theme: Theme
    child: int
    signature: str
    words: str
    on_board: bool

    @property
    def child_name(self) -> str:
        """ "Child 3"."""
        return _("Child %(number)s", number=self.child)


def list_rows(actor: Actor, cycle_id: uuid.UUID) -> list[ExcerptRow]:
    """The quotes under the themes of a cycle of the own unit, for its facilitator. Raises `NotFound`."""
    actor.require(Role.FACILITATOR)
    groups = facts.signatures(actor, codebook.get_cycle(actor, cycle_id))
    numbers: dict[uuid.UUID, int] = {}
    for text in transcripts.list_transcripts(actor, cycle_id):
        numbers.setdefault(text.assignment.child_id, len(numbers) + 1)
    areas = area_names()
    rows = []
    for under in voices.list_voices(actor, cycle_id):
        for on_board in (True, False):
            codings = [coding for coding in under.codings if coding.on_board is on_board]
            rows += [
                ExcerptRow(
                    areas[under.theme.area], under.theme, numbers[quote.child.id], quoting.sign_among(quote, groups),
                    quote.words, on_board,
                )
                for quote in quoting.quotable(codings, under.reviews)
            ]  # fmt: skip
    return rows


def by_child(rows: list[ExcerptRow]) -> list[ExcerptRow]:
    """The same rows child by child; within a child, in the order of the themes."""
    return sorted(rows, key=lambda row: row.child)
