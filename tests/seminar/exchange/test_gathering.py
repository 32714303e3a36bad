"""What leaves the seminar: every word in its place, of a child no more than numbers allow, of the withdrawn nothing."""

import re

import pytest
from flask import Flask

from seminar.coding import marking, notes
from seminar.exchange import gathering
from seminar.exchange.gathering import Gathered
from seminar.exchange.project import walk
from seminar.texts import anchors
from tests import factories as make
from tests.seminar import making
from tests.seminar.making import Seminar
from toolkit.access import Role
from toolkit.config import ROOT
from toolkit.db import db
from toolkit.disposal import withdrawal
from toolkit.documents.wordxml import CRAYONS
from toolkit.errors import NotAllowed, NotFound


@pytest.fixture
def seminar(app: Flask) -> Seminar:
    seminar = making.a_seminar(*[(13, "girl")] * 5, (6, "boy"))
    seminar.unit.small_group = 3  # five girls of six children would tell of one boy, were he fewer than five
    return seminar


def gathered(seminar: Seminar) -> Gathered:
    db.session.flush()
    return gathering.gather(seminar.leads, seminar.cycle.id)


def told(of: Gathered) -> list[tuple[str, str]]:
    """Every passage with its code, as another program would read them."""
    names = {code.guid: code.name for code, _above in walk(of.project.codes)}
    return [
        ((source.text or "")[passage.start : passage.end], names[use.code])
        for source in of.project.sources
        for passage in source.selections
        for use in passage.uses
    ]


def test_every_passage_stands_at_its_place(seminar: Seminar) -> None:
    first, second = making.a_theme(seminar, "Ett"), making.a_theme(seminar, "Två", area="knowledge")
    making.an_excerpt(seminar, first)
    making.an_excerpt(seminar, second)
    text = making.LINES[1][1]
    at = anchors.to_utf16(text, text.index("Eller"))
    marking.mark(
        seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, theme_id=first.id, start=(1, at), end=(3, 10)
    )
    passages = told(gathered(seminar))
    assert (text, "Ett") in passages
    assert (text, "Två") in passages
    assert len(passages) == 3
    assert any(words.startswith("Eller") and words.endswith("Man orkar") for words, _code in passages)


def test_each_line_says_who_speaks(seminar: Seminar) -> None:
    source = gathered(seminar).project.sources[0]
    assert (source.text or "").splitlines()[:2] == [
        f"Intervjuare: {making.LINES[0][1]}",
        f"Barnet: {making.LINES[1][1]}",
    ]


def test_areas_group_and_themes_are_codes(seminar: Seminar) -> None:
    making.a_theme(seminar, "Två", area="works_well")
    making.a_theme(seminar, "Ett", area="contact")
    areas = gathered(seminar).project.codes
    assert [(area.is_codable, [code.name for code in area.codes]) for area in areas] == [
        (False, ["Ett"]),
        (False, ["Två"]),
    ]
    assert {code.colour for area in areas for code in area.codes} == {f"#{colour}" for colour in CRAYONS[:2]}


def test_the_colours_are_those_of_the_light_page() -> None:
    style = (ROOT / "templates/assets/css/tokens.css").read_text(encoding="utf-8")
    first = dict(reversed(re.findall(r"--crayon-(\d): (#[0-9a-f]{6})", style)))
    assert [first[str(number)] for number in range(1, 9)] == [f"#{colour}".lower() for colour in CRAYONS]


def test_a_case_says_what_no_group_of_few_is_named_by(seminar: Seminar) -> None:
    making.read_all(seminar)
    cases = gathered(seminar).project.cases
    values = [[value for _variable, value in case.values] for case in cases]
    assert values == [*[["13–14", "Flicka"]] * 5, []]
    assert [case.name for case in cases] == [f"Barn {number}" for number in range(1, 7)]


def test_before_enough_are_read_nothing_is_said_of_anybody(seminar: Seminar) -> None:
    project = gathered(seminar).project
    assert (project.variables, {case.values for case in project.cases}) == ((), {()})


def test_two_recordings_of_a_talk_are_one_case(seminar: Seminar) -> None:
    making.another_part(seminar.transcripts[0])
    project = gathered(seminar).project
    assert (len(project.sources), len(project.cases)) == (7, 6)
    assert sorted(len(case.sources) for case in project.cases) == [1, 1, 1, 1, 1, 2]


def test_the_same_thing_has_the_same_name_in_every_file_and_it_is_not_its_id(seminar: Seminar) -> None:
    row = making.an_excerpt(seminar, making.a_theme(seminar))
    assert gathered(seminar).project == gathered(seminar).project
    guids = str(gathered(seminar).project)
    for each in (row.id, row.theme_id, seminar.transcripts[0].id, seminar.transcripts[0].assignment.child_id):
        assert str(each) not in guids


def test_a_withdrawn_interview_is_not_there(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    for number in (0, 1):
        making.an_excerpt(seminar, theme, transcript=number)
    withdrawal.withdraw(seminar.leads, seminar.transcripts[0].assignment)
    after = gathered(seminar)
    assert (len(after.project.sources), after.codings, len(after.project.cases)) == (5, 1, 5)


def test_what_was_taken_away_is_not_there_and_what_is_lost_is_counted(seminar: Seminar) -> None:
    theme = making.a_theme(seminar)
    away, lost = making.an_excerpt(seminar, theme), making.an_excerpt(seminar, theme, transcript=1)
    marking.remove(seminar.leads, seminar.cycle.id, away.id)
    seminar.transcripts[1].segments[1].text = "Något annat."
    lost.excerpt.transcript.revision = 2
    after = gathered(seminar)
    assert (after.codings, after.lost) == (0, 1)


@pytest.mark.parametrize("who", ["leader", "worker", "stranger"])
def test_nobody_else_gathers(seminar: Seminar, who: str) -> None:
    other = make.a_person(make.a_unit(), Role.FACILITATOR)
    asks = {"leader": seminar.leader, "worker": seminar.worker, "stranger": other}[who]
    with pytest.raises((NotFound, NotAllowed)):
        gathering.gather(make.actor(asks), seminar.cycle.id)


def test_a_note_is_a_memo_to_its_passage_and_says_nothing_of_who_wrote_it(seminar: Seminar) -> None:
    notes.write(seminar.leads, seminar.cycle.id, seminar.transcripts[0].id, text="Som hos oss.", start=(1, 0))
    row = making.an_excerpt(seminar, making.a_theme(seminar))
    project = gathered(seminar).project
    assert [note.text for note in project.notes] == ["Som hos oss."]
    [passage] = project.sources[0].selections  # the note and the coding stand on the same words
    assert (passage.notes, len(passage.uses)) == ((project.notes[0].guid,), 1)
    assert (project.sources[0].text or "")[passage.start : passage.end] == row.excerpt.quote
    assert seminar.facilitator.name not in str(project)
