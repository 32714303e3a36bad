"""The four columns together: for each theme its voices and its proposals. The board and the report read them here."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from seminar.board import voices
from seminar.board.models import StaffVoice
from seminar.board.voices import ThemeVoices
from seminar.proposals import proposing, responsibility, results
from seminar.proposals.models import Proposal
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit import references
from toolkit.access import Actor
from toolkit.audit import trail
from toolkit.audit.events import Event
from toolkit.cycles.models import Cycle
from toolkit.db import db


@dataclass(frozen=True, slots=True)
class Row:
    """One theme of the board."""

    theme_voices: ThemeVoices
    proposals: tuple[Proposal, ...]
    dots: Mapping[uuid.UUID, int] = field(default_factory=dict)  # what each proposal got, once the voting was closed

    @property
    def is_shared(self) -> bool:
        """Whether one person or group answers for all of the proposals, by one day, and nothing tells them apart."""
        decided = {each.decided_at is None for each in self.proposals}
        return len(decided) == 1 and responsibility.is_shared(self.proposals)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands in the row."""
        theme_voices = self.theme_voices
        return not (theme_voices.codings or theme_voices.summary or theme_voices.staff or self.proposals)


def list_rows(actor: Actor, cycle_id: uuid.UUID, *, area: str | None = None) -> list[Row]:
    """The rows of a cycle of the own unit, in the order of the themes; with `area`, those of one area. A look."""
    record_look(actor, cycle_id)
    return list_rows_under(actor, cycle_id, list_themes(actor, cycle_id, area=area))


def list_themes(
    actor: Actor, cycle_id: uuid.UUID, *, area: str | None = None, told: Collection[uuid.UUID] = ()
) -> list[Theme]:
    """The themes that have a row, in their order: of the retired ones those that something stands under, and those that
    were `told` of before."""
    themes = codebook.list_themes(actor, cycle_id, area=area)
    used = references.list_referred(Theme, [theme.id for theme in themes if theme.is_retired])
    return [theme for theme in themes if not theme.is_retired or theme.id in used or theme.id in told]


def list_rows_under(actor: Actor, cycle_id: uuid.UUID, themes: Sequence[Theme], *, is_opened: bool = True) -> list[Row]:
    """The rows of some themes of a cycle that the caller holds, whose look is on the trail; `is_opened` as
    `list_codings` has it."""
    under: dict[uuid.UUID, list[Proposal]] = {}
    for proposal in proposing.list_proposals(actor, cycle_id, under=[theme.id for theme in themes]):
        under.setdefault(proposal.theme_id, []).append(proposal)
    theme_voices = voices.list_voices_under(actor, themes, is_opened=is_opened)
    dots = results.of_cycle(cycle_id).counts
    return [Row(each, tuple(under.get(each.theme.id, ())), dots) for each in theme_voices]


def list_own(actor: Actor, cycle_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The voices and proposals of a cycle of the own unit that the person wrote, by id."""
    here = (Theme.cycle_id == cycle_id, Cycle.unit_id == actor.unit_id)
    return frozenset(
        one
        for kind in (StaffVoice, Proposal)
        for one in db.session.scalars(
            select(kind.id).join(kind.theme).join(Theme.cycle).where(*here, kind.written_by_id == actor.id)
        )
    )


def record_look(actor: Actor, cycle_id: uuid.UUID) -> None:
    """Put a look at the board on the trail."""
    trail.record(actor, Event.VOICES_READ, cycle_id)
