"""What the projector shows: what is shown to everybody, in full. Only what the whole room may see."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from seminar.coding import marked_texts
from seminar.leading import spotlight, timing
from seminar.leading.spotlight import SharedView
from seminar.leading.timing import Course
from seminar.proposals import columns, proposing, results
from seminar.proposals.columns import Row
from seminar.proposals.models import Proposal
from seminar.texts import looks
from seminar.themes import codebook
from seminar.themes.models import Theme
from toolkit.access import Actor


@dataclass(frozen=True, slots=True)
class Wall:
    """The view, and what it takes to show it: the text as it is read, rows of the board, or what is voted on."""

    view: SharedView | None
    page: marked_texts.Page | None = None
    rows: Sequence[Row] = ()
    course: Course | None = None
    proposals: Sequence[Proposal] = ()  # what is voted on; with `dots` once the voting is closed
    dots: Mapping[uuid.UUID, int] = field(default_factory=dict)

    @property
    def pointed(self) -> list[marked_texts.Line]:
        """The lines that are pointed at."""
        pointer = self.view.pointer if self.view else None
        if self.page is None or pointer is None:
            return []
        return [line for line in self.page.lines if pointer.first <= line.segment.position <= pointer.last]

    @property
    def themes(self) -> list[Theme]:
        """The themes of what is pointed at, each once, in the order of the text."""
        found = {coding.theme.id: coding.theme for line in self.pointed for coding in line.codings}
        return list(found.values())


def look(actor: Actor, cycle_id: uuid.UUID, *, seen: str) -> Wall:
    """What stands on the wall now. A look, unless the page holds the proof of it (`looks`): what is shown while it
    hangs there was put on the trail by whoever showed it."""
    view = spotlight.find_shared_view(actor, cycle_id)
    is_seen = view is not None and looks.holds(actor, view.seminar.id, proof=seen)
    if view and view.transcript:
        return Wall(view, page=marked_texts.open_page(actor, cycle_id, view.transcript.id, seen=is_seen))
    if view and view.area:
        if not is_seen:
            columns.record_look(actor, cycle_id)
        themes = [view.theme] if view.theme else codebook.list_themes(actor, cycle_id, area=view.area)
        return Wall(view, rows=columns.list_rows_under(actor, cycle_id, themes))
    if view and view.is_voting:
        dots = {} if view.may_vote else results.of_cycle(cycle_id).counts
        proposals = proposing.list_proposals(actor, cycle_id)
        return Wall(view, proposals=sorted(proposals, key=lambda one: -dots.get(one.id, 0)), dots=dots)
    return Wall(view, course=timing.get_course(view.seminar) if view and view.is_agenda else None)


def proof(actor: Actor, wall: Wall) -> str:
    """What the page of the projector holds once its look is on the trail."""
    return looks.proof(actor, wall.view.seminar.id) if wall.view else ""
