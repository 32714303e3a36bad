"""Who speaks up where: each occasion upstream, and the rooms further down that are heard there.

The order in which they are heard is stated by the occasion, where it happens; see `toolkit/hooks.py`.
"""

from seminar.actions import calendar_days, deciding, noticing
from seminar.actions import reminding as actions_due
from seminar.answers import answering as counted_answers
from seminar.answers import own_questions
from seminar.board import carrying as board_carrying
from seminar.changes import following
from seminar.coding import carrying as coding_carrying
from seminar.coding import correcting, notes, reader_marks
from seminar.coding import withdrawing as excerpts
from seminar.editions import archived, calling_back
from seminar.editions import making as edition_making
from seminar.editions import reading as editions
from seminar.editions import tasks as edition_files
from seminar.exchange import masking
from seminar.leading import corrected_pointer, presence
from seminar.meetings import reminding as meetings_due
from seminar.overview import advising, held
from seminar.overview import first_year as seminar_signs
from seminar.overview import year_totals as seminar_totals
from seminar.proposals import carrying as proposals_carrying
from seminar.proposals import voting
from seminar.quote_review import recognising
from seminar.quote_review import withdrawing as quote_reviews
from seminar.report import open_answers, released
from seminar.report import withdrawing as report_withdrawing
from seminar.seminars import corrected_marks, endings, sharing, taking_part
from seminar.seminars import going_on as seminars_going_on
from seminar.themes import merging
from toolkit import findings
from toolkit.archiving import contents
from toolkit.archiving import handing_over as archive_deliveries
from toolkit.audit import cutting, naming
from toolkit.backup import checking as backups
from toolkit.backup import drilling, finishing, recordings
from toolkit.backup import tasks as backup
from toolkit.calendars import days
from toolkit.cycles import going_on as cycle_going_on
from toolkit.cycles import progress
from toolkit.cycles import states as cycle_states
from toolkit.data_protection import facts
from toolkit.disposal import carrying_out, gone, lines, withdrawal
from toolkit.disposal import due as disposal_due
from toolkit.disposal import reminding as disposal_reminding
from toolkit.flash_messages import keeping as flash_messages
from toolkit.help import hours, signs
from toolkit.interviews import guide_offers, interview_steps, invitations, joining, removing, steps
from toolkit.jobs import daily, registry
from toolkit.log_review import accesses as log_accesses
from toolkit.log_review import drawing as log_samples
from toolkit.log_review import reminding as log_checks_due
from toolkit.mail import sending as mail
from toolkit.oidc import answers as provider_answers
from toolkit.oidc import checking as oidc
from toolkit.operations import head_check, head_sending
from toolkit.own_codes import opening
from toolkit.participation import consent
from toolkit.people import directory, first_start, signin, throttle
from toolkit.reminders import due, mailing
from toolkit.second_factor import challenges, requiring, resetting
from toolkit.sent_forms import once
from toolkit.subject_access import gathering
from toolkit.subject_access import requests as subject_requests
from toolkit.surveys import interview_steps as survey_steps
from toolkit.surveys import restored as restored_surveys
from toolkit.surveys import staff
from transcription import interview_steps as text_steps
from transcription import subject_access as held_texts
from transcription.deidentification import known_names, second_reading
from transcription.editor import time_spent
from transcription.editor.retranscription import offers
from transcription.editor.retranscription import tasks as retranscription
from transcription.exchange import exporting, importing
from transcription.handover import copies, handing_over
from transcription.queue import tasks as transcription
from transcription.speech_models import checking as speech_models
from transcription.speech_models import first_year as speech_signs
from transcription.transcripts import access as transcript_access
from transcription.transcripts import opening as texts
from transcription.transcripts import removal

