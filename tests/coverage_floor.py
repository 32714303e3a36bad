"""`python -m tests.coverage_floor`: how much of the program the last test run went through, which may not fall.

The floors stand below and are raised by hand when a figure has risen by a whole point. Comes from `.coverage`, which
`make test` writes on SQLite: what child processes, browsers and the second database run besides is not counted, nor
what is marked `no_cover` because it only walks through: every page, every form, every pattern.
"""

import json
import sys
import tempfile
from pathlib import Path

import coverage

FLOORS = {"lines": 96, "branches": 90}


def shares(totals: dict[str, float]) -> dict[str, float]:
    """Return the share in per cent of lines and of branches, from the totals of coverage's JSON report."""
    return {
        "lines": 100 * totals["covered_lines"] / totals["num_statements"],
        "branches": 100 * totals["covered_branches"] / totals["num_branches"],
    }


def below(found: dict[str, float]) -> list[str]:
    """Return a sentence for each figure that has fallen below its floor."""
    return [
        f"The {kind} that tests go through have fallen to {found[kind]:.1f} %; the floor is {floor} %."
        for kind, floor in FLOORS.items()
        if found[kind] < floor
    ]


def main() -> int:
    """Print both figures and return the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        data = coverage.Coverage()
        data.load()
        data.json_report(outfile=str(report))
        found = shares(json.loads(report.read_text("utf-8"))["totals"])
    print("Tests go through " + " and ".join(f"{share:.1f} % of the {kind}" for kind, share in found.items()) + ".")
    problems = below(found)
    print("\n".join(problems), file=sys.stderr) if problems else None
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
