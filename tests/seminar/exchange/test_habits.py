"""Habits of other programs that their users and makers describe: each is read to the letter, or told in a sentence.

Made by hand from descriptions; none of it is a file of theirs.
"""

from collections import Counter

import pytest

from seminar.exchange import placing, project_reading, recognising, theme_matching
from seminar.exchange.conventions import tool_of
from seminar.exchange.placing import Reading
from seminar.exchange.project_reading import ReadFile
from seminar.exchange.recognising import OurText
from seminar.exchange.theme_matching import Areas
from tests.seminar.exchange.tools import packed

LINES = (
    ("interviewer", "Hur fick du veta det? 🙂"),
    ("child", "Ingen sa något. Åsså kom hon bara 🙂 hem till oss."),
    ("child", "Jag blev rädd men också glad för hon lyssnade."),
)
NAMES = {"interviewer": "Intervjuare", "child": "Barnet"}
TEXT = "\n".join(f"{NAMES[who]}: {said}" for who, said in LINES)
WORDS = "rädd men också glad"
GUID = "5f2c6a0e-1b7d-4f56-9a51-0c8e7d1a2b3c"
CODE = '<Code guid="c" name="Tillit" isCodable="true"/>'


def selection(start: int, end: int, code: str = "c", tag: str = "PlainTextSelection") -> str:
    return (
        f'<{tag} guid="s" startPosition="{start}" endPosition="{end}"><Coding guid="u"><CodeRef targetGUID="{code}"/>'
        f"</Coding></{tag}>"
    )


