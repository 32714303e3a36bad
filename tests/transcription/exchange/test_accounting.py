"""Every word of a file is in the text or in the list of what was left out, whatever the file is and whoever wrote it.

The files are made here of words that are all different, so that each can be looked for, and of the things that stand
between words in real files: numbers of cues, times, names, remarks, tables, notes, tracked changes.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transcription.exchange import files, words_in_word
from toolkit.errors import InvalidInput
from transcription.exchange import accounting, reading
from transcription.exchange.transcript_file import FileSegment, LeftOut, Reading, Row, TranscriptFile, clean

SPOKEN = (
    "hej", "NOTERA", "REGIONEN", "STYLE", "NOTE", "3", "2", "10:30", "kl.", "(skratt)", "åäö", "B", "<3", "&", "Barn",
    "{ja}", "-", "--", "1.", "Intervjuare", "<jag", "vill>", "[ohörbart]", "00:05", "->", "🙂", "R&D", "&notera",
    "WEBVTT", "x-y", "_", "#", "11", "segments", "null", "i", "v", "<b>",
)  # fmt: skip
NUMBERED = re.compile(r"ord\d+x")


def words_of(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"\w+", clean(text)))


def everything(found: TranscriptFile) -> list[str]:
    return [*(one.text for one in found.segments), *(one.text for one in found.left_out)]


@st.composite
def talks(draw: st.DrawFn) -> list[str]:
    """What is said: a list of lines, with a word in each that stands nowhere else."""
    lines = draw(st.lists(st.lists(st.sampled_from(SPOKEN), max_size=4), min_size=1, max_size=7))
    return [
        " ".join([*words[: number % 2], f"ord{number}x", *words[number % 2 :]]) for number, words in enumerate(lines)
    ]


def assert_nothing_is_lost(data: bytes, said: list[str]) -> None:
    found = reading.read(data)
    lost = words_of(said) - words_of(everything(found)) - words_of(one.label for one in found.segments)
    lost = Counter({word: many for word, many in lost.items() if not word.isdigit()})
    assert not lost, (found, data)
    everywhere = Counter(NUMBERED.findall(" ".join(everything(found))))
    assert everywhere == Counter(NUMBERED.findall(" ".join(said)))


@settings(max_examples=150)
@given(talks(), st.data())
def test_no_word_of_a_text_file_is_lost(said: list[str], data: st.DataObject) -> None:
    heads = st.sampled_from(
        [
            "",
            "",
            "Barn: ",
            "B: ",
            "[0:01] ",
            "[0:0%d] I: ",
            "#00:00:0%d-5# ",
            "{{0:01}} Barn: ",
            "0:0%d Barn\n",
            "Anna: ",
        ]
    )
    ends = st.sampled_from(["\n", "\n", "\n\n", " #00:00:01-0#\n", "\r\n"])
    text = "".join(data.draw(heads).replace("%d", str(n)) + line + data.draw(ends) for n, line in enumerate(said))
    assert_nothing_is_lost(text.encode(data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le"]))), said)


@settings(max_examples=150)
@given(talks(), st.data())
def test_no_word_of_subtitles_is_lost(said: list[str], data: st.DataObject) -> None:
    is_web, is_numbered = data.draw(st.booleans()), data.draw(st.booleans())
    parts = ["WEBVTT\n\n" if is_web else ""]
    for number, line in enumerate(said, 1):
        head = (
            f"{number}\n"
            if is_numbered
            else data.draw(st.sampled_from(["", "", "NOTE Av Eva\n\n" if is_web else "", "intro\n"]))
        )
        arrow = data.draw(st.sampled_from(["-->", "->", "-->", "→"]))
        time = f"00:00:0{number},000 {arrow} 00:00:0{number + 1},000"
        rest = data.draw(st.sampled_from(["", " align:start", " sidaord"]))
        wrapped = (
            data.draw(st.sampled_from(["%s", "<i>%s</i>", "<v Alva>%s</v>", "- %s", "{\\an8}%s", "Barn: %s"])) % line
        )
        between = data.draw(st.sampled_from(["\n\n", "\n", "\n\n\n"]))
        parts.append(f"{head}{time}{rest}\n{wrapped.replace(' ', data.draw(st.sampled_from([' ', chr(10)])))}{between}")
        said = [*said, rest if "ord" in rest else ""]
    assert_nothing_is_lost("".join(parts).encode(), [line.replace("<b>", "") for line in said])


@settings(max_examples=100)
@given(talks(), st.data())
def test_no_word_of_a_whisper_program_is_lost(said: list[str], data: st.DataObject) -> None:
    kinds = st.sampled_from(["text", "words", "both", "more", "broken", "named", "chunk", "null"])
    items = [_item(data.draw(kinds), line, number) for number, line in enumerate(said)]
    name = data.draw(st.sampled_from(["segments", "transcription", "utterances", "chunks", ""]))
    content = {"text": " ".join(said), name: items, "note": "ordnote"} if name else items
    with suppress(InvalidInput):
        assert_nothing_is_lost(json.dumps(content).encode(), [*said, "ordnote" if name else ""])


def _item(kind: str, line: str, number: int) -> object:
    words = [{"word": word, "start": number, "end": number + 0.5} for word in line.split()]
    time = {"start": number, "end": number + 1}
    made: dict[str, object] = {
        "text": {"text": line, **time},
        "words": {"words": words, **time},
        "both": {"text": line, "words": words, **time},
        "more": {"text": line.split(maxsplit=1)[0], "words": words, "start": float("nan"), "end": float("inf")},
        "broken": {"start": 1, "said": line},
        "named": {"text": line, "speaker": "SPEAKER_01", "start": 400_000, "end": 1},
        "chunk": {"text": line, "timestamp": [number, None]},
        "null": {"text": None, "content": line, **time},
    }
    return made[kind]


@settings(max_examples=120, deadline=None)
@given(talks(), st.data())
def test_no_word_of_a_document_is_lost(said: list[str], data: st.DataObject) -> None:
    ways = st.sampled_from(sorted(words_in_word.WAYS))
    made = [words_in_word.WAYS[data.draw(ways)](line, number) for number, line in enumerate(said)]
    strict, name = data.draw(st.booleans()), data.draw(st.sampled_from(["document", "document2"]))
    package = words_in_word.a_package(made, is_strict=strict, main=name)
    with suppress(InvalidInput):
        assert_nothing_is_lost(package, said)


@settings(max_examples=200)
@given(st.text(alphabet="abcåÅB12:.,#<>[]{}()&;-\n\t \x00\ufffd\u200b→", max_size=120))
def test_of_any_text_every_word_is_somewhere(text: str) -> None:
    """Letters only: figures may be times and numbers."""
    with suppress(InvalidInput):
        found = reading.read(text.encode())
        here = words_of([*everything(found), *(one.label for one in found.segments)])
        lost = words_of([text]) - here
        assert not [word for word in lost if not word.isdigit()]


def test_what_a_reader_puts_nowhere_is_told_by_the_count() -> None:
    rows = [Row(1, "Barn: Jag vill"), Row(2, "inte flytta inte")]
    found = Reading(segments=[FileSegment("Jag vill flytta")], left_out=[LeftOut("", "inte")], marks=["Barn"])
    assert list(accounting.list_missing(rows, found)) == [LeftOut(accounting.MISSED, "inte", 2)]
    found.marks.append("inte")
    assert list(accounting.list_missing(rows, found)) == []


def test_letters_that_could_not_be_read_are_told_where_they_stand() -> None:
    data = "Barn: Jag är Åsa.\nBarn: Nej.\n".encode().replace("Å".encode(), b"\xc3", 1)
    found = reading.read(data)
    assert [(one.message, one.place, one.unread) for one in found.problems] == [(accounting.BROKEN_SIGN, 1, True)]
    assert "\ufffd" in found.segments[0].text
    assert not found.is_whole
    half = reading.read(rb'[{"start": 0, "end": 1, "text": "Jag \ud83d vill\u0000inte"}]')
    assert half.segments[0].text == "Jag \ufffd vill inte"
    assert [one.message for one in half.problems] == [accounting.BROKEN_SIGN]


def test_a_file_that_was_kept_larger_than_its_words_is_read() -> None:
    found = reading.read(
        b"Barn: Jag vill\x00inte flytta nu.\nIntervjuare: Nej, det hinner vi inte i dag, Alva." + b"\x00" * 500
    )
    assert [one.text for one in found.segments] == ["Jag vill inte flytta nu.", "Nej, det hinner vi inte i dag, Alva."]
    assert [(one.message, one.place) for one in found.problems] == [(accounting.CONTROL_SIGNS, 1)]


FILE = TranscriptFile(
    "docx",
    (FileSegment("ett", place=1), FileSegment("två", place=2), FileSegment("fyra", place=9)),
    left_out=(LeftOut("", "huvud"), LeftOut("", "efter två", 2), LeftOut("", "tre", 5), LeftOut("", "sist", 9)),
)


@pytest.mark.parametrize(
    ("numbers", "texts"),
    [
        ([], ["ett", "två", "fyra"]),
        ([2], ["ett", "två", "tre", "fyra"]),
        ([1, 2, 3, 0], ["huvud", "ett", "två", "efter två", "tre", "fyra", "sist"]),
        ([7, -1], ["ett", "två", "fyra"]),
    ],
)
def test_what_was_left_out_comes_back_in_its_place(numbers: list[int], texts: list[str]) -> None:
    found = accounting.put_back(FILE, numbers)
    assert [one.text for one in found.segments] == texts
    assert len(found.segments) + len(found.left_out) == 7
    assert found.is_whole == (len(texts) == 7)


def test_whole_is_only_a_file_of_which_nothing_was_left_out() -> None:
    assert reading.read(files.a_document("Barn: Hej.")).is_whole
    assert not reading.read(files.a_document("Barn: Hej.", heading="Samtal 3")).is_whole
