"""A bag as RFC 8493 has it: every sum is of the bytes that went out, and nothing is listed that is not there."""

import hashlib
import io
import re
import zipfile
from datetime import datetime

from toolkit.archiving import bag
from toolkit.subject_access import packing
from toolkit.subject_access.packing import Part

AT = datetime(2026, 11, 29, 20, 30)  # noqa: DTZ001 - a zip knows no time zone


def a_bag() -> dict[str, bytes]:
    payload = [
        Part.of("001-b7/text.txt", "Barnet: hej å\n".encode()),
        Part("001-b7/sound/01.webm", 6, (b"abc", b"def")),
    ]
    parts = bag.make("delivery-001", payload, info={"Source-Organization": "Enhet\nett", "Bagging-Date": "2026-11-29"})
    said = packing.length_of(parts, at=AT)
    sent = b"".join(packing.stream(parts, at=AT))
    assert said == len(sent), "the manifests are as long as they were said to be"
    with zipfile.ZipFile(io.BytesIO(sent)) as archive:
        assert archive.testzip() is None
        return {name.removeprefix("delivery-001/"): archive.read(name) for name in archive.namelist()}


def listed(content: bytes) -> dict[str, str]:
    found = (re.fullmatch(r"([0-9a-f]{64})  (.+)", line) for line in content.decode().splitlines())
    return {one[2]: one[1] for one in found if one}


def test_the_manifest_holds_the_sum_of_every_file_under_data_and_no_other() -> None:
    files = a_bag()
    sums = listed(files["manifest-sha256.txt"])
    assert sums.keys() == {name for name in files if name.startswith("data/")}
    for name, digest in sums.items():
        assert hashlib.sha256(files[name]).hexdigest() == digest


def test_the_tag_manifest_holds_the_other_files_but_itself() -> None:
    files = a_bag()
    sums = listed(files["tagmanifest-sha256.txt"])
    assert sums.keys() == {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"}
    for name, digest in sums.items():
        assert hashlib.sha256(files[name]).hexdigest() == digest


def test_the_declaration_and_the_oxum_are_as_the_standard_says() -> None:
    files = a_bag()
    assert files["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    whole = sum(len(content) for name, content in files.items() if name.startswith("data/"))
    assert f"Payload-Oxum: {whole}.2" in files["bag-info.txt"].decode().splitlines()
    assert "Source-Organization: Enhet ett" in files["bag-info.txt"].decode(), "no line breaks into a value"
