"""What the browser loads: one address space per release, one style sheet, packed where the browser can unpack."""

import gzip
from pathlib import Path

import pytest
from flask import Flask, url_for

from toolkit import assets


def address(app: Flask, name: str) -> str:
    with app.test_request_context():
        return url_for("static", filename=name)


@pytest.mark.one_database
def test_what_a_browser_has_it_keeps_until_the_content_is_another(app: Flask) -> None:
    client, place = app.test_client(), address(app, "js/main.js")
    assert client.get(place).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    stale = client.get(place.replace(assets.read().fingerprint, "0123456789ab"))
    assert (stale.status_code, stale.headers["Cache-Control"]) == (200, "public, no-cache")
    assert client.get(place.replace("main", "nothing")).status_code == 404


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["css/all.css", "js/main.js", "icons.svg"])
def test_text_goes_packed_to_those_who_can_unpack(app: Flask, name: str) -> None:
    client, place = app.test_client(), address(app, name)
    plain = client.get(place)
    packed = client.get(place, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data)
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"


def test_the_one_style_sheet_holds_the_others_whole_and_in_order() -> None:
    files = assets.read().files
    whole = files["css/all.css"].plain.decode()
    assert "@import" not in whole
    places = [whole.index(files[f"css/{name}.css"].plain.decode()) for name in ("tokens", "base", "components/print")]
    assert places == sorted(places)


def test_a_module_is_named_with_every_module_that_it_needs() -> None:
    modules = assets.read().modules("js/editor/page.js")
    for name in ("page", "editor", "actions", "words"):
        assert f"js/editor/{name}.js" in modules
    assert {"js/main.js", "js/toast.js", "js/recordings/server.js"} < set(modules)
    assert len(modules) == len(set(modules))


def test_another_byte_gives_another_address(tmp_path: Path) -> None:
    marks = set()
    for number, (name, content) in enumerate([("a.js", "1"), ("a.js", "2"), ("b.js", "2")]):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / name).write_text(content, encoding="utf-8")
        marks.add(assets.read(folder).fingerprint)
    assert len(marks) == 3
