"""The administrator's pages of letters: what is translated, by whom checked, and the way of one text and back."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import docx
import pytest
import yaml
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from interview_guides.letters import Audience
from tests import factories as make
from tests.inspection import inspect_page
from tests.toolkit.letters.test_writing import OCTOBER, SignIn
from tests.translated import translated
from toolkit import config, content
from toolkit.access import Role
from toolkit.letters import languages, translating

pytestmark = [pytest.mark.one_database, pytest.mark.clock(OCTOBER)]
WAY = "/admin/letters/so/letter_guardian"


@pytest.fixture
def administrator(signed_in: SignIn) -> FlaskClient:
    return signed_in(make.a_person(make.a_unit(name="Barn och unga", controller=""), Role.ADMINISTRATOR))


def filled_in(sheet: bytes, *, but: tuple[str, ...] = (), texts: Mapping[str, str] | None = None) -> BytesIO:
    """The translator's file with a «translation» of every text but some, and `texts` by key."""
    word: Any = docx.Document(BytesIO(sheet))
    for row in word.tables[0].rows[1:]:
        key, swedish, cell = (each.text for each in row.cells)
        row.cells[2].text = cell if key in but else (texts or {}).get(key, translated(swedish))
    return as_file(word)


def as_file(word: Any) -> BytesIO:
    file = BytesIO()
    word.save(file)
    file.seek(0)
    return file


def send(
    browser: FlaskClient, file: BytesIO, *, way: str = WAY, on: str = "2026-09-15", by: str = "Amina",
    right: Sequence[str] = (),
) -> TestResponse:  # fmt: skip
    sent = {"file": (file, "so.docx"), "by": by, "on": on, "right": list(right)}
    return browser.post(way, data=sent, content_type="multipart/form-data")


def put(settings: config.Settings, task_path: str, made: bytes) -> None:
    target = settings.instance / task_path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made)
    content.TRANSLATIONS.put(content.load_translations(settings, content.in_language("sv")))


def test_the_way_of_a_letter_to_a_translator_and_back(administrator: FlaskClient, settings: config.Settings) -> None:
    assert "so" not in [one.code for one in languages.list_offered(Audience.GUARDIAN, age=10)]
    sheet = administrator.get(f"{WAY}/translator.docx").data
    made = send(administrator, filled_in(sheet))
    assert made.headers["Content-Disposition"].endswith("letter_guardian.yaml")
    path = translating.get_task("so", "letter_guardian").path
    assert f"<code>{path}</code>" in administrator.get(WAY).text
    put(settings, path, made.data)
    assert "so" in [one.code for one in languages.list_offered(Audience.GUARDIAN, age=10)]
    for page in (administrator.get(WAY), administrator.get("/admin/letters")):
        inspect_page(page.text, dict(page.headers))
        assert "15 september" in page.text
        assert "av Amina" in page.text
    again = docx.Document(BytesIO(administrator.get(f"{WAY}/translator.docx").data))
    assert again.tables[0].rows[1].cells[2].text.startswith("waa ")


def test_places_go_the_same_way(administrator: FlaskClient, settings: config.Settings) -> None:
    way = "/admin/letters/so/places"
    made = send(administrator, filled_in(administrator.get(f"{way}/translator.docx").data), way=way)
    put(settings, translating.get_task("so", "places").path, made.data)
    so = next(one for one in content.in_language("sv").languages if one.code == "so")
    assert languages._language(so).place_name("office") == "waa waa"


def test_what_is_to_be_mended_is_named_and_no_file_is_made(administrator: FlaskClient) -> None:
    sheet = administrator.get(f"{WAY}/translator.docx").data
    page = send(administrator, filled_in(sheet, but=("title", "closing")))
    assert page.status_code == 422
    inspect_page(page.text, dict(page.headers))
    assert "2 texter behöver rättas eller ses över först" in page.text
    assert "<code>closing</code> är inte översatt" in page.text


