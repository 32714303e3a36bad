"""The parts of a text's page that a change redraws, made once for all windows that show the same, and sent to them.

Thirty windows that each asked for the same parts took turns at one processor. A window asks for itself only where what
it shows is its person's own, or everything is another.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from seminar.changes import following
from seminar.changes.models import ChangeKind
from seminar.changes.reading import Change, News, find_position
from seminar.coding import text_parts
from seminar.texts import looks, transcripts
from toolkit.access import Actor
from toolkit.errors import NotFound
from toolkit.language import get_locale

PUSHED = frozenset({
    ChangeKind.CODED, ChangeKind.UNCODED, ChangeKind.SUGGESTED, ChangeKind.SUGGESTION_REMOVED, ChangeKind.SHOWN,
    ChangeKind.SET_ASIDE, ChangeKind.READ, ChangeKind.UNREAD, ChangeKind.VOTED, ChangeKind.LED, ChangeKind.AGENDA_MOVED,
})  # fmt: skip
"""After these nothing is another but what is the same for everybody who may do the same, and what the author sees."""
UNSEEN = frozenset({ChangeKind.VOTED, ChangeKind.LED, ChangeKind.AGENDA_MOVED})
"""Of these, what no part of a text's page shows."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What a window shows of a seminar. Windows that show the same get the same parts."""

    transcript_id: uuid.UUID
    is_open: bool
    leads: bool
    locale: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of some codings' lines as HTML, with `text_parts.TOKEN` in their forms; `at` is where the log was."""

    at: int
    html: str


def find_showing(actor: Actor, cycle_id: uuid.UUID, *, transcript_id: uuid.UUID, seen: str) -> Showing | None:
    """What a window of somebody's shows that has a text open; None where their look at it is not on the trail.

    Raises `NotFound` for a text that they may not read.
    """
    cycle = following.get_followed(actor, cycle_id)
    transcript = transcripts.get_transcript(actor, cycle_id, transcript_id)
    if not looks.holds(actor, transcript.id, proof=seen):
        return None
    return Showing(transcript.id, cycle.is_open, following.leads(actor), str(get_locale()))


def is_pushed(news: News) -> bool:
    """Whether the parts that these changes reach are sent to the windows that show a text."""
    return not news.missed and all(change.kind in PUSHED for change in news.changes)


def list_objects(changes: Collection[Change], showing: Showing) -> frozenset[str] | None:
    """Which codings' lines are another in such a window; None when no part of it is."""
    seen = [change for change in changes if change.kind not in UNSEEN]
    if not seen:
        return None
    own = {str(one.object_id) for one in seen if one.transcript_id == showing.transcript_id and one.object_id}
    return frozenset({"", *own})


def render(actor: Actor, cycle_id: uuid.UUID, *, showing: Showing, objects: frozenset[str]) -> Parts:
    """The parts as they are now, for somebody in such a window. Raises `NotFound` where they no longer show that."""
    cycle = following.get_followed(actor, cycle_id)
    at = find_position(cycle.id)
    text = transcripts.get_transcript(actor, cycle_id, showing.transcript_id)
    now = Showing(text.id, cycle.is_open, following.leads(actor), str(get_locale()))
    if now != showing:
        raise NotFound
    return Parts(at or 0, text_parts.get_shared(actor, cycle, transcript_id=text.id, at=at, objects=objects))
