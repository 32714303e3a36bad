"""A year as open data: its counts and what was decided, as JSON by a schema with a version, and as one long list (CSV).

Every number is one that may be told, as the report shows it; where it may not be, `null` stands, and `fewer_than` or
`more_than` says what may be said instead. No words of a child are in it, and no name of anybody who works here.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interview_guides.content import Content
from seminar.report.outline import AnnualReport, CountedQuestion, Promise, Survey, ThemeRow
from toolkit.disclosure.shares import Share
from toolkit.disclosure.shown import Shown
from toolkit.downloads import as_csv

FORMAT, VERSION = "barnens-roster/open-data", 1
SCHEMA = Path(__file__).with_name("open_data.schema.json")
COLUMNS = ("year", "unit", "table", "group", "item", "count", "of", "fewer_than", "more_than", "day")
"""Of the list. They are named in English in every language, since programs look for them."""


def write_json(report: AnnualReport, _words: Content, language: str) -> bytes:
    """The year as `SCHEMA` describes it."""
    about = {
        "format": FORMAT, "version": VERSION, "language": language, "year": report.year, "unit": report.unit,
        "municipality": report.municipality, "written_on": report.written_at.date().isoformat(),
        "is_draft": report.is_draft, "is_practice": report.practice,
        "steps": [{"name": name, **_number(shown)} for name, shown in report.method.steps],
        "reasons": [{"name": name, **_number(shown)} for name, shown in report.method.reasons],
        "sex_and_age": _table(report),
        "areas": [
            {"name": area.name, "themes": _themes(area.rows), "questions": [_question(one) for one in area.counted]}
            for area in report.areas
        ],
        "works_well": _themes(report.works_well),
        "surveys": [_survey(survey) for survey in report.surveys],
        "decisions": [_decision(row, promise) for row, promise in _decisions(report)],
    }  # fmt: skip
    return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()


def write_csv(report: AnnualReport, _words: Content, _language: str) -> bytes:
    """The same as one long list, a number a line, that no spreadsheet takes for a formula."""
    begin = (str(report.year), report.unit)
    return as_csv([COLUMNS, *((*begin, *line) for line in _lines(report))])


def _number(shown: Shown) -> dict[str, int | None]:
    return {"count": shown.value, "fewer_than": shown.fewer_than or None, "more_than": shown.more_than or None}


def _share(share: Share) -> dict[str, int | None]:
    return {**_number(share.count), "of": share.of.value}


def _themes(rows: tuple[ThemeRow, ...]) -> list[dict[str, Any]]:
    return [{"name": row.name, **_share(row.children)} for row in rows]


def _question(asked: CountedQuestion) -> dict[str, Any]:
    answers = [{"name": name, **_number(shown)} for name, shown in asked.numbers]
    return {"text": asked.text, "of": asked.of.value, "answers": answers}


def _survey(survey: Survey) -> dict[str, Any]:
    return {
        "name": survey.name,
        "questions": [
            {
                "text": asked.text,
                **_share(asked.answered),
                "answers": [] if asked.hidden else [{"name": name, **_number(one)} for name, one in asked.choices],
            }
            for asked in survey.questions
        ],
    }


def _table(report: AnnualReport) -> dict[str, Any] | None:
    table = report.method.children
    if table is None or not table.shows_something:
        return None
    return {"ages": list(table.rows), "sexes": list(table.columns), "cells": [list(row) for row in table.cells]}


def _decisions(report: AnnualReport) -> Iterator[tuple[ThemeRow, Promise]]:
    rows = (*report.rows, *report.works_well)
    return ((row, each) for row in rows for each in row.promises if each.decided or each.refused)


def _decision(row: ThemeRow, promise: Promise) -> dict[str, Any]:
    return {
        "theme": row.name,
        "text": promise.told,
        "is_promise": promise.decided,
        "followed_up_on": promise.due.isoformat() if promise.due and promise.decided else None,
        "reason": promise.reason or None,
    }


def _lines(report: AnnualReport) -> Iterator[tuple[str, ...]]:
    """Table, group, item, count, of, fewer_than, more_than, day."""
    for name, shown in report.method.steps:
        yield ("steps", "", name, *_cells(_number(shown)))
    for name, shown in report.method.reasons:
        yield ("reasons", "", name, *_cells(_number(shown)))
    areas = [(area.name, area.rows) for area in report.areas]
    for group, rows in (*areas, ("", report.works_well)):
        for row in rows:
            yield ("themes" if group else "works_well", group, row.name, *_cells(_share(row.children)))
    for asked in (one for area in report.areas for one in area.counted):
        for name, shown in asked.numbers:
            yield ("questions", asked.text, name, *_cells({**_number(shown), "of": asked.of.value}))
    for row, promise in _decisions(report):
        day = promise.due.isoformat() if promise.due and promise.decided else ""
        yield ("promises" if promise.decided else "refusals", row.name, promise.told, "", "", "", "", day)


def _cells(number: dict[str, int | None]) -> tuple[str, ...]:
    said = [number.get(key) for key in ("count", "of", "fewer_than", "more_than")]
    return (*("" if one is None else str(one) for one in said), "")
