"""A report is released by two people or not at all, and the edition holds what both of them saw."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import docx
import pytest

from seminar.actions import deciding, progressing
from seminar.editions import freezing, reading, releasing, tasks, yeses
from seminar.editions import making as files_of
from seminar.editions.models import Edition, EditionFile, ReleaseYes, Side
from seminar.proposals.models import Decision
from seminar.report import compiling, drafting, outputs, own_template, writing
from tests import factories as make
from tests.seminar import making, promising
from tests.seminar.editions.conftest import release, released, say, seen_by
from tests.seminar.making import Seminar
from tests.toolkit.documents.templates_made import a_template, saved
from toolkit.access import Role
from toolkit.cycles.models import CycleState
from toolkit.db import db
from toolkit.errors import NotFound, Overtaken, WrongState
from toolkit.vault.columns import vault

Made = AbstractContextManager[list[files_of.Made]]


def standing(seminar: Seminar) -> yeses.Standing:
    frozen = freezing.collect(seminar.leads, seminar.cycle)
    return yeses.standing(seminar.leads, seminar.cycle, fingerprint=freezing.fingerprint(frozen))


def stored(edition: Edition) -> dict[str, bytes]:
    """The sealed bytes of an edition, as they lie on the disk."""
    found = {}
    for one in edition.files:
        with vault().store.open(one.blob_id or "") as file:
            found[one.sha256] = file.read()
    return found


def write(seminar: Seminar, text: str) -> None:
    row = writing.find_text(seminar.leads, seminar.cycle.id, section="summary")
    assert row is not None
    writing.save_text(seminar.leads, seminar.cycle.id, section="summary", text=text, version=row.version)


@pytest.mark.parametrize("order", [(Side.COMPILER, Side.LEADER), (Side.LEADER, Side.COMPILER)])
def test_the_second_yes_releases_and_the_first_does_not(seminar: Seminar, order: tuple[Side, Side]) -> None:
    assert say(seminar, order[0]) is None
    assert seminar.cycle.state is CycleState.RUNNING
    edition = say(seminar, order[1])
    assert edition is not None
    assert (edition.number, edition.compiler, edition.leader) == (1, seminar.facilitator, seminar.leader)
    assert (seminar.cycle.state, seminar.cycle.reported_at) == (CycleState.REPORTED, edition.released_at)
    assert db.session.query(ReleaseYes).count() == 0
    assert making.events_of(edition.id) == ["seminar:edition:released"]
    assert not edition.is_complete  # tests/seminar/editions/test_files.py


def test_what_an_edition_promises_is_given_up_with_a_reason_and_not_forgotten(seminar: Seminar) -> None:
    action = promising.an_action(seminar)
    refused = promising.decide(
        seminar, promising.propose(seminar, "Ett eget rum."), Decision.NO, words="Huset är inte vårt."
    )
    waiting = promising.propose(seminar, "En lapp efteråt.")
    released(seminar)
    assert not deciding.may_take_back(seminar.decides, action.proposal)
    with pytest.raises(WrongState):
        deciding.take_back(seminar.decides, seminar.cycle.id, action.proposal_id)
    assert progressing.give_up(seminar.decides, action.id, reason="Huset säljs.", seen=0).proposal.is_promise
    drafted = drafting.collect(seminar.leads, seminar.cycle.id).promises
    assert [(each.decided, each.refused, each.reason) for each in drafted if each.text == action.proposal.text] == [
        (False, True, "Huset säljs.")
    ], "no new paper promises it"
    assert deciding.may_take_back(seminar.decides, refused), "a no may become a yes"
    later = promising.decide(seminar, waiting)
    assert deciding.may_take_back(seminar.decides, later), "no edition tells of it"


@pytest.mark.parametrize("side", [Side.COMPILER, Side.LEADER])
def test_what_no_pdf_can_show_is_refused_before_anybody_has_said_yes(seminar: Seminar, side: Side) -> None:
    promising.an_action(seminar, "Räven 🦊 flyttar in.")
    with pytest.raises(WrongState) as refused:
        say(seminar, side)
    assert refused.value.values == {"sign": "🦊", "words": "Räven 🦊 flyttar in."}
    assert db.session.query(ReleaseYes).count() == 0


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.usefixtures("every_output")
def test_an_edition_holds_every_output_in_every_language_sealed_under_its_own_key(seminar: Seminar) -> None:
    edition = release(seminar)
    handed_out = reading.list_handed_out(edition)
    wanted = {(one.name, one.extension, code) for one in outputs.OUTPUTS for code in ("sv", "en")}
    assert {(one.name, one.extension, one.language) for one in handed_out} == wanted
    assert {one.key_id for one in edition.files} == {edition.id.hex}
    assert len({one.file_name for one in edition.files}) == len(edition.files)
    papers = reading.group_by_paper(edition)
    assert list(papers)[:2] == ["annual-report", "poster-a4"]
    assert [(one.extension, one.language) for one in papers["annual-report"]][:2] == [("pdf", "sv"), ("pdf", "en")]
    assert sum(map(len, papers.values())) == len(handed_out)
    report = next(one for one in handed_out if (one.name, one.language) == ("annual-report", "sv"))
    got = reading.fetch(
        make.actor(seminar.worker), seminar.cycle.id, 1, name=report.name, extension="docx", language="sv"
    )
    assert hashlib.sha256(got.file).hexdigest() == report.sha256
    assert "Så var det." in "\n".join(line.text for line in docx.Document(BytesIO(got.file)).paragraphs)
    assert got.name == f"arsrapport-{seminar.cycle.year}-utgava-1.docx"
    sums = reading.list_sums(edition)
    assert f"{report.sha256}  {report.file_name}\n" in sums
    assert hashlib.sha256(sums.encode()).hexdigest() == edition.sha256


def test_its_facts_are_those_that_both_saw_in_both_languages(seminar: Seminar) -> None:
    before = freezing.collect(seminar.decides, seminar.cycle)
    edition = release(seminar)
    kept = reading.facts_of(edition)
    assert freezing.fingerprint(before) == edition.fingerprint
    assert kept["sv"].areas[0].name != kept["en"].areas[0].name
    assert {report.get_written("summary") for report in kept.values()} == {"Så var det."}
    assert not any(report.is_draft for report in kept.values())
    assert {report.edition for report in kept.values()} == {1}


def test_the_facts_themselves_are_never_handed_out(seminar: Seminar) -> None:
    release(seminar)
    with pytest.raises(NotFound):
        reading.fetch(seminar.leads, seminar.cycle.id, 1, name=files_of.FACTS, extension="json", language="sv")


def test_everybody_who_reads_the_report_sees_the_same_facts(seminar: Seminar) -> None:
    seen = {seen_by(who, seminar) for who in (seminar.leads, seminar.decides, make.actor(seminar.worker))}
    assert len(seen) == 1


def test_nobody_says_both_and_nobody_says_the_others(seminar: Seminar) -> None:
    both = make.a_person(seminar.unit, Role.FACILITATOR, Role.UNIT_LEADER)
    compiling.choose(seminar.decides, seminar.cycle.id, person_id=both.id, version=1)
    say(seminar, Side.COMPILER, actor=make.actor(both))
    for who, side in (
        (make.actor(both), Side.LEADER),
        (seminar.leads, Side.COMPILER),
        (seminar.decides, Side.COMPILER),
    ):
        with pytest.raises(WrongState):
            say(seminar, side, actor=who)
    for stranger in (make.actor(seminar.worker), making.a_seminar().decides):
        with pytest.raises(NotFound):
            releasing.say_yes(stranger, seminar.cycle.id, side=Side.LEADER, seen="x")
    assert say(seminar, Side.LEADER) is not None


def test_without_a_compiler_nobody_says_yes(seminar: Seminar) -> None:
    seminar.facilitator.is_active = False
    db.session.commit()
    with pytest.raises(WrongState, match="Choose who compiles"):
        say(seminar, Side.LEADER)


@pytest.mark.parametrize("side", list(Side))
def test_a_change_between_the_two_asks_anew(seminar: Seminar, side: Side) -> None:
    other = Side.LEADER if side is Side.COMPILER else Side.COMPILER
    say(seminar, side)
    write(seminar, "Nej, så här.")
    assert not standing(seminar).holding
    assert set(standing(seminar).lapsed) == {side}
    assert say(seminar, other) is None
    edition = say(seminar, side)
    assert edition is not None
    assert reading.facts_of(edition)["sv"].get_written("summary") == "Nej, så här."


def test_whoever_saw_something_else_is_told_and_has_said_nothing(seminar: Seminar) -> None:
    seen = seen_by(seminar.leads, seminar)
    write(seminar, "Nej, så här.")
    with pytest.raises(Overtaken):
        say(seminar, Side.COMPILER, seen=seen)
    assert db.session.query(ReleaseYes).count() == 0


def test_either_takes_their_yes_back_before_the_other(seminar: Seminar) -> None:
    for side, who in ((Side.COMPILER, seminar.leads), (Side.LEADER, seminar.decides)):
        say(seminar, side)
        yeses.take_back(who, seminar.cycle.id)
        yeses.take_back(who, seminar.cycle.id)
        assert not standing(seminar).holding
    assert making.events_of(seminar.cycle.id).count("seminar:release:taken_back") == 2
    say(seminar, Side.COMPILER)
    yeses.take_back(seminar.decides, seminar.cycle.id)
    assert set(standing(seminar).holding) == {Side.COMPILER}


def test_the_yes_of_a_leader_who_has_left_counts_no_more(seminar: Seminar) -> None:
    say(seminar, Side.LEADER)
    seminar.leader.is_active = False
    another = make.a_person(seminar.unit, Role.UNIT_LEADER)
    db.session.commit()
    assert set(standing(seminar).lapsed) == {Side.LEADER}
    assert say(seminar, Side.COMPILER) is None
    assert say(seminar, Side.LEADER, actor=make.actor(another)) is not None


def test_another_compiler_says_their_own_yes(seminar: Seminar) -> None:
    say(seminar, Side.COMPILER)
    another = make.a_person(seminar.unit, Role.FACILITATOR)
    compiling.choose(seminar.decides, seminar.cycle.id, person_id=another.id, version=1)
    assert say(seminar, Side.LEADER) is None


def test_what_happens_while_the_files_are_made_is_seen(seminar: Seminar, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes, takes their yes back or releases while the documents are made: nothing is kept of them."""
    say(seminar, Side.COMPILER)
    made = files_of.frozen_files
    acts: list[Callable[[], None]] = [
        lambda: write(seminar, "Meanwhile."),
        lambda: yeses.take_back(seminar.leads, seminar.cycle.id),
    ]
    for act in acts:

        def meanwhile(frozen: freezing.Frozen, *, act: Callable[[], None] = act) -> Made:
            act()
            db.session.flush()
            return made(frozen)

        monkeypatch.setattr(files_of, "frozen_files", meanwhile)
        with pytest.raises(WrongState):
            say(seminar, Side.LEADER)
        db.session.rollback()
        assert vault().store.list_names(f"{files_of.BLOBS}-") == []
        assert db.session.query(Edition).count() == db.session.query(EditionFile).count() == 0


