"""`make audit`: asks what is publicly known about the packages that we pin, and says so when nobody could be asked.

pip-audit calls a package that its source does not know «skipped» and ends well, also when every package was skipped.
Here that is no audit. Exit status 0: asked about all, nothing known. 1: something is known. 3: nobody could be asked.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINNED = ("run", "machines", "test")
TOOL = ROOT / ".cache" / "audit"
PATIENCE = 120  # seconds, for a build server that has other things to do
CLEAN, KNOWN, NOBODY = 0, 1, 3


@dataclass(frozen=True, slots=True)
class Audit:
    """What came back: how many packages were asked about, which got no answer, what is known (name, version, ids)."""

    asked: int
    unanswered: tuple[str, ...]
    known: tuple[tuple[str, str, str], ...]

    @property
    def status(self) -> int:
        """The exit status. A flaw that is known counts also where others had no answer."""
        if self.known:
            return KNOWN
        return NOBODY if self.unanswered or not self.asked else CLEAN


def read(report: str) -> Audit:
    """What pip-audit's JSON says. Raises ValueError when it is none."""
    packages = json.loads(report)["dependencies"]
    known = {
        (each["name"], each["version"], ", ".join(sorted(flaw["id"] for flaw in each["vulns"])))
        for each in packages
        if each.get("vulns")
    }
    unanswered = sorted({each["name"] for each in packages if "skip_reason" in each})
    return Audit(len({each["name"] for each in packages}), tuple(unanswered), tuple(sorted(known)))


def say(audit: Audit) -> list[str]:
    """Lines for a person."""
    lines = [f"{name} {version}: {flaws}" for name, version, flaws in audit.known]
    answered = audit.asked - len(audit.unanswered)
    if audit.status == NOBODY:
        lines.append(f"No audit: {answered} of {audit.asked} packages are known where this machine asks (pip's index).")
        lines.append(
            "Run make audit on a machine that reaches PyPI, or give the file of `python app.py sbom` to a scanner."
        )
    elif audit.status == KNOWN:
        lines.append(f"Flaws are known in {len(audit.known)} of {answered} packages: docs/licences.md says what to do.")
    else:
        lines.append(f"Nothing is known about {answered} packages.")
    return lines


def ask(command: Sequence[str], *, patience: int = PATIENCE) -> Audit | None:
    """Run pip-audit; None when it gave no report in time."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=patience, cwd=ROOT)
        return read(done.stdout)
    except (OSError, ValueError, KeyError, subprocess.TimeoutExpired):
        return None


def main() -> int:
    """Fetch the tool into .cache/ if it is not there, ask, tell."""
    python = TOOL / "bin" / "python"
    if not (TOOL / "bin" / "pip-audit").exists():
        pip = next((ROOT / ".setup").glob("pip-*.whl")) / "pip"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(TOOL)], check=True)
        subprocess.run([str(python), str(pip), "install", "--quiet", "pip-audit"], check=False, capture_output=True)
    files = [word for name in PINNED for word in ("-r", f"requirements/{name}.txt")]
    audit = ask([str(TOOL / "bin" / "pip-audit"), *files, "--no-deps", "--disable-pip", "--format", "json"])
    if audit is None:
        print("No audit: pip-audit could not be fetched, or gave no answer in time. The net, or pip's index?")
        return NOBODY
    print("\n".join(say(audit)))
    return audit.status


if __name__ == "__main__":
    sys.exit(main())
