"""Subtitles of both kinds, also the ones that programs and people have broken."""

import pytest

from transcription.exchange import labels, reading, segment_times, subtitles
from transcription.exchange.transcript_file import TranscriptFile


def rows(found: TranscriptFile) -> list[tuple[str, int | None, int | None, str]]:
    return [(one.label, one.start_ms, one.end_ms, one.text) for one in found.segments]


def test_subrip_with_names_tags_and_two_lines() -> None:
    found = reading.read(
        b"1\n00:00:01,000 --> 00:00:02,500\n<i>Barn: Jag vill</i>\ninte g\xe5.\n\n"
        b"2\n00:00:02,500 --> 00:00:04,000\n{\\an8}Barn: Nej.\nIntervjuare: Jaha.\n"
    )
    assert (found.kind, found.encoding, found.problems) == ("srt", "cp1252", ())
    assert rows(found) == [
        ("Barn", 1000, 2500, "Jag vill inte gå."), ("Barn", 2500, 4000, "Nej."), ("Intervjuare", 2500, 4000, "Jaha."),
    ]  # fmt: skip


def test_web_subtitles_with_voices_settings_and_remarks() -> None:
    found = reading.read(
        """WEBVTT - Samtal

STYLE
::cue { color: red }

NOTE Hemlig anmärkning

intro
00:01.000 --> 00:02.000 align:start position:10%
<v.loud Alva Ek>Hej &amp; hå <b>du</b></v>

01:00:02.000 --> 01:00:03.000
<v Karin>Ja.</v> <v Alva Ek>Nej &lt;3</v>
""".encode()
    )
    assert rows(found) == [
        ("Alva Ek", 1000, 2000, "Hej & hå du"), ("Karin", 3_602_000, 3_603_000, "Ja."),
        ("Alva Ek", 3_602_000, 3_603_000, "Nej <3"),
    ]  # fmt: skip
    assert [(one.message, one.text, one.place) for one in found.left_out] == [
        (subtitles.HEAD, "Samtal", 1), (subtitles.APPEARANCE, "STYLE ::cue { color: red }", 3),
        (subtitles.REMARK, "NOTE Hemlig anmärkning", 6), (subtitles.CUE_NAME, "intro", 8),
    ]  # fmt: skip
    assert found.problems == ()


def test_broken_times_are_mended_and_told_by_line() -> None:
    found = reading.read(
        b"1\n-00:00:01,000 --> 00:00:02,000\nf\xc3\xb6re\n\n"
        b"2\n00:00:09,000 --> 00:00:03,000\nbakl\xc3\xa4nges\n\n"
        b"3\n00:00:01,000 --> 00:00:99,000\nom\xc3\xb6jlig\n\nl\xc3\xb6sa ord\n\n"
        b"4\n00:00:04,000 --> 00:00:05,000\nslut\n"
    )
    assert rows(found) == [
        ("", 0, 2000, "före"), ("", 9000, 9000, "baklänges"), ("", None, None, "omöjlig lösa ord"),
        ("", 4000, 5000, "slut"),
    ]  # fmt: skip
    assert [(one.message, one.place) for one in found.problems] == [
        (subtitles.NEGATIVE, 2), (subtitles.BACKWARDS, 6), (subtitles.NO_TIME, 10), (subtitles.LOOSE, 13),
        (segment_times.UNORDERED, 16),
    ]  # fmt: skip


def test_voices_that_overlap_are_kept_and_counted() -> None:
    found = reading.read(
        b"1\n00:00:01,000 --> 00:00:05,000\na\n\n2\n00:00:03,000 --> 00:00:06,000\nb\n\n"
        b"3\n00:00:06,000 --> 00:00:07,000\nc\n"
    )
    assert [(one.message, one.values) for one in found.problems] == [(segment_times.OVERLAPS, {"count": 1})]
    assert [start for _who, start, _end, _text in rows(found)] == [1000, 3000, 6000]


def test_cues_without_empty_lines_between_them() -> None:
    found = reading.read(b"1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb\n")
    assert rows(found) == [("", 1000, 2000, "a"), ("", 3000, 4000, "b")]


@pytest.mark.parametrize("torn", ["<v a", "<v.a", "<v ", "<", "{\\", "00:00:01,000 --> "])
@pytest.mark.timeout(100)
def test_a_long_text_of_torn_marks_is_read_in_one_go(torn: str) -> None:
    """Where each mark looked for its end through all the rest, 100 kB took two minutes; now it takes a second."""
    text = (torn * 100_000)[:200_000]
    found = reading.read(f"WEBVTT\n\n00:01.000 --> 00:02.000\nHej {text}\n".encode())
    assert found.segments


def test_what_is_too_long_for_a_name_means_nobody() -> None:
    assert labels.find_meaning("barn") == "child"
    assert labels.find_meaning("barn" + "." * 100_000 + "x") is None
    assert labels.find_meaning("(" * 100_000) is None
