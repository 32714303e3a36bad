"""The trail's vocabulary: what can happen, as "room:subject:action". Each act has its words in `wording`."""

from enum import StrEnum


class Event(StrEnum):
    """One kind of act. The values stand in the chain for ever: add new ones, never change an old one."""

    # People and sessions
    SIGNED_IN = "people:session:opened"
    SIGNED_OUT = "people:session:closed"
    SIGN_IN_FAILED = "people:session:refused"
    SIGN_IN_LOCKED = "people:session:locked"
    SESSIONS_ENDED = "people:session:ended"
    PASSWORD_CHANGED = "people:password:changed"  # noqa: S105 - an act, not a password
    PERSON_CODE_ISSUED = "people:code:issued"
    PERSON_CODE_USED = "people:code:used"
    PERSON_CREATED = "people:person:created"
    PERSON_CHANGED = "people:person:changed"
    PERSON_CLOSED = "people:person:closed"
    PERSON_REOPENED = "people:person:reopened"
    ROLES_CHANGED = "people:roles:changed"
    TEAM_CREATED = "people:team:created"
    TEAM_CHANGED = "people:team:changed"
    TEAM_REMOVED = "people:team:removed"
    UNIT_CREATED = "people:unit:created"
    UNIT_CHANGED = "people:unit:changed"
    SETTINGS_CHANGED = "people:settings:changed"

    # The year
    CYCLE_CREATED = "cycles:cycle:created"
    CYCLE_CHANGED = "cycles:cycle:changed"
    CYCLE_CLOSED = "cycles:cycle:closed"
    CHILD_ADDED = "cycles:child:added"
    CHILD_CHANGED = "cycles:child:changed"
    CHILD_EXCLUDED = "cycles:child:excluded"
    CHILD_REMOVED = "cycles:child:removed"
    CHILDREN_IMPORTED = "cycles:children:imported"
    CHILDREN_READ = "cycles:children:read"
    DRAW_MADE = "cycles:draw:made"
    ASSIGNED_BY_HAND = "cycles:assignment:made_by_hand"
    ASSIGNMENT_REPLACED = "cycles:assignment:replaced"
    ASSIGNMENT_ENDED = "cycles:assignment:ended"
    ASSIGNMENT_READ = "cycles:assignment:read"

    # Contact and consent
    CONTACT_DETAILS_READ = "participation:details:read"
    CONTACT_DETAILS_CHANGED = "participation:details:changed"
    CONTACT_LOGGED = "participation:contact:logged"
    LETTER_WRITTEN = "participation:letter:written"
    CONSENT_RECORDED = "participation:consent:recorded"
    DECLINE_RECORDED = "participation:consent:declined"
    CONSENT_WITHDRAWN = "participation:consent:withdrawn"

    # The interview
    INTERVIEW_PREPARED = "interviews:interview:prepared"
    INTERVIEW_BOOKED = "interviews:booking:made"
    BOOKING_CHANGED = "interviews:booking:changed"
    ROOM_OPENED = "interviews:room:opened"
    RECORDING_STARTED = "interviews:recording:started"
    RECORDING_RECEIVED = "interviews:recording:received"
    RECORDING_FINISHED = "interviews:recording:finished"
    RECORDING_REFUSED = "interviews:recording:refused"
    RECORDING_LISTENED = "interviews:recording:listened"
    RECORDING_DESTROYED = "interviews:recording:destroyed"
    NOTES_READ = "interviews:notes:read"
    NOTES_SAVED = "interviews:notes:saved"
    WORRY_RAISED = "interviews:worry:raised"
    REFLECTION_READ = "interviews:reflection:read"
    REFLECTION_SAVED = "interviews:reflection:saved"

    # The transcript
    TRANSCRIPTION_QUEUED = "transcription:job:queued"
    TRANSCRIPTION_STARTED = "transcription:job:started"
    TRANSCRIPTION_FINISHED = "transcription:job:finished"
    TRANSCRIPTION_FAILED = "transcription:job:failed"
    TRANSCRIPT_READ = "transcription:transcript:read"
    SEGMENT_EDITED = "transcription:segment:edited"
    TRANSCRIPT_CORRECTED = "transcription:transcript:corrected"
    IDENTIFIER_DECIDED = "transcription:identifier:decided"
    IDENTIFIERS_APPROVED = "transcription:transcript:approved"
    TRANSCRIPT_IMPORTED = "transcription:transcript:imported"
    TRANSCRIPT_REMOVED = "transcription:transcript:removed"
    TRANSCRIPT_EXPORTED = "transcription:transcript:exported"
    TRANSCRIPT_HANDED_OVER = "transcription:transcript:handed_over"
    TRANSCRIPT_TAKEN_BACK = "transcription:transcript:taken_back"
    DEIDENTIFIED_READ = "transcription:deidentified:read"
    MODEL_ADDED = "transcription:model:added"

    # The seminar
    THEME_CREATED = "seminar:theme:created"
    THEME_CHANGED = "seminar:theme:changed"
    THEME_REMOVED = "seminar:theme:removed"
    THEMES_MERGED = "seminar:theme:merged"
    EXCERPT_CODED = "seminar:excerpt:coded"
    EXCERPT_CHANGED = "seminar:excerpt:changed"
    EXCERPT_REMOVED = "seminar:excerpt:removed"
    SEMINAR_UNDONE = "seminar:change:undone"
    BOARD_CHANGED = "seminar:board:changed"
    PROPOSAL_WRITTEN = "seminar:proposal:written"
    PROPOSAL_CHANGED = "seminar:proposal:changed"
    PROPOSAL_REMOVED = "seminar:proposal:removed"
    PROPOSAL_DECIDED = "seminar:proposal:decided"
    REPORT_READ = "seminar:report:read"
    REPORT_TEXT_SAVED = "seminar:report:saved"
    REPORT_EXPORTED = "seminar:report:exported"
    ACTION_CREATED = "seminar:action:created"
    ACTION_CHANGED = "seminar:action:changed"
    ACTION_PROGRESSED = "seminar:action:progressed"

    # Surveys
    SURVEY_CODE_ISSUED = "surveys:code:issued"
    SURVEY_ANSWERED = "surveys:survey:answered"
    SURVEY_READ = "surveys:survey:read"

    # Disposal
    DISPOSAL_DECIDED = "disposal:decision:registered"
    DISPOSAL_CONFIRMED = "disposal:decision:confirmed"
    MATERIAL_DISPOSED = "disposal:material:disposed"
    MATERIAL_WITHDRAWN = "disposal:material:withdrawn"

    # The installation
    DEMO_LOADED = "system:demo:loaded"
    SET_UP = "system:setup:finished"
    KEYS_ROTATED = "system:keys:rotated"
    KEY_RETIRED = "system:keys:retired"
    BACKUP_MADE = "system:backup:made"
    DATA_EXPORTED = "system:data:exported"

    # The log itself
    LOG_READ = "audit:log:read"
    LOG_EXPORTED = "audit:log:exported"
    CHAIN_VERIFIED = "audit:chain:verified"
    HEAD_EXPORTED = "audit:head:exported"
