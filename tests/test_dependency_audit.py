"""An audit that asked nobody is no audit, and what is known is told whoever else did not answer."""

import json
import re
import sys
from pathlib import Path

import pytest

from tests import dependency_audit
from tests.dependency_audit import CLEAN, KNOWN, NOBODY

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)==\S+(.*(?:\n +--hash.*)*)", re.MULTILINE)
FINE = {"name": "flask", "version": "3.1.2", "vulns": []}
FLAWED = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "PYSEC-2"}, {"id": "CVE-1"}]}
UNKNOWN = {"name": "lxml", "skip_reason": "Dependency not found on PyPI"}


@pytest.mark.parametrize(
    ("packages", "status", "said"),
    [
        ([FINE], CLEAN, "Nothing is known about 1 packages."),
        ([FINE, FLAWED], KNOWN, "jinja2 2.0: CVE-1, PYSEC-2"),
        ([FINE, UNKNOWN], NOBODY, "No audit: 1 of 2 packages"),
        ([UNKNOWN], NOBODY, "No audit: 0 of 1 packages"),
        ([FLAWED, UNKNOWN], KNOWN, "Flaws are known in 1 of 1 packages"),
        ([], NOBODY, "No audit: 0 of 0"),
    ],
)
def test_only_an_answer_about_every_package_counts(packages: list[object], status: int, said: str) -> None:
    audit = dependency_audit.read(json.dumps({"dependencies": packages}))
    assert audit.status == status
    assert said in "\n".join(dependency_audit.say(audit))


@pytest.mark.parametrize("program", ["print('no json')", "import time; time.sleep(9)", "print('{}')"])
def test_a_tool_that_gives_no_report_is_nobody(program: str) -> None:
    assert dependency_audit.ask([sys.executable, "-c", program], patience=1) is None
    assert dependency_audit.ask(["/no/such/tool"]) is None


@pytest.mark.parametrize("file", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda file: file.stem)
def test_every_package_has_its_hashes(file: Path) -> None:
    """torch alone has none, for each source of it has builds of its own; what it needs has."""
    pins = PIN.findall(file.read_text(encoding="utf-8"))
    assert pins
    assert {name for name, rest in pins if "--hash=sha256:" not in rest} == (
        {"torch"} if file.stem == "torch" else set()
    )


def test_nothing_is_installed_that_no_file_names() -> None:
    """pip is told to take no dependency by itself, and to refuse what has no hash."""
    text = (ROOT / ".setup" / "install.py").read_text(encoding="utf-8")
    calls = re.findall(r"^ +install\((.*)\)$", text, re.MULTILINE)
    assert len(calls) == 3
    for call in calls:
        assert '"--no-deps"' in call
        assert '"--require-hashes"' in call or "TORCH" in call
