"""A text beside the file that it came from: what became of every word, and what differs by now."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from transcription.exchange import imported_file, reading
from transcription.exchange.differences import Pair, compare
from transcription.exchange.imported_file import Fate, Piece, StoredFile
from transcription.exchange.transcript_file import FileSegment, LeftOut, Row, TranscriptFile

TALK = """Samtal 3

[0:01] Barn: Jag vill inte.
Alls.
[0:04] Intervjuare: Jaha, men varför?
[0:09] Barn: Bara.
""".encode()


def stored(data: bytes = TALK) -> tuple[StoredFile, list[str]]:
    file = reading.read(data)
    return imported_file.unpack(imported_file.pack(file)), [one.text for one in file.segments]


def left(pair: Pair) -> list[tuple[int, list[tuple[str, str]]]]:
    return [(row.place, [(piece.fate.value, piece.text) for piece in row.pieces]) for row in pair.rows]


def right(pair: Pair) -> list[tuple[int, str, list[str]]]:
    return [
        (number, " ".join(one.text for one in words), [one.text for one in words if one.fate is Fate.CHANGED])
        for number, words in pair.segments
    ]


def test_a_text_that_nobody_has_touched_differs_nowhere() -> None:
    file, now = stored()
    pairs = compare(file, now)
    assert not any(pair.differs for pair in pairs)
    assert left(pairs[1]) == [
        (3, [("mark", "[0:01] Barn:"), ("said", "Jag vill inte.")]), (4, [("said", "Alls.")]),
    ]  # fmt: skip
    assert [number for pair in pairs for number, _words in pair.segments] == [0, 1, 2, 3]


def test_what_was_corrected_is_marked_on_both_sides() -> None:
    file, now = stored()
    now[2] = "Jaha, men varför då?"
    now[3] = "Inget."
    pairs = compare(file, now)
    assert [pair.differs for pair in pairs] == [False, False, True, True]
    assert left(pairs[2]) == [(5, [("mark", "[0:04] Intervjuare:"), ("said", "Jaha, men"), ("changed", "varför?")])]
    assert right(pairs[2]) == [(2, "Jaha, men varför då?", ["varför då?"])]
    assert right(pairs[3]) == [(3, "Inget.", ["Inget."])]


def test_segments_that_were_parted_joined_or_removed_stay_beside_their_rows() -> None:
    file, now = stored()
    parted = compare(file, [now[0], "Jag vill", "inte. Alls.", *now[2:]])
    assert [pair.differs for pair in parted] == [False] * len(parted)
    assert [number for number, _words in parted[1].segments] == [1, 2]
    joined = compare(file, [now[0], f"{now[1]} {now[2]}", now[3]])
    assert not any(pair.differs for pair in joined)
    removed = compare(file, [now[0], now[1], now[3]])
    assert [left(pair)[0][0] for pair in removed if pair.differs] == [5]
    added = compare(file, [*now, "Och så ett ord till."])
    assert [right(pair)[-1][2] for pair in added if pair.differs] == [["Och så ett ord till."]]


def test_words_that_were_left_out_stand_in_their_row_and_those_put_back_are_read() -> None:
    file = TranscriptFile(
        "docx", (FileSegment("Hej", "Barn", place=2),), left_out=(LeftOut("En rubrik.", "Samtal ett", 1),),
        unit="paragraph", rows=(Row(1, "Samtal ett"), Row(2, "Barn: Hej"), Row(2, "En kommentar")),
    )  # fmt: skip
    kept = imported_file.unpack(imported_file.pack(file))
    assert kept.left_out == file.left_out
    assert kept.unit == "paragraph"
    assert kept.rows[0].pieces == (Piece(Fate.LEFT_OUT, "Samtal ett"),)
    assert [pair.differs for pair in compare(kept, ["Hej"])] == [True, False]


@settings(max_examples=100)
@given(
    st.lists(
        st.lists(st.sampled_from(["ja", "nej", "jag", "vill", "inte", "3"]), min_size=1, max_size=5),
        min_size=1,
        max_size=6,
    ),
    st.lists(st.text("ab ", max_size=6), max_size=8),
)
def test_every_row_and_every_segment_stands_there_once_with_all_its_words(
    said: list[list[str]], now: list[str]
) -> None:
    file, _texts = stored("\n".join(f"Barn: {' '.join(words)}" for words in said).encode())
    pairs = compare(file, now)
    assert sorted(number for pair in pairs for number, _words in pair.segments) == list(range(len(now)))
    ours = Counter(word for pair in pairs for row in pair.rows for piece in row.pieces for word in piece.text.split())
    assert ours == Counter(word for words in said for word in ["Barn:", *words])
    theirs = [word for pair in pairs for _n, words in pair.segments for piece in words for word in piece.text.split()]
    assert Counter(theirs) == Counter(word for text in now for word in text.split())


def test_a_long_talk_is_compared_in_a_moment() -> None:
    """Twenty thousand words in two thousand segments, each of which somebody has corrected."""
    lines = [f"Barn: {' '.join(f'ord{(n * 7 + k) % 500}' for k in range(10))}" for n in range(2000)]
    file, now = stored("\n".join(lines).encode())
    pairs = compare(file, ["Nytt.", *(f"{text} nytt" for text in now)])
    assert sum(len(pair.segments) for pair in pairs) == len(now) + 1
