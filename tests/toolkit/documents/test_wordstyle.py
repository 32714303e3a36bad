"""A document of the house: its letters, its language, and nobody's name or picture in it."""

import io
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt, RGBColor

from toolkit.documents import wordstyle
from toolkit.documents.wordstyle import About
from toolkit.documents.wordxml import W

WRITTEN = datetime(2027, 2, 3, 0, 30, tzinfo=timezone(timedelta(hours=1)))


def about(language: str = "sv-SE") -> About:
    return About("Årsrapport\0", "Barn och unga", "Norrviks kommun", language, WRITTEN)


@pytest.fixture(scope="module")
def word() -> Any:
    """A document that was dressed, saved and opened again."""
    made, file = Document(), io.BytesIO()
    wordstyle.dress(made, about())
    made.save(file)
    return Document(io.BytesIO(file.getvalue()))


@pytest.mark.parametrize("style", wordstyle.STYLES, ids=lambda style: style.name)
def test_each_style_is_as_it_is_written_down(word: Any, style: wordstyle.Style) -> None:
    found = word.styles[style.name]
    assert (found.font.name, found.font.size, found.font.bold) == (style.font, Pt(style.size), style.bold)
    assert found.font.color.rgb == RGBColor.from_string(style.colour)
    assert not found.font.italic
    spacing = found.paragraph_format
    assert (spacing.space_before, spacing.space_after) == (Pt(style.before), Pt(style.after))
    assert spacing.keep_with_next is style.keep_with_next
    fonts = found.element.find(f"{W}rPr/{W}rFonts")
    assert {fonts.get(W + script) for script in ("ascii", "hAnsi", "cs")} == {style.font}
    assert not [name for name in fonts.attrib if "heme" in name], "a theme's font goes before a font by name"


def test_a_heading_never_stands_alone_at_the_end_of_a_page(word: Any) -> None:
    for name in ("Heading 1", "Heading 2", "Caption", "Quote"):
        assert word.styles[name].paragraph_format.keep_with_next, name


@pytest.mark.parametrize(("language", "comma", "list_sign"), [("sv-SE", ",", ";"), ("en-GB", ".", ",")])
def test_the_language_is_set_for_every_word_and_its_numbers(language: str, comma: str, list_sign: str) -> None:
    made = Document()
    wordstyle.dress(made, about(language))
    told = made.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert told.get(W + "val") == told.get(W + "eastAsia") == language
    settings = made.settings.element
    assert settings.find(W + "themeFontLang").get(W + "val") == language
    assert settings.find(W + "decimalSymbol").get(W + "val") == comma
    assert settings.find(W + "listSeparator").get(W + "val") == list_sign
    assert made.core_properties.language == language


def test_the_properties_name_an_organisation_and_nobody(word: Any) -> None:
    properties = word.core_properties
    assert (properties.title, properties.subject) == ("Årsrapport", "Barn och unga")
    assert properties.author == properties.last_modified_by == "Norrviks kommun"
    assert (properties.comments, properties.keywords, properties.category) == ("", "", "")
    assert properties.created.replace(tzinfo=UTC) == properties.modified.replace(tzinfo=UTC) == WRITTEN
    assert properties.revision == 1


def test_no_picture_of_somebody_elses_page_comes_along() -> None:
    plain, dressed = Document(), Document()
    wordstyle.dress(dressed, about())
    files = []
    for each in (plain, dressed):
        file = io.BytesIO()
        each.save(file)
        files.append({name for name in zipfile.ZipFile(file).namelist() if "thumbnail" in name})
    assert files[0], "the library's template has none any more: take this away"
    assert not files[1]