def test_a_template_that_comes_between_the_two_is_asked_about_anew_and_changes_no_edition(seminar: Seminar) -> None:
    say(seminar, Side.COMPILER)
    own_template.keep(seminar.decides, seminar.unit.id, file=saved(a_template()), name="Mall.docx")
    assert say(seminar, Side.LEADER) is None
    first = say(seminar, Side.COMPILER)
    assert first is not None
    tasks.make_at_once(first)
    kept = stored(first)
    own_template.remove(seminar.decides, seminar.unit.id)
    db.session.commit()
    assert stored(first) == kept
    got = reading.fetch(seminar.leads, seminar.cycle.id, 1, name="annual-report", extension="docx", language="sv")
    assert docx.Document(BytesIO(got.file)).styles["Heading 1"].font.size.pt == 22


def test_a_new_edition_is_one_click_says_what_changed_and_needs_two_again(seminar: Seminar) -> None:
    first = release(seminar)
    kept = stored(first)
    releasing.begin_next(seminar.leads, seminar.cycle.id)
    assert (seminar.cycle.state, seminar.cycle.reported_at) == (CycleState.RUNNING, None)
    write(seminar, "Så var det, och mer.")
    making.an_excerpt(seminar, making.a_theme(seminar, "Tempo"), transcript=1)
    assert say(seminar, Side.COMPILER) is None
    second = say(seminar, Side.LEADER)
    assert second is not None
    assert second.number == 2
    told = "\n".join(reading.facts_of(second)["sv"].changes)
    assert "Sammanfattning" in told
    assert "Citat från barnen: 1 förut, 2 nu." in told
    assert "Åsså" not in told
    assert reading.facts_of(first)["sv"].changes == ()
    assert stored(first) == kept
    assert [edition.number for edition in reading.list_editions(seminar.cycle)] == [2, 1]


def test_a_new_edition_may_be_left_be(seminar: Seminar) -> None:
    first = release(seminar)
    releasing.begin_next(seminar.decides, seminar.cycle.id)
    releasing.leave_be(seminar.leads, seminar.cycle.id)
    assert (seminar.cycle.state, seminar.cycle.reported_at) == (CycleState.REPORTED, first.released_at)


def test_what_stands_is_not_released_again_nor_what_has_not_begun(seminar: Seminar) -> None:
    release(seminar)
    another = make.a_person(seminar.unit, Role.FACILITATOR)
    refused: list[Callable[[], object]] = [
        lambda: say(seminar, Side.COMPILER),
        lambda: yeses.take_back(seminar.leads, seminar.cycle.id),
        lambda: compiling.choose(seminar.decides, seminar.cycle.id, person_id=another.id, version=1),
    ]
    for act in refused:
        with pytest.raises(WrongState):
            act()
    with pytest.raises(NotFound):
        releasing.begin_next(make.actor(seminar.worker), seminar.cycle.id)
    seminar.cycle.state = CycleState.PLANNED
    with pytest.raises(WrongState):
        say(seminar, Side.COMPILER)
