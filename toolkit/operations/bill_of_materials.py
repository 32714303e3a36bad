"""What the program is made of: each package of `requirements/run.txt`, its hashes and licence, as CycloneDX 1.6.

Licences come from the packages that are installed here. One that is for another system has none to read.
"""

import importlib.metadata
import re
import tomllib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.config import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)[^\n]*((?:\n +--hash=sha256:[0-9a-f]{64}[^\n]*)*)", re.MULTILINE)
HASH = re.compile(r"sha256:([0-9a-f]{64})")
LONGEST_NAME = 80

COMPATIBLE = frozenset(
    {
        "0BSD", "3-Clause BSD License", "Apache Software License", "Apache-2.0", "BSD License", "BSD-2-Clause",
        "BSD-3-Clause", "CC0-1.0", "GPL-3.0-or-later", "ISC License (ISCL)", "LGPL-3.0-only", "MIT", "MIT License",
        "MIT-0", "MIT-CMU", "MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)", "PSF-2.0", "Zlib",
    }
)  # fmt: skip
"""What may be combined with AGPL-3.0-or-later, by the names that packages use (SPDX, or a classifier of PyPI's)."""


@dataclass(frozen=True, slots=True)
class Package:
    """One that is installed with the program. `licence` is None where it is not installed here."""

    name: str
    version: str
    hashes: tuple[str, ...]
    licence: str | None

    @property
    def is_compatible(self) -> bool:
        """Whether every part of the licence, or one that may be chosen, may be combined with ours."""
        if self.licence in COMPATIBLE:
            return True
        choices = (self.licence or "").split(" OR ")
        return any(all(part.strip("() ") in COMPATIBLE for part in each.split(" AND ")) for each in choices)


def list_packages(requirements: Path = ROOT / "requirements" / "run.txt") -> list[Package]:
    """Every package that is pinned, in the order of the file."""
    text = requirements.read_text(encoding="utf-8")
    return [
        Package(name, version, tuple(HASH.findall(hashes)), _licence_of(name))
        for name, version, hashes in PIN.findall(text)
    ]


def make() -> dict[str, object]:
    """The bill of materials. The same packages give the same bytes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    components = [_component(package) for package in list_packages()]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, "".join(str(each["bom-ref"]) for each in components))
    ours = {
        "type": "application", "name": project["name"], "version": project["version"],
        "licenses": [{"expression": project["license"]}],
    }  # fmt: skip
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1,
        "metadata": {"component": ours}, "components": components,
    }  # fmt: skip


def _component(package: Package) -> dict[str, object]:
    purl = f"pkg:pypi/{package.name}@{package.version}"
    return {
        "type": "library", "bom-ref": purl, "name": package.name, "version": package.version, "purl": purl,
        "hashes": [{"alg": "SHA-256", "content": hash_} for hash_ in package.hashes],
        **({"licenses": [{"license": {"name": package.licence}}]} if package.licence else {}),
    }  # fmt: skip


def _licence_of(name: str) -> str | None:
    try:
        return next(_licences(importlib.metadata.metadata(name)), None)
    except importlib.metadata.PackageNotFoundError:
        return None


def _licences(told: importlib.metadata.PackageMetadata) -> Iterator[str]:
    """What a package says of itself, the exact way first."""
    for header in ("License-Expression", "Classifier", "License"):
        for value in told.get_all(header) or ():
            if header != "Classifier":
                yield value.splitlines()[0][:LONGEST_NAME]
            elif value.startswith("License ::") and value != "License :: OSI Approved":
                yield value.rpartition(":: ")[2]
