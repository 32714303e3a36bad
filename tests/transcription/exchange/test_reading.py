"""Any file becomes a transcript or a clear sentence: kinds, encodings, line ends, and whatever is no transcript."""

import io
import json
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transcription.exchange import files
from tests.transcription.exchange.files import TALK
from toolkit.documents import word_package
from toolkit.errors import InvalidInput
from transcription.exchange import bytes_reading, reading, segment_times, transcript_file, word_reading
from transcription.exchange.transcript_file import TranscriptFile


def said(found: TranscriptFile) -> list[tuple[str, str]]:
    return [(one.label, one.text) for one in found.segments]


EXPECTED = [tuple(line.split(": ", 1)) for line in TALK.strip().split("\n")]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp1252", "cp1252"), ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_reads_alike(encoding: str, named: str, ends: str) -> None:
    found = reading.read(TALK.replace("\n", ends).encode(encoding))
    assert (found.kind, found.encoding, said(found)) == ("txt", named, EXPECTED)


def test_decomposed_letters_are_composed() -> None:
    assert reading.read("Barn: A\u030ar".encode()).segments[0].text == "År"


def test_a_document_reads_like_a_text() -> None:
    found = reading.read(files.a_document(*TALK.strip().split("\n"), heading="Intervju 4"))
    assert (found.kind, said(found)) == ("docx", EXPECTED)
    assert [(one.place, one.text) for one in found.left_out] == [(1, "Intervju 4")]


@pytest.mark.parametrize(
    "rows",
    [
        [("Tid", "Talare", "Text"), ("00:00:01", "Intervjuare", "Hej?"), ("00:00:04", "Barn", "Hej.")],
        [("1", "0:01", "Intervjuare:", "Hej?"), ("2", "0:04", "Barn:", "Hej.")],
        [("[00:01]", "Intervjuare", "Hej?"), ("[00:04]", "Barn", "Hej.")],
    ],
)
def test_a_table_is_read_by_what_stands_in_its_cells(rows: list[tuple[str, ...]]) -> None:
    found = reading.read(files.a_table(*rows))
    assert said(found) == [("Intervjuare", "Hej?"), ("Barn", "Hej.")]
    assert [one.start_ms for one in found.segments] == [1000, 4000]
    assert (len(found.left_out), found.problems) == (len(rows) - 2, ())


def test_changes_are_read_as_accepted_and_comments_stay_out() -> None:
    found = reading.read(files.a_changed_document())
    assert said(found) == [("Barn", "Jag ville inte gå.")]
    assert [one.message for one in found.problems] == [word_reading.TRACKED]
    assert [(one.message, one.text, one.place) for one in found.left_out] == [
        (word_reading.TAKEN_AWAY, "aldrig", 1), (word_reading.COMMENT, "Hemligt om Petra", 1),
    ]  # fmt: skip


def test_breaks_fields_and_moved_words_in_a_document() -> None:
    run = "<w:r><w:t>%s</w:t></w:r>"
    body = (
        f"<w:p>{run % 'Barn: Ja,'}<w:r><w:br/></w:r><w:moveFrom><w:r><w:t>bort</w:t></w:r></w:moveFrom>"
        f"<w:hyperlink>{run % 'det är'}</w:hyperlink>"
        f"<w:r><w:tab/><w:instrText>PAGE</w:instrText></w:r>{run % 'så.'}</w:p>"
    )
    assert said(reading.read(files.with_body(files.BODY % body))) == [("Barn", "Ja, det är så.")]


