"""Who may open which door, decided by hand: the table that the program is held against.

A view that is not here fails the tests until somebody has decided who it is for.
"""

from dataclasses import dataclass

from tests.sweep import NOBODY, Address
from tests.world import ROLES
from toolkit.access import Role

WORKER, FACILITATOR, LEADER, ADMINISTRATOR, COORDINATOR = (
    Role.SOCIAL_WORKER,
    Role.FACILITATOR,
    Role.UNIT_LEADER,
    Role.ADMINISTRATOR,
    Role.COORDINATOR,
)


@dataclass(frozen=True)
class AccessRule:
    """Who gets in: no roles means everybody (who has signed in, unless `anyone`).

    An id in the address must be of the own unit. For the roles in `own` it must be the person's own interview; for
    those in `anywhere` it may be of any unit. `shut` is a door that opens on the very first start only. What names an
    id is for those who are `invited` by name, if anybody is.
    """

    roles: frozenset[Role] = frozenset()
    anyone: bool = False
    own: frozenset[Role] = frozenset()
    anywhere: frozenset[Role] = frozenset()
    shut: bool = False
    invited: frozenset[str] = frozenset()


ANYONE = AccessRule(anyone=True)
FIRST_START = AccessRule(anyone=True, shut=True)
SIGNED_IN = AccessRule()
INVITED = AccessRule(invited=frozenset({"facilitator"}))
OWN_PASSKEY = AccessRule(invited=frozenset({"colleague"}))
ADMINISTRATORS = AccessRule(frozenset({ADMINISTRATOR}), anywhere=frozenset({ADMINISTRATOR}))
LEADERS_OF_THEIR_UNIT = AccessRule(frozenset({LEADER, ADMINISTRATOR}), anywhere=frozenset({ADMINISTRATOR}))
OWN_INTERVIEW = AccessRule(frozenset({WORKER}), own=frozenset({WORKER}))
OWN_OR_LED_INTERVIEW = AccessRule(frozenset({WORKER, FACILITATOR}), own=frozenset({WORKER}))
WORKERS = AccessRule(frozenset({WORKER}))
FACILITATORS = AccessRule(frozenset({FACILITATOR}))
COORDINATORS = AccessRule(frozenset({COORDINATOR}))  # the world's coordinates the own unit, and no other
COORDINATORS_TOGETHER = AccessRule(frozenset({COORDINATOR}), anywhere=frozenset({COORDINATOR}))
MAKERS_OF_FILES = AccessRule(frozenset({COORDINATOR, LEADER, ADMINISTRATOR}))
LEADERS = AccessRule(frozenset({LEADER}))
LEADERS_AND_ADMINISTRATORS = AccessRule(frozenset({LEADER, ADMINISTRATOR}))
LEADING = AccessRule(frozenset({FACILITATOR, LEADER}))
LEADING_OR_ADMINISTERING = AccessRule(frozenset({FACILITATOR, LEADER, ADMINISTRATOR}))
AT_THE_SEMINAR = AccessRule(frozenset({FACILITATOR, WORKER}))
IN_THE_ROOM = AccessRule(
    frozenset({FACILITATOR, WORKER}), invited=frozenset({"facilitator", "owner", "colleague"})
)  # while a seminar of the cycle is open
WRITING_PROPOSALS = AccessRule(
    frozenset({FACILITATOR, LEADER, WORKER}), invited=frozenset({"facilitator", "leader", "owner", "colleague"})
)
# Whoever leads, and the person who is responsible: in the world a group is.
TELLING = AccessRule(frozenset({FACILITATOR, LEADER, WORKER}), invited=frozenset({"facilitator", "leader"}))
# Of those who take part the colleague handles the child, and the owner held the interview: a page tells the owner so.
READING_IN_THE_ROOM = AccessRule(frozenset({FACILITATOR, WORKER}), invited=frozenset({"facilitator"}))
OWN_INTERVIEW_IN_THE_ROOM = AccessRule(frozenset({FACILITATOR, WORKER}), invited=frozenset({"facilitator", "owner"}))
THE_UNIT = AccessRule(frozenset({FACILITATOR, LEADER, WORKER}))