SPEAKERS = (
    # Somebody has shown their password.
    signin.AWAITED.register(second_factor=requiring.find_awaited),
    first_start.TWO_STEPS.register(second_factor=requiring.begin),
    # Somebody asks how the installation is.
    findings.CHECKS.register(
        oidc=oidc.check, backups=backups.check, head=head_check.check, speech_models=speech_models.check
    ),
    # A draft for data protection says which model transcribes.
    facts.MODELS.register(speech_models=speech_models.model_in_use),
    # A report is about to stand.
    cycle_states.OBJECTIONS.register(quote_review=recognising.require_closed),
    # The trail shows who did something.
    naming.NAMES.register(people=directory.names),
    # The beginning of the trail is disposed of.
    cutting.FOLLOWERS.register(log_review=log_samples.forget_lines),
    log_accesses.COPIES.register(subject_access=subject_requests.copies, archiving=archive_deliveries.copies),
    log_accesses.OWNERS.register(transcripts=transcript_access.owners, copies=transcript_access.owners_of_copies),
    # The page of a cycle counts its stages, says what waits for the reader, and sums up.
    progress.COUNTERS.register(
        asked=interview_steps.has_been_asked,
        consented=consent.has_agreed,
        interviewed=text_steps.has_been_interviewed,
        transcribed=text_steps.is_transcribed,
        handed_over=text_steps.is_handed_over,
    ),
    progress.WAITING.register(
        unread_interviews=advising.count_unread,
        undecided_proposals=advising.count_undecided,
    ),
    progress.TOTALS.register(
        correcting_ms=time_spent.total_ms,
        **seminar_totals.TOTALS,
    ),
    # First pages say which seminar is open now.
    cycle_going_on.GOING_ON.register(seminars=seminars_going_on.list_open),
    # A unit's first year ticks what the program can see.
    signs.LATER_ROOMS.register(
        transcription=speech_signs.list_seen,
        seminar=seminar_signs.list_seen,
    ),
    hours.SPENT.register(correcting=time_spent.spent_in),
    # First pages say what is due, and so does mail.
    due.DUE.register(
        second_factor=resetting.list_due,
        actions=actions_due.list_due,
        meetings=meetings_due.list_due,
        disposal=disposal_reminding.list_due,
        log_review=log_checks_due.list_due,
    ),
    # A calendar has the days of what was promised.
    days.FOLLOW_UPS.register(actions=calendar_days.list_follow_ups),
    # What was changed is asked about: in the guides, and when answers are counted.
    guide_offers.OFFERS.register(actions=noticing.list_offers),
    own_questions.QUESTIONS.register(actions=noticing.list_questions),
    # «My interview» shows its steps.
    steps.ROOMS.register(
        interviews=interview_steps.step_facts,
        surveys=survey_steps.step_facts,
        transcription=text_steps.step_facts,
    ),
    invitations.ROOMS.register(surveys=survey_steps.list_invitations),
    # A recording is removed; a text is taken back; a yes is withdrawn.
    removing.FOLLOWERS.register(
        transcripts=removal.remove_of_recording,
        known_names=known_names.remove_with_last_recording,
    ),
    handing_over.OBJECTIONS.register(seminar=excerpts.has_begun),
    # A copy is taken along as a file: a child's no holds there, too.
    exporting.COVERED.register(quotable=masking.list_lines),
    # A text is corrected in the middle of a seminar.
    copies.COMPARERS.register(seminar=correcting.compare),
    copies.CORRECTIONS.register(seminar=correcting.follow),
    correcting.MOVERS.register(readers=corrected_marks.move, leading=corrected_pointer.move),
    withdrawal.EDITIONS.register(editions=editions.list_withdrawn_from),
    withdrawal.DESTROYERS.register(
        report=report_withdrawing.destroy,
        counted_answers=counted_answers.destroy,
        readers=sharing.destroy,
        quote_reviews=quote_reviews.destroy,
        excerpts=excerpts.destroy,
        second_readings=second_reading.remove_all,
        known_names=known_names.remove_all,
        transcripts=removal.remove_all,
    ),
    # A decision on disposal: the sound goes and the text stays; the words with names go; a year's answers go.
    removing.SOUND_GOES.register(transcripts=removal.give_up_sound),
    disposal_due.HAS_FULL_TEXT.register(transcripts=removal.has_full_text),
    gone.FULL_TEXTS.register(
        retranscriptions=offers.remove_all,
        imported_files=importing.forget_files,
        transcripts=removal.remove_full_texts,
        second_readings=second_reading.remove_all,
        known_names=known_names.remove_all,
    ),
    gone.ANSWERS.register(report=open_answers.destroy_of_year),
    # A person asks what is held about a child.
    gathering.HOLDERS.register(transcripts=held_texts.tell, seminar=held.tell),
    gathering.COUNTERS.register(transcripts=held_texts.count, seminar=held.count),
    # What a decision keeps is handed over: the report lies beside it.
    contents.REPORTS.register(editions=archived.list_files),
    # A copy was put back: what was destroyed since then is destroyed again. A drill opens one of each kind.
    finishing.DESTRUCTIONS.register(
        interviews=withdrawal.redo_withdrawals,
        editions=calling_back.redo_destructions,
        staff_surveys=restored_surveys.redo_closings,
        disposal=carrying_out.repeat_after_restore,
    ),
    drilling.OPENERS.register(
        recording=recordings.open_newest,
        text=texts.open_newest,
        report=editions.open_newest,
    ),
    # Whoever takes part in an open seminar follows it. Whoever codes a text sees what struck its readers.
    following.TAKING_PART.register(seminars=taking_part.participates),
    following.WAITING.register(seminars=taking_part.waits),
    reader_marks.READERS.register(seminars=sharing.list_shared),
    notes.NAMES.register(seminars=sharing.shows_names),
    # A seminar ends: its voting is closed, and nobody is in its room any more.
    endings.ENDINGS.register(proposals=voting.end, leading=presence.forget),
    # A report that stands is shown as it was released.
    deciding.RELEASED.register(editions=editions.tells_of),
    released.FINDERS.register(editions=editions.find_released),
    # Two themes become one: what stands under the first goes with it.
    merging.CARRIERS.register(
        coding=coding_carrying.CARRIER,
        board=board_carrying.CARRIER,
        proposals=proposals_carrying.CARRIER,
    ),
    # The worker does a job, by its kind.
    registry.HANDLERS.register(
        {
            "interviews:sweep": daily.handler(removing.sweep),
            "people:sweep": daily.handler(throttle.sweep),
            "oidc:sweep": daily.handler(provider_answers.sweep),
            "second_factor:sweep": daily.handler(challenges.sweep),
            "reminders:mail": daily.handler(mailing.remind),
            "sent_forms:sweep": daily.handler(once.sweep),
            "flash_messages:sweep": daily.handler(flash_messages.sweep),
            "own_codes:sweep": daily.handler(opening.sweep),
            "surveys:sweep": daily.handler(staff.sweep),
            "disposal:sweep": daily.handler(withdrawal.sweep),
            "disposal:sweep_decided": daily.handler(carrying_out.sweep),
            lines.REMOVE: lines.HANDLER,
            "log_review:draw": daily.handler(log_samples.draw_due),
            mail.SEND: mail.HANDLER,
            **backup.HANDLERS,
            "audit:head": head_sending.HANDLER,
            "editions:sweep": daily.handler(calling_back.sweep),
            edition_making.FILES: edition_files.HANDLER,
            joining.TRANSCRIBE: transcription.HANDLER,
            offers.RETRANSCRIBE: retranscription.HANDLER,
        }
    ),
)
