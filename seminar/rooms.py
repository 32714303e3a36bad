"""The rooms of the seminar and of what comes of it."""

from seminar.actions import action_views as action
from seminar.actions import decision_views as decisions
from seminar.actions import views as actions
from seminar.agreement import views as agreement
from seminar.answers import views as answers
from seminar.board import views as voices
from seminar.coding import lost_views as lost
from seminar.coding import note_views as notes
from seminar.coding import pending_views as pending
from seminar.coding import views as coding
from seminar.coordination import views as coordination
from seminar.editions import views as editions
from seminar.exchange import views as exchange
from seminar.leading import projector_views as projector
from seminar.leading import views as leading
from seminar.live import views as live
from seminar.meetings import views as meetings
from seminar.overview import missing_views as missing
from seminar.overview import promise_views as promises
from seminar.overview import thread_views as threads
from seminar.overview import views as overview
from seminar.overview import year_views as years
from seminar.own_pages import views as own_code
from seminar.proposals import board_views as board
from seminar.proposals import cell_views as cells
from seminar.proposals import views as proposals
from seminar.proposals import voting_views as voting
from seminar.protocol import views as protocol
from seminar.quote_review import views as quote_review
from seminar.regional import views as regional
from seminar.report import answer_views, check_views, quote_views, template_views
from seminar.report import output_views as outputs
from seminar.report import views as report
from seminar.seminars import reading_views as seminar_reading
from seminar.seminars import step_views as seminar_steps
from seminar.seminars import views as seminars
from seminar.suggestions import views as suggestions
from seminar.texts import search_views as search
from seminar.themes import views as themes
from seminar.visits import views as visits
from seminar.yearly_files import views as yearly_files

ROOMS = (
    themes.bp,
    coding.bp,
    pending.bp,
    lost.bp,
    notes.bp,
    search.bp,
    answers.bp,
    voices.bp,
    seminars.bp,
    seminar_steps.bp,
    seminar_reading.bp,
    board.bp,
    suggestions.bp,
    agreement.bp,
    cells.bp,
    live.bp,
    leading.bp,
    projector.bp,
    protocol.bp,
    proposals.bp,
    voting.bp,
    report.bp,
    answer_views.bp,
    check_views.bp,
    template_views.bp,
    quote_views.bp,
    decisions.bp,
    outputs.bp,
    editions.bp,
    coordination.bp,
    yearly_files.bp,
    regional.bp,
    actions.bp,
    action.bp,
    overview.bp,
    promises.bp,
    missing.bp,
    threads.bp,
    years.bp,
    meetings.bp,
    visits.bp,
    exchange.bp,
    quote_review.bp,
    own_code.bp,
)
