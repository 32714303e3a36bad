"""Files that once lost words or times on their way in, each with what is right."""

import json
from pathlib import Path

import pytest

from tests.transcription.exchange import words_in_word
from tests.transcription.exchange.words_in_word import Made, paragraph, run, table
from toolkit.documents import word_package
from toolkit.errors import InvalidInput
from transcription.exchange import (
    json_reading,
    plain_text,
    reading,
    segment_times,
    subtitles,
    word_reading,
)
from transcription.exchange.transcript_file import TranscriptFile

GIVEN = Path(__file__).parent / "given"
Said = tuple[str, int | None, int | None, str]


def rows(found: TranscriptFile) -> list[Said]:
    return [(one.label, one.start_ms, one.end_ms, one.text) for one in found.segments]


def told(found: TranscriptFile) -> list[tuple[str, int | None]]:
    return [(one.message, one.place) for one in found.problems]


RIGHT: dict[str, list[Said]] = {
    "a1_utan_nummer.srt": [
        ("", 1000, 2000, "Hur många syskon har du?"), ("", 2000, 3000, "Jag tror 3"), ("", 3000, 4000, "Okej."),
    ],
    "a2_regionen.srt": [
        ("", 1000, 5000, "VEM BESTÄMMER? REGIONEN SÄGER ATT JAG INTE FÅR."), ("", 5000, 6000, "JAHA."),
    ],
    "a3_notera.vtt": [
        ("", 1000, 5000, "Jag vill säga en sak. NOTERA att jag inte vill flytta."), ("", 5000, 6000, "Okej."),
    ],
    "b1_hundradelar.json": [("SPEAKER_00", 0, 3120, "Hej"), ("SPEAKER_01", 3120, 6450, "Hej hej")],
    "b2_tiondelar.txt": [("Intervjuare", 3400, None, "Hej."), ("Barn", 5900, None, "Hej.")],
    "b3_oversatt.srt": [("", 1500, 2000, "Ett"), ("", 2500, 3000, "Två")],
    "b4_klammer.txt": [("Intervjuare", 3000, None, "Hej."), ("Barn", 5000, None, "Hej.")],
    "c1_strikt.docx": [("Barn", None, None, "strikt")],
    "c2_document2.docx": [("Barn", None, None, "hej")],
    "c3_sammanslagen_cell.docx": [("Barn", 1000, None, "Hej"), ("Barn", 3000, None, "Jag heter inget")],
    "c4_rubrik_talare.docx": [("Barn", 12_000, None, "Jag vill inte."), ("Intervjuare", 20_000, None, "Varför inte?")],
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_the_given_file_is_read_right_and_nothing_is_left_out(name: str) -> None:
    found = reading.read((GIVEN / name).read_bytes())
    assert rows(found) == RIGHT[name]
    assert (found.left_out, found.is_whole) == ((), True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nJag är\n11\n\n2\n00:00:03,000 --> 00:00:04,000\nJa\n", ["Jag är 11", "Ja"]),
        ("1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb\n", ["a", "b"]),
        ("1\n\n00:00:01,000 --> 00:00:02,000\na\n\n2\n\n00:00:03,000 --> 00:00:04,000\nb\n", ["a", "b"]),
        ("7\n00:00:01,000 --> 00:00:02,000\na\n\n9\n00:00:03,000 --> 00:00:04,000\nb\n", ["a", "b"]),
        (
            "00:00:01,000 --> 00:00:02,000\nSäg ett tal\n\n3\n\n00:00:03,000 --> 00:00:04,000\nb\n",
            ["Säg ett tal 3", "b"],
        ),
        ("00:00:01.000 --> 00:00:02.000 Barn: Hej\n00:00:03.000 --> 00:00:04.000 align:start Nej\n", ["Hej", "Nej"]),
        (
            "00:00:01,000 --> 00:00:02,000\n<jag vill inte> <i>nej</i> &notera R&amp;D\n",
            ["<jag vill inte> nej &notera R&D"],
        ),
        ("00:00:01,000 --&gt; 00:00:02,000\na\n\n00:00:03,000 → 00:00:04,000\nb\n", ["a", "b"]),
        ("00:00:01:12 --> 00:00:02:00\na\n", ["a"]),
    ],
)
def test_a_number_is_a_cue_s_number_only_where_the_file_counts(text: str, said: list[str]) -> None:
    found = reading.read(text.encode())
    assert (found.kind, [one.text for one in found.segments]) == ("srt", said)
    assert all(one.start_ms is not None for one in found.segments)
    assert found.left_out == ()


