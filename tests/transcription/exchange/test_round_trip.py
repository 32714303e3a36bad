"""What is written is read back: JSON exactly whatever was said, the other kinds with the words, voices and times."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.documents.wordstyle import About
from transcription.exchange import labels, reading
from transcription.exchange.transcript_file import FileSegment, clean
from transcription.exchange.word_writing import Words
from transcription.exchange.writing import ExportedTranscript, Kind, write
from transcription.transcripts.speaker_turns import Speaker

NAMES = {
    Speaker.INTERVIEWER: "Intervjuare", Speaker.CHILD: "Barn", Speaker.INTERPRETER: "Tolk",
    Speaker.OTHER: "Annan", Speaker.UNKNOWN: "Okänd",
}  # fmt: skip
ABOUT = About("Utskrift", "Inte avidentifierad", "Norrviks kommun", "sv-SE", datetime(2026, 11, 20, 12, tzinfo=UTC))
WORDS = Words(ABOUT, ("Ett utkast.",), "Samtalet", "Från minut {minute}", "Sida {page} av {pages}", NAMES)

moments = st.integers(0, 5 * 3600 * 1000)
words = st.tuples(moments, moments, st.text(min_size=1).map(clean), st.floats(0, 1)).filter(lambda one: bool(one[2]))
segments = st.builds(
    FileSegment,
    text=st.text(min_size=1, max_size=200).map(clean).filter(bool),
    label=st.sampled_from([speaker.value for speaker in Speaker]),
    start_ms=moments,
    end_ms=moments,
    words=st.lists(words, max_size=4).map(tuple),
    confidence=st.none() | st.floats(0, 1),
    confidence_flag=st.none() | st.sampled_from(["silence", "loop", "unsure"]),
)
LINES = (
    ("interviewer", "Hej, vad bra att du kom. Är du redo?", 0, 4200),
    ("child", "Ja: det är jag. Åsa & Örjan <3 säger \"hej\".", 4200, 9750),
    ("interpreter", "Hon säger ja.", 9000, 11_000),
    ("unknown", "mm", 11_000, 11_400),
    ("other", "Mamma kommer 15:30.", 700_000, 701_000),
    ("child", "Till sist.", 3_700_000, 3_702_000),
)  # fmt: skip


def talk(*, times: bool = True) -> ExportedTranscript:
    made = [
        FileSegment(text, who, start, end) if times else FileSegment(text, who, 0, 0) for who, text, start, end in LINES
    ]
    return ExportedTranscript(made, WORDS, deidentified=False)


@settings(max_examples=200)
@given(st.lists(segments, min_size=1, max_size=8))
def test_our_own_file_comes_back_exactly(made: list[FileSegment]) -> None:
    found = reading.read(write(Kind.JSON, ExportedTranscript(made, WORDS, deidentified=False)))
    assert tuple(replace(one, place=0) for one in found.segments) == tuple(made)
    assert [one.place for one in found.segments] == list(range(1, len(made) + 1))
    assert (found.kind, found.problems) == ("json", ())


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("times", [True, False])
def test_every_kind_comes_back_with_voices_and_words(kind: Kind, times: bool) -> None:
    found = reading.read(write(kind, talk(times=times)))
    meant = labels.propose(found.labels)
    said = [(meant[one.label].value, one.text) for one in found.segments]
    assert said == [(who, text) for who, text, *_ in LINES]
    if times:
        step = 1 if kind in {Kind.SRT, Kind.VTT, Kind.JSON} else 1000
        assert [one.start_ms for one in found.segments] == [start // step * step for *_, start, _ in LINES]
    assert len(found.left_out) == (0 if kind != "docx" else 8 if times else 5)
    assert len(found.problems) == (kind in {Kind.SRT, Kind.VTT} and times)


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["child", "interviewer"]), st.text(min_size=1, max_size=80).map(clean).filter(bool), moments
        ),
        min_size=1,
        max_size=6,
    )
)
def test_voices_of_subtitles_come_back_whatever_is_said(lines: list[tuple[str, str, int]]) -> None:
    made = [FileSegment(text, who, start, start + 500) for who, text, start in lines]
    found = reading.read(write(Kind.VTT, ExportedTranscript(made, WORDS, deidentified=True)))
    meant = labels.propose(found.labels)
    assert [(meant[one.label], one.text, one.start_ms, one.end_ms) for one in found.segments] == [
        (one.label, one.text, one.start_ms, one.end_ms) for one in made
    ]


def test_a_text_file_opens_with_its_letters_everywhere() -> None:
    data = write(Kind.TXT, talk())
    assert data.startswith(b"\xef\xbb\xbfIntervjuare [00:00:00]: Hej")
    assert b"\r\n" in data


def test_no_name_of_a_person_stands_in_the_properties_of_a_document() -> None:
    word = docx.Document(io.BytesIO(write(Kind.DOCX, talk())))
    about = word.core_properties
    assert (about.author, about.last_modified_by, about.language) == ("Norrviks kommun", "Norrviks kommun", "sv-SE")
    assert [p.text for p in word.paragraphs if p.style and str(p.style.name).startswith("Heading")] == [
        "Samtalet", "Från minut 0", "Från minut 10", "Från minut 60",
    ]  # fmt: skip
