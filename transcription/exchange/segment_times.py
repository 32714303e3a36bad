"""A start and an end for every segment, also where the file gives none, and what is odd about its times. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.errors import N_
from transcription.exchange.times import LONGEST_TIME_MS
from transcription.exchange.transcript_file import FileSegment, Problem, TranscriptFile, excerpt

OVERLAPS = N_("%(count)s segments begin before the one above has ended. They were kept as they are.")
UNORDERED = N_("The time is earlier than the one above it. The words stand where they stand in the file.")


def list_times(segments: Sequence[FileSegment]) -> list[tuple[int, int]]:
    """Start and end for every segment, in ms: its own, or a place between its neighbours. All (0, 0) without times."""
    starts = [segment.start_ms for segment in segments]
    known = [at for at, start in enumerate(starts) if start is not None]
    if not known:
        return [(0, 0)] * len(segments)
    whole: list[int] = [start or 0 for start in starts]
    last_end = max(segment.end_ms or segment.start_ms or 0 for segment in segments)
    for before, after in zip([-1, *known], [*known, len(segments)], strict=True):
        begin = whole[before] if before >= 0 else 0
        end = whole[after] if after < len(segments) else max(last_end, begin)
        _share(segments, whole, range(max(before, 0), after), begin, end, has_first=before >= 0)
    nexts = [*whole[1:], last_end]
    return [(start, _end(segment, start, then)) for segment, start, then in zip(segments, whole, nexts, strict=True)]


def list_oddities(segments: Sequence[FileSegment], *, unit: str) -> Iterator[Problem]:
    """Segments that speak at once, as a count, and each one that begins before the one above it."""
    timed = [segment for segment in segments if segment.start_ms is not None]
    late = 0
    for above, here in pairwise(timed):
        if here.start_ms is None or above.start_ms is None:
            continue
        if here.start_ms < above.start_ms:
            yield Problem(UNORDERED, here.place, unit, excerpt(here.text))
        elif above.end_ms is not None and here.start_ms < above.end_ms and here.place != above.place:
            late += 1
    if late:
        yield Problem(OVERLAPS, values={"count": late})


def rescaled(file: TranscriptFile, ticks: int) -> TranscriptFile:
    """The file with its times taken for so many a second; as it is where it says itself what they are."""
    if not file.ticks or ticks not in list_ticks(file):
        return file

    def scale(ms: int) -> int:
        return round(ms * file.ticks / ticks)

    segments = (
        replace(
            one,
            start_ms=None if one.start_ms is None else scale(one.start_ms),
            end_ms=None if one.end_ms is None else scale(one.end_ms),
            words=tuple((scale(start), scale(end), text, sure) for start, end, text, sure in one.words),
        )
        for one in file.segments
    )
    return replace(file, segments=tuple(segments), ticks=ticks)


def list_ticks(file: TranscriptFile) -> list[int]:
    """What the times may be taken for: seconds, hundredths, thousandths, while the talk stays shorter than a day."""
    return [ticks for ticks in (1, 100, 1000) if file.length_ms * file.ticks / ticks <= LONGEST_TIME_MS]


def _share(
    segments: Sequence[FileSegment], whole: list[int], here: Iterable[int], begin: int, end: int, *, has_first: bool
) -> None:
    """Give the segments between two known times a share each, by their letters."""
    places = list(here)
    total = sum(len(segments[at].text) + 1 for at in places) or 1
    passed = 0
    for number, at in enumerate(places):
        if number or not has_first:
            whole[at] = begin + round(max(0, end - begin) * passed / total)
        passed += len(segments[at].text) + 1


def _end(segment: FileSegment, start: int, then: int) -> int:
    if segment.end_ms is not None:
        return max(segment.end_ms, start)
    return max(then, start)
