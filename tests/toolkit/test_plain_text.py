"""Text from forms and addresses holds characters, and line breaks of one kind."""

import pytest
from flask import Flask, request

from toolkit.plain_text import cleaned


@pytest.mark.parametrize(("came", "kept"), [
    ("Hej då!", "Hej då!"), ("a\tb\nc\r\nd", "a\tb\nc\r\nd"), ("a\0b", "ab"),
    ("a\x1b[31mb", "a[31mb"), ("\ud800x", "x"),
    ("rad\vrad\frad", "rad\nrad\nrad"), ("rad\u2028rad\x85rad", "rad\nrad\nrad"), ("\ufffe\uffff", ""),
    ("😀👩\u200d👧", "😀👩\u200d👧"),
    ("e\u0301", "e\u0301"), ("\ufeffa\u00ada", "\ufeffa\u00ada"),
])  # fmt: skip
def test_only_what_is_no_character_is_gone(came: str, kept: str) -> None:
    assert cleaned(came) == kept


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_it_is_so_for_every_field_and_every_query(app: Flask, content_type: str) -> None:
    sent = {"text": ["a\0b", "\v"], "name": "Å"}
    with app.test_request_context("/?q=%00x&q=%ED%A0%80", method="POST", data=sent, content_type=content_type):
        assert request.form.to_dict(flat=False) == {"text": ["ab", "\n"], "name": ["Å"]}
        assert request.args.getlist("q")[0] == "x"
        assert "\ud800" not in request.args.getlist("q")[1]
        assert request.values["name"] == "Å"


def test_a_part_without_a_name_is_no_field(app: Flask) -> None:
    body = b"--x\r\nContent-Disposition: form-data\r\n\r\nord\r\n--x--\r\n"
    with app.test_request_context(method="POST", data=body, content_type="multipart/form-data; boundary=x"):
        assert list(request.form.items(multi=True)) == []


def test_a_files_bytes_stay_as_they_are(app: Flask) -> None:
    import io

    with app.test_request_context(method="POST", data={"file": (io.BytesIO(b"\0\x0b"), "a.bin"), "text": "\0"}):
        assert request.files["file"].read() == b"\0\x0b"
        assert request.form["text"] == ""
