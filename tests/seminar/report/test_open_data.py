"""Open data: as its schema says, in step with the report's own numbers, and without anybody's words or names."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from interview_guides import loader
from seminar.report import open_data
from seminar.report.outline import AnnualReport, Promise
from tests.seminar.report.conftest import VOICE, empty_report, full_report
from toolkit.config import ROOT
from toolkit.disclosure.shares import Share

pytestmark = pytest.mark.usefixtures("words")
SV = loader.load(language="sv")
SCHEMA = json.loads(open_data.SCHEMA.read_text("utf-8"))
PROMISES = (
    Promise("=HYPERLINK(1)", "Majken Ollonqvist", date(2026, 4, 28), "Antal", decided=True),
    Promise("Ett eget rum.", refused=True, reason="Det finns inget rum."),
    Promise("Kanske."),
)


@pytest.fixture
def told() -> AnnualReport:
    report = full_report()
    row = replace(report.areas[0].rows[1], promises=PROMISES)
    few = replace(report.areas[0].rows[0], name="Skjuts", children=Share.among(2, 15, threshold=5), promises=())
    return replace(report, areas=(replace(report.areas[0], rows=(row, few)),), works_well=())


def as_json(report: AnnualReport) -> Any:
    return json.loads(open_data.write_json(report, SV, "sv"))


def as_rows(report: AnnualReport) -> list[dict[str, str]]:
    text = open_data.write_csv(report, SV, "sv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_it_is_what_the_schema_says(told: AnnualReport) -> None:
    valid = fastjsonschema.compile(SCHEMA)
    for report in (told, full_report(), empty_report()):
        valid(as_json(report))
    with pytest.raises(fastjsonschema.JsonSchemaException):
        valid({**as_json(told), "quotes": []})


@pytest.mark.parametrize("page", ["sv/oppna-data.md", "en/open-data.md"])
def test_every_field_and_column_is_explained(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    assert f"`{SCHEMA['properties']['format']['const']}`" in text
    for name in (*SCHEMA["properties"], "count", "fewer_than", "of", "is_promise", "reason", *open_data.COLUMNS):
        assert f"`{name}`" in text, name
    assert f"`{Path(open_data.SCHEMA).relative_to(ROOT)}`" in text


def test_a_number_that_may_not_be_said_is_null_in_both(told: AnnualReport) -> None:
    (area,) = as_json(told)["areas"]
    assert area["themes"] == [
        {"name": "Byten och övergångar", "count": 7, "fewer_than": None, "more_than": None, "of": 15},
        {"name": "Skjuts", "count": None, "fewer_than": 5, "more_than": None, "of": 15},
    ]
    rows = {row["item"]: row for row in as_rows(told) if row["table"] == "themes"}
    assert (rows["Skjuts"]["count"], rows["Skjuts"]["fewer_than"], rows["Skjuts"]["of"]) == ("", "5", "15")
    assert rows["Byten och övergångar"]["count"] == "7"


def test_what_was_decided_is_in_and_what_was_not_is_out(told: AnnualReport) -> None:
    promise, refusal = as_json(told)["decisions"]
    assert promise == {
        "theme": "Byten och övergångar", "text": "=HYPERLINK(1)", "is_promise": True, "followed_up_on": "2026-04-28",
        "reason": None,
    }  # fmt: skip
    assert (refusal["text"], refusal["is_promise"], refusal["reason"]) == (
        "Ett eget rum.", False, "Det finns inget rum.",
    )  # fmt: skip
    assert [(row["table"], row["day"]) for row in as_rows(told) if row["table"] in {"promises", "refusals"}] == [
        ("promises", "2026-04-28"), ("refusals", ""),
    ]  # fmt: skip


def test_no_cell_is_a_formula(told: AnnualReport) -> None:
    cells = [cell for row in as_rows(told) for cell in row.values()]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_nobody_s_words_or_names_are_in_it(told: AnnualReport) -> None:
    for made in (open_data.write_json(told, SV, "sv").decode(), open_data.write_csv(told, SV, "sv").decode()):
        for words in (VOICE.text, VOICE.signature, "Majken", "Vi byter ofta fort.", "ska träffa", "Kanske."):
            assert words not in made, words


def numbers_of(thing: Any) -> Iterator[int]:
    """Every number that the outline says of children."""
    if isinstance(thing, Share):
        yield from (one.value for one in (thing.count, thing.of) if one.value is not None)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from numbers_of(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for each in thing:
            yield from numbers_of(each)
    elif type(thing) is int:
        yield thing


def test_no_number_is_in_it_that_the_report_does_not_have(told: AnnualReport) -> None:
    known = {*numbers_of(told)}
    found = {int(row[key]) for row in as_rows(told) for key in ("count", "of") if row[key]}
    assert found <= known
