"""Files that mean harm or are broken: a sentence beside the field with the way out, soon, and never more than that."""

import contextlib
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from seminar.exchange import archive, project_reading
from tests.seminar import making
from tests.seminar.exchange import tools
from tests.seminar.exchange.sending import send
from tests.seminar.exchange.tools import packed
from toolkit.db import db
from toolkit.errors import InvalidInput
from toolkit.language import force_locale, gettext
from toolkit.people.models import Person

pytestmark = pytest.mark.one_database
HEAD = '<?xml version="1.0"?>'
EMPTY = f'{HEAD}<Project xmlns="urn:QDA-XML:project:1.0" name="p"></Project>'.encode()
LAUGHS = f"""{HEAD}<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "{"&a;" * 50}"><!ENTITY c "{"&b;" * 50}">]>
<Project name="&c;&c;"><CodeBook><Codes><Code guid="1" name="&c;" isCodable="true"/></Codes></CodeBook></Project>"""
OUTSIDE = f'{HEAD}<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project name="p">&x;</Project>'
MANY = "".join(f'<Code guid="{number}" name="{number}" isCodable="true"/>' for number in range(100_000))
DEEP = '<Code guid="1" name="n" isCodable="true">' * 5000
USES = '<Coding guid="a"><CodeRef targetGUID="1"/></Coding>' * 30_000
PASSAGES = f'<PlainTextSelection guid="b" startPosition="0" endPosition="1">{USES}</PlainTextSelection>'


def project(inside: str) -> bytes:
    return packed({"project.qde": f'{HEAD}<Project name="p">{inside}</Project>'.encode()})


def a_bomb() -> bytes:
    return packed({"project.qde": EMPTY, **{f"sources/{number}.txt": b" " * 4_000_000 for number in range(10)}})


def a_lie() -> bytes:
    """A text that is far longer than the archive says."""
    made = bytearray(packed({"project.qde": EMPTY, "sources/a.txt": b" " * 3_000_000}))
    for at in (made.rindex(b"sources/a.txt") - 46 + 24, made.index(b"sources/a.txt") - 30 + 22):
        made[at : at + 4] = struct.pack("<I", 10)
    return bytes(made)


