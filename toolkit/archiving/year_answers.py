"""A year's survey answers for the archive. They are tied to nobody here, and so not in the copy either.

A child's answers stand together, with age band and sex and in no order that tells anything; the staff's stand field by
field in alphabetical order, as they are kept; a survey that too few answered has none.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from toolkit.cycles.models import Cycle
from toolkit.db import db
from toolkit.surveys.models import ChildResponse, FocusNotes, StaffSurvey
from toolkit.vault.columns import silent_about_gone_keys

FORMAT = "barnens-roster/survey-answers"
VERSION = 1
SCHEMA: Mapping[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": FORMAT,
    "type": "object",
    "required": ["format", "version", "made_at", "unit", "year", "decision", "children", "staff", "focus_notes"],
    "additionalProperties": False,
    "properties": {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "made_at": {"type": "string", "format": "date-time"},
        "unit": {"type": "string"},
        "year": {"type": "string"},
        "decision": {"type": "string"},
        "children": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["age_band", "sex", "form_version", "scale", "answers"],
                "additionalProperties": False,
                "properties": {
                    "age_band": {"type": "string"},
                    "sex": {"type": "string"},
                    "form_version": {"type": "integer"},
                    "scale": {"type": "string"},
                    "answers": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["question", "face", "words"],
                            "additionalProperties": False,
                            "properties": {
                                "question": {"type": "string"},
                                "face": {"type": ["integer", "null"], "description": "from 1; null: skipped"},
                                "words": {"type": ["string", "null"]},
                            },
                        },
                    },
                },
            },
        },
        "staff": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["occasion", "form_version", "asked", "answered", "answers"],
                "additionalProperties": False,
                "properties": {
                    "occasion": {"type": "string"},
                    "form_version": {"type": "integer"},
                    "asked": {"type": "integer"},
                    "answered": {"type": "integer"},
                    "answers": {"type": "object", "description": "by field; who answered what is kept nowhere"},
                },
            },
        },
        "focus_notes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["occasion", "text"],
                "additionalProperties": False,
                "properties": {"occasion": {"type": "string"}, "text": {"type": "string"}},
            },
        },
    },
}
"""The JSON Schema (draft 7) that every copy holds to."""


def gather(cycle: Cycle, *, unit: str, decision: str, made_at: datetime) -> tuple[dict[str, Any], int]:
    """The answers of a year that the caller holds, as what `json.dumps` takes, and of how many there are any.

    Answers whose key is gone read as none.
    """
    with silent_about_gone_keys():
        children = [one for one in map(_child, _of(ChildResponse, cycle)) if one["answers"]]
        staff = [_staff(one) for one in _of(StaffSurvey, cycle) if one.is_shown]
        notes = [{"occasion": str(one.occasion), "text": one.text} for one in _of(FocusNotes, cycle) if one.text]
    children.sort(key=lambda one: json.dumps(one, sort_keys=True))  # in no order in which they were given
    found = {
        "format": FORMAT, "version": VERSION, "made_at": made_at.isoformat(timespec="seconds"), "unit": unit,
        "year": cycle.name, "decision": decision, "children": children, "staff": staff, "focus_notes": notes,
    }  # fmt: skip
    return found, len(children) + len(staff) + len(notes)


def _child(one: ChildResponse) -> dict[str, Any]:
    answers = sorted(one.answers, key=lambda answer: answer.question)
    return {
        "age_band": str(one.age_band), "sex": str(one.sex), "form_version": one.form_version, "scale": one.scale,
        "answers": [
            {"question": each.question, "face": each.face, "words": each.words or None}
            for each in answers if not each.is_skipped
        ],
    }  # fmt: skip


def _staff(one: StaffSurvey) -> dict[str, Any]:
    return {
        "occasion": str(one.occasion), "form_version": one.form_version, "asked": one.asked, "answered": one.answered,
        "answers": json.loads(one.answers),
    }  # fmt: skip


def _of(table: Any, cycle: Cycle) -> Any:
    return db.session.scalars(select(table).where(table.cycle_id == cycle.id))
