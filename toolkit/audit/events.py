"""Placeholder on the way: branch `vault` brings the whole vocabulary."""

from enum import StrEnum


class Event(StrEnum):
    SIGNED_IN = "people:session:began"
    SIGNED_OUT = "people:session:ended"
    SESSIONS_ENDED = "people:sessions:ended"
    PASSWORD_CHANGED = "people:password:changed"  # noqa: S105 - an event, not a password
    UNIT_CREATED = "people:unit:created"
    UNIT_CHANGED = "people:unit:changed"
    TEAM_CREATED = "people:team:created"
    PERSON_CREATED = "people:person:created"
    PERSON_CHANGED = "people:person:changed"
    PERSON_CODE_ISSUED = "people:code:issued"
    ASSIGNMENT_ENDED = "cycles:assignment:ended"
    CONSENT_RECORDED = "participation:consent:recorded"
