"""Names and times in lines of text, as people and programs write them; words are never lost to a guess."""

import pytest

from transcription.exchange import labels, plain_text, times
from transcription.exchange.segment_times import list_times
from transcription.exchange.transcript_file import FileSegment, Reading, Row
from transcription.transcripts.speaker_turns import Speaker

Said = tuple[str, int | None, int | None, str]


def read_text(text: str) -> Reading:
    return plain_text.read_rows(Row(number, line) for number, line in enumerate(text.split("\n"), 1))


def read(text: str) -> list[Said]:
    return [(one.label, one.start_ms, one.end_ms, one.text) for one in read_text(text).segments]


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("1:02", 62_000), ("00:01:02", 62_000), ("1:00:01", 3_601_000), ("00:01:02,500", 62_500), ("1:02.5", 62_500),
        ("0:04-5", 4_500), ("1.02", 62_000), ("1.00.05", 3_605_000), ("90:00", 5_400_000),
    ],
)  # fmt: skip
def test_a_time_is_a_time(text: str, ms: int) -> None:
    assert times.read_clock(text) == ms


@pytest.mark.parametrize(
    "text", ["", "1", "1:2", "12:60", "1:75:00", "a:bc", "-1:02", "1:02:03:04:05", "10:30 gick vi"]
)
def test_what_is_no_time(text: str) -> None:
    assert times.read_clock(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "Barn: Ja, 10:30.", "Barn:\tJa, 10:30.", "Barn\tJa, 10:30.", "BARN : Ja, 10:30.", "[00:01:02] Barn: Ja, 10:30.",
        "(1:02) Barn: Ja, 10:30.", "Barn (00:01:02): Ja, 10:30.", "Barn [1.02]: Ja, 10:30.", "{01:02} Barn: Ja, 10:30.",
        "Barn 1:02: Ja, 10:30.", "[00:01:02.000 --> 00:01:04.000] Barn: Ja, 10:30.", "Barn: Ja, 10:30. #00:01:02-0#",
        "#00:01:02-0# Barn: Ja, 10:30.",
    ],
)  # fmt: skip
def test_a_name_and_a_time_are_found_where_people_put_them(line: str) -> None:
    ((label, start, end, text),) = read(line)
    assert (label.casefold(), text) == ("barn", "Ja, 10:30.")
    assert {start, end} & {62_000, None}


def test_words_without_a_name_go_on_with_the_one_who_spoke() -> None:
    assert read("I: Hur var det?\nB: Bra.\nMen kort.\n\nHan sa: nej tack\nI: Jaha.") == [
        ("I", None, None, "Hur var det?"),
        ("B", None, None, "Bra. Men kort. Han sa: nej tack"),
        ("I", None, None, "Jaha."),
    ]  # fmt: skip


def test_a_text_without_names_is_kept_line_by_line() -> None:
    assert read("Bara en rad.\nEn till: ja\n\n10:30 gick vi hem.") == [
        ("", None, None, "Bara en rad."), ("", None, None, "En till: ja"), ("", None, None, "10:30 gick vi hem."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Anna Ek   0:12\nHej på dig.\n\nBo Lind   0:15\nHej.\nKlockan 10:30 gick vi.",
        "00:00:12 Anna Ek\nHej på dig.\n00:00:15 Bo Lind\nHej.\nKlockan 10:30 gick vi.",
        "Anna Ek [00:12]\nHej på dig.\nBo Lind [00:15]\nHej. Klockan 10:30 gick vi.",
    ],
)
def test_names_may_stand_above_what_they_say(text: str) -> None:
    assert read(text) == [
        ("Anna Ek", 12_000, None, "Hej på dig."), ("Bo Lind", 15_000, None, "Hej. Klockan 10:30 gick vi."),
    ]  # fmt: skip


def test_times_alone_part_a_text() -> None:
    assert read("0:01 Hej.\n0:05 Jaha.\nOch mer.") == [("", 1000, None, "Hej."), ("", 5000, None, "Jaha. Och mer.")]


def test_a_word_after_a_time_is_no_name_unless_somebody_says_something_under_it() -> None:
    assert read("0:01 Hej\n0:05 Jaha\n0:07 Anna\n") == [
        ("", 1000, None, "Hej"), ("", 5000, None, "Jaha"), ("", 7000, None, "Anna"),
    ]  # fmt: skip


def test_a_time_that_goes_backwards_is_told_with_its_line() -> None:
    found = read_text("[0:05] I: a\n[0:09] B: b\n\n[0:02] B: c\n[0:12] I: d")
    segments, (problem,) = found.segments, found.problems
    assert [one.start_ms for one in segments] == [5000, 9000, None, 12_000]
    assert (problem.place, problem.excerpt, problem.message) == (4, "[0:02] B: c", plain_text.BACKWARDS)
    assert [one.text for one in segments] == ["a", "b", "c", "d"]


def test_missing_times_are_shared_out_by_length() -> None:
    texts = (("aaaa", None), ("b", 10_000), ("c", None), ("ccc", None), ("d", 16_000))
    places = list_times(
        [FileSegment(text, start_ms=start, end_ms=17_000 if text == "d" else None) for text, start in texts]
    )
    assert places == [(0, 10_000), (10_000, 11_500), (11_500, 13_000), (13_000, 16_000), (16_000, 17_000)]
    assert list_times([FileSegment("a"), FileSegment("b")]) == [(0, 0), (0, 0)]


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Intervjuare", "interviewer"), ("INTERVJUAREN", "interviewer"), ("I", "interviewer"), ("Int.", "interviewer"),
        ("Intervjuare 1", "interviewer"), ("Soc", "interviewer"), ("Barn", "child"), ("B", "child"), ("b.", "child"),
        ("Maja (barnet)", "child"), ("Ungdom", "child"), ("Flicka 2", "child"), ("Tolk", "interpreter"),
        ("T", "interpreter"), ("Mamma", "other"), ("child", "child"), ("Interviewer", "interviewer"),
    ],
)  # fmt: skip
def test_common_names_are_understood(label: str, speaker: str) -> None:
    assert labels.find_meaning(label) == speaker


@pytest.mark.parametrize("label", ["Alva", "SPEAKER_01", "Xyz", "Bo", ""])
def test_other_names_are_left_to_the_person(label: str) -> None:
    assert labels.find_meaning(label) is None


def test_of_two_voices_the_unknown_one_is_the_other() -> None:
    assert labels.propose(["Intervjuare", "Alva"])["Alva"] is Speaker.CHILD
    assert labels.propose(["Karin", "Barn"])["Karin"] is Speaker.INTERVIEWER
    assert set(labels.propose(["Karin", "Alva", ""]).values()) == {Speaker.UNKNOWN}
