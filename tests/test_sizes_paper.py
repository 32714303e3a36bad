"""docs/sizes.md reckons by its own formula: whoever puts in other numbers gets the answers that stand there."""

import math
import re

import pytest

from toolkit.config import ROOT

TEXT = (ROOT / "docs" / "sizes.md").read_text("utf-8")


def _cells(row: str) -> list[str]:
    found = re.search(rf"^\| {re.escape(row)}[^|]*\|(.*)\|$", TEXT, re.MULTILINE)
    assert found, row
    return [cell.strip() for cell in found[1].split("|")]


def _number(cell: str) -> float:
    found = re.search(r"[\d ]*\d(?:\.\d+)?", cell)
    assert found, cell
    return float(found[0].replace(" ", ""))


def _assumed(row: str) -> float:
    return _number(_cells(row)[0])


@pytest.mark.parametrize(("column", "municipalities"), [(0, 1), (1, 50), (2, 290)])
def test_what_is_worked_out_follows_from_what_is_measured_and_assumed(column: int, municipalities: int) -> None:
    factor, memory = _assumed("Whisper *small*"), _assumed("memory while it writes down")
    each, minutes, weeks = _assumed("interviews a year, *N*"), _assumed("length of a talk"), _assumed("weeks in which")
    share, hours, months = _assumed("share of a week's"), _assumed("hours a day"), _assumed("months that a recording")
    interviews = each * municipalities
    busiest = interviews / weeks * share
    pairs = math.ceil(busiest * minutes * factor / (60 * hours))
    kept = interviews * months / 12 * minutes * 60 * 6 / 1_000_000
    rest = 0.2 * municipalities
    expected = {
        "talks on the busiest day": busiest,
        "minutes on two cores that day": busiest * minutes * factor, "pairs of cores that write down": pairs,
        "core-hours a year": interviews * minutes / 60 * factor * 2, "memory at rest": rest,
        "memory on the busiest day": rest + pairs * memory, "recordings at a time": kept,
        "the same with copies": 2 * kept,
    }  # fmt: skip
    for row, value in expected.items():
        assert _number(_cells(row)[column]) == pytest.approx(value, rel=0.04), row
