"""A unit's own template: what is kept of it, and what is refused in words that say the way out."""

import io
import zipfile

import docx
import pytest

from tests.toolkit.documents.templates_made import (
    RELATIONS,
    a_picture,
    a_template,
    as_kind,
    repacked,
    saved,
    without,
)
from toolkit.documents import word_package, word_template
from toolkit.documents.wordxml import W
from toolkit.errors import InvalidInput

TEMPLATE = saved(a_template())


def words_in(data: bytes) -> str:
    """Every part of a package as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_styles_header_and_footer_stay_and_nothing_that_stood_on_the_pages() -> None:
    word = docx.Document(io.BytesIO(word_template.clean(TEMPLATE)))
    assert word.styles["Heading 1"].font.size.pt == 22
    assert word.sections[0].footer.paragraphs[0].text == "Norrviks kommun, 123 45 Norrvik"
    assert [one for one in word.sections[0].header.part.rels.values() if one.reltype.endswith("/image")]
    assert (word.paragraphs, word.tables) == ([], [])


def test_no_word_of_the_pages_and_nobodys_name_is_kept() -> None:
    sent = a_template()
    sent.add_comment(sent.paragraphs[0].runs[0], text="Fråga Nils Svensson.", author="Nils Svensson", initials="NS")
    cleaned = word_template.clean(saved(sent))
    assert "Nils Svensson" in words_in(saved(sent))
    assert "Nils Svensson" not in words_in(cleaned).replace("<dc:creator>Nils Svensson", "")
    assert "comments" not in words_in(cleaned)


def test_a_template_file_of_word_is_taken_as_well() -> None:
    cleaned = word_template.clean(as_kind(TEMPLATE, "template"))
    assert docx.Document(io.BytesIO(cleaned)).styles["Heading 1"].font.size.pt == 22


def test_the_header_of_an_earlier_section_is_the_last_ones_where_it_has_none() -> None:
    sent = a_template()
    sent.add_section()
    kept = docx.Document(io.BytesIO(word_template.clean(saved(sent))))
    assert len(kept.sections) == 1
    assert kept.sections[0].footer.paragraphs[0].text == "Norrviks kommun, 123 45 Norrvik"


def test_a_protected_template_protects_no_report() -> None:
    sent = a_template()
    for name in ("documentProtection", "trackRevisions"):
        sent.settings.element.append(sent.settings.element.makeelement(f"{W}{name}", {}))
    kept = docx.Document(io.BytesIO(word_template.clean(saved(sent)))).settings.element
    assert kept.find(f"{W}documentProtection") is None
    assert kept.find(f"{W}trackRevisions") is None


def test_cleaned_twice_is_cleaned_once() -> None:
    once = word_template.clean(TEMPLATE)
    again = docx.Document(io.BytesIO(word_template.clean(once)))
    assert again.sections[0].footer.paragraphs[0].text == "Norrviks kommun, 123 45 Norrvik"


HEADER = "word/_rels/header1.xml.rels"
LINKED = (
    f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    f' Type="{RELATIONS}/image" Target="https://example.invalid/logo.png" TargetMode="External"/></Relationships>'
).encode()
BOMB = b"<w:x>" + b"0" * (word_package.LARGEST_XML + 1) + b"</w:x>"
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
REFUSED = {
    "a text": (b"Kommunens mall", word_template.NO_WORD),
    "an empty file": (b"", word_template.NO_WORD),
    "a zip of something else": (repacked(TEMPLATE, leave_out=".xml"), word_template.NO_WORD),
    "half a file": (TEMPLATE[: len(TEMPLATE) // 2], word_package.DAMAGED),
    "a file that is too large": (b"PK" + b"0" * word_template.LARGEST, word_template.TOO_LARGE),
    "a bomb": (repacked(TEMPLATE, {"word/huge.xml": BOMB}), word_package.TOO_LARGE_INSIDE),
    "words of its own": (repacked(TEMPLATE, {"word/styles.xml": ENTITIES}), word_package.OWN_WORDS),
    "a document with macros": (as_kind(TEMPLATE, "macroEnabled"), word_template.MACROS),
    "a hidden macro": (repacked(TEMPLATE, {"word/vbaProject.bin": b"0"}), word_template.MACROS),
    "a linked picture": (repacked(TEMPLATE, {HEADER: LINKED}), word_template.ELSEWHERE),
    "a picture that is missing": (
        repacked(TEMPLATE, {HEADER: LINKED.replace(b"rId1", b"rId9").replace(b"image", b"hyperlink", 1)}),
        word_template.NO_PICTURE,
    ),
    "an embedded sheet": (
        repacked(TEMPLATE, {HEADER: LINKED.replace(b"/image", b"/oleObject")}), word_template.EMBEDDED
    ),
    "a picture whose file is missing": (repacked(TEMPLATE, leave_out="media/image1.png"), word_package.DAMAGED),
    "a huge picture": (
        saved(a_template(picture=a_picture(9000, 9000))), word_template.HUGE_PICTURE
    ),
    "a broken picture": (
        repacked(TEMPLATE, {"word/media/image1.png": b"\x89PNG\r\n\x1a\n"}), word_template.UNKNOWN_PICTURE
    ),
    "no headings": (saved(without(a_template(), "Heading 1", "Heading 2")), word_template.NO_STYLES),
    "no styles at all": (repacked(TEMPLATE, leave_out="word/styles.xml"), word_package.DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_used_is_refused_beside_the_field(name: str) -> None:
    data, message = REFUSED[name]
    with pytest.raises(InvalidInput) as refused:
        word_template.clean(data)
    assert (refused.value.message, refused.value.field) == (message, "file")


def test_missing_styles_are_named() -> None:
    with pytest.raises(InvalidInput) as refused:
        word_template.clean(saved(without(a_template(), "Heading 2")))
    assert refused.value.values == {"names": "Rubrik 2 (Heading 2)"}