REFUSED = {
    "nothing": (b"", bytes_reading.EMPTY),
    "only blanks": (b"\xef\xbb\xbf \r\n\t", bytes_reading.EMPTY),
    "only a mark": ("\ufeff".encode("utf-16-le"), bytes_reading.EMPTY),
    "noughts": (b"\x00" * 100, bytes_reading.EMPTY),
    "binary": (bytes(range(256)) * 20, word_package.BINARY),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", word_package.BINARY),
    "old word": (files.compound("WordDocument"), bytes_reading.OLD_WORD),
    "a password": (files.compound("EncryptedPackage"), bytes_reading.LOCKED),
    "old excel": (files.compound("Workbook"), word_package.OTHER_OFFICE),
    "odt": (files.an_archive(content_xml=b"<x/>", mimetype=b"application/vnd"), word_package.OTHER_OFFICE),
    "xlsx": (files.an_archive(xl__workbook_xml=b"<x/>"), word_package.OTHER_OFFICE),
    "any zip": (files.an_archive(hej_txt=b"hej"), word_package.BINARY),
    "rtf": (b"{\\rtf1\\ansi Barn: hej}", word_package.OTHER_OFFICE),
    "pdf": (b"%PDF-1.7\n", bytes_reading.PDF),
    "a web page": (b"<!DOCTYPE html><html><body>Barn: hej", bytes_reading.WEB_PAGE),
    "a recording": (b"OggS\x00\x02", bytes_reading.SOUND),
    "another recording": (b"\x00\x00\x00\x18ftypM4A ", bytes_reading.SOUND),
    "a bomb": (files.a_bomb(), word_package.TOO_LARGE_INSIDE),
    "half a document": (files.a_document("x")[:900], word_package.DAMAGED),
    "not xml inside": (files.with_body("hej"), word_package.DAMAGED),
    "an entity bomb": (
        files.with_body('<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]>' + files.BODY % "<w:p>&b;</w:p>"),
        word_package.OWN_WORDS,
    ),
    "an empty document": (files.a_document(), transcript_file.NO_WORDS),
    "a list of headings": (files.a_document(heading="Bara en rubrik"), transcript_file.NO_TALK),
    "high bytes": (bytes(range(0x80, 0x100)) * 10, word_package.BINARY),
    "high bytes among words": (b"".join(b"ord " + bytes([one] * 6) for one in range(0x80, 0x100)), word_package.BINARY),
    "a large empty file": (bytes(13 * 1024 * 1024), bytes_reading.TOO_LARGE),
    "too large": (b"a " * (7 * 1024 * 1024), bytes_reading.TOO_LARGE),
    "too long": (b"Barn: hej hej hej " * 130_000, transcript_file.TOO_LONG),
    "too many": (b"Barn: a\n" * 20_001, transcript_file.TOO_MANY),
    "a cue without words": (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", transcript_file.NO_WORDS),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_transcript_gets_its_own_sentence(name: str) -> None:
    data, sentence = REFUSED[name]
    with pytest.raises(InvalidInput) as refused:
        reading.read(data)
    assert (refused.value.message, refused.value.field) == (sentence, "file")


def test_a_document_that_lies_about_its_size_is_refused_too() -> None:
    honest = files.with_body(files.BODY % f"<w:p><w:r><w:t>{'hej ' * 9000}</w:t></w:r></w:p>")
    size = next(
        part.file_size.to_bytes(4, "little")
        for part in zipfile.ZipFile(io.BytesIO(honest)).infolist()
        if part.filename == "word/document.xml"
    )
    with pytest.raises(InvalidInput) as refused:
        reading.read(honest.replace(size, (900).to_bytes(4, "little")))
    assert refused.value.message == word_package.DAMAGED


def test_twenty_thousand_words_are_read_in_their_segments() -> None:
    lines = [f"[{n // 60:02}:{n % 60:02}] {'Barn' if n % 2 else 'Intervjuare'}: {'ord ' * 9}slut." for n in range(2000)]
    found = reading.read("\n".join(lines).encode())
    assert (found.words, len(found.segments), found.timed) == (20_000, 2000, 2000)


def test_one_endless_line_is_divided_at_sentences() -> None:
    found = reading.read(("Jag gick hem. " * 5000).encode())
    assert all(len(one.text) <= transcript_file.LONGEST_SEGMENT for one in found.segments)
    assert all(one.text.endswith(".") for one in found.segments)
    assert found.words == 15_000


@pytest.mark.timeout(60)  # some patterns would take days
@pytest.mark.parametrize(
    "hard", ["\t" * 400_000 + "x", "a" * 400_000, "(" * 300_000, "a:" * 200_000, "1:00 " * 100_000]
)
def test_no_line_takes_for_ever(hard: str) -> None:
    reading.read(hard.encode())


NAMES = ["segments", "text", "start", "end", "words", "word", "speaker", "offsets", "avg_logprob", "format", "version"]
json_files = st.recursive(
    st.none() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner),
    max_leaves=20,
).map(lambda value: json.dumps(value).encode())


@settings(max_examples=150)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode) | json_files)
def test_no_bytes_bring_it_down(data: bytes) -> None:
    with suppress(InvalidInput):
        found = reading.read(data)
        assert all(one.text for one in found.segments)
        assert all(0 <= start <= end for start, end in segment_times.list_times(found.segments))


def test_a_table_within_a_cell_is_read_once() -> None:
    text = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
    inner = f"<w:tbl><w:tr><w:tc>{text % 'inre ord'}</w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:tc>{text % 'Barn'}</w:tc><w:tc>{text % 'Ja.'}{inner}</w:tc></w:tr>"
    found = reading.read(files.with_body(files.BODY % f"<w:tbl>{row}</w:tbl>"))
    assert said(found) == [("Barn", "Ja. inre ord")]