def test_in_web_subtitles_only_the_standard_s_own_words_are_no_talk() -> None:
    found = reading.read(
        "WEBVTT\nKind: captions\nLanguage: sv\nAv Eva\n\nSTYLE\n::cue { color: red }\n\na1-0\n00:01.000 --> 00:02.000\n"
        "Ja\n\nSTYLE\n\nNOTE\tglöm inte\n\na1-1\n00:02.000 --> 00:03.000\nREGION\n".encode()
    )
    assert [one.text for one in found.segments] == ["Ja STYLE", "REGION"]
    assert [(one.message, one.text, one.place) for one in found.left_out] == [
        (subtitles.HEAD, "Av Eva", 4), (subtitles.APPEARANCE, "STYLE ::cue { color: red }", 6),
        (subtitles.REMARK, "NOTE glöm inte", 15),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[95:00:00] Barn: Hej", [("Barn", None, None, "Hej")]),
        ("[0:09 - 0:05] Barn: Hej", [("Barn", 9000, None, "Hej")]),
        ("Barn (11): Hej\nBarn (11): Nej", [("Barn (11)", None, None, "Hej"), ("Barn (11)", None, None, "Nej")]),
        ("[[0:01]] Barn: Hej", [("Barn", 1000, None, "Hej")]),
        ("[00:00:01:12] Barn: Hej", [("Barn", 1480, None, "Hej")]),
        ("Barn: Hej. #00:00:05-5#\nBarn: Ja. #00:00:07-0#", [("Barn", 0, 5500, "Hej."), ("Barn", 5500, 7000, "Ja.")]),
    ],
)
def test_times_in_a_text(text: str, said: list[Said]) -> None:
    assert rows(reading.read(text.encode())) == said


def test_what_is_odd_about_a_time_is_told_and_the_words_are_kept() -> None:
    found = reading.read(b"[95:00:00] Barn: a\n[0:09 - 0:05] Barn: b\nIntervjuare:\nBarn: c")
    assert told(found) == [(plain_text.TOO_LATE, 1), (plain_text.ENDS_EARLY, 2)]
    assert [(one.message, one.text, one.place) for one in found.left_out] == [(plain_text.NAME_ALONE, "Intervjuare", 3)]
    late = reading.read(b"1\n95:00:00,000 --> 95:00:01,000\na\n")
    assert (rows(late), told(late)) == ([("", None, None, "a")], [(subtitles.NO_TIME, 2)])


def read_json(*items: object, **more: object) -> TranscriptFile:
    return reading.read(json.dumps({"segments": items, **more}).encode())


def test_odd_times_in_json_are_told_one_by_one() -> None:
    word = {"word": "a", "start": 50.0, "end": 51.0}
    found = read_json(
        {"start": 0.0, "end": 5.0, "text": "a", "words": [word]},
        {"start": 3.0, "end": float("inf"), "text": "b"},
        {"start": 2.0, "end": 4.0, "text": "c"},
        {"start": 342_000.0, "end": 342_001.0, "text": "d"},
        {"start": 9.0, "end": 8.0, "text": "e"},
    )
    assert rows(found) == [
        ("", 0, 5000, "a"), ("", 3000, None, "b"), ("", 2000, 4000, "c"), ("", None, None, "d"), ("", 9000, 9000, "e"),
    ]  # fmt: skip
    assert found.segments[0].words == ()
    assert told(found) == [
        (json_reading.WORDS_OUTSIDE, 1), (json_reading.NO_END, 2), (json_reading.NO_TIME, 4),
        (json_reading.BACKWARDS, 5), (segment_times.UNORDERED, 3), (segment_times.OVERLAPS, None),
    ]  # fmt: skip