RULES: dict[AccessRule, str] = {
    ANYONE: """
        calendars.read
        static operations.whole operations.web operations.figures pages.help_page pages.accessibility pages.protection
        pages.choose_language help.taking_part help.taking_part_pdf
        pages.choose_theme help.seminar help.seminar_pdf help.local_support help.refresher
        people.sign_in people.do_sign_in people.first_password people.unlock
        child_survey.enter child_survey.question child_survey.thanks child_survey.leave child_survey.stopped
        second_factor.prove second_factor.stop second_factor.index second_factor.begin_app second_factor.app
        passkeys.sign_in passkeys.prove passkeys.new
        oidc.start oidc.come_back oidc.finish oidc.back_channel oidc.leave
        own_code.enter own_code.show own_code.leave own_code.quote own_code.words
    """,
    FIRST_START: "people.set_up",
    LEADERS_OF_THEIR_UNIT: "report_template.index report_template.remove",
    SIGNED_IN: """
        front.home front.of_the_day pages.components people.sign_out people.account people.change_password
        people.sign_out_elsewhere
        people.end_session help.complaints mail.choose
        second_factor.remove_app second_factor.renew_codes second_factor.note_seen second_factor.confirm
        second_factor.confirmed oidc.confirm passkeys.confirm
    """,
    INVITED: """
        seminar_reading.mine seminar_reading.day seminar_reading.print_own seminar_reading.text
        seminar_reading.mark_read seminar_reading.remove seminar_reading.restore
    """,
    OWN_PASSKEY: "passkeys.passkey passkeys.remove",
    ADMINISTRATORS: """
        administration.index administration.new_person administration.person administration.new_code
        administration.sessions administration.end_session administration.end_sessions
        administration.units administration.unit administration.new_team administration.remove_team
        administration.remove_unit staff.send_list staff.template
        data_protection.index data_protection.export
        audit.index audit.check audit.export transcription_hours.index transcription_hours.open_now
        speech_models.index speech_models.choose speech_models.check
        letter_languages.index letter_languages.text letter_languages.sheet
        backup.index operations.index mail.index mail.send_test
        second_factor_admin.index second_factor_admin.require second_factor_admin.reset oidc.release
    """,
    WORKERS: """
        interviews.mine staff_survey.answer quote_review.check
    """,
    OWN_INTERVIEW: """
        interviews.show interviews.guide interviews.choose_guide interviews.booking interviews.reflection
        participation.contact participation.log participation.unlog participation.answer participation.unreachable
        participation.details letters.letter letters.pdf letters.word
        printables.index_for_interview printables.show_for_interview printables.pdf_for_interview
        recordings.index recordings.receive_file recordings.room recordings.token recordings.notes recordings.worry
        recordings.open_recording recordings.resume recordings.put_chunk recordings.finish recordings.remove
        recordings.sound
        recordings.put_mark recordings.undo_mark
        editor.index transcription_queue.progress transcription_queue.transcribe_again
        editor.from_notes editor.correct editor.before_finishing editor.finish
        handover.index handover.take_back handover.correct transcription_queue.stop transcription_queue.start_over
        retranscription.ask_for_segment retranscription.ask_for_span retranscription.leave_out retranscription.show
        retranscription.accept retranscription.reject
        exchange.choose exchange.preview exchange.keep exchange.remove exchange.export exchange.compare
        reflection.show
        deidentification.names deidentification.words deidentification.search deidentification.decide
        deidentification.replace_sure deidentification.decide_place deidentification.undo deidentification.rename
        deidentification.mark_word deidentification.approve deidentification.ask_reader deidentification.reading
        editor.segment editor.change_segment editor.undo editor.redo editor.accept_speakers editor.add_time
        editor.list_versions editor.version editor.restore
        surveys.child surveys.code surveys.paper surveys.here surveys.own
        own_codes.show own_codes.note_unwanted own_codes.give own_codes.print_card
        subject_access.own subject_access.own_copy
    """,
    OWN_OR_LED_INTERVIEW: """
        disposal.withdraw disposal.do_withdraw exchange.export_copy
    """,
    FACILITATORS: """
        cycles.new cycles.plan cycles.remove
        children.index children.new children.edit children.remove children.send_list children.template
        draws.show draws.choose draws.exchange letters.index letters.slips letters.pdf_of_draw letters.word_of_draw
        letters.list_of_draw terms.index
        themes.index themes.start themes.theme themes.move themes.remove themes.merge themes.retired
        themes.from_earlier agreement.index
        coding.mark_read coding.shown pending.accept pending.decline pending.accept_all
        live.show_history
        leading.show leading.begin_point leading.undo_point projector.index projector.now
        protocol.show protocol.as_pdf protocol.as_word protocol.attendance
        answers.index answers.interview quote_review.index quote_review.quote quote_review.leave_out
        quote_review.choose quote_review.open_check quote_review.close_check
        voices.theme
        voting.open_voting voting.close_voting voting.sort voting.move
        seminars.index seminars.new seminars.show seminars.plan seminars.edit_agenda seminars.edit_groups
        seminars.draw_groups seminars.edit_readers seminars.deal_readers seminars.open_seminar seminars.end
        seminar_steps.undo_opening seminar_steps.resume
        seminars.remove
        seminar_exchange.export seminar_exchange.choose seminar_exchange.preview seminar_exchange.keep
        report.text open_answers.index report_checks.index report_quotes.index report_quotes.choose report_quotes.trim
        staff_survey.index staff_survey.open_survey staff_survey.remind staff_survey.close staff_survey.notes
    """,
    LEADING_OR_ADMINISTERING: """
        help.first_year
    """,
    LEADERS_AND_ADMINISTRATORS: """
        disposals.index disposals.decision disposals.due_now disposals.proposal disposals.confirm disposals.take_back
        disposals.as_pdf disposals.set_aside disposals.lift
        log_review.index log_review.month log_review.begin log_review.line log_review.sign log_review.as_pdf
        archiving.index archiving.propose archiving.delivery archiving.confirm archiving.take_back archiving.as_pdf
    """,
    LEADERS: """
        overview.index decisions.decide decisions.retell decisions.take_back
        subject_access.index subject_access.child subject_access.copy
        archiving.copy
        action.new action.change action.give_up action.reopen action.carry_over
    """,
    LEADING: """
        meetings.new meetings.item meetings.remove
        help.tick help.hours_due help.hours
        cycles.index cycles.running cycles.show surveys.results
        guides.index guides.guide guides.card guides.version guides.restore
        guides.new guides.loss guides.remove guides.put_back guides.move guides.accept missing.index
        proposals.due proposals.index actions.close
        editions.compiler editions.ready editions.confirm editions.take_back editions.begin_next editions.leave_be
        editions.call_back editions.restore editions.destroy editions.ask_for_files
    """,
    COORDINATORS: """
        coordination.index coordination.file regional.index regional.files regional.take_in
        regional.numbers regional.seminar
    """,
    COORDINATORS_TOGETHER: "regional.confirm regional.remove",
    MAKERS_OF_FILES: "yearly_files.make",
    AT_THE_SEMINAR: """
        board.due board.index coding.due
    """,
    IN_THE_ROOM: """
        voting.index voting.dot voices.summary voices.new voices.voice voices.remove board.now
        cells.summary cells.new_voice cells.voice cells.new_proposal cells.proposal cells.responsible
        coding.index pending.seen search.index suggestions.of_theme
        live.changes live.events live.latest live.take_back leading.state leading.where
        leading.here
    """,
    TELLING: """
        action.report
    """,
    WRITING_PROPOSALS: """
        proposals.new proposals.proposal proposals.remove
    """,
    READING_IN_THE_ROOM: """
        coding.now coding.remove coding.restore lost.remove notes.new notes.note notes.remove
        suggestions.of_text suggestions.answer
    """,
    OWN_INTERVIEW_IN_THE_ROOM: """
        coding.transcript
    """,
    THE_UNIT: """
        years.index promises.index promises.wall promises.print_all threads.show visits.index visits.print_card
        visits.count meetings.index meetings.print_all
        calendars.index calendars.make calendars.revoke
        actions.due actions.index actions.staff_meeting action.show action.verify
        report.due report.index report.export outputs.draft outputs.index outputs.paper editions.index editions.file
        editions.files printables.index printables.show printables.pdf
    """,
}
RULE_OF: dict[str, AccessRule] = {endpoint: rule for rule, endpoints in RULES.items() for endpoint in endpoints.split()}


def is_welcome(address: Address, who: str) -> bool:
    """Whether somebody gets in with ids of our own unit."""
    rule = RULE_OF.get(address.endpoint, AccessRule())
    if rule.anyone or who == NOBODY:
        return rule.anyone and not rule.shut
    if rule.invited and address.id_names:
        return who in rule.invited
    if not rule.roles:
        return True
    if address.id_names and who == "stranger" and not rule.anywhere & ROLES[who]:
        return False
    opening = rule.roles & ROLES[who]
    return bool(opening if who == "owner" or not address.id_names else opening - rule.own)
