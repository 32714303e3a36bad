"""The quotes that a child is asked about: a few of its own, never more of its talk, and nobody else's."""

from collections.abc import Iterable

from seminar.coding import listed
from seminar.coding.listed import ListedCoding
from seminar.coding.models import Coding, counts
from seminar.quotable import quoting
from seminar.quotable.quoting import Considered
from seminar.themes.models import Theme
from toolkit.cycles.models import Assignment
from transcription.transcripts.models import DeidentifiedTranscript

MOST = 4
"""How many a child is asked about: more is tiring."""


def list_own(assignment: Assignment) -> list[Considered]:
    """What the child of an assignment that the caller holds is asked about, in the order of its talk."""
    query = (
        listed.joined()
        .join(Theme, Theme.id == Coding.theme_id)
        .where(DeidentifiedTranscript.assignment_id == assignment.id, counts(), Coding.on_board.is_(True))
        .order_by(Theme.position, Coding.created_at)
    )
    found = listed.read(query)
    listed.open_words(coding.excerpt for coding in found)
    under: dict[object, list[ListedCoding]] = {}
    for coding in found:
        under.setdefault(coding.theme_id, []).append(coding)
    reviews = quoting.list_reviews(coding for codings in under.values() for coding in codings)
    return choose(one for codings in under.values() for one in quoting.consider(codings, reviews))


def choose(considered: Iterable[Considered]) -> list[Considered]:
    """Of one child's quotes those that it is asked about: first what somebody chose, then what the report shows."""
    found = [one for one in considered if one.for_child is not False and _can_be_asked(one)]
    found.sort(key=lambda one: (one.for_child is None, not one.is_answered, -_length(one)))
    kept: list[Considered] = []
    for one in found:
        if len(kept) < MOST and not any(_overlap(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (str(one.quote.excerpts[0].transcript_id), one.quote.excerpts[0].start))


def _can_be_asked(one: Considered) -> bool:
    return not one.is_left_out and (one.shown is not None or one.is_answered or one.is_recognised)


def _length(one: Considered) -> int:
    start, end = _span(one)
    return end - start


def _overlap(one: Considered, other: Considered) -> bool:
    if one.quote.excerpts[0].transcript_id != other.quote.excerpts[0].transcript_id:
        return False
    (start, end), (begins, ends) = _span(one), _span(other)
    return start < ends and begins < end


def _span(one: Considered) -> tuple[int, int]:
    return min(each.start for each in one.quote.excerpts), max(each.end for each in one.quote.excerpts)