def at(words: str = WORDS, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def document(sources: str, *, codes: str = CODE, more: str = "", namespace: str = "urn:QDA-XML:project:1.0") -> str:
    return (
        f'<Project xmlns="{namespace}" name="p" origin="x"><CodeBook><Codes>{codes}</Codes></CodeBook>'
        f"<Sources>{sources}</Sources>{more}</Project>"
    )


def source(path: str, inside: str = "", *, name: str = "a") -> str:
    return f'<TextSource guid="{GUID}" name="{name}" plainTextPath="{path}">{inside}</TextSource>'


def read(xml: str | bytes, *, path: str = "Sources/a.txt", text: bytes = TEXT.encode(), **more: bytes) -> ReadFile:
    files = {"project.qde": xml.encode() if isinstance(xml, str) else xml, path: text, **more}
    return project_reading.read(packed({name: content for name, content in files.items() if name}))


def placed(found: ReadFile) -> Reading:
    """The likeliest reading of a file whose texts are compared with ours."""
    ours = [OurText("1", "ours", LINES, "g")]
    recognised, others = recognising.recognise(found.project.sources, ours, [NAMES])
    themes = theme_matching.match(found.project.codes, found.project.sources, [], Areas({}, {}))
    return placing.list_readings(recognised, others, themes, tool_of(found.project.origin))[0]


def words_of(reading: Reading) -> list[str]:
    whole = "\n".join(said for _who, said in LINES)
    return [whole[one.start : one.end] for one in reading.placed]


@pytest.mark.parametrize(
    "path",
    [
        "internal://a.txt", "a.txt", "A.TXT", "sources/a.txt", r"internal://Sources\a.txt", "relative://../p/Sources/a.txt",
        r"C:\Users\Kim\Projekt\a.txt", "/home/kim/projekt/a.txt", "file:///C:/Projekt/a.txt", "absolute:///tmp/a.txt",
    ],
)  # fmt: skip
def test_a_text_is_found_however_its_way_is_written(path: str) -> None:
    assert words_of(placed(read(document(source(path, selection(*at())))))) == [WORDS]


@pytest.mark.parametrize("written", ["Intervju%20ett%20%C3%A5.txt", "Intervju ett å.txt"])
def test_a_name_may_be_written_as_in_an_address(written: str) -> None:
    found = read(document(source(f"internal://{written}", selection(*at()))), path="Sources/Intervju ett å.txt")
    assert words_of(placed(found)) == [WORDS]


def test_of_two_texts_that_are_called_alike_it_is_the_one_of_its_folder() -> None:
    other = {"sources/2/a.txt": b"Annat."}
    for way in ("internal://1/a.txt", r"C:\p\Sources\1\a.txt"):
        found = read(document(source(way)), path="Sources/1/a.txt", **other)
        assert [one.text for one in found.project.sources] == [TEXT]
    unsure = read(document(source("internal://a.txt")), path="Sources/1/a.txt", **other)
    assert [one.text for one in unsure.project.sources] == [None], "rather none than another child's"
    at_root = read(document(source("internal://a.txt")), path="Sources/a.txt", **other)
    assert [one.text for one in at_root.project.sources] == [TEXT]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_a_text_is_the_same_in_every_encoding_and_with_every_end_of_a_line(
    encoding: str, mark: bytes, line_end: str
) -> None:
    text = mark + TEXT.replace("\n", line_end).encode(encoding)
    assert words_of(placed(read(document(source("internal://a.txt", selection(*at()))), text=text))) == [WORDS]


def test_an_old_text_of_windows_is_read_and_one_that_is_cut_is_none() -> None:
    plain = [("child", "Åsså kom hon hem – ”bara”.")]
    for line, encoding in ((plain, "cp1252"), (plain, "utf-8")):
        found = read(document(source("a.txt")), text=line[0][1].encode(encoding))
        [recognised], _ = recognising.recognise(found.project.sources, [OurText("1", "ours", line, "g")], [NAMES])
        assert recognised.text.key == "ours"
    cut = read(document(source("a.txt")), text=b"\xff\xfea\x00b")
    assert [one.text for one in cut.project.sources] == [None]


def test_a_space_that_does_not_break_is_a_space() -> None:
    kept = TEXT.replace("Åsså kom", "Åsså\u00a0kom").encode()
    assert words_of(placed(read(document(source("a.txt", selection(*at()))), text=kept))) == [WORDS]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_project_may_be_in_another_encoding_and_another_namespace(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>' + document(
        source("internal://a.txt", selection(*at())), namespace="urn:QDA-XML:project:1.5"
    )
    found = read(xml.encode(encoding))
    assert words_of(placed(found)) == [WORDS]
    prefixed = document(source("a.txt", selection(*at()))).replace("<", "<q:").replace("<q:/", "</q:")
    assert words_of(placed(read(prefixed.replace("xmlns=", "xmlns:q=")))) == [WORDS]


def test_words_may_stand_in_the_project_itself() -> None:
    inside = f"<PlainTextContent>\ufeff{TEXT}</PlainTextContent>{selection(*at())}"
    for way in ("", "internal://gone.txt"):
        assert words_of(placed(read(document(source(way, inside)), path=""))) == [WORDS]


def test_a_text_of_which_only_the_word_file_is_there_has_no_words() -> None:
    only_word = f'<TextSource guid="t" name="Bara Word" richTextPath="internal://a.docx">{selection(0, 4)}</TextSource>'
    found = read(document(only_word), path="Sources/a.docx", text=b"PK")
    assert [(one.name, one.text, one.is_text) for one in found.project.sources] == [("Bara Word", None, True)]
    assert placed(found).unplaced == (("other_text", 1),)


def test_codings_of_pictures_pdfs_sound_and_film_are_counted_and_not_silently_gone() -> None:
    coding = '<Coding guid="u"><CodeRef targetGUID="c"/></Coding>'
    others = (
        f'<PDFSource guid="a" name="p" path="internal://a.pdf"><PDFSelection guid="s" page="1">{coding}</PDFSelection>'
        f'<Representation guid="r" plainTextPath="internal://a.txt">{selection(0, 4)}</Representation></PDFSource>'
        f'<PictureSource guid="b" name="b"><PictureSelection guid="s">{coding}</PictureSelection></PictureSource>'
        '<AudioSource guid="d" name="l"><Transcript guid="t" plainTextPath="internal://a.txt">'
        f'<SyncPoint guid="y"/>{selection(0, 4, tag="TranscriptSelection")}</Transcript></AudioSource>'
        f'<VideoSource guid="e" name="f">{coding}</VideoSource>'
    )
    found = read(document(others + source("a.txt", selection(*at()))))
    assert [one.name for one in found.project.sources if not one.is_text] == ["p", "b", "l", "f"]
    reading = placed(found)
    assert (dict(reading.unplaced), words_of(reading)) == ({"no_text": 5}, [WORDS])


def test_a_code_without_a_name_in_files_gives_its_words_to_nobody() -> None:
    codes = '<Code name="Utan" isCodable="true"/>' + CODE
    nothing = '<PlainTextSelection guid="s" startPosition="0" endPosition="4"><Coding guid="u"><CodeRef/></Coding>'
    inside = selection(*at()) + nothing + "</PlainTextSelection>"
    reading = placed(read(document(source("a.txt", inside), codes=codes)))
    assert (words_of(reading), dict(reading.unplaced)) == ([WORDS], {"no_code": 1})


@pytest.mark.parametrize("written", [GUID.upper(), f"{{{GUID}}}", f" {{{GUID.upper()}}} "])
def test_a_guid_is_the_same_in_capitals_and_in_braces(written: str) -> None:
    codes = f'<Code guid="{written}" name="Tillit"/>'
    assert words_of(placed(read(document(source("a.txt", selection(*at(), code=GUID)), codes=codes)))) == [WORDS]


def test_notes_that_refer_to_what_is_not_there_and_sets_and_drawings_are_told() -> None:
    noted = '<PlainTextSelection guid="s" startPosition="0" endPosition="5"><NoteRef targetGUID="gone"/>'
    inside = noted + "</PlainTextSelection>"
    more = (
        '<Notes><Note guid="n" name="m" plainTextPath="internal://gone.txt"/></Notes><Links><Link guid="l"'
        ' originGUID="gone" targetGUID="gone"/></Links><Sets><Set guid="z" name="g"><MemberCode targetGUID="gone"/>'
        '</Set></Sets><Graphs><Graph guid="y" name="k"><Vertex guid="v" representedGUID="gone"/></Graph></Graphs>'
    )
    found = read(document(source("a.txt", inside + selection(*at())), more=more))
    assert found.others == Counter({"Link": 1, "Set": 1, "Graph": 1})
    assert [(note.name, note.text) for note in found.project.notes] == [("m", "")]
    assert words_of(placed(found)) == [WORDS]


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (9, 4), (0, 10**12), ("12.0", 20), ("", "")])
def test_a_place_that_is_none_is_told(start: object, end: object) -> None:
    reading = placed(read(document(source("a.txt", selection(start, end)))))  # type: ignore[arg-type]
    assert (reading.placed, dict(reading.unplaced)) == ((), {"outside": 1})
