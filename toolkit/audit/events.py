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
    CYCLE_CREATED = "cycles:cycle:created"
    CYCLE_CHANGED = "cycles:cycle:changed"
    CHILD_ADDED = "cycles:child:added"
    CHILD_CHANGED = "cycles:child:changed"
    CHILD_REMOVED = "cycles:child:removed"
    CHILDREN_IMPORTED = "cycles:children:imported"
    CHILDREN_READ = "cycles:children:read"
    DRAW_MADE = "cycles:draw:made"
    ASSIGNED_BY_HAND = "cycles:assignment:made_by_hand"
    ASSIGNMENT_REPLACED = "cycles:assignment:replaced"
    ASSIGNMENT_READ = "cycles:assignment:read"
