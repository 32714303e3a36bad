"""The rows of a transcript: in order, renumbered without ever standing two in one place, and room made among them."""

import pytest

from tests.transcription.interviews import Interview, a_transcript, an_interview
from toolkit.db import db
from transcription.transcripts import segment_rows
from transcription.transcripts.models import Transcript


def said(transcript: Transcript) -> list[tuple[int, str]]:
    db.session.expire_all()
    return [(one.position, one.text) for one in segment_rows.list_segments(transcript)]


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    """Four segments, at every fifth second."""
    return a_transcript(interview, lines=tuple(("child", word) for word in ("ett", "två", "tre", "fyra")))


def test_rows_to_read_say_the_same_as_rows_to_change(transcript: Transcript) -> None:
    rows, whole = segment_rows.list_segment_rows(transcript), segment_rows.list_segments(transcript)
    for row, one in zip(rows, whole, strict=True):
        assert row == tuple(getattr(one, name) for name in segment_rows.SegmentRow._fields)
    assert [row.text for row in rows] == ["ett", "två", "tre", "fyra"]


def test_starts_are_known_without_a_word(transcript: Transcript) -> None:
    whole = segment_rows.list_segments(transcript)
    assert segment_rows.list_starts(transcript) == [(one.id, one.start_ms) for one in whole]
    assert [start for _id, start in segment_rows.list_starts(transcript)] == [0, 5000, 10_000, 15_000]


@pytest.mark.parametrize("order", [[3, 2, 1, 0], [1, 0, 3, 2], [0, 1, 2, 3], [2, 0, 1, 3]])
def test_segments_stand_in_the_order_that_is_asked_for(transcript: Transcript, order: list[int]) -> None:
    ids = [one.id for one in segment_rows.list_segments(transcript)]
    segment_rows.renumber(transcript, [ids[at] for at in order])
    words = ["ett", "två", "tre", "fyra"]
    assert said(transcript) == [(position, words[at]) for position, at in enumerate(order)]


def test_a_hole_is_closed_and_versions_stay(transcript: Transcript) -> None:
    whole = segment_rows.list_segments(transcript)
    db.session.delete(whole[1])
    db.session.flush()
    before = [one.version for one in (whole[0], whole[2], whole[3])]
    segment_rows.renumber(transcript)
    assert said(transcript) == [(0, "ett"), (1, "tre"), (2, "fyra")]
    assert [one.version for one in segment_rows.list_segments(transcript)] == before


@pytest.mark.parametrize(("position", "count"), [(0, 1), (2, 3), (4, 1)])
def test_room_is_made_where_it_is_asked_for(transcript: Transcript, position: int, count: int) -> None:
    segment_rows.make_room(transcript, position, count=count)
    words = enumerate(("ett", "två", "tre", "fyra"))
    assert said(transcript) == [(at + count if at >= position else at, word) for at, word in words]


def test_another_transcript_is_left_alone(transcript: Transcript) -> None:
    other = a_transcript(an_interview())
    before = said(other)
    segment_rows.make_room(transcript, 0)
    segment_rows.renumber(transcript)
    assert said(other) == before
