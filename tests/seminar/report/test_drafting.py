"""The report from real rows: what the children said, whole and unshortened, counted rightly, and nobody named."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient

from seminar.actions import listing
from seminar.board import voices
from seminar.proposals import proposing
from seminar.proposals.models import Decision
from seminar.report import drafting, exporting, writing
from seminar.report.chapters import compose
from tests import factories as make
from tests.seminar import making, promising
from tests.seminar.making import Seminar
from toolkit import clock, content
from toolkit.access import Actor, Role
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import NotFound, WrongState
from toolkit.people.models import Person
from toolkit.surveys import answering, offering

SignIn = Callable[[Person], FlaskClient]

pytestmark = pytest.mark.clock(datetime(2027, 1, 20, 12, tzinfo=UTC))


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    seminar = making.a_seminar((13, "girl"), (10, "boy"))
    theme = making.a_theme(seminar)
    making.an_excerpt(seminar, theme)
    making.read_all(seminar)
    voices.write(seminar.leads, seminar.cycle.id, theme.id, text="Vi byter ofta fort.")
    promising.an_action(seminar, due=date(2027, 4, 28), indicator="Antal")
    return seminar


def word_of(actor: Actor, seminar: Seminar) -> bytes:
    """The report as somebody takes it out."""
    return exporting.export(actor, seminar.cycle.id, name="annual-report", extension="docx", language="sv").file


def text_of(file: bytes) -> str:
    word = docx.Document(io.BytesIO(file))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells]).replace("\u00a0", " ")


def test_the_word_file_holds_the_childs_words_and_what_is_promised(seminar: Seminar, signed_in: SignIn) -> None:
    answer = signed_in(seminar.leader).get(f"/cycles/{seminar.cycle.id}/report/annual-report.docx")
    assert answer.status_code == 200
    assert "arsrapport" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    said = text_of(answer.data)
    for words in (
        making.LINES[1][1], "Ett barn", "färre än 5 barn", "Vi byter ofta fort.", "Team Barn", "28 april 2027"
    ):  # fmt: skip
        assert words in said, words
    names = [seminar.worker.name, seminar.facilitator.name, *(t.assignment.child.code for t in seminar.transcripts)]
    assert not [name for name in names if name in said]


def test_the_english_file_has_english_words_around_the_same_voices(seminar: Seminar, signed_in: SignIn) -> None:
    browser = signed_in(seminar.facilitator)
    browser.set_cookie("language", "en")
    said = text_of(browser.get(f"/cycles/{seminar.cycle.id}/report/annual-report.docx").data)
    assert "A child" in said
    assert making.LINES[1][1] in said
    assert "fewer than 5 children" in said


def test_a_draft_says_that_it_is_one_and_the_finished_report_does_not(seminar: Seminar) -> None:
    words = content.in_language("sv").report
    running = drafting.collect(seminar.leads, seminar.cycle.id)
    assert compose(running, words, language="sv-SE").subtitle.endswith("utkast")
    seminar.cycle.state = CycleState.REPORTED
    finished = drafting.collect(seminar.leads, seminar.cycle.id)
    assert "utkast" not in compose(finished, words, language="sv-SE").subtitle


def test_where_the_groups_are_large_numbers_and_signatures_are_whole(app: Flask) -> None:
    seminar = making.a_seminar(*[(13, "girl")] * 5, *[(10, "boy")] * 4)
    theme, rare = making.a_theme(seminar), making.a_theme(seminar, "Skjuts")
    for number in range(9):
        making.an_excerpt(seminar, theme, transcript=number)
    making.an_excerpt(seminar, rare, transcript=8, position=3)
    said = text_of(word_of(seminar.leads, seminar))
    for words in ("9 av 9 barn", "Färre än 5 av de 9 barnen", "Flicka, 13–14 år", "Ett barn"):
        assert words in said, words
    assert "Pojke" not in said  # four boys are few


def test_what_is_proposed_does_not_look_decided(seminar: Seminar) -> None:
    said = text_of(word_of(seminar.leads, seminar))
    assert "Inget är beslutat än" not in said
    theme = making.a_theme(seminar)
    proposing.write(seminar.leads, seminar.cycle.id, theme.id, text="En egen tid.")
    said = text_of(word_of(seminar.leads, seminar))
    assert said.count("Ett förslag. Inget är beslutat än.") == 1


def test_small_numbers_stay_hidden_in_the_real_report(seminar: Seminar) -> None:
    table = drafting.collect(seminar.leads, seminar.cycle.id).method.children
    assert table is not None
    assert table.total is None
    assert not table.shows_something


def test_each_child_counts_once_on_the_way(seminar: Seminar) -> None:
    seminar.unit.small_group = 1
    make.a_yes(seminar.transcripts[0].assignment, seminar.worker)
    make.a_recording(seminar.transcripts[0].assignment)
    make.a_recording(seminar.transcripts[0].assignment, number=2)
    steps = drafting.collect(seminar.leads, seminar.cycle.id).method.steps
    assert [number.value for _, number in steps] == [2, 1, 2, 2]


def test_a_no_is_told_with_its_reason_and_nothing_else(seminar: Seminar) -> None:
    child = make.a_child(seminar.cycle)
    assignment = make.an_assignment(child, make.a_person(seminar.unit), ended_at=clock.now(), end_reason="declined")
    make.a_yes(assignment, seminar.worker, says_yes=False, decline_reason="barn_nej", decline_note=make.CANARY)
    method = drafting.collect(seminar.leads, seminar.cycle.id).method
    assert [number.value for _, number in method.reasons] == [None]
    assert make.CANARY not in text_of(word_of(seminar.leads, seminar))


def test_last_years_promises_come_back_with_what_became_of_them(seminar: Seminar) -> None:
    [action] = listing.list_actions(seminar.leads, cycle_id=seminar.cycle.id)
    promising.tell(seminar, action, "still", note="Väntar på pengar.")
    no = promising.propose(seminar, "En egen kod till dörren.")
    promising.decide(seminar, no, Decision.NO, words="Huset är inte vårt.")
    promising.propose(seminar, "Kanske.")
    assert drafting.collect(seminar.leads, seminar.cycle.id).last_year is None
    following = make.a_cycle(seminar.unit, seminar.facilitator)
    following.year = seminar.cycle.year + 1
    db.session.flush()
    told = drafting.collect(seminar.leads, following.id).last_year or ()
    assert [(each.text, each.responsible, each.note) for each in told] == [
        ("Ett sms dagen innan.", "Team Barn", "Väntar på pengar."),
        ("En egen kod till dörren.", "", "Huset är inte vårt."),
    ]  # fmt: skip


def test_surveys_come_in_numbers_and_free_words_stay_behind(seminar: Seminar) -> None:
    for _ in range(5):
        worker = make.a_person(seminar.unit, Role.SOCIAL_WORKER)
        assignment = make.an_assignment(make.a_child(seminar.cycle), worker)
        visit = answering.begin(offering.digest(offering.offer(make.actor(worker), assignment.id)))
        answering.answer(visit, number=1, face=3, words=make.CANARY)
    for reader in (seminar.leads, seminar.decides, make.actor(seminar.worker)):
        said = text_of(word_of(reader, seminar))
        assert "5 av 5 svarade på ”Hur var det?”. ”Hur tyckte du att det var att bli intervjuad?”: 5 ”Bra”." in said
        assert make.CANARY not in said


def test_a_practice_transcript_marks_the_whole_report(seminar: Seminar) -> None:
    assert not drafting.collect(seminar.leads, seminar.cycle.id).practice
    seminar.transcripts[1].is_practice = True
    assert drafting.collect(seminar.leads, seminar.cycle.id).practice


def test_texts_by_hand_are_kept_and_never_overwritten(seminar: Seminar) -> None:
    save = writing.save_text
    first = save(seminar.leads, seminar.cycle.id, section="summary", text="Barnen vill veta.", version=0)
    assert save(seminar.leads, seminar.cycle.id, section="summary", text="Barnen vill veta.", version=0) is first
    with pytest.raises(WrongState):
        save(seminar.leads, seminar.cycle.id, section="summary", text="Något annat", version=0)
    save(seminar.leads, seminar.cycle.id, section="summary", text="Både och", version=first.version)
    assert drafting.collect(seminar.leads, seminar.cycle.id).get_written("summary") == "Både och"


def test_two_who_write_the_summary_see_both_texts(seminar: Seminar, signed_in: SignIn) -> None:
    browser, address = signed_in(seminar.facilitator), f"/cycles/{seminar.cycle.id}/report/text/summary"
    assert browser.post(address, data={"text": "Karins ord", "version": 0}).status_code == 303
    late = browser.post(address, data={"text": "Saras ord", "version": 0})
    assert late.status_code == 409
    assert "Karins ord" in late.text
    assert "Saras ord" in late.text


def test_a_section_that_nobody_writes_by_hand_is_not_found(seminar: Seminar) -> None:
    with pytest.raises(NotFound):
        writing.find_text(seminar.leads, seminar.cycle.id, section="matrix")
