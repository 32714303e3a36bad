"""Files that others made and we ship: each is the one its VERSIONS names, with its licence beside it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = (".setup", "tests/vendor")


@dataclass(frozen=True)
class Vendored:
    """A line of VERSIONS."""

    path: Path
    version: str
    sha256: str
    licence: str


def vendored(folder: str) -> list[Vendored]:
    lines = (ROOT / folder / "VERSIONS").read_text(encoding="utf-8").splitlines()
    rows = [line.split(maxsplit=4) for line in lines if line and not line.startswith("#")]
    return [Vendored(ROOT / folder / row[0], *row[1:4]) for row in rows]


ALL = [one for folder in FOLDERS for one in vendored(folder)]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.path.name)
def test_a_vendored_file_is_the_one_we_know(one: Vendored) -> None:
    content = one.path.read_bytes()
    assert hashlib.sha256(content).hexdigest() == one.sha256
    assert one.version.encode() in content or one.version in one.path.name
    assert one.licence in {"MIT", "MPL-2.0"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_vendored_file_is_listed_with_its_licence(folder: str) -> None:
    listed = {one.path.name for one in vendored(folder)}
    there = {path.name for path in (ROOT / folder).glob("*") if path.suffix in {".js", ".whl"}}
    assert listed == there
    for name in listed:
        stem = name.split(".")[0]
        assert name.endswith(".whl") or (ROOT / folder / f"{stem}.LICENSE.txt").read_text(encoding="utf-8")