def test_words_that_stand_a_little_outside_are_held_within() -> None:
    words = [{"word": "a", "start": 0.9, "end": 1.4}, {"word": "b", "start": 1.5, "end": 2.3}]
    (one,) = read_json({"start": 1.0, "end": 2.0, "text": "a b", "words": words}).segments
    assert one.words == ((1000, 1400, "a", 1.0), (1500, 2000, "b", 1.0))


@pytest.mark.parametrize(
    ("item", "times"),
    [
        ({"start": "00:00:01.500", "end": "2.5"}, (1500, 2500)), ({"timestamp": [1.5, 2.5]}, (1500, 2500)),
        ({"start_ms": 1500, "end_ms": 2500}, (1500, 2500)), ({"t0": 150, "t1": 250}, (1500, 2500)),
        ({"begin": 1.5, "end": 2.5}, (1500, 2500)), ({"offsets": {"from": 1500, "to": 2500}}, (1500, 2500)),
        ({"timestamps": {"from": "00:00:01,500", "to": "00:00:02,500"}}, (1500, 2500)),
        ({"startTime": "1.5s"}, (1500, None)),
    ],
)  # fmt: skip
def test_times_under_every_name_that_programs_use(item: dict[str, object], times: tuple[int, int | None]) -> None:
    (one,) = read_json({"text": "Jag vill inte", **item}).segments
    assert (one.start_ms, one.end_ms) == times


def test_whole_numbers_by_which_nobody_talks_are_asked_about() -> None:
    thousandths = [
        {"start": n * 4000, "end": n * 4000 + 4000, "text": "Jag vill inte flytta nu. " * 2} for n in range(9)
    ]
    found = read_json(*thousandths)
    assert (found.ticks, found.length_ms) == (1000, 36_000)
    assert segment_times.list_ticks(found) == [1, 100, 1000]
    assert segment_times.rescaled(found, 100).length_ms == 360_000
    assert segment_times.rescaled(found, 7) == found
    seconds = [{"start": n * 4, "end": n * 4 + 4, "text": "Jag vill inte flytta nu."} for n in range(9)]
    assert (read_json(*seconds).ticks, read_json(*seconds).length_ms) == (0, 36_000)


def test_words_beside_the_segments_are_told() -> None:
    words = [{"word": "Jag"}, {"word": "vill"}, {"word": "inte"}]
    found = read_json(
        {"start": 0.0, "end": 1.0, "text": "Jag vill", "words": words, "remark": "viskar"},
        {"start": 1.0, "end": 2.0, "words": [{"word": "Nej", "start": 1.0, "end": 1.5}]},
        {"start": 2.0, "end": 3.0, "text": "Ja", "speaker": "x" * 70},
        text="Jag vill inte Nej Ja hejdå", language="sv", model={"type": "base"},
    )  # fmt: skip
    assert [one.text for one in found.segments] == ["Jag vill", "Nej", "Ja"]
    assert [(one.message, one.text, one.place) for one in found.left_out] == [
        (json_reading.BESIDE, "hejdå", None), (json_reading.BESIDE, "inte", 1), (json_reading.BESIDE, "viskar", 1),
        (json_reading.LONG_NAME, "x" * 70, 3),
    ]  # fmt: skip


def test_a_name_that_stands_twice_in_an_object_keeps_both_its_values() -> None:
    found = reading.read(b'[{"start": 0, "end": 1, "text": "Jag", "text": "vill inte"}]')
    assert [one.text for one in found.segments] == ["Jag"]
    assert [one.text for one in found.left_out] == ["vill inte"]


def a_document(*bodies: str) -> bytes:
    return words_in_word.a_package([Made(body) for body in bodies])


@pytest.mark.parametrize("kind", ['<!DOCTYPE w [<!ENTITY a "hemligt">]>', '<!DOCTYPE w SYSTEM "file:///etc/hostname">'])
def test_a_document_with_entities_of_its_own_is_not_read(kind: str) -> None:
    package = words_in_word.a_package([Made(paragraph(run("Barn: Ja")))], before=kind)
    with pytest.raises(InvalidInput) as refused:
        reading.read(package)
    assert refused.value.message == word_package.OWN_WORDS


