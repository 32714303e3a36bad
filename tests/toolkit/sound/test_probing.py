import io

import numpy as np
import pytest

from tests.toolkit.sound import files
from tests.toolkit.sound.files import KINDS, MADE_ELSEWHERE, SAMPLES, Kind, kind, recording, wav, written
from tests.transcription.sounds import tone
from toolkit.sound import probing
from toolkit.sound.containers import Container
from toolkit.sound.playback import Playback
from toolkit.sound.probing import Sound
from toolkit.sound.refusals import NotARecording, Refusal

INDEXED = {Container.MP4, Container.MOV}
"""What cannot be read without its end, unless it is made in fragments."""


def probe(content: bytes) -> Sound:
    return probing.probe(io.BytesIO(content))


@pytest.mark.parametrize("of", KINDS, ids=str)
def test_every_kind_is_known_by_its_content_measured_and_whole(of: Kind) -> None:
    found = probe(recording(of))
    assert (found.container, found.codec) == (of.container, of.codec)
    assert found.seconds == pytest.approx(4, abs=0.1)
    assert (found.cut_short, found.gaps, found.begins, found.tracks) == (False, (), 0.0, 1)
    assert found.playback is (Playback.AS_IT_IS if of.is_played else Playback.RENDERED)


@pytest.mark.parametrize(("name", "container", "codec"), MADE_ELSEWHERE)
def test_so_are_those_that_were_made_elsewhere(name: str, container: Container, codec: str) -> None:
    found = probe((SAMPLES / name).read_bytes())
    assert (found.container, found.codec, round(found.seconds)) == (container, codec, 2)
    assert (found.cut_short, found.gaps, found.begins) == (False, (), 0.0)
    assert found.playback is Playback.RENDERED


@pytest.mark.parametrize("of", KINDS, ids=str)
def test_a_cut_file_is_as_long_as_what_is_there_and_says_so_or_cannot_be_read(of: Kind) -> None:
    whole = recording(of)
    cut = whole[: len(whole) * 2 // 3 + 3]
    if (of.container in INDEXED and not of.options) or of.encoder == "alac":
        with pytest.raises(NotARecording) as refused:
            probe(cut)
        assert refused.value.refusal is Refusal.NO_INDEX
        return
    found = probe(cut)
    assert found.cut_short or of.encoder == "mp2", "a stream of frames without any length cannot tell"
    assert 1.9 < found.seconds < 3


def test_a_file_for_the_web_that_lost_its_end_is_read_as_far_as_it_goes() -> None:
    whole = files.index_first(recording(kind("mp4")))
    assert not probe(whole).cut_short
    found = probe(whole[: len(whole) * 2 // 3])
    assert found.cut_short
    assert 2 < found.seconds < 3


@pytest.mark.parametrize("share", [0.31, 0.5, 0.77, 0.95])
def test_a_browsers_recording_without_a_length_tells_that_it_was_cut_in_a_block(share: float) -> None:
    whole = files.without_length(recording(kind("webm")))
    assert not probe(whole).cut_short
    assert probe(whole[: int(len(whole) * share)]).cut_short


@pytest.mark.parametrize("size", [0, 0x7FFFFFFF, 0x7FFFF000, 0x80000000, 0xFFFFFFFF, 0xFFFFFFF0], ids="{:#x}".format)
def test_a_size_that_its_writer_did_not_know_is_never_called_a_cut(size: int) -> None:
    found = probe(wav(tone(2), riff=min(size + 36, 0xFFFFFFFF), data=size))
    assert (found.seconds, found.cut_short) == (2, False)
    assert found.playback is Playback.RENDERED, "a player would show hours"


def test_a_size_that_is_a_little_too_large_is_a_cut_and_the_outer_one_says_nothing() -> None:
    assert probe(wav(tone(2), data=70_000)).cut_short
    assert not probe(wav(tone(2), riff=70_000)).cut_short


@pytest.mark.parametrize("of", [kind("matroska"), kind("mp4")], ids=str)
def test_a_file_that_begins_at_five_seconds_is_whole_and_says_when_it_begins(of: Kind) -> None:
    found = probe(written(of, [tone(3)], begins=5))
    assert (found.cut_short, found.gaps) == (False, ())
    assert [found.begins, found.seconds] == pytest.approx([5, 8], abs=0.1)
    assert found.playback is Playback.RENDERED


def test_a_clock_that_began_hours_before_tells_nothing() -> None:
    found = probe(written(kind("matroska"), [tone(3)], begins=7200))
    assert (found.begins, found.gaps, found.cut_short) == (0.0, (), False)
    assert found.seconds == pytest.approx(3, abs=0.1)
    assert found.playback is Playback.RENDERED, "the browser would show two hours"


def test_what_is_missing_in_the_middle_is_told_with_its_place() -> None:
    found = probe(files.torn())
    (gap,) = found.gaps
    assert gap.start == pytest.approx(4, abs=0.3)
    assert 3.9 < gap.seconds == found.missing_seconds < 6, "what was torn, and the rest of a cluster that lost its head"
    assert found.seconds == pytest.approx(12, abs=0.1)
    assert found.playback is Playback.RENDERED


def test_what_is_missing_in_the_middle_is_not_missing_at_the_end_too() -> None:
    whole = recording(kind("webm"), seconds=12.0)
    found = probe(whole[: len(whole) // 3] + whole[len(whole) * 2 // 3 :])
    assert found.gaps
    assert not found.cut_short, "its sizes are of more bytes than there are, but its last sound is there"
    assert probe(whole[: len(whole) // 3] + whole[len(whole) * 2 // 3 : -20_000]).cut_short


def test_several_tracks_are_counted() -> None:
    found = probe(written(kind("matroska"), [tone(3), tone(3, hertz=300)]))
    assert (found.tracks, found.playback) == (2, Playback.RENDERED)


def test_a_packet_that_says_a_day_is_not_believed() -> None:
    assert probe(recording(kind("ogg", "vorbis"), seconds=2.0)).seconds == pytest.approx(2, abs=0.1)


def test_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "LONGEST_HOURS", 2 / 3600)
    with pytest.raises(NotARecording) as refused:
        probe(recording(kind("wav")))
    assert refused.value.refusal is Refusal.TOO_LONG


def test_nothing_but_a_header_cannot_be_heard() -> None:
    with pytest.raises(NotARecording) as refused:
        probe(wav(np.zeros(0, np.int16)))
    assert refused.value.refusal is Refusal.DAMAGED