def test_what_is_in_another_language_stops_the_file(administrator: FlaskClient) -> None:
    """The Swedish copied into the foreign column: a whole text can never be right, whatever is ticked."""
    sheet = administrator.get(f"{WAY}/translator.docx").data
    swedish = translating.get_task("so", "letter_guardian").texts
    copied = {key: swedish[key] for key in ("title", "closing", "slip.day")}
    page = send(administrator, filled_in(sheet, texts=copied))
    assert page.status_code == 422
    inspect_page(page.text, dict(page.headers))
    assert "3 texter behöver rättas eller ses över först" in page.text
    assert "<code>closing</code> är på svenska" in page.text
    marks = re.findall(r'name="right" value="([^"]+)"', page.text)
    assert [mark.split(":")[0] for mark in marks] == ["slip.day"]
    assert (
        send(administrator, filled_in(sheet, texts=copied), right=[*marks, "title:0", "closing:0"]).status_code == 422
    )
    made = send(administrator, filled_in(sheet, texts={"slip.day": "Datum"}), right=marks)
    assert yaml.safe_load(made.data)["checked"]["said_right"] == ["slip.day"]
    other = send(administrator, filled_in(sheet, texts={"slip.day": "Date"}), right=marks)
    assert "<code>slip.day</code> är på engelska" in other.text, "a tick holds for the words that were looked at"


def test_a_file_for_another_language_or_text_is_refused(administrator: FlaskClient) -> None:
    arabic = administrator.get("/admin/letters/ar/letter_guardian/translator.docx").data
    page = send(administrator, filled_in(arabic))
    assert page.status_code == 422
    assert "Filen är för ett annat språk: Arabiska." in page.text
    child = administrator.get("/admin/letters/so/letter_child_9_12/translator.docx").data
    page = send(administrator, filled_in(child))
    assert page.status_code == 422
    assert "Filen hör till en annan text." in page.text


@pytest.mark.parametrize(("made_for", "sent_as"), [("places", "letter_guardian"), ("letter_guardian", "places")])
def test_a_file_with_other_keys_is_of_another_text(administrator: FlaskClient, made_for: str, sent_as: str) -> None:
    sheet = administrator.get(f"/admin/letters/so/{made_for}/translator.docx").data
    page = send(administrator, filled_in(sheet), way=f"/admin/letters/so/{sent_as}")
    assert page.status_code == 422
    assert "Filen hör till en annan text." in page.text


def test_a_text_that_was_made_of_older_swedish_is_looked_at(administrator: FlaskClient) -> None:
    word: Any = docx.Document(filled_in(administrator.get(f"{WAY}/translator.docx").data))
    word.tables[0].rows[1].cells[1].text = "En äldre rubrik"
    page = send(administrator, as_file(word))
    assert "<code>title</code> översattes från en annan svensk text" in page.text
    marks = re.findall(r'name="right" value="([^"]+)"', page.text)
    assert send(administrator, as_file(word), right=marks).mimetype == "application/yaml"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"on": "2026-10-02"}, "Skriv en dag som har varit."),
        ({"on": ""}, "Skriv dagen."),
        ({"by": " "}, "Skriv vem som har granskat översättningen."),
    ],
)
def test_a_check_has_a_day_and_a_person(administrator: FlaskClient, sent: dict[str, str], said: str) -> None:
    page = send(administrator, BytesIO(b"x"), **sent)
    assert page.status_code == 422
    assert said in page.text


def test_every_language_is_there_with_what_is_missing(administrator: FlaskClient, settings: config.Settings) -> None:
    put(settings, "content/ar/letter_guardian.yaml", b"id: [")
    page = administrator.get("/admin/letters")
    inspect_page(page.text, dict(page.headers))
    for name in (
        "Svenska",
        "Engelska",
        "Arabiska",
        "Somaliska",
        "Tigrinska",
        "Ukrainska",
        "Dari",
        "Finska",
        "Nordsamiska",
    ):
        assert f">{name}<" in page.text, name
    assert page.text.count("inte översatt") == 7 * 5 - 1
    assert page.text.count("filen går inte att använda") == 1
    assert "vem som är personuppgiftsansvarig" in page.text
    assert "ar/letter_guardian.yaml" in administrator.get("/admin/letters/ar/letter_guardian").text


@pytest.mark.parametrize("way", ["sv/letter_guardian", "en/letter_guardian", "xx/letter_guardian", "so/guide_9_12"])
def test_only_what_can_be_translated_has_a_page(administrator: FlaskClient, way: str) -> None:
    assert administrator.get(f"/admin/letters/{way}").status_code == 404
    assert administrator.get(f"/admin/letters/{way}/translator.docx").status_code == 404


def test_it_is_the_administrator_s_page(signed_in: SignIn) -> None:
    worker = make.a_person(make.a_unit(), Role.SOCIAL_WORKER)
    assert signed_in(worker).get("/admin/letters").status_code == 404
