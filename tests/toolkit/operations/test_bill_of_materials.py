"""The bill of materials names every package that is pinned, with its hashes, and each licence goes with ours."""

import json
import re

import pytest
from click.testing import CliRunner

from app import main
from toolkit.config import ROOT
from toolkit.operations import bill_of_materials
from toolkit.operations.bill_of_materials import Package

PINNED = re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (ROOT / "requirements" / "run.txt").read_text("utf-8"), re.MULTILINE)


def test_every_pinned_package_is_there_once_with_hashes() -> None:
    made = json.loads(CliRunner().invoke(main, ["sbom"]).output)
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", made["serialNumber"])
    assert made["metadata"]["component"]["licenses"] == [{"expression": "AGPL-3.0-or-later"}]
    assert [one["name"] for one in made["components"]] == PINNED
    refs = [one["bom-ref"] for one in made["components"]]
    assert len(set(refs)) == len(refs)
    for one in made["components"]:
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
        assert one["hashes"], f"{one['name']} has no hash"


def test_it_is_the_same_each_time() -> None:
    assert bill_of_materials.make() == bill_of_materials.make()


def test_every_licence_of_what_is_installed_goes_with_ours() -> None:
    installed = [one for one in bill_of_materials.list_packages() if one.licence]
    assert len(installed) > 0.9 * len(PINNED), "too few packages are here to say anything"
    assert [f"{one.name}: {one.licence}" for one in installed if not one.is_compatible] == []


@pytest.mark.parametrize(
    ("licence", "expected"),
    [("MIT", True), ("Apache-2.0 OR Proprietary", True), ("MIT AND Proprietary", False), ("GPL-2.0-only", False),
     ("SSPL-1.0", False), (None, False), ("(MIT)", True)],
)  # fmt: skip
def test_a_licence_that_does_not_go_with_ours_is_told(licence: str | None, expected: bool) -> None:
    assert Package("x", "1", (), licence).is_compatible is expected


def test_a_line_for_each_licence() -> None:
    said = CliRunner().invoke(main, ["sbom", "--licences"]).output.splitlines()
    assert len(said) == len(PINNED)
    assert any(line.startswith("flask  ") and line.endswith("BSD-3-Clause") for line in said)
