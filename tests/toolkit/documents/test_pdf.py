"""PDFs: tagged, in a language, in our own fonts; what cannot be printed is refused, never left as an empty box."""

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from toolkit.documents import pdf
from toolkit.errors import WrongState

AT = datetime(2026, 8, 31, 12, tzinfo=UTC)
PLAIN: dict[str, Any] = {"title": "Brev", "author": "Barn och unga", "language": "sv", "cover": None, "letters": []}
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="M10 10H90V90H10z" fill="#000"/></svg>'


def test_the_fonts_are_the_ones_we_know() -> None:
    lines = (pdf.FONTS / "VERSIONS").read_text("utf-8").splitlines()
    listed = {line.split()[0]: line.split() for line in lines if not line.startswith("#")}
    assert set(listed) == {path.name for path in pdf.FONTS.glob("*.ttf")}
    for name, (_name, _version, digest, licence, *source) in listed.items():
        assert hashlib.sha256((pdf.FONTS / name).read_bytes()).hexdigest() == digest
        assert licence == "OFL-1.1"
        family = next(word for word in source if word.startswith("@fontsource/")).removesuffix(",").split("/")[1]
        assert "SIL Open Font License" in (pdf.FONTS / f"{family}.OFL.txt").read_text("utf-8")


def test_it_says_what_it_is_and_is_tagged() -> None:
    made = pdf.make("letters/letter.typ", PLAIN, made_at=AT)
    file = PdfReader(BytesIO(made))
    assert file.metadata is not None
    assert (file.metadata.title, file.metadata.author) == ("Brev", "Barn och unga")
    assert file.metadata.creation_date == AT
    root: Any = file.root_object
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"]
    assert made == pdf.make("letters/letter.typ", PLAIN, made_at=AT), "the same each time"


def test_a_character_without_a_sign_stops_the_making() -> None:
    unknown = PLAIN | {"cover": {"title": "中", "about": "x", "columns": ["x"], "rows": []}}
    with pytest.raises(WrongState) as caught:
        pdf.make("letters/letter.typ", unknown, made_at=AT)
    assert caught.value.values["characters"] == "中"


@pytest.mark.parametrize(
    "text",
    [
        "Åsa, Zoë, Đặng – ”så här”, 1–2 § …",
        "Čálán Ŋuorŋŋi Áŋŋel ŧ đ š ž",  # Northern Sámi
        "Waxaan kuu qorayaa warqaddan",  # Somali
        "Привіт, їжак і ґава",  # Ukrainian
        "رسالة إليك، هل تريد أن تحكي؟ ٣",  # Arabic
        "نامه‌ای برای تو، گچ پژواک کتاب ی",  # Dari, with its own letters
        "ሰላም ቆልዓ፡ ትግርኛ።",  # Tigrinya
    ],
    ids=["Swedish", "Sámi", "Somali", "Ukrainian", "Arabic", "Dari", "Tigrinya"],
)
def test_our_fonts_print_every_language_of_the_frame(text: str) -> None:
    assert pdf.list_unprintable(text) == ()


def test_what_cannot_be_printed_is_listed() -> None:
    assert pdf.list_unprintable("Hej 中 och 😀 och 中") == ("中", "😀")


def test_a_drawing_becomes_a_picture_for_files_that_hold_no_svg() -> None:
    made = pdf.picture(SQUARE, millimetres=10)
    assert made.startswith(b"\x89PNG")
    width, height = (int.from_bytes(made[start : start + 4], "big") for start in (16, 20))
    assert width == height
    assert 80 <= width <= 95, "ten millimetres at 220 dots to the inch"


def test_a_template_can_be_asked_and_drawn_without_a_file() -> None:
    about = PLAIN | {
        "sender": "", "note": "", "lead": "Hej", "parts": [], "closing": [], "points": 11,
        "voice": False, "pictured": False,
    }  # fmt: skip
    assert pdf.ask("report/sheet.typ", about, label="pages") == 1
    drawn = pdf.draw("report/sheet.typ", about)
    assert drawn.startswith(b"\x89PNG")
    assert 390 <= int.from_bytes(drawn[16:20], "big") <= 400, "210 millimetres at 48 dots to the inch"
    with pytest.raises(WrongState):
        pdf.draw("report/sheet.typ", about | {"lead": "中"})