def test_a_remark_in_the_xml_parts_no_words() -> None:
    xml = "<w:p><w:r><w:t>Barn: Jag<!-- x --> vill<?y z?> inte.</w:t></w:r></w:p>"
    assert rows(reading.read(a_document(xml))) == [("Barn", None, None, "Jag vill inte.")]


def test_what_a_document_holds_beside_its_talk_is_left_out_with_its_paragraph() -> None:
    ways = words_in_word.WAYS
    made = [
        ways["header"]("Sekretess", 0), ways["comment"]("Fråga Petra", 1), ways["footnote"]("Se bilaga", 2),
        ways["taken away"]("aldrig", 3), ways["hidden"]("dolt", 4), ways["box"]("i rutan", 5),
    ]  # fmt: skip
    found = reading.read(words_in_word.a_package(made))
    assert [(one.message, one.text, one.place) for one in found.left_out] == [
        (word_reading.PAGE_EDGE, "Sekretess", None), (word_reading.COMMENT, "Fråga Petra", 2),
        (word_reading.NOTE, "Se bilaga", 3), (word_reading.TAKEN_AWAY, "aldrig", 4), (word_reading.HIDDEN, "dolt", 5),
    ]  # fmt: skip
    assert found.segments[-1].text == "Se rutan i rutan och mer"
    assert [one.unit for one in found.left_out] == ["paragraph"] * 5


def test_words_that_were_moved_are_read_once_where_they_stand_now() -> None:
    moved = (
        paragraph(f"<w:moveFrom>{run('Jag vill')}</w:moveFrom>"),
        paragraph(f"<w:moveTo>{run('Jag vill')}</w:moveTo>"),
    )
    found = reading.read(a_document(*moved))
    assert [one.text for one in found.segments] == ["Jag vill"]
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([("Barn", "10:30")], [("Barn", None, "10:30")]),
        ([("0:01", "0:05", "Barn", "Hej")], [("Barn", 1000, "Hej")]),
        ([("1", "Barn", "Hej"), ("2", "Barn", "3")], [("Barn", None, "Hej"), ("Barn", None, "3")]),
        ([("Barn", "3"), ("Intervjuare", "Tre?")], [("Barn", None, "3"), ("Intervjuare", None, "Tre?")]),
        ([("3", "Nej"), ("7", "Ja")], [("", None, "3: Nej"), ("", None, "7: Ja")]),
    ],
)
def test_cells_are_told_apart_by_what_stands_in_them(
    cells: list[tuple[str, ...]], said: list[tuple[str, int | None, str]]
) -> None:
    found = reading.read(a_document(table(*[[paragraph(run(cell)) for cell in row] for row in cells])))
    assert [(one.label, one.start_ms, one.text) for one in found.segments] == said
    assert found.left_out == ()


def test_headings_are_speakers_when_they_name_somebody_or_take_turns() -> None:
    heads = [("Samtal i maj", "Inledning."), ("Alva", "Ja."), ("Karin", "Nej."), ("Alva", "Jo."), ("Karin", "Nä.")]
    parts = [paragraph(run(head), style="Rubrik2") + paragraph(run(text)) for head, text in heads]
    found = reading.read(a_document(*parts))
    assert [(one.label, one.text) for one in found.segments] == [
        ("", "Inledning."), ("Alva", "Ja."), ("Karin", "Nej."), ("Alva", "Jo."), ("Karin", "Nä."),
    ]  # fmt: skip
    assert [(one.message, one.text) for one in found.left_out] == [(word_reading.HEADING, "Samtal i maj")]


def test_pictures_and_files_within_are_told_because_nobody_can_read_them() -> None:
    found = reading.read(words_in_word.a_package([Made(paragraph(run("Barn: Ja")), [("image", ""), ("aFChunk", "")])]))
    assert told(found) == [(word_reading.PICTURES, None), (word_reading.INSIDE, None)]
    assert not found.is_whole
