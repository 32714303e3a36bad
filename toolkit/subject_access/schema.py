"""The JSON of a copy, and its JSON Schema, both made from `fields`, so that they agree. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from toolkit.subject_access.facts import Section
from toolkit.subject_access.fields import LEFT_OUT, SECTIONS, Kind

VERSION = 1


@dataclass(frozen=True, slots=True)
class Form:
    """What kind of copy it is: the name of its format, and what the paper is called by which it is made."""

    name: str
    reference: str


REQUEST = Form("barnens-roster/subject-access", "request")
_TYPES: Mapping[Kind, Mapping[str, Any]] = {
    Kind.TEXT: {"type": ["string", "null"]},
    Kind.CODE: {"type": ["string", "null"]},
    Kind.NUMBER: {"type": ["integer", "null"]},
    Kind.YES_NO: {"type": ["boolean", "null"]},
    Kind.DAY: {"type": ["string", "null"], "format": "date"},
    Kind.MOMENT: {"type": ["string", "null"], "format": "date-time"},
    Kind.LINES: {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"at_ms": {"type": "integer"}, "speaker": {"type": "string"}, "text": {"type": "string"}},
            "required": ["at_ms", "speaker", "text"],
            "additionalProperties": False,
        },
    },
}


def as_json(
    sections: Sequence[Section], left_out: Mapping[str, int], *, made_at: datetime, reference: str, unit: str,
    form: Form = REQUEST,
) -> dict[str, Any]:  # fmt: skip
    """The copy as what `json.dumps` takes. Moments are in UTC."""
    return {
        "format": form.name,
        "version": VERSION,
        "made_at": _plain(made_at),
        form.reference: reference,
        "unit": unit,
        "sections": {
            one.name: [{name: _plain(value) for name, value in row.items()} for row in one.rows] for one in sections
        },
        "left_out": dict(left_out),
    }


def schema(form: Form = REQUEST) -> dict[str, Any]:
    """The JSON Schema (draft 7) that every copy holds to."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": form.name,
        "type": "object",
        "required": ["format", "version", "made_at", form.reference, "unit", "sections", "left_out"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": form.name},
            "version": {"const": VERSION},
            "made_at": {"type": "string", "format": "date-time"},
            form.reference: {"type": "string"},
            "unit": {"type": "string"},
            "sections": {
                "type": "object",
                "additionalProperties": False,
                "properties": {name: _rows(name) for name in SECTIONS},
            },
            "left_out": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    name: {"type": "integer", "minimum": 1, "description": why} for name, why in LEFT_OUT.items()
                },
            },
        },
    }


def _rows(name: str) -> dict[str, Any]:
    described = SECTIONS[name]
    fields = {field: {**_TYPES[kind], "description": label} for field, (label, kind) in described.fields.items()}
    row = {"type": "object", "properties": fields, "additionalProperties": False}
    return {"type": "array", "items": row, "description": described.title}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
