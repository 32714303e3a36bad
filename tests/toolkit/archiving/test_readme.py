"""The page that lies in a delivery, for whoever opens it in fifty years."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from toolkit.archiving import readme
from toolkit.archiving.readme import Whose
from toolkit.disposal.models import Material
from toolkit.subject_access.packing import Part

WHOSE = Whose("Norrvik", "Barn och unga", datetime(2028, 1, 3, tzinfo=UTC))


def pages(app: Flask, material: Material, *, has_report: bool = False) -> dict[str, str]:
    delivery: Any = SimpleNamespace(
        number=7, material=material, cycle=SimpleNamespace(name="2026–2027"),
        decision=SimpleNamespace(reference="SN 2026/118", decided_on=date(2026, 6, 1)),
    )  # fmt: skip
    with app.test_request_context():
        made: list[Part] = readme.write(delivery, WHOSE, interviews=18, has_report=has_report)
    return {part.name: b"".join(part.blocks).decode() for part in made}


@pytest.mark.parametrize("material", [Material.RECORDING, Material.FULL_TEXT, Material.INTERVIEW, Material.ANSWERS])
def test_each_says_from_whom_it_is_by_which_decision_and_nothing_that_is_not_there(
    app: Flask, material: Material
) -> None:
    found = pages(app, material)
    assert found.keys() == {"LASMIG.txt", "README.txt"}
    for text in found.values():
        assert "Norrvik, Barn och unga" in text
        assert "SN 2026/118" in text
        assert "2026–2027" in text
        assert "None" not in text
        assert "%(" not in text
        assert ("sound/" in text) == (material is Material.RECORDING)
        assert ("answers.json" in text) == (material is Material.ANSWERS)
        assert f"{material.value}.json" in text
        assert "report/" not in text
    assert "3 januari 2028" in found["LASMIG.txt"]
    assert "3 January 2028" in found["README.txt"]


def test_a_report_is_named_where_one_lies_beside(app: Flask) -> None:
    assert all("report/" in text for text in pages(app, Material.INTERVIEW, has_report=True).values())


@pytest.mark.parametrize(
    ("municipality", "unit", "name"),
    [("Norrvik", "Barn", "Norrvik, Barn"), ("", "Barn", "Barn"), ("Norrvik", "", "Norrvik"), ("", "", "")],
)
def test_whose_it_is_without_what_nobody_said(municipality: str, unit: str, name: str) -> None:
    assert Whose(municipality, unit, WHOSE.made_at).name == name