def locked() -> bytes:
    made = bytearray(packed({"project.qde": EMPTY}))
    made[made.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


WRONG: dict[str, tuple[bytes, str]] = {
    "empty": (b"", archive.EMPTY),
    "blank": (b" \n", archive.EMPTY),
    "too large": (b"PK" + b"x" * archive.LARGEST, archive.TOO_LARGE),
    "a picture": (b"\x89PNG\r\n", archive.NOT_REFI),
    "words": ("Åsså kom hon.".encode(), archive.NOT_REFI),
    "a page": (b"<html><body/></html>", archive.NOT_REFI),
    "a document": (packed({"word/document.xml": b"<w/>"}), archive.NOT_REFI),
    "two projects": (packed({"a.qde": EMPTY, "b.qde": EMPTY}), archive.TWO_PROJECTS),
    "out by dots": (packed({"project.qde": EMPTY, "../../etc/cron.txt": b"x"}), archive.LEAVES),
    "out by the root": (packed({"/project.qde": EMPTY}), archive.LEAVES),
    "out by backslashes": (packed({"project.qde": EMPTY, "sources\\..\\..\\x.txt": b"x"}), archive.LEAVES),
    "out by a disk": (packed({"project.qde": EMPTY, "C:/x.txt": b"x"}), archive.LEAVES),
    "a bomb": (a_bomb(), archive.TOO_LARGE_INSIDE),
    "a bomb of xml": (packed({"project.qde": b" " * 30_000_000}), archive.TOO_LARGE_INSIDE),
    "a lie about its size": (a_lie(), archive.DAMAGED),
    "many parts": (packed({"project.qde": EMPTY, **{f"{n}": b"" for n in range(3100)}}), archive.TOO_LARGE_INSIDE),
    "locked": (locked(), archive.LOCKED),
    "cut off": (project(MANY)[:-3000], archive.DAMAGED),
    "cut off early": (project("")[:20], archive.DAMAGED),
    "broken xml": (packed({"project.qde": b"<Project><Code></Project>"}), archive.DAMAGED),
    "an encoding that nobody knows": (b'<?xml version="1.0" encoding="klingon"?><Project/>', archive.DAMAGED),
    "laughs": (packed({"project.qde": LAUGHS.encode()}), project_reading.OWN_WORDS),
    "laughs alone": (LAUGHS.encode(), project_reading.OWN_WORDS),
    "a file of ours": (OUTSIDE.encode(), project_reading.OWN_WORDS),
    "100 000 codes": (project(f"<CodeBook><Codes>{MANY}</Codes></CodeBook>"), project_reading.TOO_MANY_CODES),
    "deep codes": (project(f"<CodeBook><Codes>{DEEP}"), project_reading.TOO_DEEP),
    "many codings": (project(f"<Sources><TextSource>{PASSAGES}</TextSource></Sources>"), project_reading.TOO_MANY_USES),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_it_is_refused_soon_and_with_little_memory(kind: str) -> None:
    data, sentence = WRONG[kind]
    tracemalloc.start()
    begun = time.process_time()
    try:
        with pytest.raises(InvalidInput) as refused:
            project_reading.read(data)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (refused.value.message, refused.value.field) == (sentence, "file")
    assert peak < 80_000_000
    assert time.process_time() - begun < 5  # with the counting of memory, which makes it several times as slow


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", ["laughs", "out by dots", "two projects", "cut off", "100 000 codes"])
def test_the_page_says_it_beside_the_field(
    app: Flask, signed_in: Callable[[Person], FlaskClient], kind: str, language: str
) -> None:
    seminar = making.a_seminar()
    browser = signed_in(seminar.facilitator)
    browser.set_cookie("language", language)
    answer = send(browser, seminar, WRONG[kind][0], "projekt.exe")
    assert answer.status_code == 422
    with force_locale(language):
        assert str(escape(gettext(WRONG[kind][1]))) in answer.text


@given(data=st.binary(max_size=300))
def test_no_bytes_are_more_than_refused(data: bytes) -> None:
    for each in (data, b"PK\x03\x04" + data, b"<Project>" + data, packed({"a.qde": data})):
        with contextlib.suppress(InvalidInput):
            project_reading.read(each)


@given(cut=st.integers(0, 2000), wrong=st.binary(min_size=1, max_size=4))
def test_a_project_with_wrong_bytes_is_read_or_refused(cut: int, wrong: bytes) -> None:
    made = bytearray(tools.project({"a": "Hej du."}, {"a": [tools.Marked(0, 3, "k")]}, {"k": ""}))
    made[cut % len(made) : cut % len(made) + len(wrong)] = wrong
    with contextlib.suppress(InvalidInput):
        project_reading.read(bytes(made))


@pytest.mark.parametrize("number", ["", "x", "1e9", "9" * 5000, "-" + "9" * 30, "٣"])
def test_a_position_that_is_none_is_outside(number: str) -> None:
    inside = (
        f'<Sources><TextSource guid="a"><PlainTextContent>Hej</PlainTextContent><PlainTextSelection guid="b"'
        f' startPosition="{number}" endPosition="2"/></TextSource></Sources>'
    )
    source = project_reading.read(project(inside)).project.sources[0]
    assert source.text == "Hej"
    assert abs(source.selections[0].start) <= project_reading.FARTHEST


def test_a_text_may_be_named_without_internal_and_lie_anywhere() -> None:
    for bare in (True, False):
        read = project_reading.read(tools.project({"a": "Hej å."}, {}, {"k": ""}, bare_path=bare)).project
        assert [source.text for source in read.sources] == ["Hej å."]


def test_what_is_no_text_is_none() -> None:
    inside = (
        '<Sources><PDFSource guid="a" name="p"><Representation guid="r"><PlainTextContent>Nej</PlainTextContent>'
        '<PlainTextSelection guid="s" startPosition="0" endPosition="2"/></Representation></PDFSource>'
        '<TextSource guid="b" name="t" plainTextPath="internal://b.txt"><Description>Om</Description></TextSource></Sources>'
    )
    sources = project_reading.read(project(inside)).project.sources
    assert [(one.name, one.text, one.selections) for one in sources] == [("p", None, ()), ("t", None, ())]


def test_a_list_of_parts_is_looked_at_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_each: pytest.fail("unpacked"))
    for kind in ("a bomb", "a bomb of xml", "out by dots", "two projects", "locked"):
        with pytest.raises(InvalidInput):
            archive.open_file(WRONG[kind][0])


def test_a_stale_page_is_told_so(app: Flask, signed_in: Callable[[Person], FlaskClient]) -> None:
    seminar = making.a_seminar()
    db.session.commit()
    answer = signed_in(seminar.facilitator).post(
        f"/cycles/{seminar.cycle.id}/seminar/import/keep", data={"sealed": "x", "reading": "0"}
    )
    assert answer.status_code == 409
