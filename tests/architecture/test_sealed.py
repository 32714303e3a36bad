"""What is readable in the database file is a decision: every text that is not sealed is listed, with why."""

import sqlalchemy as sa

from tests.architecture.source import expect_none
from toolkit.db import Base
from toolkit.vault.columns import SealedText

OPEN = {
    "ids, codes and states from our own lists": """
        child_answer.question child_response.age_band child_response.scale child_response.sex progress.state
        report_text.section earlier_report_text.section
        theme.area theme.codebook_id transcript.gaps assignment.origin assignment.end_reason
        audit_entry.facts audit_entry.event booking.place child.code child.sex child_handler.kind consent.who
        consent.how consent.decline_reason consent.declined_by contact_entry.with_whom contact_entry.channel
        contact_entry.outcome cycle.guide_set cycle.state cycle_phase.key deidentified_segment.speaker draw.seed
        identifier_decision.kind identifier_decision.action mark.kind mark.question_id person_role.role
        child.interpreter guide_choice.guide_id guide_edition.guide_id preparation.guide_id preparation.guide_version
        recording.source recording.state recording.refusal
        recording.media_type recording.remark recording.playback recording.client_key
        backup_run.act backup_run.failure backup_run.name
        job.kind job.state job.reason job.progress recording.blob_id
        recording.key_id recording_chunk.blob_id recording_chunk.key_id segment.speaker
        segment.confidence_flag transcript.source transcript.state transcript.engine transcript.model transcript.failure
        transcript.options transcript.wanted_model transcript.untranscribed
        transcription_speed.engine transcription_speed.model
        retranscription.retry_mode retranscription.state retranscription.failure
        model_choice.engine model_choice.model
        transcript_edit.kind transcript_edit.state
        mail.kind mail.state mail.failure calendar_address.scope meeting_item.forum
        sign_in_session.waits_for second_factor_policy.role_names
        first_year_tick.step known_name.role second_reading.state key_check.key_id sent_form.location
        seminar_change.kind excerpt.asides
        staff_survey.occasion focus_notes.occasion seminar.kind seminar.state seminar.voting seminar_group.area
        disposal_decision.material disposal_decision.counted_from disposal_proposal.material disposal_proposal.state
        disposal_item.outcome log_review_line.finding archive_delivery.material archive_delivery.state
        quote_review.child_answer action.kind proposal.decision seminar_spotlight.shown seminar_spotlight.area
        seminar_presence.place release_yes.side edition_file.name edition_file.extension edition_file.language
        edition_file.media_type edition_file.file_name edition_file.blob_id edition_file.key_id
    """,
    "hashes": """
        audit_entry.previous_hash audit_entry.hash audit_anchor.hash child_response.code_hash child_response.visit_hash
        own_code.code_hash own_code.visit_hash
        recovery_code.first_group used_challenge.digest
        one_time_code.code_hash sign_in_session.pin_hash sign_in_session.provider_session
        provider_account.account_hash used_provider_answer.digest
        calendar_address.token_hash flash_message.token_hash
        person.password_hash recording_chunk.sha256 sign_in_session.token_hash sign_in_throttle.key key_check.value
        report_template.sha256 edition.fingerprint edition.sha256 edition_file.sha256 release_yes.fingerprint
        sent_form.key report_answer.source report_interviewer_answer.source yearly_file.sha256
    """,
    "the half of a key that others are to know": "signing_key.public_key yearly_file_sender.public_key",
    "released numbers and decided sentences of a municipality, which it hands to others itself": """
        yearly_file.content yearly_file_sender.municipality
    """,
    "staff and their unit: known to everybody at work, looked up by name when somebody signs in": """
        cycle.name person.name person.username person.phone team.name unit.name unit.municipality unit.phone
        unit.data_protection_officer unit.worry_routine unit.email unit.controller
        unit.complaints_contact unit.lex_sarah_contact mail_choice.address report_template.file_name
    """,
    "the number of a public decision of the board, which every letter to a child names": """
        disposal_decision.reference unit.disposal_decision unit.text_decision
    """,
    "the day of a seminar, known to everybody who is invited": """
        seminar.place agenda_point.name seminar_group.name staff_voice.from_group
    """,
    "what kind of browser somebody at work signed in with": "sign_in_session.device",
    "which of their own passkeys it is, as somebody at work calls it, and for which name": "passkey.name passkey.rp_id",
    "which process of this machine works": "job.owner worker_beat.owner transcription_speed.machine",
    "the unit's own questions on the cards of a guide, which every child hears": "guide_edition.cards",
    "which language to book, without for whom": "booking.interpreter_language",
    "what the draw goes by: a language, and a mark that siblings share, beside a pseudonym": """
        child.language child.siblings person.languages
    """,
}
DECIDED = {name for names in OPEN.values() for name in names.split()}


def test_a_text_is_sealed_or_somebody_said_why_not() -> None:
    texts = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.c
        if isinstance(column.type, sa.String | sa.JSON)  # a sealed column is bytes
    }
    expect_none(f"seal {name}, or say in test_sealed.py why it may be read" for name in sorted(texts - DECIDED))
    expect_none(f"{name} is not there, or is sealed by now" for name in sorted(DECIDED - texts))


def test_a_seal_names_the_column_it_is_for() -> None:
    for table in Base.metadata.tables.values():
        for column in table.c:
            if isinstance(column.type, SealedText):
                assert column.type.label == f"{table.name}.{column.name}"
