"""A talk as a file holds it: what may come in, how long ones are divided, and times where the file gives none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import InvalidInput
from transcription.exchange import transcript_file
from transcription.exchange.segment_times import list_times
from transcription.exchange.transcript_file import FileSegment, TranscriptFile, checked, clean, excerpt


def a_file(*segments: FileSegment) -> TranscriptFile:
    return TranscriptFile("txt", segments)


def test_labels_stand_once_in_the_order_in_which_they_first_speak() -> None:
    found = a_file(FileSegment("a", "B"), FileSegment("b", "I"), FileSegment("c"), FileSegment("d", "B"))
    assert found.labels == ("B", "I", "")
    assert found.words == 4


def test_what_has_a_time_is_counted_and_the_length_is_the_last_of_them() -> None:
    found = a_file(FileSegment("a", start_ms=0, end_ms=900), FileSegment("b"), FileSegment("c", start_ms=5000))
    assert (found.timed, found.length_ms) == (2, 5000)
    assert a_file(FileSegment("a")).length_ms == 0


@pytest.mark.parametrize(
    ("segments", "why"),
    [
        ((), transcript_file.NO_WORDS),
        ((FileSegment(""),), transcript_file.NO_WORDS),
        ((FileSegment("a"),) * 20_001, transcript_file.TOO_MANY),
        ((FileSegment("ord " * 2000),) * 260, transcript_file.TOO_LONG),
        ((FileSegment("a", words=((0, 1, "a", 1.0),) * 60_000),) * 2, transcript_file.TOO_LONG),
    ],
)
def test_more_than_a_talk_holds_or_nothing_at_all_is_refused(segments: tuple[FileSegment, ...], why: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked(a_file(*segments))
    assert (refused.value.message, refused.value.field) == (why, "file")


def test_a_long_segment_is_divided_after_a_sentence_and_the_first_keeps_the_time() -> None:
    text = "En mening till. " * 1000
    parts = checked(a_file(FileSegment(text.strip(), "B", 1000, 2000))).segments
    assert all(len(one.text) <= transcript_file.LONGEST_SEGMENT and one.text.endswith(".") for one in parts)
    assert " ".join(one.text for one in parts) == text.strip()
    assert [(one.label, one.start_ms, one.end_ms) for one in parts] == [("B", 1000, None), ("B", None, None)]


@given(st.text(alphabet="ab .?!", min_size=1, max_size=80).filter(str.strip), st.integers(5, 30))
def test_dividing_loses_no_letter(text: str, longest: int) -> None:
    text = clean(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transcript_file, "LONGEST_SEGMENT", longest)
        parts = checked(a_file(FileSegment(text))).segments
    assert all(len(one.text) <= longest for one in parts)
    assert "".join("".join(one.text.split()) for one in parts) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  a\t b\n c ", "a b c"),
        ("o\u0308", "ö"),
        ("\ufeffHej\u200b du\x00", "Hej du"),
        ("A\u202eb", "Ab"),
        ("👩‍👧", "👩👧"),
        ("Hej\x00du", "Hej du"),
        ("Hej \ud83d", "Hej \ufffd"),
    ],
)
def test_what_no_page_can_show_is_left_out(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_an_excerpt_is_one_short_line() -> None:
    assert excerpt("a\n b") == "a b"
    assert len(excerpt("ord " * 200)) == transcript_file.LONGEST_EXCERPT
    assert excerpt("ord " * 200).endswith("…")


TIMES = st.none() | st.integers(0, 100_000)


@given(st.lists(st.tuples(st.text("ab", max_size=5), TIMES), max_size=12))
def test_every_segment_gets_a_time_that_does_not_end_before_it_begins(rows: list[tuple[str, int | None]]) -> None:
    segments = [FileSegment(text, start_ms=start) for text, start in rows]
    times = list_times(segments)
    assert len(times) == len(segments)
    assert all(0 <= start <= end for start, end in times)
    assert all(
        start == one.start_ms for one, (start, _) in zip(segments, times, strict=True) if one.start_ms is not None
    )


def test_segments_without_a_time_share_the_room_between_their_neighbours_by_their_letters() -> None:
    segments = [FileSegment("a", start_ms=0), FileSegment("aaa"), FileSegment("a", start_ms=6000, end_ms=7000)]
    assert list_times(segments) == [(0, 2000), (2000, 6000), (6000, 7000)]
