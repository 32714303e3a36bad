"""`python -m tests.coverage_floor`: how much of the program the last test run went through, which may not fall.

The floors stand below and are raised by hand when a figure has risen by a whole point. Comes from `.coverage.json`,
which `make test` writes on SQLite (`tests/coverage.py`): what child processes, browsers and the second database run
besides is not counted.
"""

import json
import sys
from pathlib import Path

FIGURES = Path(".coverage.json")
FLOORS = {"lines": 97, "branches": 92}


def shares(totals: dict[str, float]) -> dict[str, float]:
    """Return the share in per cent of lines and of branches, from the summary of SlipCover's JSON report."""
    return {
        kind: 100 * totals[f"covered_{kind}"] / (totals[f"covered_{kind}"] + totals[f"missing_{kind}"])
        for kind in FLOORS
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
    found = shares(json.loads(FIGURES.read_text("utf-8"))["summary"])
    print("Tests go through " + " and ".join(f"{share:.1f} % of the {kind}" for kind, share in found.items()) + ".")
    problems = below(found)
    print("\n".join(problems), file=sys.stderr) if problems else None
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
