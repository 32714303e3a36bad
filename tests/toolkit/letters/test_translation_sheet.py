"""The Word file that goes to a translator and comes back, also as Word saves it and with changes tracked."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.documents import word_package
from toolkit.documents.wordxml import clean
from toolkit.errors import InvalidInput
from toolkit.letters import translation_sheet
from toolkit.letters.translation_sheet import Sheet

AT = datetime(2026, 8, 31, 12, tzinfo=UTC)
TEXTS = {"title": "Hej", "sections[0].text": "Vi ses på {place}.", "closing": "Tack"}


def a_sheet(**translated: str) -> bytes:
    columns = ("Nyckel", "Svenska", "العربية")
    sheet = Sheet("Brev: Arabiska", ("Så här.",), columns, TEXTS, translated, "ar", right_to_left=True)
    return translation_sheet.write(sheet, made_at=AT)


def filled_in(**cells: str) -> Any:
    word: Any = docx.Document(BytesIO(a_sheet()))
    for row in word.tables[0].rows[1:]:
        row.cells[2].text = cells.get(row.cells[0].text, "")
    return word


def saved(word: Any) -> bytes:
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def test_what_is_translated_already_stands_in_it_from_right_to_left() -> None:
    made = a_sheet(title="مرحبا")
    assert translation_sheet.read(made).texts == {"title": "مرحبا"}
    word: Any = docx.Document(BytesIO(made))
    assert [row.cells[1].text for row in word.tables[0].rows[1:]] == list(TEXTS.values())
    for row in word.tables[0].rows[1:]:
        paragraph = row.cells[2].paragraphs[0]._element
        assert paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None


def test_what_it_was_made_for_comes_back_with_it() -> None:
    back = translation_sheet.read(a_sheet())
    assert back.own_name == "العربية"
    assert dict(back.swedish) == TEXTS
    assert back.texts == {}


def test_what_is_filled_in_is_read() -> None:
    back = translation_sheet.read(saved(filled_in(title="Hello\nthere", closing="  ")))
    assert back.texts == {"title": "Hello there"}


def test_what_somebody_took_away_with_tracked_changes_is_away() -> None:
    word = filled_in(title="Hello")
    run = word.tables[0].rows[1].cells[2].paragraphs[0].runs[0]._element
    moved = run.makeelement(qn("w:moveFrom"), {})
    run.addprevious(moved)
    moved.append(run)
    word.tables[0].rows[1].cells[2].paragraphs[0].add_run("Hi")
    assert translation_sheet.read(saved(word)).texts == {"title": "Hi"}


@settings(max_examples=15)
@given(text=st.text(max_size=40))
def test_any_text_comes_back_on_one_line(text: str) -> None:
    wanted = " ".join(clean(text).split())
    assert translation_sheet.read(a_sheet(title=text)).texts == ({"title": wanted} if wanted else {})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", translation_sheet.EMPTY),
        (bytes(5000), translation_sheet.EMPTY),
        (b"hej", translation_sheet.NO_WORD),
        (b"PK\3\4 and the rest is lost", word_package.DAMAGED),
        (saved(docx.Document()), translation_sheet.NO_TABLE),
        (b"x" * (translation_sheet.LARGEST + 1), translation_sheet.TOO_LARGE),
    ],
    ids=["nothing", "zeros", "no Word file", "a part of one", "no table", "too large"],
)
def test_what_is_no_such_file_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        translation_sheet.read(data)
    assert refused.value.message == message
    assert refused.value.field == "file"
