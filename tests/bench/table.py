"""Puts measured rows into docs/performance.md, between the marks of their part."""

import re
import sys
from collections.abc import Iterable

from toolkit import config

DOCUMENT = config.ROOT / "docs" / "performance.md"

Row = tuple[str, str, str]
"""What, measured, goal."""


def write(part: str, rows: Iterable[Row]) -> None:
    """Print the rows and replace the table after `<!-- part -->`."""
    lines = ["| what | measured | goal |", "|---|---|---|"]
    for row in rows:
        lines.append(f"| {' | '.join(row)} |")
        sys.stdout.write(lines[-1] + "\n")
        sys.stdout.flush()
    table = "\n".join(lines)
    text = DOCUMENT.read_text(encoding="utf-8")
    between = re.compile(rf"(?<=<!-- {part} -->\n).*?(?=\n<!-- end -->)", re.DOTALL)
    DOCUMENT.write_text(between.sub(lambda _: table, text, count=1), encoding="utf-8")
